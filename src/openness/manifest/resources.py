"""Data files of the package, read lazily."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from openness.errors import MissingDataError


def package_text(*parts: str) -> str | None:
    """The text of a file of the package by the parts of its path, or None when it is not there."""
    place = files("openness")
    for part in parts:
        place = place / part
    return place.read_text(encoding="utf-8") if place.is_file() else None


@cache
def package_json(*parts: str) -> dict[str, Any]:
    """A JSON object of the package, parsed once. Raises MissingDataError when it is absent or broken."""
    text = package_text(*parts)
    try:
        parsed: dict[str, Any] = json.loads(text or "")
    except ValueError as error:
        raise MissingDataError(f"the data file {'/'.join(parts)} is absent or broken") from error
    return parsed
