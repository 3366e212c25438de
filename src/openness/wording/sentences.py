"""Where the sentence and the clause around a place begin and end."""

from __future__ import annotations

import re

from openness.patterns import compiled

REACH = 420
"""Characters of a sentence that are looked at on either side of a term."""

_ABBREVIATION = compiled(
    r"(?:\b(?:e\.g|i\.e|vs|etc|al|fig|no|v|dr|mr|ms|cf|approx|inc|ltd|st)|\b[a-z])$", re.IGNORECASE
)
_END = compiled(r"[.!?](?=[\"'”’)\]]{0,2}\s)|[。！？；]|[…]\s|\x1e| {3,}|\s[•●▪]\s")
_CLAUSE = compiled(
    r"[,;:，；：()（）—–|]\s?|\s(?:and|but|while|whereas|which|y|et|und|и|mais|pero|mas|aber|sondern|но|mientras|tandis|enquanto|während)\s",
    re.IGNORECASE,
)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence around `text[start:end]`, at most REACH characters to either side."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    first = low
    for match in _END.finditer(text, low, start):
        if not _is_abbreviation(text, match):
            first = match.end()
    last = high
    for match in _END.finditer(text, end, high):
        if not _is_abbreviation(text, match):
            last = match.end()
            break
    return first, last


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    if _ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
        return True
    return text[match.end() : match.end() + 2].strip()[:1].islower()


def clause_left(left: str) -> str:
    """The part of a sentence's left side that belongs to the clause at its end."""
    cut = 0
    for match in _CLAUSE.finditer(left):
        if match.end() < len(left):
            cut = match.end()
    return left[cut:]


def clause_right(right: str) -> str:
    """The part of a sentence's right side up to the next clause."""
    match = _CLAUSE.search(right, 1)
    return right[: match.start()] if match else right
