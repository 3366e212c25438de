"""The report as JSON: the public contract, byte for byte the same for the same input."""

from __future__ import annotations

import json
from typing import Any


def render(report: dict[str, Any]) -> str:
    """The report as indented JSON with a final newline; lone surrogates of odd file names are escaped."""
    text = json.dumps(report, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
