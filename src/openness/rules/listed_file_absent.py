"""The manifest lists a file of a component, and the file is not in the folder that it names.

What it checks: `files` of components with a place in this repository exist there: as a file, a Git LFS pointer, a
git-annex key, a DVC file or a submodule.

Why it matters: a file that is listed with its digest is promised. Where it is absent, the release is not what its
manifest says, however complete the folder looks.

What to do: add the file, or take it off the list.

Severity: error.

Sources: `components.*.files` of the manifest format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.declared_files import is_below, listed_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each listed file that is neither here nor said to be elsewhere."""
    for file in listed_files(facts):
        # Without a folder of its own the file is itself the declared place, which another rule looks for.
        if not file.below or not any(facts.repository.exists(folder) for folder in file.below):
            continue
        if facts.repository.exists(file.path) or facts.weights.file(file.path) is not None:
            continue
        if is_below(file.path, facts.weights.submodules):
            continue
        yield Found(
            f"`{file.path}` is listed below {file.component} and is not there.",
            path=facts.manifest_path,
            line=file.span.line,
            column=file.span.column,
            help="Add the file, or take it off the list.",
            key=f"{file.component} {file.path}",
        )


RULE: Rule[Facts] = Rule(
    "OM323",
    "listed-file-absent",
    "error",
    "A listed file is not there",
    check,
    __doc__ or "",
)
