"""Plain data of which every value is either taken or listed: nothing is left out in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.exchange.result import Loss
from openness.manifest.complaint import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

LOSS_LIMIT = 200
"""Losses that are listed one by one; the rest is counted."""

_VALUE_WIDTH = 60


class Ledger:
    """Data made of dict, list and scalars, and the places in it that somebody has used."""

    def __init__(self, data: object) -> None:
        self.data = data
        self._taken: set[Path] = set()
        self._above: set[Path] = set()

    def at(self, *path: str | int) -> object:
        """The value at a place, None when there is none; it does not count as taken."""
        value = self.data
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def take(self, *path: str | int) -> object:
        """The value at a place, which from now on counts as carried with everything below it."""
        value = self.at(*path)
        if value is not None:
            self._taken.add(path)
            self._above.update(path[:length] for length in range(len(path)))
        return value

    def text(self, *path: str | int) -> str | None:
        """The text at a place, taken; None (and nothing taken) when it is empty or no text."""
        value = self.at(*path)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            self.take(*path)
            return str(value)
        if not isinstance(value, str) or not value.strip():
            return None
        self.take(*path)
        return value.strip()

    def skip(self, *paths: str) -> None:
        """Mark top-level keys that say nothing about the model: versions, schemas, serial numbers."""
        for path in paths:
            self.take(path)

    def indexes(self, *path: str | int) -> range:
        """The indexes of the list at a place; none when there is no list."""
        value = self.at(*path)
        return range(len(value)) if isinstance(value, list) else range(0)

    def names(self, *path: str | int) -> list[str]:
        """The keys of the mapping at a place; none when there is no mapping."""
        value = self.at(*path)
        return [str(key) for key in value] if isinstance(value, dict) else []

    def losses(self, reasons: Sequence[tuple[str, str]], otherwise: str) -> list[Loss]:
        """What nobody took, topmost values first, alike ones counted together.

        `reasons` gives the why by pattern of the dotted place (`*` stands for one part); the first that fits holds.
        """
        found: dict[str, tuple[int, str]] = {}
        for path, value in self._left(self.data, ()):
            name = _dotted(path)
            count, shown = found.get(name, (0, _shown(value)))
            found[name] = (count + 1, shown)
        listed = [
            Loss(f"{name}{shown}" if count == 1 else f"{name} ({count} values)", _why(name, reasons, otherwise))
            for name, (count, shown) in list(found.items())[:LOSS_LIMIT]
        ]
        if len(found) > LOSS_LIMIT:
            listed.append(Loss(f"{len(found) - LOSS_LIMIT} more places", otherwise))
        return listed

    def _left(self, value: object, path: Path) -> Iterator[tuple[Path, object]]:
        if path in self._taken or _says_nothing(value):
            return
        if path not in self._above and path:
            yield path, value
        elif isinstance(value, dict):
            for key, member in value.items():
                yield from self._left(member, (*path, str(key)))
        elif isinstance(value, list):
            for index, member in enumerate(value):
                yield from self._left(member, (*path, index))
        else:
            yield path, value


def _says_nothing(value: object) -> bool:
    """True for empty values and for mappings and lists that hold nothing else."""
    if isinstance(value, (dict, list)):
        return all(_says_nothing(one) for one in (value.values() if isinstance(value, dict) else value))
    return value in (None, "")


def _dotted(path: Path) -> str:
    """`components[].notes` for a place; positions in lists are left out so that alike places are one."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += "[]"
        else:
            text += ("." if text else "") + shorten(part, 40)
    return text or "the file"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f" = {shorten(value, _VALUE_WIDTH)}"
    if isinstance(value, bool):
        return f" = {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f" = {value:g}" if isinstance(value, float) else f" = {value}"
    return ""


def _why(name: str, reasons: Sequence[tuple[str, str]], otherwise: str) -> str:
    parts = re.sub(r"\[\]", "", name).split(".")
    for pattern, why in reasons:
        wanted = pattern.split(".")
        if len(wanted) <= len(parts) and all(one in ("*", part) for one, part in zip(wanted, parts, strict=False)):
            return why
    return otherwise
