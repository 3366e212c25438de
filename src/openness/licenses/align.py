"""Where two sequences of word numbers part: patience anchors first, then short gaps word by word."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP_LIMIT = 160
_ANCHOR = 3


class Change(NamedTuple):
    """Words `first` to `end` of the license stand as words `low` to `high` of the file (ends exclusive)."""

    first: int
    end: int
    low: int
    high: int


def changes(license_words: Sequence[int], file_words: Sequence[int]) -> list[Change]:
    """What differs, in order; empty for equal sequences."""
    found: list[Change] = []
    a = b = 0
    for start_a, start_b, size in [
        *_anchors(license_words, file_words),
        (len(license_words), len(file_words), 0),
    ]:
        if start_a < a or start_b < b:
            overlap = max(a - start_a, b - start_b)
            if overlap >= size:
                continue
            start_a, start_b, size = start_a + overlap, start_b + overlap, size - overlap  # noqa: PLW2901
        if start_a > a or start_b > b:
            found.extend(_gap(license_words, file_words, Change(a, start_a, b, start_b)))
        a, b = start_a + size, start_b + size
    return found


def _gap(one: Sequence[int], other: Sequence[int], gap: Change) -> Iterator[Change]:
    a, a_end, b, b_end = gap.first, gap.end, gap.low, gap.high
    while a < a_end and b < b_end and one[a] == other[b]:
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
    if a == a_end and b == b_end:
        return
    if a == a_end or b == b_end or a_end - a > _GAP_LIMIT or b_end - b > _GAP_LIMIT:
        yield Change(a, a_end, b, b_end)
        return
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where texts differ

    matcher = SequenceMatcher(None, one[a:a_end], other[b:b_end], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield Change(a + i1, a + i2, b + j1, b + j2)


def _anchors(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int, int]]:
    """Equal stretches in the same order in both, grown from grams that each holds once."""
    once_one, once_other = _once(one), _once(other)
    pairs = sorted((place, once_other[gram]) for gram, place in once_one.items() if gram in once_other)
    grown: list[tuple[int, int, int]] = []
    end_a = end_b = 0
    for a, b in _rising(pairs):
        if a < end_a or b < end_b:
            continue
        low_a, low_b = a, b
        while low_a > end_a and low_b > end_b and one[low_a - 1] == other[low_b - 1]:
            low_a, low_b = low_a - 1, low_b - 1
        high_a, high_b = a + _ANCHOR, b + _ANCHOR
        while high_a < len(one) and high_b < len(other) and one[high_a] == other[high_b]:
            high_a, high_b = high_a + 1, high_b + 1
        grown.append((low_a, low_b, high_a - low_a))
        end_a, end_b = high_a, high_b
    return grown


def _once(words: Sequence[int]) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    twice: set[tuple[int, ...]] = set()
    for place in range(len(words) - _ANCHOR + 1):
        gram = tuple(words[place : place + _ANCHOR])
        if -1 in gram:
            continue
        if gram in places:
            twice.add(gram)
        places[gram] = place
    for gram in twice:
        del places[gram]
    return places


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs (sorted by their first) in which the second rises too."""
    tails: list[int] = []
    tail_pairs: list[int] = []
    previous: list[int] = []
    for number, (_, b) in enumerate(pairs):
        place = bisect_left(tails, b)
        if place == len(tails):
            tails.append(b)
            tail_pairs.append(number)
        else:
            tails[place] = b
            tail_pairs[place] = number
        previous.append(tail_pairs[place - 1] if place else -1)
    chain = []
    number = tail_pairs[-1] if tail_pairs else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]
