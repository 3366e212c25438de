"""Sentences that the authors wrapped by hand, put together again, with the line that each part of them stands on."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Line

WRAPPED = 56
"""Columns from which on the end of a line may be where an editor broke it; Chinese letters take two."""

MOST_LINES = 60
MOST_CHARACTERS = 4000

_ENDS = compiled(r"(?:[.;:!?。；：！？|>)\]*]|\s{2}|\\)$")
_GOES_ON = compiled(r"[，、,]$")
_STARTS_ANEW = compiled(r"^\s*(?:[-*+>#|<!•·]|\d{1,2}[.)、]|[（(]\d|[\w\u3400-\u9fff ]{1,24}[:：])")
_QUOTED = compiled(r"^\s*>\s?(?!\s*\[!)")


class Unit(NamedTuple):
    """A line, or lines that are one text; `starts` says from which character on which line holds it."""

    text: str
    line: Line
    starts: tuple[tuple[int, Line], ...]

    def place(self, clause: str) -> tuple[int, int]:
        """The line and column where a clause of the text begins."""
        at = max(self.text.find(clause), 0)
        start, line = next((row for row in reversed(self.starts) if row[0] <= at), self.starts[0])
        shown = self.text[at : at + 24].split("\n")[0]
        found = line.text.find(shown)
        return line.number, (found if found >= 0 else at - start) + 1


def units(block: Sequence[Line]) -> Iterator[Unit]:
    """The texts of a block: rows and headings one by one, lines of a paragraph that were wrapped as one."""
    run: list[Line] = []
    length = 0
    for line in block[:MOST_LINES]:
        if run and (length > MOST_CHARACTERS or not _goes_on(run[-1], line)):
            yield _joined(run)
            run, length = [], 0
        run.append(line)
        length += len(line.text)
    if run:
        yield _joined(run)


def _goes_on(before: Line, line: Line) -> bool:
    if {before.kind, line.kind} & {"row", "heading", "code"} or line.kind == "item":
        return False
    text, following = before.text.rstrip("\r\n"), _unquoted(line)
    if _ENDS.search(text) and not _GOES_ON.search(text.rstrip()):
        # A sentence that ends where its line ends is one of a paragraph all the same, but needs no joining.
        return False
    if _STARTS_ANEW.match(following):
        return False
    return _GOES_ON.search(text) is not None or _width(text) >= WRAPPED or following[:1].islower()


def _unquoted(line: Line) -> str:
    return _QUOTED.sub("", line.text) if line.kind == "quote" else line.text


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _joined(run: Sequence[Line]) -> Unit:
    if len(run) == 1:
        return Unit(run[0].text, run[0], ((0, run[0]),))
    text = run[0].text.rstrip()
    starts = [(0, run[0])]
    for line in run[1:]:
        piece = _unquoted(line).strip()
        apart = "" if text[-1:] > "\u2fff" and piece[:1] > "\u2fff" else " "
        text += apart
        starts.append((len(text), line))
        text += piece
    return Unit(text, run[0], tuple(starts))
