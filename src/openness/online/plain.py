"""Values out of answers: every type checked, every text cleaned and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.weights.header import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHA256 = compiled(r"(?:sha256:)?([0-9a-f]{64})")
_LARGEST = 2**53


def fields(value: object) -> dict[str, object]:
    """An object's fields; empty for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: object, most: int) -> Iterator[dict[str, object]]:
    """The objects of a list, at most so many."""
    for one in value[:most] if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def text(value: object, most: int = 300) -> str:
    """A text as it may be shown; empty for anything else."""
    return clean(value.strip(), most) if isinstance(value, str) else ""


def texts(value: object, most: int = 20) -> tuple[str, ...]:
    """The texts of a list, or the one that there is."""
    listed = value[:most] if isinstance(value, list) else [value]
    return tuple(one for one in (text(item) for item in listed) if one)


def number(value: object) -> int | None:
    """A whole number that is not negative; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _LARGEST else None


def sha256(value: object) -> str | None:
    """A SHA-256 in hexadecimal, with or without its name before it."""
    found = _SHA256.fullmatch(value.lower()) if isinstance(value, str) else None
    return found[1] if found else None
