"""Terminal colors: applied when asked for, and nothing but plain text otherwise."""

from __future__ import annotations

from openness.values import NamedTuple

_CODES = {
    "bold": "1",
    "dim": "2",
    "error": "31;1",
    "warning": "33;1",
    "note": "36",
    "good": "32",
    "mark": "35;1",
}


class Style(NamedTuple):
    """Paints text with a named role of the palette when `color` is on."""

    color: bool = False

    def __call__(self, role: str, text: str) -> str:
        """The text in the role's color, or as it is."""
        if not self.color or not text:
            return text
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m"
