"""A path in the manifest leads out of the repository.

What it checks: paths that are absolute, climb with `..`, or go through a symbolic link whose target is outside.

Why it matters: what lies outside is not part of the release, cannot be checked, and on a build machine may be
somebody's private file.

What to do: give a path inside the repository, or a prefixed place such as `hf:org/name` or `https://…`.

Severity: error.

Sources: the limits that keep checking a stranger's repository safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.manifest_invalid import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each such path."""
    yield from problems(facts, {"path-leaves-repository"}, among=True)
    for place in facts.declared_paths():
        entry = facts.repository.by_path.get(place.path)
        if entry is not None and entry.outside:
            yield Found(
                f"`{place.path}` is a symbolic link that leads out of the repository.",
                path=facts.manifest_path,
                line=place.span.line,
                column=place.span.column,
                help="Declare a path inside the repository, or a prefixed place such as `hf:org/name`.",
                key=place.path,
                width=len(place.path),
            )


RULE: Rule[Facts] = Rule(
    "OM104", "path-leaves-repository", "error", "A declared path leads out of the repository", check, __doc__ or ""
)
