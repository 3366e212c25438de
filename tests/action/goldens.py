"""Texts kept beside the tests: OPENNESS_WRITE_GOLDEN=1 writes them anew, to be read before they are committed."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name: str, text: str) -> None:
    """Compare with the file of that name; nothing is rewritten unless it is asked for."""
    place = FOLDER / name
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    assert text == place.read_text(encoding="utf-8")
