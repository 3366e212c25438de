"""A Markdown or plain-text document as lines that know their section, for readers that need no full parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from openness.evidence.lexicon import pattern
from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.inline import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

LineKind = Literal["text", "heading", "item", "row", "code", "quote"]

MAX_LINES = 6000
MAX_LINE = 2500
"""Characters of a line that are looked at; longer lines are data, not prose."""

_HEADING = compiled(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_HTML_HEADING = compiled(r"<h([1-6])[^>]{0,200}>(.*?)(?:</h\1>|$)", re.IGNORECASE)
_BOLD_HEADING = compiled(r"^\*\*([^*]{2,60})\*\*:?\s*$")
_FENCE = compiled(r"^(\s*)(?:>\s*)?(```|~~~)[`~]*[ \t]*(\S*)")
_SUBHEADING = compiled(r"^#{2,6}\s+\S")
_ITEM = compiled(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_UNDERLINE = compiled(r'^ {0,3}(=+|-+|~+|\^+|"+|\++|\*{4,})\s*$')
_MARKUP = compiled(r"<[^>]{0,300}>|!?\[|\]\([^)\s]{0,300}\)|[*_`\]]")


class Line(NamedTuple):
    """One line: its number, text, kind, the headings above it (outermost first) and the block it belongs to."""

    number: int
    text: str
    kind: LineKind
    sections: tuple[str, ...]
    block: int

    @property
    def section(self) -> str:
        """The nearest heading above, empty at the top."""
        return self.sections[-1] if self.sections else ""


class Document(NamedTuple):
    """A document's path and lines; front matter and HTML comments are left out."""

    path: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """The first heading without markup, empty when there is none; linked news is of another thing."""
        for line in self.lines:
            if line.kind == "heading" and not (
                "](" in line.text and pattern("names", "announcement").search(line.text)
            ):
                return plain(line.sections[-1]) if line.sections else plain(line.text)
        return ""

    def prose(self) -> Iterator[Line]:
        """Lines outside code."""
        return (line for line in self.lines if line.kind != "code")

    def blocks(self) -> Iterator[tuple[Line, ...]]:
        """Runs of lines outside code that belong together: a paragraph, a list item, a table row."""
        run: list[Line] = []
        for line in self.prose():
            if run and line.block != run[-1].block:
                yield tuple(run)
                run = []
            run.append(line)
        if run:
            yield tuple(run)


def plain(text: str) -> str:
    """The text without Markdown and HTML markup, blanks folded."""
    return " ".join(_MARKUP.sub(" ", text).split())


def read_document(path: str, text: str) -> Document:
    """The document's lines, at most `MAX_LINES`, each cut at `MAX_LINE` characters."""
    return Document(path, tuple(_Reader().read(text)))


class _Reader:
    """State of one pass over the lines."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._fence: str | None = None
        self._open_ended = False
        self._last_end = -1
        self._comment = False
        self._block = 0

    def read(self, text: str) -> Iterator[Line]:
        rows = without_unseen(text).splitlines()[:MAX_LINES]
        start = _front_matter_end(rows)
        bare = (index for index in range(len(rows) - 1, -1, -1) if (end := _FENCE.match(rows[index])) and not end[3])
        self._last_end = next(bare, -1)
        for index in range(start, len(rows)):
            raw = rows[index][:MAX_LINE]
            below = rows[index + 1][:80] if index + 1 < len(rows) else ""
            line = self._line(index + 1, raw, below)
            if line is not None:
                yield line

    def _line(self, number: int, raw: str, below: str) -> Line | None:
        fence = _FENCE.match(raw)
        if fence and not self._comment:
            self._toggle(fence.group(2), told=bool(fence.group(3)))
            self._open_ended = len(fence.group(1)) > 1 or number > self._last_end
            return None
        if self._fence and self._open_ended and _SUBHEADING.match(raw):
            self._fence = None  # code that its list item or its author left open
        if self._fence:
            return Line(number, raw, "code", self._sections(), self._block)
        text = self._without_comments(raw)
        if not text.strip():
            self._block += 1
            return None
        heading = self._heading(text, below)
        if heading:
            self._open(*heading)
            return Line(number, text, "heading", self._sections(), self._block)
        if _UNDERLINE.match(text):
            return None
        return Line(number, text, self._kind(text), self._sections(), self._block)

    def _toggle(self, mark: str, *, told: bool) -> None:
        """Opens or closes code; a fence that names a language (`told`) closes none."""
        if self._fence is None:
            self._fence = mark
        elif self._fence == mark and not told:
            self._fence = None
        self._block += 1

    def _without_comments(self, raw: str) -> str:
        kept: list[str] = []
        rest = raw
        while rest:
            if self._comment:
                _, mark, rest = rest.partition("-->")
                self._comment = not mark
            else:
                before, mark, rest = rest.partition("<!--")
                kept.append(before)
                self._comment = bool(mark)
        return "".join(kept)

    def _heading(self, text: str, below: str) -> tuple[int, str] | None:
        if found := _HEADING.match(text):
            return len(found.group(1)), found.group(2)
        if found := _HTML_HEADING.search(text):
            return int(found.group(1)), found.group(2)
        if found := _BOLD_HEADING.match(text.strip()):
            return 6, found.group(1)
        under = _UNDERLINE.match(below)
        if under and len(under.group(1)) >= 3 and _UNDERLINE.match(text) is None and "|" not in text:
            return (1 if under.group(1)[0] == "=" else 2), text.strip()
        return None

    def _open(self, depth: int, title: str) -> None:
        while self._headings and self._headings[-1][0] >= depth:
            self._headings.pop()
        self._headings.append((depth, title))
        self._block += 1

    def _sections(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._headings)

    def _kind(self, text: str) -> LineKind:
        if _ITEM.match(text):
            self._block += 1
            return "item"
        stripped = text.lstrip()
        if stripped.startswith(("<tr", "<td", "<th", "</tr")):
            self._block += stripped.startswith("<tr")
            return "row"
        if stripped.startswith("|") or text.count("|") >= 2:
            self._block += 1
            return "row"
        return "quote" if stripped.startswith(">") else "text"


def _front_matter_end(rows: list[str]) -> int:
    if not rows or rows[0].rstrip() != "---":
        return 0
    for index in range(1, min(len(rows), MAX_LINES)):
        if rows[index].rstrip() in ("---", "..."):
            return index + 1
    return 0
