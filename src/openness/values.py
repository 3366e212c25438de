"""`NamedTuple` for the values of this package, made at a fraction of the cost.

`typing.NamedTuple` compiles the annotation of each field of each class, to have it checked by nobody: with more than a
hundred classes that is a tenth of a check's time. Type checkers see the one of `typing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    _OF_THE_BODY = frozenset({"__annotations__", "__module__", "__qualname__", "__classcell__"})

    class _Maker(type):
        """Makes a tuple class of a class body, as `typing` does."""

        def __new__(cls, name, bases, body):  # noqa: ANN001, ANN204 - the shape is that of `type`
            if not bases:
                return super().__new__(cls, name, bases, body)
            if len(bases) > 1:
                raise TypeError(f"{name}: for a class with a second base take the NamedTuple of typing")
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            if list(fields)[len(fields) - len(defaults) :] != [field for field in fields if field in body]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__qualname__ = body["__qualname__"]
            made.__annotations__ = dict(fields)
            for member, value in body.items():
                if member not in fields and member not in _OF_THE_BODY:
                    setattr(made, member, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """What a class of values names as its base."""


__all__ = ["NamedTuple"]
