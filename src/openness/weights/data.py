"""The data files on weight formats, each read once."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from openness.errors import MissingDataError
from openness.patterns import compiled

if TYPE_CHECKING:
    import re


@lru_cache(maxsize=8)
def patterns(name: str, key: str) -> re.Pattern[str]:
    """The patterns of a list in a data file as one."""
    return compiled("|".join(f"(?:{one})" for one in load_table(name)[key]))


@lru_cache(maxsize=8)
def load_table(name: str) -> dict[str, Any]:
    """A JSON file of `data/weights`, by its name without ending; raises MissingDataError when absent or broken."""
    try:
        place = resources.files("openness").joinpath(f"data/weights/{name}.json")
        table: dict[str, Any] = json.loads(place.read_bytes())
    except (OSError, ValueError) as error:
        raise MissingDataError(f"the package's data/weights/{name}.json cannot be read: {error}") from error
    return table
