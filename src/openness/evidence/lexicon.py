"""The patterns and word lists of `data/evidence/`, loaded and compiled once, when first asked for."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from openness.errors import MissingDataError
from openness.patterns import compiled


@cache
def table(name: str) -> dict[str, Any]:
    """The JSON table of that name; raises MissingDataError when the package lacks it or it is broken."""
    try:
        body = (files("openness") / "data" / "evidence" / f"{name}.json").read_text(encoding="utf-8")
        found = json.loads(body)
    except (OSError, ValueError) as error:
        raise MissingDataError(f"data/evidence/{name}.json: {error}") from error
    if not isinstance(found, dict):
        raise MissingDataError(f"data/evidence/{name}.json is not a mapping")
    return found


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """One compiled pattern: the entry `key` of a table, a string or a list of alternatives; case is ignored."""
    value: Any = table(name)
    for part in key.split("."):
        value = value[part]
    source = value if isinstance(value, str) else "|".join(f"(?:{part})" for part in value)
    # ASCII: Chinese characters next to a Latin word are no part of it, so that a word boundary stands between them.
    return compiled(source, re.IGNORECASE | re.ASCII)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of a table as a set."""
    value: Any = table(name)
    for part in key.split("."):
        value = value[part]
    return frozenset(value)
