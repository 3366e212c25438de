"""Changes of a text at places in it, and what they make of the text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Span

_NEWLINE = compiled(r"\r\n|\r|\n")


class Change(NamedTuple):
    """Characters `start` to `end` of a file's text become `new`; `line` is where, `what` says it in one line."""

    path: str
    start: int
    end: int
    new: str
    line: int
    what: str
    rule: str = ""


def apply(text: str, changes: Iterable[Change]) -> tuple[str, list[Change]]:
    """The text with the changes made, and those that were: of two that touch the same characters, the first one."""
    made: list[Change] = []
    for change in sorted(changes):
        if not made or change.start > made[-1].end or (change.start == made[-1].end and change.start < change.end):
            made.append(change)
    parts: list[str] = []
    place = 0
    for change in made:
        parts += (text[place : change.start], change.new)
        place = change.end
    return "".join((*parts, text[place:])), made


class Places:
    """Lines and columns of a text as indices into it; LF, CRLF and CR end a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        newlines = list(_NEWLINE.finditer(text))
        self._starts = [0, *(newline.end() for newline in newlines)]
        self._ends = [*(newline.start() for newline in newlines), len(text)]
        first = newlines[0][0] if newlines else "\n"
        self._newlines = [*(newline[0] for newline in newlines), first]

    def index(self, line: int, column: int) -> int | None:
        """The index of a character by line and column (1-based); None for a place that is not in the text."""
        if not 1 <= line <= len(self._starts):
            return None
        index = self._starts[line - 1] + column - 1
        return index if self._starts[line - 1] <= index <= self._ends[line - 1] else None

    def stretch(self, span: Span | None) -> tuple[int, int] | None:
        """Start and end of a span that stays on its line; None for another one."""
        if span is None or span.end_column is None:
            return None
        start, end = self.index(span.line, span.column), self.index(span.line, span.end_column)
        return (start, end) if start is not None and end is not None and start <= end else None

    def line_at(self, index: int) -> int:
        """The number of the line that a character is in."""
        return bisect_right(self._starts, index)

    def end_of(self, line: int) -> int:
        """The index at which a line ends, before its newline."""
        return self._ends[line - 1]

    def newline(self, line: int) -> str:
        """How the line ends; the last one as the file's first does."""
        return self._newlines[line - 1]
