"""Facts that a bill of materials has no field for, beside the fields: as single values by place.

A writer compares what its own fields say, read back, with what the manifest says; the difference is written as
properties. Reading applies it, so that such a file gives back the manifest that it was written from.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.exchange.shape import Data, Plain

PREFIX = "openness:"
ABSENT = "openness:absent"
COMPONENT = "openness:component"

LIMIT = 40_000
"""Values that are applied; the largest manifest that can be read has fewer."""

_PLACE = compiled(r"[a-z0-9_-]{1,64}(?::[a-z0-9_-]{1,64}){0,7}")


def flat(value: Plain, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value with its place, such as `components:weights:0:status`."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from flat(member, f"{place}:{key}" if place else str(key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from flat(member, f"{place}:{index}")
    elif value is not None:
        yield place, value


def difference(wanted: Data, got: Data) -> dict[str, Any]:
    """Values by place that turn `got` into `wanted`; None for a value that has to go."""
    said, has = dict(flat(wanted)), dict(flat(got))
    changed = {place: value for place, value in said.items() if place not in has or not _same(has[place], value)}
    return changed | dict.fromkeys((place for place in has if place not in said), None)


def applied(got: Data, changes: Mapping[str, Any]) -> Data:
    """The data with the changes made; places that make no sense are passed over."""
    values = dict(flat(got))
    for place, value in list(changes.items())[:LIMIT]:
        if not _PLACE.fullmatch(place):
            continue
        if value is None:
            values.pop(place, None)
        else:
            values[place] = value
    root: dict[str, Any] = {}
    for place, value in values.items():
        _put(root, place.split(":"), value)
    found = _lists(root)
    return found if isinstance(found, dict) else {}


def encode(value: Plain) -> str:
    """A single value as text: text as it is where it cannot be taken for something else, the rest as JSON."""
    if isinstance(value, str) and isinstance(decode(value), str) and not value.startswith('"'):
        return value
    return json.dumps(value, ensure_ascii=False)


def decode(text: str) -> Plain:
    """The value that a text stands for."""
    if text[:1] in '"-0123456789tfn' and len(text) < 10_000:
        try:
            value = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError):
            return text
        return value if isinstance(value, (str, int, float, bool)) else text
    return text


def _refuse(word: str) -> object:
    raise ValueError(word)


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and bool(one == other)


def _put(root: dict[str, Any], parts: list[str], value: Plain) -> None:
    holder = root
    for part in parts[:-1]:
        below = holder.setdefault(part, {})
        if not isinstance(below, dict):
            return
        holder = below
    if not isinstance(holder.get(parts[-1]), dict):
        holder[parts[-1]] = value


def _lists(value: Plain) -> Plain:
    """Mappings whose keys are all numbers become lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    members = {key: _lists(member) for key, member in value.items()}
    if members and all(key.isascii() and key.isdigit() for key in members):
        return [members[key] for key in sorted(members, key=int)]
    return members
