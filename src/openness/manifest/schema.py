"""The published schemas, from the installed package or from the repository's `schemas/` folder."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from openness.errors import MissingDataError
from openness.package_data import package_text

MANIFEST_SCHEMA = "openness-manifest-v1.schema.json"


def schema_text(name: str) -> str:
    """The text of a schema by its file name.

    A wheel carries the schemas as package data; an editable checkout has them beside `src/`. Raises
    MissingDataError when neither is there.
    """
    packaged = package_text("data", "schemas", name)
    if packaged is not None:
        return packaged
    beside = Path(__file__).resolve().parents[3] / "schemas" / name
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    raise MissingDataError(f"the schema {name} is not installed")


@cache
def manifest_schema() -> dict[str, Any]:
    """The schema of `openness.yml`, parsed once."""
    parsed: dict[str, Any] = json.loads(schema_text(MANIFEST_SCHEMA))
    return parsed
