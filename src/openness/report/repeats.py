"""Findings of one kind that stand many times in one file, told once for people; machine formats keep each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SHOWN = 4
"""Findings of one kind that are shown one by one."""
MOST_LINES = 12
"""Lines that are named of the others."""

_QUOTED = compiled("“[^”]*”")


def kind_of(finding: dict[str, Any]) -> tuple[object, ...]:
    """What findings that say the same of several places have in common: all but the place and the words quoted."""
    evidence = tuple((one["path"], one["line"], one["what"]) for one in finding["evidence"])
    said = _QUOTED.sub("", finding["message"])
    return finding["path"], finding["rule"], finding["severity"], said, finding["help"], evidence


def folded(findings: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """The findings to show in order, each with a sentence on those left out after it, empty for most.

    Of more than `MOST_SHOWN` of one kind with a line the first ones are shown; the last of them tells of the rest.
    """
    ordered = list(findings)
    alike: dict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    for finding in ordered:
        if finding["line"]:
            alike[kind_of(finding)].append(finding)
    for finding in ordered:
        same = alike.get(kind_of(finding), [])
        rest = same[MOST_SHOWN:]
        if len(rest) < 2 or not finding["line"]:
            yield finding, ""
        elif not any(finding is one for one in rest):
            yield finding, _told(rest) if finding is same[MOST_SHOWN - 1] else ""


def _told(rest: list[dict[str, Any]]) -> str:
    lines = sorted({int(one["line"]) for one in rest})
    named = ", ".join(map(str, lines[:MOST_LINES])) + (" …" if len(lines) > MOST_LINES else "")
    return f"and {len(rest)} more like it, at line{'s' if len(lines) > 1 else ''} {named}"
