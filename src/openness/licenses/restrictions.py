"""Restrictions of a license re-found in the file at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.clauses import read_clauses

if TYPE_CHECKING:
    from openness.licenses.catalog import LicenseEntry
    from openness.licenses.tokens import Words
    from openness.model import Restriction


def located(
    words: Words, entry: LicenseEntry | None, *, read_also: bool, first: int = 0, last: int | None = None
) -> tuple[Restriction, ...]:
    """The catalog's restrictions with the lines on which this file states them (None where they were not found).

    With `read_also`, what the clause reader finds beyond the catalog is added (a changed or unknown text).
    """
    if not words.words:
        return ()
    last = len(words.words) - 1 if last is None else last
    found = [] if entry is None else _known(words, entry, first, last)
    if read_also:
        known = {item.kind for item in found}
        read = read_clauses(words.text, (words.line(first), words.line(last)))
        found += [item for item in read if item.kind not in known]
    return tuple(found)


def _known(words: Words, entry: LicenseEntry, first: int, last: int) -> list[Restriction]:
    marks = catalog.marks(entry.id)
    wanted = {gram for grams in marks for gram in grams}
    places: dict[int, int] = {}
    if wanted:
        for place, gram in enumerate(words.grams[first : last + 1], first):
            if gram in wanted:
                places.setdefault(gram, place)
    stated: dict[str, int] = {}
    if not wanted and entry.open is not True and entry.restrictions:
        for clause in read_clauses(words.text, (words.line(first), words.line(last))):
            if clause.line is not None:
                stated.setdefault(clause.kind, clause.line)
    found = []
    for item, grams in zip(entry.restrictions, marks, strict=True):
        seen = [places[gram] for gram in grams if gram in places]
        line = words.line(min(seen)) if seen else stated.get(item.kind)
        found.append(item if line is None else item._replace(line=line))
    return found
