"""The schema of an organization's report, as what reads reports back asks of them.

A report on ten thousand repositories has millions of values: a general validator takes a minute for what these few
lines do in a second. They know the keywords that the schema uses, and refuse to work with any other.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.manifest.schema import schema_text
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = "openness-organization-report-v1.schema.json"
_MOST = 5
_ABOUT = frozenset({"$schema", "$id", "title", "description", "$defs"})
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}

if TYPE_CHECKING:
    Json = dict[str, Any]
    Check = Callable[[object], Iterator[tuple[str, str]]]


def problems(document: object) -> list[str]:
    """What keeps a document from being a report of an organization: place and reason, the first few."""
    found = []
    for place, reason in _report()(document):
        found.append(f"{place.lstrip('/') or 'the document'}: {reason}")
        if len(found) >= _MOST:
            break
    return found


@cache
def _report() -> Check:
    schema: Json = json.loads(schema_text(SCHEMA))
    return _compile(schema, schema.get("$defs", {}))


def _compile(schema: Json, known: Json) -> Check:
    """The check that a schema asks for."""
    if "$ref" in schema:
        return _compile(known[schema["$ref"].rpartition("/")[2]], known)
    makers: dict[str, Callable[[Any, Json, Json], Check]] = {
        "oneOf": _one_of,
        "const": lambda value, _schema, _known: _among([value]),
        "enum": lambda value, _schema, _known: _among(value),
        "type": _of_type,
        "properties": _properties,
        "items": _items,
        "minimum": lambda value, _schema, _known: _at_least(value),
        "minLength": lambda value, _schema, _known: _long(value),
        "pattern": lambda value, _schema, _known: _like(value),
    }
    checks = []
    for word, value in schema.items():
        if word in makers:
            checks.append(makers[word](value, schema, known))
        elif word == "additionalProperties" and "properties" not in schema:
            checks.append(_values(_compile(value, known)))
        elif word not in _ABOUT and word not in ("required", "additionalProperties"):
            raise ValueError(f"the schema says {word!r}, which nothing here checks")

    def check(value: object) -> Iterator[tuple[str, str]]:
        for one in checks:
            yield from one(value)

    return checks[0] if len(checks) == 1 else check


def _of_type(value: str | list[str], _schema: Json, _known: Json) -> Check:
    names = [value] if isinstance(value, str) else value
    types = tuple(one for name in names for one in _TYPES[name])
    numbers = bool not in types

    def check(found: object) -> Iterator[tuple[str, str]]:
        if not isinstance(found, types) or (numbers and isinstance(found, bool)):
            yield "", f"is not of type {' or '.join(names)}"

    return check


def _properties(value: Json, schema: Json, known: Json) -> Check:
    checks = {name: _compile(one, known) for name, one in value.items()}
    required = schema.get("required", [])
    closed = schema.get("additionalProperties") is False

    def check(found: object) -> Iterator[tuple[str, str]]:
        if not isinstance(found, dict):
            return
        for name in required:
            if name not in found:
                yield "", f"lacks {name!r}"
        for name, held in found.items():
            one = checks.get(name)
            if one is not None:
                for place, reason in one(held):
                    yield f"/{name}{place}", reason
            elif closed:
                yield "", f"has {str(name)[:40]!r}, which is not known"

    return check


def _values(one: Check) -> Check:
    def check(found: object) -> Iterator[tuple[str, str]]:
        for name, held in found.items() if isinstance(found, dict) else ():
            for place, reason in one(held):
                yield f"/{name}{place}", reason

    return check


def _items(value: Json, _schema: Json, known: Json) -> Check:
    one = _compile(value, known)

    def check(found: object) -> Iterator[tuple[str, str]]:
        for number, held in enumerate(found if isinstance(found, list) else ()):
            for place, reason in one(held):
                yield f"/{number}{place}", reason

    return check


def _one_of(value: list[Json], _schema: Json, known: Json) -> Check:
    """Null or one other thing, which is all that the schema has alternatives for."""
    if value[:-1] != [{"type": "null"}]:
        raise ValueError("the schema has alternatives, which nothing here checks")
    last = _compile(value[-1], known)

    def check(found: object) -> Iterator[tuple[str, str]]:
        if found is not None:
            yield from last(found)

    return check


def _among(values: list[Any]) -> Check:
    def check(found: object) -> Iterator[tuple[str, str]]:
        if not any(found == one and isinstance(found, bool) == isinstance(one, bool) for one in values):
            yield "", f"is none of {', '.join(map(str, values))}"

    return check


def _at_least(least: float) -> Check:
    def check(found: object) -> Iterator[tuple[str, str]]:
        if isinstance(found, (int, float)) and found < least:
            yield "", f"is less than {least}"

    return check


def _long(least: int) -> Check:
    def check(found: object) -> Iterator[tuple[str, str]]:
        if isinstance(found, str) and len(found) < least:
            yield "", f"is shorter than {least}"

    return check


def _like(pattern: str) -> Check:
    wanted = compiled(pattern)

    def check(found: object) -> Iterator[tuple[str, str]]:
        if isinstance(found, str) and not wanted.search(found):
            yield "", f"does not look like {pattern}"

    return check
