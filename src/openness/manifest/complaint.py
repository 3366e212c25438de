"""What a check says of a value, before it has a place."""

from __future__ import annotations

from openness.values import NamedTuple


class Complaint(NamedTuple):
    """The message goes on after the name of the key; `offset` counts characters into the value."""

    message: str
    help: str = ""
    kind: str = "schema"
    offset: int = 0


def shorten(text: str, limit: int = 60) -> str:
    """Text for a message: one line, no control characters, bounded."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    clean = " ".join(clean.split())
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"
