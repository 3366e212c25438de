"""A Git LFS pointer stands for content that the server does not have.

What it checks: with `--online`, the LFS server of the repository is asked, in one request for many, whether it has the
objects that pointers of weights and of declared files name. Nothing is downloaded.

Why it matters: a pointer of 130 bytes looks like a released file; whoever clones the repository gets nothing.

What to do: push the objects (`git lfs push --all origin`), or say where the content is.

Severity: error for what the manifest declares released; warning for other weights. A fork, whose objects may be with
the repository it was made from, is not asked.

Sources: Git LFS Batch API, "Successful responses", `error.code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.declared_files import components_by_place, is_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_SHOWN = 5


def check(facts: Facts) -> Iterator[Found]:
    """One finding for declared and one for other files."""
    if facts.remote is None:
        return
    places = components_by_place(facts)
    lacking = [one for one in facts.remote.lfs if one.state == "dead"]
    declared = [one for one in lacking if is_below(one.path, places)]
    for group, severity in ((declared, "error"), ([one for one in lacking if one not in declared], "warning")):
        if not group:
            continue
        first = group[0]
        others = f" and {len(group) - 1} more files" if len(group) > 1 else ""
        yield Found(
            f"`{first.path}`{others}: the pointer is here, and the LFS server does not have the content.",
            path=first.path,
            help="Push the objects with `git lfs push --all origin`, or say where the content is.",
            key=first.path,
            severity="error" if severity == "error" else "warning",
            evidence=tuple(Evidence(one.path, None, f"sha256:{one.sha256[:12]}… {one.why}") for one in group[:_SHOWN]),
        )


RULE: Rule[Facts] = Rule(
    "OM337",
    "lfs-object-absent",
    "error",
    "Content behind a pointer is not on the server",
    check,
    __doc__ or "",
)
