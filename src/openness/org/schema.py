"""The schema of an organization's report, as what reads reports back asks of them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.manifest.schema import schema_text

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SCHEMA = "openness-organization-report-v1.schema.json"
_MOST = 5


def problems(document: object) -> list[str]:
    """What keeps a document from being a report of an organization: place and reason, the first few."""
    found = []
    for error in _validator().iter_errors(document):
        place = "/".join(str(part) for part in error.absolute_path) or "the document"
        found.append(f"{place}: {error.message[:200]}")
        if len(found) >= _MOST:
            break
    return found


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - loads only where reports are read back

    schema: dict[str, Any] = json.loads(schema_text(SCHEMA))
    return Draft202012Validator(schema)
