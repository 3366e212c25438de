"""The package's license data files, each read once."""

from __future__ import annotations

from typing import Any

from openness.package_data import package_bytes, package_json


def read_bytes(name: str) -> bytes:
    """A file of `data/licenses`; raises MissingDataError when it cannot be read."""
    return package_bytes("data", "licenses", name)


def load_json(name: str) -> dict[str, Any]:
    """A JSON file of `data/licenses`; raises MissingDataError when it is absent or broken."""
    return package_json("data", "licenses", name)
