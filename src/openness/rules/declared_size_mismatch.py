"""The manifest gives a size, and the file has another one.

What it checks: sizes of `files` are compared with the files, or with the sizes that Git LFS pointers and git-annex
keys give for content kept elsewhere.

Why it matters: another size means another file than the one that the manifest describes, even where no digest is given
or the content cannot be read.

What to do: find out which of the two is right, and renew size and digest together.

Severity: error; warning where the manifest places the file elsewhere and a file of that name is here too.

Sources: Git LFS specification 1 (`size`); git-annex key format (`-s`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.declared_files import listed_files
from openness.weights.digests import size_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each listed file whose size is known and differs."""
    for file in listed_files(facts):
        actual = size_of(facts.repository, file.path) if file.size is not None else None
        if actual is not None and actual != file.size:
            yield Found(
                f"`{file.path}` has {actual:,} bytes; the manifest says {file.size:,}.",
                path=facts.manifest_path,
                line=file.span.line,
                column=file.span.column,
                help="Renew size and digest together, or put back the file that was released.",
                key=f"{file.component} {file.path}",
                severity=file.severity,
                evidence=(Evidence(file.path, None, f"{actual:,} bytes"),),
            )


RULE: Rule[Facts] = Rule(
    "OM311",
    "declared-size-mismatch",
    "error",
    "A file's size is not the declared one",
    check,
    __doc__ or "",
)
