"""Shapes that data of unknown origin must have exactly: no key more, none less, nothing longer than allowed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from openness.errors import OpennessError
from openness.report.escape import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Shape = Callable[[object, str], None]

_LONGEST_NUMBER = 15


class ShapeError(OpennessError):
    """The data are not what they should be: where, and why."""


def parse(body: bytes, most: int) -> object:
    """JSON of at most that many bytes, without repeated keys; raises ShapeError."""
    if len(body) > most:
        raise ShapeError(f"it has {len(body):,} bytes; at most {most:,} are read")
    try:
        value: object = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_once,
            parse_int=_number,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except UnicodeDecodeError:
        raise ShapeError("it is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ShapeError("it is not JSON that can be read") from None
    return value


def record(fields: Mapping[str, Shape]) -> Shape:
    """An object with exactly these keys."""

    def check(value: object, where: str) -> None:
        if not isinstance(value, dict):
            _fail(where, "is not an object")
        for key in value:
            if key not in fields:
                _fail(where, f"has the unknown key {printable(str(key))[:60]}")
        for key, shape in fields.items():
            if key not in value:
                _fail(where, f"lacks {key}")
            shape(value[key], f"{where}.{key}" if where else key)

    return check


def sequence(item: Shape, most: int) -> Shape:
    """An array of at most that many of one shape."""

    def check(value: object, where: str) -> None:
        if not isinstance(value, list):
            _fail(where, "is not an array")
        if len(value) > most:
            _fail(where, f"has {len(value):,} entries; at most {most:,} are read")
        for index, one in enumerate(value):
            item(one, f"{where}[{index}]")

    return check


def text(most: int, pattern: str | None = None) -> Shape:
    """A text of at most that many characters, all of them visible, that matches the pattern as a whole."""
    compiled = re.compile(pattern) if pattern else None

    def check(value: object, where: str) -> None:
        if not isinstance(value, str):
            _fail(where, "is not a text")
        if len(value) > most:
            _fail(where, f"is longer than {most:,} characters")
        if printable(value) != value:
            _fail(where, "has invisible characters")
        if compiled is not None and not compiled.fullmatch(value):
            _fail(where, "has not the form it should have")

    return check


def path(value: object, where: str) -> None:
    """A path below the repository's root."""
    text(1_000)(value, where)
    written = str(value)
    if "\\" in written or any(part in ("", ".", "..") for part in written.split("/")):
        _fail(where, "is not a path in the repository")


def number(least: int, most: int) -> Shape:
    """A whole number in a range."""

    def check(value: object, where: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            _fail(where, f"is not a number from {least} to {most:,}")

    return check


def choice(*options: object) -> Shape:
    """One of these values, of the same type."""

    def check(value: object, where: str) -> None:
        if not any(type(value) is type(option) and value == option for option in options):
            _fail(where, "is none of the values that are known")

    return check


def maybe(shape: Shape) -> Shape:
    """The shape, or null."""

    def check(value: object, where: str) -> None:
        if value is not None:
            shape(value, where)

    return check


def _fail(where: str, why: str) -> NoReturn:
    raise ShapeError(f"{where or 'the whole'} {why}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ShapeError("a key is given twice")
    return made


def _number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ShapeError("a number is too long")
    return int(digits)


def _refuse(_written: str) -> NoReturn:
    raise ShapeError("a number is not a whole one")
