"""Data files of the package, read when first asked for.

They are opened by their path: `importlib.resources` can do more, and loads for longer than they take to read.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

from openness.errors import MissingDataError

_HERE = os.path.dirname(__file__)  # noqa: PTH120 - no pathlib for one path


def package_bytes(*parts: str) -> bytes:
    """A file of the package by the parts of its path below `openness`; raises MissingDataError when it is absent."""
    try:
        with open(os.path.join(_HERE, *parts), "rb") as handle:  # noqa: PTH118, PTH123
            return handle.read()
    except OSError as error:
        raise MissingDataError(f"the package's {'/'.join(parts)} cannot be read: {error.strerror or error}") from error


def package_text(*parts: str) -> str | None:
    """The text of a file of the package, or None when it is not there."""
    try:
        return package_bytes(*parts).decode("utf-8")
    except MissingDataError:
        return None


@cache
def package_json(*parts: str) -> dict[str, Any]:
    """A JSON object of the package, parsed once; raises MissingDataError when it is absent or broken."""
    try:
        parsed = json.loads(package_text(*parts) or "")
    except ValueError as error:
        raise MissingDataError(f"the package's {'/'.join(parts)} is absent or broken: {error}") from error
    if not isinstance(parsed, dict):
        raise MissingDataError(f"the package's {'/'.join(parts)} is not a mapping")
    return parsed


def package_folders(*parts: str, holding: str) -> list[str]:
    """Names of the folders below a folder of the package that hold a file of that name, sorted."""
    try:
        with os.scandir(os.path.join(_HERE, *parts)) as entries:  # noqa: PTH118
            return sorted(one.name for one in entries if os.path.isfile(os.path.join(one.path, holding)))  # noqa: PTH113, PTH118
    except OSError as error:
        raise MissingDataError(f"the package's {'/'.join(parts)} cannot be read: {error.strerror or error}") from error
