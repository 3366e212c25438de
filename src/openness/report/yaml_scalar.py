"""A text as a YAML scalar on one line."""

from __future__ import annotations

import json
import re

from openness.patterns import compiled

_PLAIN = compiled(r"[A-Za-z][A-Za-z0-9 _./+()-]{0,200}")
_NOT_TEXT = compiled(r"(?:true|false|yes|no|on|off|null|none|~)$", re.IGNORECASE)
_PLACE = compiled(r"(?:hf|gh|https?|arxiv|doi|release):[A-Za-z0-9_./@~?=&%+-]+(?::[A-Za-z0-9_./-]+)?")


def scalar(text: str) -> str:
    """The text as a YAML scalar, without what cannot be printed: plain where that is safe, else double-quoted."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split()) or "unnamed"
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.match(text) and text == text.strip():
        return text
    if _PLACE.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
