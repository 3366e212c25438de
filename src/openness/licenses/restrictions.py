"""Restrictions of a license re-found in the file at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openness.licenses.clauses import read_clauses

if TYPE_CHECKING:
    from openness.licenses.catalog import LicenseEntry
    from openness.licenses.tokens import Words
    from openness.model import Restriction


def located(
    words: Words, entry: LicenseEntry | None, *, read_also: bool, first: int = 0, last: int | None = None
) -> tuple[Restriction, ...]:
    """The catalog's restrictions with the lines on which this file states them.

    With `read_also`, what the clause reader finds beyond the catalog is added (a changed or unknown text).
    """
    start = words.line(first) if words.words else 1
    end = words.line(len(words.words) - 1 if last is None else last) if words.words else 1
    read = [item for item in read_clauses(words.text) if item.line is None or start <= item.line <= end]
    if entry is None:
        return tuple(read)
    lines: dict[str, list[Restriction]] = {}
    for item in read:
        lines.setdefault(item.kind, []).append(item)
    found = []
    for item in entry.restrictions:
        same = lines.get(item.kind, [])
        nearest = next((other for other in same if item.section and other.section == item.section), None)
        nearest = nearest or (same[0] if same else None)
        found.append(replace(item, line=nearest.line) if nearest else item)
    if read_also:
        known = {item.kind for item in entry.restrictions}
        found += [item for item in read if item.kind not in known]
    return tuple(found)
