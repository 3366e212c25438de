"""The data files on weight formats, each read once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openness.package_data import package_json
from openness.patterns import compiled

if TYPE_CHECKING:
    import re


@lru_cache(maxsize=8)
def patterns(name: str, key: str) -> re.Pattern[str]:
    """The patterns of a list in a data file as one."""
    return compiled("|".join(f"(?:{one})" for one in load_table(name)[key]))


def load_table(name: str) -> dict[str, Any]:
    """A JSON file of `data/weights`, by its name without ending; raises MissingDataError when absent or broken."""
    return package_json("data", "weights", f"{name}.json")
