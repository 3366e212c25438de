"""The honest word in place of one that says too much, as a ready edit where grammar allows it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.lexicon import data

if TYPE_CHECKING:
    from openness.model import Claim

_PARTS = frozenset({"model", "weights"})


class _Row(NamedTuple):
    language: str
    text: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    put: str | None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["language"],
            compiled(row["text"], re.IGNORECASE),
            compiled(row.get("left", ""), re.IGNORECASE),
            compiled(row.get("right", ""), re.IGNORECASE),
            row["put"],
        )
        for row in data("honest")["rows"]
    )


def honest_wording(claim: Claim, supported_term: str) -> str | None:
    """Text to put in place of `claim.text`, or None when only a person can rewrite the sentence.

    Only "open source" said of a model or its weights is rewritten, and only to open weights (`supported_term`
    `open-weights`); "fully" open, words that stand twice in the sentence and parts named together are left alone.
    """
    if claim.term != "open-source" or supported_term != "open-weights" or claim.act != "asserts":
        return None
    if claim.strength == "full" or not set(claim.subject.split("+")) <= _PARTS:
        return None
    if claim.sentence.count(claim.text) != 1:
        return None
    left, _, right = claim.sentence.partition(claim.text)
    for row in _rows():
        if row.language not in (claim.language, _script_of(claim)):
            continue
        found = row.text.fullmatch(claim.text)
        if found and row.left.search(left) and row.right.search(right):
            return None if row.put is None else _put(row, found)
    return None


def is_honest_wording(text: str, replacement: str) -> bool:
    """True where `replacement` is what some row of the table puts in place of these words, wherever they stand."""
    for row in _rows():
        found = row.text.fullmatch(text) if row.put is not None else None
        if found and replacement == _put(row, found):
            return True
    return False


def _put(row: _Row, found: re.Match[str]) -> str:
    separator = found.group(1) if found.re.groups else ""
    return _like(found.group(), str(row.put).replace("{sep}", separator or "-"))


def _script_of(claim: Claim) -> str:
    """English words keep English grammar in a Chinese, Japanese or Korean sentence."""
    return "en" if claim.text.isascii() and claim.language in ("zh", "ja", "ko") else ""


def _like(original: str, replacement: str) -> str:
    """The replacement in the case of the original: all capitals, capitals at word starts, or one at the start."""
    letters = [letter for letter in original if letter.isalpha()]
    if not letters or not original.isascii() or not replacement.isascii():
        return replacement
    if all(letter.isupper() for letter in letters):
        return replacement.upper()
    words = re.split(r"[- ]", original)
    if len(words) > 1 and all(word[:1].isupper() for word in words) and len(replacement.split(" ")) <= 2:
        return re.sub(r"[A-Za-z]+", lambda match: match.group().capitalize(), replacement)
    if original[:1].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement
