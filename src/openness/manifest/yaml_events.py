"""From the events of the YAML parser to values with places."""

from __future__ import annotations

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
from openness.manifest.document import DEPTH_LIMIT, NODE_LIMIT, PROBLEM_LIMIT, Document, Lines, join, split
from openness.manifest.yaml_errors import plain_error
from openness.model import Problem, Span
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = compiled(r"[-+]?[0-9][0-9_]{0,39}")
_FLOAT = compiled(r"[-+]?(?:[0-9][0-9_]{0,39}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?")
_BASED = compiled(r"0x[0-9a-fA-F]{1,16}|0o[0-7]{1,20}")
_WRITE_OUT = "Write the value out where it is needed."
_CORE_TAGS = ("tag:yaml.org,2002:str", "!")


class _StopError(Exception):
    """Ends the reading; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read(text: str, path: str, noun: str = "manifest") -> Document:
    """The values of a YAML text with their places; the problem that ended the reading, if any."""
    builder = _Builder(text, path, noun)
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
    found = [*builder.shared_values(), *builder.problems]
    problems = tuple(sorted(found[:PROBLEM_LIMIT], key=lambda problem: (problem.line, problem.column)))
    refused = frozenset(builder.refused)
    return Document(path, builder.root, builder.spans, builder.keys, problems, usable, noun, refused)


class _Level:
    """An open mapping or list, and whether its next value (`drop`) or everything in it (`skip`) is thrown away."""

    __slots__ = ("collection", "drop", "key", "pointer", "skip")

    def __init__(self, collection: dict[str, object] | list[object], pointer: str, *, skip: bool) -> None:
        self.collection = collection
        self.pointer = pointer
        self.key: str | None = None
        self.drop = False
        self.skip = skip

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.collection, dict) and self.key is None


class _Builder:
    """Collects values, places and problems; what was read stays when the reading ends early."""

    def __init__(self, text: str, path: str, noun: str) -> None:
        self.path = path
        self.noun = noun
        self.lines = Lines(text)
        self.root: object = None
        self.spans: dict[str, Span] = {}
        self.keys: dict[str, Span] = {}
        self.problems: list[Problem] = []
        self.last = Span(1, 1)
        self.refused: set[str] = set()
        self._shared: list[tuple[str, Span, str]] = []
        self._levels: list[_Level] = []
        self._documents = 0
        self._nodes = 0

    def build(self, events: Iterator[object]) -> None:
        """Follow the events to their end."""
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    message = f"a second document starts here; a {self.noun} is one document"
                    raise self._stop(event, message, "Remove `---`.")
            elif isinstance(event, NodeEvent):
                self._node(event)
            elif isinstance(event, CollectionEndEvent):
                self._levels.pop()

    def _node(self, event: NodeEvent) -> None:
        self.last = self.lines.span(event.start_mark.index, event.end_mark.index)
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            message = f"more than {NODE_LIMIT:,} keys and values; the rest was not read"
            raise self._stop(event, message, "List files by pattern, not one by one.", "too-large")
        level = self._levels[-1] if self._levels else None
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._open(event, level)
        elif level is not None and level.awaits_key:
            self._key(level, event)
        else:
            value = (
                plain_value(str(getattr(event, "value", "")))
                if self._is_plain(event)
                else getattr(event, "value", None)
            )
            self._refuse(event, self._store(value, self.last, level))

    def _open(self, event: MappingStartEvent | SequenceStartEvent, level: _Level | None) -> None:
        if len(self._levels) >= DEPTH_LIMIT:
            message = f"more than {DEPTH_LIMIT} lists and mappings inside one another"
            raise self._stop(event, message, f"A {self.noun} needs six.", "too-deep")
        if level is not None and level.awaits_key:
            what = "list" if isinstance(event, SequenceStartEvent) else "mapping"
            raise self._stop(event, f"a {what} cannot be a key", "Quote the text if it starts with a bracket.")
        collection: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
        skip = level is not None and (level.skip or level.drop)
        pointer = self._store(collection, Span(self.last.line, self.last.column), level)
        self._refuse(event, pointer)
        self._levels.append(_Level(collection, pointer, skip=skip))

    def _key(self, level: _Level, event: NodeEvent) -> None:
        name = str(getattr(event, "value", ""))
        pointer = join(level.pointer, name)
        level.key, level.drop = name, isinstance(event, AliasEvent) or name in level.collection
        if level.skip:
            return
        self._refuse(event, pointer)
        if not level.drop:
            self.keys[pointer] = self.last
        elif pointer in self.keys:
            message = f"`{shorten(name)}` stands here a second time (first in line {self.keys[pointer].line})"
            advice = "Keep one; a list holds several entries of one component."
            self._add(message, advice, pointer, "duplicate-key")

    def _store(self, value: object, span: Span, level: _Level | None) -> str:
        """Put a value where it belongs; its JSON pointer."""
        if level is None:
            self.root, self.spans[""] = value, span
            return ""
        if isinstance(level.collection, list):
            pointer = join(level.pointer, len(level.collection))
            level.collection.append(value)
        else:
            pointer = join(level.pointer, level.key or "")
            drop, level.key, level.drop = level.drop, None, False
            if drop:
                return pointer
            level.collection[split(pointer)[-1]] = value
        if not level.skip:
            self.spans[pointer] = span
        return pointer

    def _is_plain(self, event: NodeEvent) -> bool:
        return isinstance(event, ScalarEvent) and not event.style and event.tag is None

    def _refuse(self, event: NodeEvent, pointer: str) -> None:
        """Note anchors, aliases and tags; nothing is ever made from them."""
        if isinstance(event, AliasEvent):
            self._share(f"aliases (`*{shorten(str(event.anchor))}`)", pointer)
        elif event.anchor is not None:
            self._share(f"anchors (`&{shorten(str(event.anchor))}`)", pointer)
        tag = str(getattr(event, "tag", None) or "!")
        if tag not in _CORE_TAGS:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            self.refused.add(pointer)
            self._add(f"tags (`{shorten(short)}`) are not used in a {self.noun}", "Write the plain value.", pointer)

    def _share(self, what: str, pointer: str) -> None:
        self.refused.add(pointer)
        self._shared.append((what, self.last, pointer))

    def shared_values(self) -> Iterator[Problem]:
        """One problem for all anchors and aliases, at the first: a few lines can hold thousands."""
        if not self._shared:
            return
        what, span, pointer = self._shared[0]
        message = f"{what} are not used in a {self.noun}"
        if more := len(self._shared) - 1:
            others = "anchor or alias stands" if more == 1 else "anchors and aliases stand"
            message = f"{message}; {more:,} more {others} below, to line {self._shared[-1][1].line}"
        yield Problem(self.path, span.line, span.column, message, _WRITE_OUT, pointer, "yaml")

    def _add(self, message: str, advice: str, pointer: str, kind: str = "yaml") -> None:
        if len(self.problems) < PROBLEM_LIMIT:
            self.problems.append(Problem(self.path, self.last.line, self.last.column, message, advice, pointer, kind))

    def _stop(
        self, event: NodeEvent | DocumentStartEvent, message: str, advice: str = "", kind: str = "yaml"
    ) -> _StopError:
        span = self.lines.span(event.start_mark.index)
        return _StopError(Problem(self.path, span.line, span.column, message, advice, "", kind))


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
