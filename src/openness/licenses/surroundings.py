"""Words that stand beside a license in its file: additions that bind, licenses of their own, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses.clauses import open_by_clauses, read_clauses
from openness.licenses.data import load_json
from openness.licenses.differences import binds_strongly, is_heading
from openness.licenses.files import is_license_path
from openness.licenses.names import read_name
from openness.licenses.terms import same_license
from openness.licenses.unknown import unknown_part
from openness.model import Difference, LicenseText

if TYPE_CHECKING:
    from openness.licenses.match import Region
    from openness.licenses.tokens import Words

_OUTSIDE_WORDS = 5
_LONGEST_NAME = 160
_DISCLAIMERS = frozenset({"warranties", "warranty"})
_DISCLAIMER_WORDS = 90
_TRANSLATED_SHARE = 0.3
_TRANSLATED_LENGTH = 2000
"""Characters: a translation of a whole license is long, a clause added in another language is not."""
_CODE_MARKS = 0.02
_OPENING = 400
"""Characters in which a list of components says what it is."""


def with_surroundings(words: Words, found: list[tuple[Region, LicenseText]], path: str) -> list[LicenseText]:
    """The entries, with binding words that stand beside a license in its file among its differences."""
    whole = [number for number, (_, entry) in enumerate(found) if entry.match in ("exact", "modified")]
    others: list[LicenseText] = []
    if not whole:
        return [entry for _, entry in found]
    inside = bytearray(len(words.words))
    for region, entry in found:
        if entry.match == "partial":
            continue
        inside[region.first : region.last + 1] = b"\1" * (region.last + 1 - region.first)
    if not _is_license_file(path, sum(inside), len(words.words)):
        return [entry for _, entry in found]
    for first, last in _outside(inside):
        run = words.words[first : last + 1]
        if len(run) < _OUTSIDE_WORDS or _is_code(words, first, last):
            continue
        if (is_heading(run) or not binds_strongly(run)) and not _restricts(words, first, last):
            continue
        other = unknown_part(words, first, last, path)
        if other is not None:
            others.append(other)
            continue
        if _lists_components(words, first, last):
            continue
        if words.line(first) == words.line(last) and _names(words, first, found):
            continue
        number = min(whole, key=lambda i: _gap(found[i][0], first, last))
        region, entry = found[number]
        binding = not _is_harmless(words, first, last)
        extra = Difference(words.line(first), "added", words.raw(first, last), binding=binding)
        known = {item.kind for item in entry.restrictions}
        read = read_clauses(words.text, (words.line(first), words.line(last))) if binding else ()
        found[number] = (
            region,
            entry._replace(
                match="modified",
                differences=tuple(sorted((*entry.differences, extra), key=lambda item: item.line)),
                osi_approved=entry.osi_approved and not binding,
                open=None if entry.open and binding else entry.open,
                restrictions=(*entry.restrictions, *(item for item in read if item.kind not in known)),
            ),
        )
    return [entry for _, entry in found] + others


def _is_harmless(words: Words, first: int, last: int) -> bool:
    """Whether words beside a license take nothing away: a disclaimer of warranty, or the license in another language.

    Neither limits use or users; the clause reader has the last word.
    """
    body = words.text[words.starts[first] : words.ends[last]]
    run = set(words.words[first : last + 1])
    disclaims = bool(run & _DISCLAIMERS) and len(run) <= _DISCLAIMER_WORDS
    foreign = sum(not char.isascii() and char.isalpha() for char in body) > _TRANSLATED_SHARE * len(body)
    return (disclaims or (foreign and len(body) > _TRANSLATED_LENGTH)) and open_by_clauses(
        read_clauses(body)
    ) is not False


def _restricts(words: Words, first: int, last: int) -> bool:
    body = words.text[words.starts[first] : words.ends[last]]
    return open_by_clauses(read_clauses(body)) is False


def _names(words: Words, place: int, found: list[tuple[Region, LicenseText]]) -> bool:
    """Whether the line of a word is the name of a license that was found."""
    text, start, end = words.text, words.starts[place], words.ends[place]
    before = text[max(0, start - _LONGEST_NAME) : start].rpartition("\n")[2]
    after = text[end : end + _LONGEST_NAME].partition("\n")[0]
    line = before + text[start:end] + after
    named = read_name(line.strip(" #*_=-")) if len(line) <= _LONGEST_NAME else None
    return any(same_license(named, entry.expression) for _, entry in found)


def opens_component_list(text: str) -> bool:
    """Whether a text says that what follows are other people's parts and their licenses."""
    opening = " ".join(text.lower().split())
    return any(cue in opening for cue in load_json("words.json")["component_lists"])


def _lists_components(words: Words, first: int, last: int) -> bool:
    """True when the words open a list of other people's parts and their licenses, and restrict nothing themselves."""
    body = words.text[words.starts[first] : words.ends[last]]
    return opens_component_list(body[:_OPENING]) and open_by_clauses(read_clauses(body)) is not False


def _is_code(words: Words, first: int, last: int) -> bool:
    body = words.text[words.starts[first] : words.ends[last]]
    return sum(body.count(mark) for mark in "{}=#<>[]_$;") > _CODE_MARKS * len(body)


def _is_license_file(path: str, inside: int, total: int) -> bool:
    name = path.rpartition("/")[2].lower()
    return not name.startswith("readme") and (is_license_path(path) or inside >= 0.35 * total)


def _outside(inside: bytearray) -> list[tuple[int, int]]:
    runs, start = [], None
    for place, flag in enumerate([*inside, 1]):
        if not flag and start is None:
            start = place
        elif flag and start is not None:
            runs.append((start, place - 1))
            start = None
    return runs


def _gap(region: Region, first: int, last: int) -> int:
    return max(region.first - last, first - region.last, 0)
