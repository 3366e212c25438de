"""Any text file to segments, by its name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.inline import UNSEEN, visible, without_unseen
from openness.wording.lexicon import data, hints_of, languages_in, term_pattern
from openness.wording.markdown import markdown_segments, split_visible
from openness.wording.segments import Kind, Segment
from openness.wording.source import lines_of, piece_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_METADATA = (".cff", ".toml", ".json", ".yml", ".yaml", ".cfg", ".py")
_PLAIN = (".rst", ".txt", ".adoc", ".org", ".tex")
_LICENSE = compiled(
    r"(?:^|[/_.\- ])(?:licen[sc]e|copying|notice|eula|agreement|use[-_ ]policy)|licen[sc]e[-_ ]?agreement",
    re.IGNORECASE,
)
_RST_UNDERLINE = compiled(r"^([=\-~^\"'#*+.])\1{2,}\s*$")
_RST_CODE = compiled(r"^\s*\.\. (?:code|code-block|sourcecode|highlight|raw|math|bibliography)\b|::\s*$")
_MOST_LINES = 60


def segments_of(text: str, path: str, wanted: Callable[[str], bool]) -> Iterator[Segment]:
    """Segments of the prose of a file whose raw text is `wanted`: such as holds a hint of any of the readers."""
    piece, is_wanted = None, False
    for segment in _telling_segments(text, path):
        if segment.piece is not piece:  # a table is one piece with a segment for each cell
            piece, is_wanted = segment.piece, wanted(without_unseen(segment.piece.text))
        if is_wanted:
            yield segment


@lru_cache(maxsize=2)
def _telling_segments(text: str, path: str) -> tuple[Segment, ...]:
    """What any of the readers may want of a document, made once: they read it one after the other."""
    of_a_license, of_a_term = hinted_by(_held(_hints(), text)), holds_a_term(text)
    return tuple(_segments(text, path, lambda raw: of_a_license(raw) or of_a_term(raw)))


@cache
def _hints() -> tuple[str, ...]:
    """Words of which each text on licenses, their use, or what is released holds one."""
    readers = [data(name)["hints"] for name in ("licensing", "uses", "assertions")]
    return tuple(dict.fromkeys(hint for hints in readers for hint in hints))


def holds_a_term(text: str) -> Callable[[str], bool]:
    """The question whether a part of a text holds a term of openness in a language of the whole."""
    languages = languages_in(without_unseen(text))
    terms = term_pattern(languages)
    hinted = hinted_by(_held(hints_of(languages), text))
    return lambda raw: hinted(raw) and terms.search(raw) is not None


def _held(hints: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The hints all of whose words the whole text holds: no part of it can hold another."""
    low = without_unseen(text).lower()
    return tuple(hint for hint in hints if all(map(low.__contains__, hint.split())))


def _segments(text: str, path: str, wanted: Callable[[str], bool]) -> Iterator[Segment]:
    lines = lines_of(text)
    if UNSEEN.search(text):
        seen = wanted
        wanted = lambda raw: seen(UNSEEN.sub("", raw))  # noqa: E731 - the same question of what a reader sees
    lower = path.lower()
    name = lower.rsplit("/", 1)[-1]
    if _LICENSE.search(name) and not name.endswith((".json", ".py")):
        yield from _plain(lines, wanted, "license")
    elif lower.endswith(_METADATA):
        yield from _metadata(lines, wanted)
    elif lower.endswith(_PLAIN):
        yield from _plain(lines, wanted, "paragraph")
    else:
        yield from markdown_segments(lines, wanted)


def hinted_by(hints: tuple[str, ...]) -> Callable[[str], bool]:
    """The question whether a raw text holds one of these words, written small, in any case."""

    def wanted(raw: str) -> bool:
        return any(map(raw.lower().__contains__, hints))

    return wanted


def _metadata(lines: list[str], wanted: Callable[[str], bool]) -> Iterator[Segment]:
    for number, line in enumerate(lines, start=1):
        if wanted(line):
            piece = piece_of([(number, 1, line[:4000])])
            yield Segment("metadata", piece, visible(piece.text))


def _plain(lines: list[str], wanted: Callable[[str], bool], kind: Kind) -> Iterator[Segment]:
    block: list[tuple[int, int, str]] = []
    code_indent: int | None = None
    headings: tuple[str, ...] = ()
    for number, line in enumerate([*lines, ""], start=1):
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        if code_indent is not None and stripped:
            if indent > code_indent:
                continue
            code_indent = None
        if _RST_UNDERLINE.match(line) and len(block) == 1:
            headings = (block[0][2].strip(),)
            yield from _paragraph(block, wanted, "heading" if kind == "paragraph" else kind, ())
            block = []
            continue
        if not stripped or len(block) >= _MOST_LINES:
            yield from _paragraph(block, wanted, kind, headings)
            block = []
        if stripped:
            block.append((number, indent + 1, line[indent:]))
            if kind == "paragraph" and _RST_CODE.search(line):
                code_indent = indent
    yield from _paragraph(block, wanted, kind, headings)


def _paragraph(
    block: list[tuple[int, int, str]], wanted: Callable[[str], bool], kind: Kind, headings: tuple[str, ...]
) -> Iterator[Segment]:
    if not block:
        return
    piece = piece_of(block)
    if wanted(piece.text):
        for part in split_visible(visible(piece.text)):
            yield Segment(kind, piece, part, headings=headings)
