"""The package's own `NamedTuple` makes the classes that the one of `typing` makes."""

from __future__ import annotations

import pickle
import typing

import pytest

from openness.values import NamedTuple

MAKER: typing.Any = type(NamedTuple)


class Place(NamedTuple):
    """Where something stands."""

    line: int
    column: int = 1
    path: str | None = None

    @property
    def shown(self) -> str:
        """Line and column."""
        return f"{self.line}:{self.column}"

    @classmethod
    def start(cls) -> Place:
        """The first place."""
        return cls(1)


class Typed(typing.NamedTuple):
    """Where something stands."""

    line: int
    column: int = 1
    path: str | None = None


def test_a_class_is_the_tuple_that_typing_makes() -> None:
    place, typed = Place(4, path="a"), Typed(4, path="a")
    assert tuple(place) == tuple(typed) == (4, 1, "a")
    assert hash(place) == hash(typed)
    assert repr(place) == repr(typed).replace("Typed", "Place")
    assert (Place._fields, Place._field_defaults, Place.__doc__) == (
        Typed._fields,
        Typed._field_defaults,
        Typed.__doc__,
    )
    assert place._replace(column=2)._asdict() == {"line": 4, "column": 2, "path": "a"}
    assert (Place.__module__, Place.__qualname__, Place.__annotations__["path"]) == (__name__, "Place", "str | None")


def test_properties_and_methods_stay() -> None:
    assert Place.start().shown == "1:1"
    assert pickle.loads(pickle.dumps(Place(2, 3))) == Place(2, 3)


def test_fields_are_asked_for() -> None:
    with pytest.raises(TypeError, match="line"):
        Place()  # type: ignore[call-arg]


def test_what_it_cannot_make_is_refused() -> None:
    body = {"__annotations__": {"a": "int", "b": "int"}, "a": 1, "__module__": __name__, "__qualname__": "Bad"}
    with pytest.raises(TypeError, match="default"):
        MAKER("Bad", (NamedTuple,), body)
    with pytest.raises(TypeError, match="typing"):
        MAKER("Bad", (NamedTuple, dict), {"__module__": __name__, "__qualname__": "Bad"})
