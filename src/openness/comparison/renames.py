"""Files that have another path than before, told by what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.read.repository import Repository

ALIKE = 0.5
"""Share of lines in common from which on two texts count as one file renamed, as in Git's own detection."""

_MOST_PAIRS = 2000
_HEAD = 8192


def find_renames(
    before: Repository, after: Repository, old_paths: Iterable[str], new_paths: Iterable[str]
) -> dict[str, str]:
    """The earlier path of each of `new_paths` that was one of `old_paths`: gone now, new now, and much the same inside.

    Exact copies win over similar ones, and the most similar pair over the next; no path is used twice.
    """
    gone = sorted({path for path in old_paths if path in before.by_path and path not in after.by_path})
    come = sorted({path for path in new_paths if path in after.by_path and path not in before.by_path})
    scored = []
    for number, (new, old) in enumerate((new, old) for new in come for old in gone):
        if number >= _MOST_PAIRS:
            break
        score = _likeness(before, old, after, new)
        if score >= ALIKE:
            scored.append((-score, new, old))
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for _, new, old in sorted(scored):
        if new not in renamed and old not in taken:
            renamed[new] = old
            taken.add(old)
    return renamed


def _likeness(before: Repository, old: str, after: Repository, new: str) -> float:
    """0 to 1: the share of lines in common; 1 for other files of the same size that begin with the same bytes."""
    first, second = before.text(old), after.text(new)
    if first is None and second is None:
        return float(_same_bytes(before, old, after, new))
    if not first or not second:
        return 0.0
    lines, others = _lines(first), _lines(second)
    common = sum(min(count, others.get(line, 0)) for line, count in lines.items())
    return common / max(sum(lines.values()), sum(others.values()), 1)


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if line:
            found[line] = found.get(line, 0) + 1
    return found


def _same_bytes(before: Repository, old: str, after: Repository, new: str) -> bool:
    if before.by_path[old].size != after.by_path[new].size:
        return False
    try:
        return before.tree.read(old, 0, _HEAD) == after.tree.read(new, 0, _HEAD)
    except UnreadableError:
        return False


def named_paths(report: dict[str, Any]) -> set[str]:
    """The paths that a report's findings and licenses name."""
    return {one["path"] for one in (*report["findings"], *report["licenses"]) if one["path"]}
