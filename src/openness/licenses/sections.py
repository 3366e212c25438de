"""A license as sentences with the section and line each stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from openness.licenses.tokens import clean
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SENTENCES = 3000
MOST_CHARACTERS = 200_000
_LONGEST = 1600
_MARKER = (
    r"(?i)^[\s>#*_-]{0,12}(?:(?:section|article|clause|part)\s{1,3})?"
    r"(?P<mark>(?:attachment|exhibit|annex|schedule|appendix)\s{1,3}[a-z0-9]{1,3}\b|\d{1,2}(?:\.\d{1,2}){0,3}(?=[\s.):、\uff0e*]|[^\W\d_])"
    r"|\(?[a-z]{1,4}[.)]|\(\d{1,2}\)|第[一二三四五六七八九十]{1,3}[条章]|[一二三四五六七八九十]{1,3}、|[IVX]{1,5}[.)])"
    r"[\s.):*_、\uff0e-]"
)
_LIST_ITEM = 200
_OPENS_LIST = (
    r"\b(?:not|refrain|prohibit\w*|forbid\w*|barred)\b.{0,300}[:：]$|\b(?:not|no)\b.{0,120}\b(?:to|for|in)$"
    r"|(?:不得|禁止|同意不).{0,80}[:：]$"
)
_FORBIDS = r"\b(?:prohibited uses?|use restrictions|restricted uses?|use[- ]based restrictions)\b|禁止使用|使用限制"
_ROMAN = r"[ivx]{1,5}\Z"
_BREAK = r"(?<=[.;。；!?！？])[\"”’)]?\s+|(?<=[。；])"


class Sentence(NamedTuple):
    """Words of a license between two full stops, in lower case; `line` is where they start.

    `barred` says that they stand in a list of what is forbidden.
    """

    text: str
    line: int
    section: str | None
    barred: bool = False


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, wrapped lines joined; of a very long text, those of its start."""
    count = 0
    outline = _Outline()
    barred, opened = False, ""
    for parts in _paragraphs(clean(text[:MOST_CHARACTERS])):
        section = outline.section(parts[0][1])
        item = bool(re.match(_MARKER, parts[0][1])) or parts[0][1].lstrip().startswith(("- ", "* ", "•", "– "))
        if barred and not item and (len(parts) > 2 or len(parts[0][1]) > _LIST_ITEM):
            barred = False
        joined, starts, lines = "", [], []
        for line, body in parts:
            starts.append(len(joined))
            lines.append(line)
            joined += " ".join(body.split()) + " "
        place = 0
        for piece in _pieces(joined):
            start = joined.find(piece, place)
            place = start + len(piece)
            if piece.strip():
                said = piece.strip().lower()
                yield Sentence(said, lines[max(0, bisect_right(starts, start) - 1)], section, barred and said != opened)
                count += 1
                if re.search(_OPENS_LIST, said) or (len(said) < _LIST_ITEM and re.search(_FORBIDS, said)):
                    barred, opened = True, said
            if count >= MOST_SENTENCES:
                return


def _pieces(joined: str) -> Iterator[str]:
    for piece in re.split(_BREAK, joined):
        for start in range(0, len(piece), _LONGEST):
            yield piece[start : start + _LONGEST]


def _paragraphs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Lines that belong together: until a blank line, a heading or the next list marker."""
    held: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            if held:
                yield held
                held = []
            continue
        if held and (re.match(_MARKER, line) or line.lstrip().startswith(("#", "- ", "* ", "•"))):
            yield held
            held = []
        held.append((number, line))
    if held:
        yield held


class _Outline:
    """The numbers of the headings and list items that a line stands under."""

    def __init__(self) -> None:
        self._top: str | None = None
        self._letter: str | None = None
        self._roman: str | None = None

    def section(self, line: str) -> str | None:
        match = re.match(_MARKER, line)
        if match:
            self._enter(" ".join(match["mark"].split()))
        parts = [part for part in (self._top, self._letter, self._roman) if part]
        return ".".join(parts) if parts else None

    def _enter(self, mark: str) -> None:
        bare = mark.strip("().、").lower()
        if len(bare) > 4 and bare[0].isascii() and not bare[0].isdigit():
            self._top, self._letter, self._roman = mark[0].upper() + mark[1:], None, None
        elif (bare[0].isdigit() and not mark.startswith("(")) or not bare[0].isascii():
            self._top, self._letter, self._roman = bare, None, None
        elif mark[:1].isupper() and re.match(_ROMAN, bare):
            self._top, self._letter, self._roman = mark.strip(".)"), None, None
        elif re.match(_ROMAN, bare) and self._letter and not (len(bare) == 1 and ord(bare) == ord(self._letter[0]) + 1):
            self._roman = bare
        else:
            self._letter, self._roman = bare, None
