"""Markdown to segments: block structure from markdown-it, positions from the source lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.inline import BREAK, visible
from openness.wording.segments import Kind, Segment, Visible
from openness.wording.source import Piece, piece_of, without_front_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE = compiled(r"\s{0,12}(`{3,20}|~{3,20})")
_ATX = compiled(r"(#{1,6})\s+(.{0,400})")
_BOX = compiled(r"\s{0,3}(?:\[([ xX√✓✔])\]|([☐⬜🔲🔜])|([☑✅✔]))\s?")
_HTML_CELL = compiled(r"<t[dh]\b[^<>]{0,300}>")
_LONGEST_CELL = 100
"""Longer cells are prose that a table is used to lay out."""
_HEADING_TAG = compiled(r"<h([1-6])\b", re.IGNORECASE)


def markdown_segments(lines: list[str], wanted: Callable[[str], bool]) -> Iterator[Segment]:
    """Segments of the blocks whose raw text is `wanted`, in order of the file; headings always count as context."""
    body = without_front_matter(lines)
    if body is not lines:
        yield from _front_matter(lines, body, wanted)
    walk = _Walk(body, wanted)
    for first, last in _sections(body):
        section = body[first:last]
        if not wanted("\n".join(section)):
            walk.pass_heading(section[0])
            continue
        walk.first = first
        yield from walk.segments(_blocks("\n".join(section)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to import and not needed where no term occurs

    parser = MarkdownIt("commonmark", {"maxNesting": 12}).enable("table")
    # Only blocks are wanted of the parser: its inline tokens carry no positions.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@lru_cache(maxsize=64)
def _blocks(section: str) -> list[Token]:
    """The block tokens of a section; the same one is asked for by every reader of a document."""
    return _parser().parse(section)


def _sections(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Line ranges that begin with an ATX heading: it closes every block but a fence and an HTML comment."""
    start, fence, comment = 0, "", False
    for number, line in enumerate(lines):
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif comment:
            comment = "-->" not in line
        elif opened := _FENCE.match(line):
            fence = opened.group(1)
        elif "<!--" in line and "-->" not in line.split("<!--")[-1]:
            comment = True
        elif line.startswith("#") and _ATX.match(line) and number > start:
            yield start, number
            start = number
    yield start, len(lines)


_DESCRIPTIVE = compiled(r"\s{0,4}(?:title|description|summary|tagline|abstract|excerpt|subtitle):\s", re.IGNORECASE)


def _front_matter(lines: list[str], body: list[str], wanted: Callable[[str], bool]) -> Iterator[Segment]:
    """The describing fields of a YAML front matter; its other keys are data."""
    for number, line in enumerate(lines, start=1):
        if number > 1 and body[number - 1]:
            break
        field = _DESCRIPTIVE.match(line)
        if field and wanted(line):
            piece = piece_of([(number, field.end() + 1, line[field.end() : field.end() + 2000])])
            yield Segment("metadata", piece, visible(piece.text))


class _Walk:
    """One pass over block tokens."""

    def __init__(self, lines: Sequence[str], wanted: Callable[[str], bool]) -> None:
        self.lines = lines
        self.wanted = wanted
        self.headings: list[tuple[int, str, Callable[[str], str]]] = []
        self.level = 0
        self.items = 0
        self.quotes = 0
        self.cell = False
        self.row: list[str] = []
        self.cursor = (0, 0)
        self.first = 0

    def pass_heading(self, line: str) -> None:
        """Take note of the heading of a section that is not read."""
        heading = _ATX.match(line)
        if heading:
            self._push(len(heading.group(1)), heading.group(2))

    def _push(self, level: int, raw: str) -> None:
        self.headings = [entry for entry in self.headings if entry[0] < level]
        self.headings.append((level, raw[:400], _title))

    def segments(self, tokens: list[Token]) -> Iterator[Segment]:
        for token in tokens:
            self._enter(token)
            if token.type == "inline":
                yield from self._inline(token)
            elif token.type == "html_block":
                yield from self._html(token)
            elif token.type in ("fence", "code_block"):
                yield from self._code(token)

    def _enter(self, token: Token) -> None:
        name = token.type
        if name == "heading_open":
            self.level = int(token.tag[1])
        elif name == "heading_close":
            self.level = 0
        elif name in ("list_item_open", "list_item_close"):
            self.items += token.nesting
        elif name in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting
        elif name in ("th_open", "td_open", "th_close", "td_close"):
            self.cell = token.nesting > 0
        elif name == "tr_open":
            self.row = []

    def _inline(self, token: Token) -> Iterator[Segment]:
        if token.map is None:
            return
        if self.cell:
            piece = self._cell(token)
            self.row.append(token.content[:80])
        else:
            piece = self._block(token)
        if self.level:
            self.headings = [entry for entry in self.headings if entry[0] < self.level]
            yield from self._cut(piece, "heading")
            self._push(self.level, token.content)
            return
        kind: Kind = "cell" if self.cell else "item" if self.items else "paragraph"
        yield from self._cut(piece, kind)

    def _block(self, token: Token) -> Piece:
        first = self.first + (token.map[0] if token.map else 0)
        stretches = []
        for offset, content in enumerate(token.content.split("\n")):
            line = self.lines[first + offset] if first + offset < len(self.lines) else ""
            stretches.append(_stretch(line, first + offset + 1, content, 0))
        return piece_of(stretches)

    def _cell(self, token: Token) -> Piece:
        number = self.first + (token.map[0] if token.map else 0)
        line = self.lines[number] if number < len(self.lines) else ""
        start = self.cursor[1] if self.cursor[0] == number else 0
        stretch = _stretch(line, number + 1, token.content, start)
        self.cursor = (number, stretch[1] - 1 + len(token.content))
        return piece_of([stretch])

    def _html(self, token: Token) -> Iterator[Segment]:
        if token.map is None:
            return
        first, end = (self.first + number for number in token.map)
        raw = token.content
        heading = _HEADING_TAG.search(raw)
        stretches = []
        for offset, content in enumerate(raw.rstrip("\n").split("\n")):
            if first + offset < min(end, len(self.lines)):
                stretches.append(_stretch(self.lines[first + offset], first + offset + 1, content, 0))
        if heading:
            self.level = int(heading.group(1))
        yield from self._cut(piece_of(stretches), "heading" if heading else "paragraph")
        if heading:
            title = raw[heading.start() : heading.start() + 400]
            self.headings = [entry for entry in self.headings if entry[0] < self.level]
            self.headings.append((self.level, title, _title_of_html))
            self.level = 0

    def _code(self, token: Token) -> Iterator[Segment]:
        """Each line of a code block that holds a term, for the rare model that introduces itself in a prompt."""
        if token.map is None or not self.wanted(token.content):
            return
        for number in range(self.first + token.map[0], min(self.first + token.map[1], len(self.lines))):
            line = self.lines[number][:4000]
            if self.wanted(line):
                yield Segment("code", piece_of([(number + 1, 1, line)]), visible(line), headings=self._titles())

    def _titles(self) -> tuple[str, ...]:
        return tuple(read(raw) for _, raw, read in self.headings)

    def _cut(self, piece: Piece, kind: Kind) -> Iterator[Segment]:
        if not self.wanted(piece.text):
            return
        whole = visible(piece.text)
        box = _BOX.match(whole.text) if kind == "item" else None
        checked = None if box is None else bool((box.group(1) or "").strip() or box.group(3))
        markup = piece.text.lower() if kind == "paragraph" else ""
        for part in split_visible(whole):
            in_cell = "<t" in markup and 0 < len(part.text) <= _LONGEST_CELL and _in_html_cell(markup, part.origin(0))
            row = self.row[0] if self.cell and len(self.row) > 1 else ""
            titled = "<summary" in markup and bool(part.text) and _in_element(markup, part.origin(0), "summary")
            yield Segment(
                "cell" if in_cell else "heading" if titled else kind,
                piece,
                part,
                headings=self._titles(),
                checked=checked,
                quoted=self.quotes > 0,
                row=_first_html_cell(piece.text, markup, part.origin(0)) if in_cell else row,
                level=self.level,
            )


