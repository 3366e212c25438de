"""Making text from a repository harmless in the place it is printed to."""

from __future__ import annotations

import unicodedata

_VISIBLE_SPACES = {" ", "\u3000"}
_NEVER_PRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""The text with control, bidirectional and other invisible characters shown as `\u{…}` escapes.

    Tabs become spaces. What is left cannot move the cursor, hide words or reorder a line on a terminal.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\t":
        return "    "
    if unicodedata.category(character) in _NEVER_PRINTED:
        return f"\\u{{{ord(character):x}}}"
    if character.isspace() and character not in _VISIBLE_SPACES:
        return " "
    return character


def display_width(text: str) -> int:
    """Terminal columns that the text takes: wide East Asian characters count two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
