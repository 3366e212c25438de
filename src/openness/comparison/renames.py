"""Files that have another path than before, told by what is in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from openness.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.read.repository import Repository

ALIKE = 0.5
"""Share of lines in common from which on two texts count as one file renamed, as in Git's own detection."""

_MOST_PATHS = 60
_MOST_CHARACTERS = 200_000
_HEAD = 8192


def find_renames(
    before: Repository, after: Repository, old_paths: Iterable[str], new_paths: Iterable[str]
) -> dict[str, str]:
    """The earlier path of each of `new_paths` that was one of `old_paths`: gone now, new now, and much the same inside.

    Exact copies win over similar ones, and the most similar pair over the next; no path is used twice.
    """
    gone = sorted({path for path in old_paths if path in before.by_path and path not in after.by_path})
    come = sorted({path for path in new_paths if path in after.by_path and path not in before.by_path})
    if not gone or not come:
        return {}
    del gone[_MOST_PATHS:], come[_MOST_PATHS:]
    earlier = {path: _lines(before.text(path)) for path in gone}
    later = {path: _lines(after.text(path)) for path in come}
    scored = []
    for new in come:
        for old in gone:
            score = _likeness(earlier[old], later[new])
            if earlier[old] is None and later[new] is None:
                score = float(_same_bytes(before, old, after, new))
            if score >= ALIKE:
                scored.append((-score, new, old))
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for _, new, old in sorted(scored):
        if new not in renamed and old not in taken:
            renamed[new] = old
            taken.add(old)
    return renamed


def _likeness(first: Counter[str] | None, second: Counter[str] | None) -> float:
    """0 to 1: the share of lines that two texts have in common."""
    if not first or not second:
        return 0.0
    return (first & second).total() / max(first.total(), second.total())


def _lines(text: str | None) -> Counter[str] | None:
    """How often each line occurs in the beginning of a text, spaces and empty lines aside; None for what is none."""
    if text is None:
        return None
    lines = (" ".join(line.split()) for line in text[:_MOST_CHARACTERS].splitlines())
    return Counter(line for line in lines if line)


def _same_bytes(before: Repository, old: str, after: Repository, new: str) -> bool:
    """True for files that are no text, have the same size and begin with the same bytes."""
    if before.by_path[old].size != after.by_path[new].size:
        return False
    try:
        return before.tree.read(old, 0, _HEAD) == after.tree.read(new, 0, _HEAD)
    except UnreadableError:
        return False


def named_paths(report: dict[str, Any]) -> set[str]:
    """The paths that a report's findings and licenses name."""
    return {one["path"] for one in (*report["findings"], *report["licenses"]) if one["path"]}
