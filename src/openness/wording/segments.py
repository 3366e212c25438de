"""Stretches of visible prose with the place of every character and what surrounds them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.wording.source import Piece

Kind = Literal["paragraph", "heading", "item", "cell", "metadata", "license", "code"]


class Link(NamedTuple):
    """Where a link or image stands in the visible text (`end` exclusive) and where it leads."""

    start: int
    end: int
    url: str
    image: bool = False


class Visible(NamedTuple):
    """What a reader sees of a raw text: runs of unchanged characters, each with its place in the raw text."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    links: tuple[Link, ...] = ()
    code: tuple[tuple[int, int], ...] = ()

    def origin(self, index: int) -> int:
        """Index in the raw text of a visible character."""
        run = max(bisect_right(self.starts, index) - 1, 0)
        return self.origins[run] + index - self.starts[run]


class Segment(NamedTuple):
    """One block of prose. `headings` are the titles above it, outermost first; `checked` is a task box's state.

    `quoted` is true inside a block quote; `row` holds the first cell of the table row it belongs to.
    """

    kind: Kind
    piece: Piece
    visible: Visible
    headings: tuple[str, ...] = ()
    checked: bool | None = None
    quoted: bool = False
    row: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The visible text."""
        return self.visible.text

    def place(self, index: int) -> tuple[int, int]:
        """Line and column (1-based) in the file of a visible character."""
        return self.piece.place(self.visible.origin(index))
