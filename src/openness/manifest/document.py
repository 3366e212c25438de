"""A YAML (or JSON) file as plain values, each with its place; what is wrong with the file as problems.

The reader works on the parser's events and builds the values itself: keys may not repeat, anchors, aliases and
tags are refused, depth and size are bounded, dates stay text. Nothing is ever constructed from a tag.
"""

from __future__ import annotations

from bisect import bisect_right
from types import MappingProxyType
from typing import TYPE_CHECKING

from openness.model import Problem, Span
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEWLINE = compiled(r"\r\n|\r|\n")

SIZE_LIMIT = 256 * 1024
"""Bytes of a manifest (UTF-8)."""

DEPTH_LIMIT = 20
"""Mappings and lists inside one another."""

NODE_LIMIT = 30_000
"""Keys and values of a manifest."""

PROBLEM_LIMIT = 200
"""Problems that are listed; a file with more is beyond mending one by one."""


class Document(NamedTuple):
    """What a file says, whatever it is about.

    `data` is made of dict, list, str, int, float, bool and None. `spans` and `keys` give the place of each value
    and of each key by JSON pointer. `usable` is false when the file could not be read to its end. `noun` is what
    messages call the file. `refused` holds the pointers of values that YAML has and this file may not: the problems say
    what is wrong with them, and they mean nothing.
    """

    path: str
    data: object = None
    spans: Mapping[str, Span] = MappingProxyType({})
    keys: Mapping[str, Span] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    usable: bool = True
    noun: str = "manifest"
    refused: frozenset[str] = frozenset()

    def place(self, pointer: str, *, key: bool = False) -> Span:
        """The span of a value (or of its key); of the nearest enclosing value when there is none."""
        while True:
            found = self.keys.get(pointer) if key else None
            found = found or self.spans.get(pointer)
            if found is not None:
                return found
            if not pointer:
                return Span(1, 1)
            pointer, key = pointer.rpartition("/")[0], True

    def problem(
        self,
        pointer: str,
        message: str,
        *,
        advice: str = "",
        kind: str = "schema",
        key: bool = False,
        suggestion: str | None = None,
    ) -> Problem:
        """A problem at the place of a value (or of its key)."""
        span = self.place(pointer, key=key)
        return Problem(self.path, span.line, span.column, message, advice, pointer, kind, suggestion)


def join(pointer: str, part: str | int) -> str:
    """The JSON pointer of a member."""
    return f"{pointer}/{str(part).replace('~', '~0').replace('/', '~1')}"


def split(pointer: str) -> list[str]:
    """The parts of a JSON pointer, unescaped."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


class Lines:
    """Lines and columns of a text whose newlines may be LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0, *(newline.end() for newline in _NEWLINE.finditer(text))]

    def span(self, start: int, end: int | None = None) -> Span:
        """The span of a stretch of characters; its end is given only on the same line."""
        start = max(0, min(start, self._length))
        line = bisect_right(self._starts, start)
        column = start - self._starts[line - 1] + 1
        if end is None or end <= start or bisect_right(self._starts, end) != line:
            return Span(line, column)
        return Span(line, column, end - self._starts[line - 1] + 1)


def parse(text: str, path: str, noun: str = "manifest") -> Document:
    """The file's content with places; never raises for any text. `noun` is what messages call the file."""
    text = text.removeprefix("\ufeff")
    size = len(text) if len(text) > SIZE_LIMIT else len(text.encode("utf-8", "surrogatepass"))
    if size > SIZE_LIMIT:
        message = f"the file is larger than {SIZE_LIMIT // 1024} KB and was not read"
        problem = Problem(path, 1, 1, message, f"A {noun} is a short list; link to long documents.", "", "too-large")
        return Document(path, problems=(problem,), usable=False, noun=noun)
    from openness.manifest.yaml_events import read  # noqa: PLC0415 - ruamel.yaml is slow to import

    return read(text, path, noun)
