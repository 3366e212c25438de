"""Which misspelled word of a manifest certainly stands for which known one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterable

Table = Literal["keys", "components", "values"]

_LONGEST = 80
_SHORTEST = 5
"""Letters of a word in which one wrong letter is a slip and not another word."""


def certainly(word: str, guess: str, known: Iterable[str], table: Table) -> bool:
    """True when the word can be read as nothing but the guess.

    It differs in case, spaces, dashes or one slip of the pen (a letter too many, too few, another one, or two swapped)
    with no other known word as near, or stands in the table of spellings.
    """
    if len(word) > _LONGEST:
        return False
    if _folded(word) == _folded(guess):
        return True
    words: dict[str, str] = package_json("data", "fixes", "spelling.json")[table]
    if words.get(" ".join(word.split()).casefold()) == guess:
        return True
    near = [one for one in known if slip(_folded(word), _folded(one))]
    return near == [guess] and min(len(word), len(guess)) >= _SHORTEST


def slip(word: str, other: str) -> bool:
    """True when one letter added, left out, changed, or swapped with the next makes one word of the other."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, counterpart = word[start:], other[start:]
    return (
        rest[1:] == counterpart[1:]
        or rest[1:] == counterpart
        or rest == counterpart[1:]
        or (len(rest) > 1 and rest[:2] == counterpart[1::-1] and rest[2:] == counterpart[2:])
    )


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word.strip()).casefold()
