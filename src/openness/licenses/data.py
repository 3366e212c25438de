"""The package's license data files, each read once."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any

from openness.errors import MissingDataError


def read_bytes(name: str) -> bytes:
    """A file of `data/licenses`; raises MissingDataError when it cannot be read."""
    try:
        return resources.files("openness").joinpath("data").joinpath("licenses").joinpath(name).read_bytes()
    except OSError as error:
        raise MissingDataError(f"the package's data/licenses/{name} cannot be read: {error}") from error


@lru_cache(maxsize=16)
def load_json(name: str) -> dict[str, Any]:
    """A JSON file of `data/licenses`; raises MissingDataError when it is absent or broken."""
    try:
        body: dict[str, Any] = json.loads(read_bytes(name))
    except ValueError as error:
        raise MissingDataError(f"the package's data/licenses/{name} is broken: {error}") from error
    return body
