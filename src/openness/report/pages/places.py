"""Places in a repository as pages show them: path and line, an address where one is known, the line with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.model import is_spoken
from openness.report.address import address_of
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    SourceLine = Callable[[str, int], str | None]

_LONGEST_LINE = 100_000
_BEFORE = 160
_BEHIND = 240
"""Characters of a long line that are shown on both sides of the words that it is shown for."""
_AGAIN = 40


class Place(NamedTuple):
    """A file, perhaps a line of it; `url` is where it can be read, or None."""

    text: str
    url: str | None


class Excerpt(NamedTuple):
    """A line of a file around the `marked` words; `cut` on a side where more of the line stands."""

    line: int
    before: str
    marked: str
    behind: str
    cut_before: bool
    cut_behind: bool


class Seen(NamedTuple):
    """A piece of evidence: where, and what is there."""

    place: Place
    what: str


class Sources:
    """The files that a report speaks of: their lines, and their addresses below `base` (such as `…/blob/COMMIT`)."""

    def __init__(self, line: SourceLine, base: str | None = None) -> None:
        self._line = line
        self._base = base.rstrip("/") if base else None

    def place(self, path: str | None, line: int | None) -> Place | None:
        """The place, or None for the repository as a whole."""
        if path is None:
            return None
        text = f"{path}:{line}" if line else path
        if self._base is None or is_spoken(path):
            return Place(text, None)
        anchor = f"#L{line}" if line else ""
        return Place(text, f"{self._base}/{address_of(path)}{anchor}")

    def seen(self, evidence: Iterable[dict[str, Any]]) -> list[Seen]:
        """Evidence with its places."""
        return [
            Seen(self.place(one["path"], one["line"]) or Place("", None), " ".join(one["what"].split()))
            for one in evidence
        ]

    def excerpt(
        self, path: str | None, line: int | None, column: int | None = None, width: int = 0, *, again: bool = False
    ) -> Excerpt | None:
        """The line, cut around `width` characters at a column (from 1); None where there is no such text.

        `again` cuts closer, for a line that was shown before for other words in it.
        """
        if path is None or line is None:
            return None
        text = self._line(path, line)
        if text is None or not text.strip():
            return None
        text = text.rstrip()[:_LONGEST_LINE]
        indent = len(text) - len(text.lstrip())
        start = min(max((column or 1) - 1, indent), len(text))
        end = min(start + (min(max(width, 0), _BEHIND) if column else 0), len(text))
        lead, tail = (_AGAIN, _AGAIN) if again else (_BEFORE, _BEHIND)
        first, last = max(start - lead, indent), min(end + tail, len(text))
        before, behind = text[first:start], text[end:last]
        cut_before, cut_behind = first > indent, last < len(text)
        return Excerpt(
            line,
            before.partition(" ")[2] or before if cut_before else before,
            text[start:end],
            behind.rpartition(" ")[0] or behind if cut_behind else behind,
            cut_before,
            cut_behind,
        )