@lru_cache(maxsize=256)
def _title(raw: str) -> str:
    """What a heading says; read only where something below it is."""
    return visible(raw).text.replace(BREAK, " ").strip(" #")


@lru_cache(maxsize=256)
def _title_of_html(raw: str) -> str:
    return visible(raw).text.strip(BREAK + " ").split(BREAK)[0].strip()


def _stretch(line: str, number: int, content: str, start: int) -> tuple[int, int, str]:
    """A stretch of the source line that reads `content`; the whole line where the parser changed it."""
    at = line.find(content, start)
    if at >= 0:
        return number, at + 1, content
    # Escaped pipes and expanded tabs: fall back on what really stands there.
    head = content[:12].strip()
    at = line.find(head, start) if head else start
    at = max(at, 0)
    return number, at + 1, line[at : at + max(len(content), 1)]


def _in_html_cell(markup: str, at: int) -> bool:
    """True when the place stands between a `<td>` or `<th>` and its end; `markup` is in lower case."""
    return _in_element(markup, at, "td") or _in_element(markup, at, "th")


def _in_element(markup: str, at: int, name: str) -> bool:
    """True when the place stands inside an element of that name; `markup` is in lower case."""
    return markup.rfind(f"<{name}", 0, at) > markup.rfind(f"</{name}", 0, at)


def _first_html_cell(raw: str, markup: str, at: int) -> str:
    """What the first cell of the place's row says; empty where that is the cell of the place itself."""
    cells = [found.end() for found in _HTML_CELL.finditer(markup, max(markup.rfind("<tr", 0, at), 0), at)]
    return _cell_text(raw[cells[0] : cells[0] + 300]) if len(cells) > 1 else ""


@lru_cache(maxsize=64)
def _cell_text(raw: str) -> str:
    """What a cell says, the first of its blocks; each cell of a row asks for that of the row's first."""
    return visible(raw).text.split(BREAK)[0].strip()[:80]


def split_visible(whole: Visible) -> Iterator[Visible]:
    """The parts between block-level HTML tags."""
    if BREAK not in whole.text:
        yield whole
        return
    start = 0
    for part in whole.text.split(BREAK):
        end = start + len(part)
        if part.strip():
            yield _slice(whole, start, end)
        start = end + 1


def _slice(whole: Visible, start: int, end: int) -> Visible:
    first = max(bisect_right(whole.starts, start) - 1, 0)
    last = bisect_left(whole.starts, end)
    starts = [0]
    origins = [whole.origin(start)]
    for index in range(first + 1, last):
        starts.append(whole.starts[index] - start)
        origins.append(whole.origins[index])
    links = tuple(
        type(link)(max(link.start, start) - start, min(link.end, end) - start, link.url, link.image)
        for link in whole.links
        if link.start < end and link.end > start
    )
    code = tuple((a - start, b - start) for a, b in whole.code if a < end and b > start)
    return Visible(whole.text[start:end], tuple(starts), tuple(origins), links, code)
