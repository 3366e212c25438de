"""From the events of the YAML parser to values with places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from openness.manifest.complaint import shorten
from openness.manifest.document import DEPTH_LIMIT, NODE_LIMIT, Document, Lines, join
from openness.manifest.yaml_errors import plain_error
from openness.model import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9][0-9_]{0,39}")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]{0,39}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?")
_BASED = re.compile(r"0x[0-9a-fA-F]{1,16}|0o[0-7]{1,20}")
_CORE_TAGS = ("tag:yaml.org,2002:str", "!")


class _StopError(Exception):
    """Ends the reading; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read(text: str, path: str) -> Document:
    """The values of a YAML text with their places; the problem that ended the reading, if any."""
    builder = _Builder(text, path)
    usable = True
    try:
        builder.build(YAML(typ="safe", pure=True).parse(text))
    except _StopError as stop:
        builder.problems.append(stop.problem)
        usable = False
    except YAMLError as error:
        builder.problems.append(plain_error(error, text, path, builder.lines))
        usable = False
    except (ValueError, IndexError, TypeError, AttributeError, OverflowError, RecursionError, AssertionError):
        # The parser itself trips over some texts, such as an escape beyond the last code point.
        span = builder.last
        message = "the file is not YAML from about here on"
        builder.problems.append(Problem(path, span.line, span.column, message, "", "", "yaml"))
        usable = False
    problems = tuple(sorted(builder.problems, key=lambda problem: (problem.line, problem.column)))
    return Document(path, builder.root, builder.spans, builder.keys, problems, usable)


class _Level:
    """An open mapping or list."""

    __slots__ = ("collection", "key", "pointer", "skip")

    def __init__(self, collection: dict[str, object] | list[object], pointer: str, *, skip: bool) -> None:
        self.collection = collection
        self.pointer = pointer
        self.key: str | None = None
        self.skip = skip


class _Builder:
    """Collects values, places and problems; what was read stays when the reading ends early."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.lines = Lines(text)
        self.root: object = None
        self.spans: dict[str, Span] = {}
        self.keys: dict[str, Span] = {}
        self.problems: list[Problem] = []
        self.last = Span(1, 1)
        self._levels: list[_Level] = []
        self._documents = 0
        self._nodes = 0

    def build(self, events: Iterator[object]) -> None:
        """Follow the events to their end."""
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise self._stop(
                        event, "a second document starts here; a manifest is one document", "Remove `---`."
                    )
            elif isinstance(event, AliasEvent):
                raise self._stop(event, f"aliases (`*{event.anchor}`) are not used in a manifest", "Write it out.")
            elif isinstance(event, NodeEvent):
                self._node(event)
            elif isinstance(event, CollectionEndEvent):
                self._levels.pop()

    def _node(self, event: NodeEvent) -> None:
        self.last = self._span(event)
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            message = f"more than {NODE_LIMIT:,} keys and values; the rest was not read"
            raise self._stop(event, message, "List files by pattern, not one by one.", "too-large")
        if event.anchor is not None:
            raise self._stop(event, f"anchors (`&{event.anchor}`) are not used in a manifest", "Write it out.")
        level = self._levels[-1] if self._levels else None
        if isinstance(event, ScalarEvent):
            if level is not None and isinstance(level.collection, dict) and level.key is None:
                self._key(level, event)
            else:
                self._store(self._scalar(event), self.last, level)
            return
        if len(self._levels) >= DEPTH_LIMIT:
            message = f"more than {DEPTH_LIMIT} lists and mappings inside one another"
            raise self._stop(event, message, "", "too-deep")
        self._check_tag(event)
        collection: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
        if level is not None and isinstance(level.collection, dict) and level.key is None:
            what = "list" if isinstance(event, SequenceStartEvent) else "mapping"
            raise self._stop(event, f"a {what} cannot be a key", "Quote the text if it starts with a bracket.")
        skip = level is not None and (level.skip or level.key == _REPEATED)
        pointer = self._store(collection, Span(self.last.line, self.last.column), level)
        self._levels.append(_Level(collection, pointer, skip=skip))

    def _key(self, level: _Level, event: ScalarEvent) -> None:
        name = str(event.value)
        assert isinstance(level.collection, dict)
        pointer = join(level.pointer, name)
        if name in level.collection:
            if not level.skip:
                first = self.keys[pointer].line
                message = f"`{shorten(name)}` stands here a second time (first in line {first})"
                advice = "Keep one; a list holds several entries of one component."
                self.problems.append(
                    Problem(self.path, self.last.line, self.last.column, message, advice, pointer, "duplicate-key")
                )
            level.key = _REPEATED
            return
        level.key = name
        if not level.skip:
            self.keys[pointer] = self.last

    def _store(self, value: object, span: Span, level: _Level | None) -> str:
        if level is None:
            self.root = value
            self.spans[""] = span
            return ""
        if isinstance(level.collection, list):
            pointer = join(level.pointer, len(level.collection))
            level.collection.append(value)
        else:
            key, level.key = level.key, None
            if key is None or key == _REPEATED:
                return join(level.pointer, _REPEATED)
            pointer = join(level.pointer, key)
            level.collection[key] = value
        if not level.skip:
            self.spans[pointer] = span
        return pointer

    def _scalar(self, event: ScalarEvent) -> object:
        self._check_tag(event)
        text = str(event.value)
        plain = event.style is None or event.style == ""
        return plain_value(text) if plain and event.tag is None else text

    def _check_tag(self, event: NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is None or str(tag) in _CORE_TAGS:
            return
        raise self._stop(event, f"tags (`{shorten(str(tag))}`) are not used in a manifest", "Write the plain value.")

    def _span(self, event: NodeEvent) -> Span:
        return self.lines.span(event.start_mark.index, event.end_mark.index)

    def _stop(
        self, event: NodeEvent | DocumentStartEvent, message: str, advice: str = "", kind: str = "yaml"
    ) -> _StopError:
        span = self.lines.span(event.start_mark.index)
        return _StopError(Problem(self.path, span.line, span.column, message, advice, "", kind))


_REPEATED = "\0repeated"
"""Stands for a key that was there already; NUL cannot occur in YAML."""


def plain_value(text: str) -> object:
    """What an unquoted scalar means in the core schema of YAML 1.2; dates stay text."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INTEGER.fullmatch(text):
        return int(text.replace("_", ""))
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text.replace("_", ""))
        return number if abs(number) < 1e300 else text
    return text
