"""A text cut into lines the way editors and GitHub count them."""

from __future__ import annotations

from bisect import bisect_right

from openness.patterns import compiled
from openness.values import NamedTuple

_NEWLINE = compiled(r"\r\n|\r|\n")
_FRONT_MATTER_END = frozenset({"---", "..."})


def lines_of(text: str) -> list[str]:
    """The lines without their ends; LF, CRLF and CR end a line, other separators of Unicode do not."""
    return _NEWLINE.split(text) if "\r" in text else text.split("\n")


def without_front_matter(lines: list[str]) -> list[str]:
    """The same number of lines, those of a YAML front matter emptied."""
    if not lines or lines[0].rstrip() != "---":
        return lines
    for number, line in enumerate(lines[1:400], start=1):
        if line.rstrip() in _FRONT_MATTER_END:
            return [""] * (number + 1) + lines[number + 1 :]
    return lines


class Piece(NamedTuple):
    """Raw text of one block: stretches of source lines joined by newlines, each knowing where it stood.

    `starts[i]` is the index in `text` at which the i-th stretch begins, `places[i]` its 1-based line and column.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column (1-based) of a character of the raw text."""
        stretch = max(bisect_right(self.starts, index) - 1, 0)
        line, column = self.places[stretch]
        return line, column + index - self.starts[stretch]


def piece_of(stretches: list[tuple[int, int, str]]) -> Piece:
    """Raw text from stretches given as line (1-based), column (1-based) and text."""
    starts: list[int] = []
    length = 0
    for _, _, text in stretches:
        starts.append(length)
        length += len(text) + 1
    body = "\n".join(text for _, _, text in stretches)
    return Piece(body, tuple(starts), tuple((line, column) for line, column, _ in stretches))
