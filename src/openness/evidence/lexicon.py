"""The patterns and word lists of `data/evidence/`, loaded and compiled once, when first asked for."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from openness.package_data import package_json
from openness.patterns import compiled


def table(name: str) -> dict[str, Any]:
    """The JSON table of that name; raises MissingDataError when the package lacks it or it is broken."""
    return package_json("data", "evidence", f"{name}.json")


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
