"""Plain data as JSON text, readable and without a character that could drive a terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.exchange.shape import Plain


def dumps(data: Plain) -> str:
    """Indented JSON with a newline at its end; what cannot be printed is escaped, letters of any script are not."""
    return re.sub(r"[^\x00-\x7e]", _escaped, json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if char.isprintable():
        return char
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]
