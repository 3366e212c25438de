"""JSON texts from anywhere, read within bounds."""

from __future__ import annotations

import json
from typing import Any

from openness.errors import UsageError
from openness.manifest.document import parse

SIZE_LIMIT = 16 * 1024 * 1024
"""Characters of a file that is read."""

DEPTH_LIMIT = 60
"""Objects and lists inside one another."""

_CROWD = 600_000


def parse_json(text: str, path: str) -> dict[str, Any]:
    """The object that a text holds. Raises UsageError when it is too large, too deep, no JSON or no object."""
    text = text.removeprefix("\ufeff")
    if len(text) > SIZE_LIMIT or text.count(",") + text.count("{") + text.count("[") > _CROWD:
        raise UsageError(f"{path}: the file is too large to be converted")
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError as error:
        raise UsageError(f"{path}: the file is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except ValueError as error:
        raise UsageError(f"{path}{_place(text, path)}: not plain JSON: {str(error)[:120]}") from error
    if not isinstance(found, dict):
        raise UsageError(f"{path}: the file holds no JSON object")
    if _deeper(found, DEPTH_LIMIT):
        raise UsageError(f"{path}: the file is nested too deeply")
    return found


def _place(text: str, path: str) -> str:
    """`:line:column` of a repeated key, which the reader of YAML tells of files that are not too large for it."""
    found = next((one for one in parse(text, path).problems if one.kind == "duplicate-key"), None)
    return f":{found.line}:{found.column}" if found else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key `{twice[:60]}` stands twice in one object")
    return found


def _refuse(word: str) -> object:
    raise ValueError(f"`{word}` is no JSON value")


def _deeper(value: object, limit: int) -> bool:
    level: list[object] = [value]
    for _ in range(limit):
        level = [member for one in level for member in _members(one)]
        if not level:
            return False
    return True


def _members(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []
