"""Which indexed texts stand in a file, and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openness.licenses.index import SOFT, Index, IndexedText
from openness.licenses.tokens import GRAM
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.licenses.tokens import Words

MOST_REGIONS = 40
_MOST_CANDIDATES = 30
_FEWEST_GRAMS = 6
MOST_RIVALS = 12
MOST_WORK = 6_000_000
"""Words looked at in all fits together; only texts of many copies, none of them whole, come near it."""
_RIVAL = 0.5
_GAP_COST = 0.8
_GAP_CAP = 90.0
_APART = 15
_FEW = 4
"""Grams on one list up to which it is counted as often as it has them."""
_MOST_COPIES = 4
_CLEARLY = 1.15
_WELL = 0.9


class Region(NamedTuple):
    """A stretch of a file (words `first` to `last`, inclusive) that is like an indexed text.

    `coverage` is the share of the text's necessary grams found; `purity` the share of the stretch's grams that the
    text has; `rivals` are other texts that fit nearly as well, best first.
    """

    text: IndexedText
    first: int
    last: int
    coverage: float
    purity: float
    score: float
    known: frozenset[int]
    rivals: tuple[Region, ...] = ()


class Matcher:
    """Finds regions of one file; every look-up into the index is made once."""

    def __init__(self, words: Words, index: Index) -> None:
        self._index = index
        self._grams = words.grams
        self._lists = index.lists(self._grams)
        self._free = bytearray(b"\1" * len(self._grams))
        self._members = {number: index.members(number) for number in set(self._lists) - {-1}}
        self._hard: dict[int, set[int]] = {}
        self._soft: dict[int, set[int]] = {}
        self._work = 0

    def regions(self, least: float) -> list[Region]:
        """Stretches that no two texts share, by falling score, each with at least this much of a text."""
        found: list[Region] = []
        while len(found) < MOST_REGIONS and self._work < MOST_WORK and sum(self._free) >= _FEWEST_GRAMS:
            region = self._best(least)
            if region is None:
                break
            found.append(region)
            for position in range(region.first, region.last - GRAM + 2):
                self._free[position] = 0
        return found

    def _best(self, least: float) -> Region | None:
        fits: list[Region] = []
        best = 0.0
        for bound, number in self._candidates():
            # No rival needs to be known of a text that is there word for word.
            if bound < best * (1.0 if fits and fits[0].coverage == fits[0].purity == 1.0 else _RIVAL):
                break
            fit = self._fit(number)
            if fit is not None and fit.coverage >= least:
                fits.append(fit)
                fits.sort(key=lambda item: (-item.score, item.text.number))
                best = fits[0].score
        if not fits:
            return None
        first = fits[0]
        rivals = tuple(fit for fit in fits[1 : MOST_RIVALS + 1] if fit.score > best * _RIVAL and _overlap(first, fit))
        return first._replace(rivals=rivals)

    def _candidates(self) -> list[tuple[float, int]]:
        """Texts that share most with what is free, each with the highest score that it can reach."""
        seen: set[int] = set()
        per_list: Counter[int] = Counter()
        for number, gram, free in zip(self._lists, self._grams, self._free, strict=True):
            if free and number >= 0 and gram not in seen:
                seen.add(gram)
                per_list[number] += 1
        texts = self._index.texts
        shared: Counter[int] = Counter()
        for number, count in per_list.items():
            # Common grams are in hundreds of texts: counting them one list at a time is done in C.
            if count <= _FEW:
                for _ in range(count):
                    shared.update(self._members[number])
            else:
                for member in self._members[number]:
                    shared[member] += count
        ranked = [
            (_score(min(1.0, count / texts[member].size), 1.0, count + shared[member | SOFT]), member)
            for member, count in shared.items()
            if not member & SOFT and count >= min(_FEWEST_GRAMS, texts[member].size)
        ]
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        self._collect({member for _, member in ranked[:_MOST_CANDIDATES]})
        return ranked[:_MOST_CANDIDATES]

    def _collect(self, wanted: set[int]) -> None:
        """Note the lists of grams of each wanted text; only of those, because common grams are in hundreds of texts."""
        wanted = wanted - self._hard.keys()
        if not wanted:
            return
        for member in wanted:
            self._hard[member], self._soft[member] = set(), set()
        either = wanted | {member | SOFT for member in wanted}
        for number, members in self._members.items():
            for member in either.intersection(members):
                if member & SOFT:
                    self._soft[member ^ SOFT].add(number)
                else:
                    self._hard[member].add(number)

    def _fit(self, member: int) -> Region | None:
        self._work += len(self._grams)
        text = self._index.texts[member]
        hard = self._hard[member]
        either = hard | self._soft[member]
        free, lists = self._free, self._lists
        places = [i for i, number in enumerate(lists) if number in either and free[i]]
        if not places:
            return None
        firm = {place for place in places if lists[place] in hard}
        region = self._densest_region(text, places, firm)
        if region is None or min(region.coverage, region.purity) >= _WELL:
            return region
        for head in self._heads(text, places)[:_MOST_COPIES]:
            # The end of one copy and the start of the next fit well together; one of the two as a whole fits better.
            if head > places[0]:
                other = self._densest_region(text, [place for place in places if place >= head], firm)
                region = other if other is not None and other.score > region.score * _CLEARLY else region
        return region

    def _heads(self, text: IndexedText, places: list[int]) -> list[int]:
        """Where copies of a text may begin: places of its first grams, one for each that stand together."""
        heads, found, previous = set(text.head), [], -_APART
        for place in places:
            if self._grams[place] in heads:
                if place - previous >= _APART:
                    found.append(place)
                previous = place
        return found

    def _densest_region(self, text: IndexedText, places: list[int], firm: set[int]) -> Region | None:
        first, last = _densest(places, self._grams, min(_GAP_CAP, 0.5 * text.size))
        inside = _trimmed([place for place in places if first <= place <= last], firm)
        grams = {self._grams[place] for place in inside if place in firm}
        if not grams:
            return None
        first, last = inside[0], inside[-1]
        coverage = min(1.0, len(grams) / text.size)
        purity = len(inside) / sum(self._free[first : last + 1])
        score = _score(coverage, purity, len(inside))
        return Region(text, first, last + GRAM - 1, coverage, purity, score, frozenset(inside))


def _score(coverage: float, purity: float, places: int) -> float:
    """How well a text fits: one that is there as a whole beats a similar one; of two that are, the longer."""
    return float(coverage**1.3 * purity * places**0.12)


def _overlap(one: Region, other: Region) -> bool:
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared > 0.5 * min(one.last - one.first, other.last - other.first)


def _densest(places: list[int], grams: list[int], cap: float) -> tuple[int, int]:
    """The stretch with most different matched grams and fewest others; one gap costs at most `cap`.

    A gram counts once, so that a second copy of a license is not taken for its continuation.
    """
    best, best_first, best_last = 0.0, places[0], places[0]
    run, first, previous = 0.0, places[0], places[0] - 1
    seen: set[int] = set()
    for place in places:
        run -= min(cap, _GAP_COST * (place - previous - 1))
        previous = place
        if run <= 0:
            run, first = 0.0, place
            seen.clear()
        if grams[place] not in seen:
            seen.add(grams[place])
            run += 1
        if run >= best:
            best, best_first, best_last = run, first, place
    return best_first, best_last


def _trimmed(inside: list[int], firm: set[int]) -> list[int]:
    """The matched places without what stands apart at an end and holds nothing that the text must have."""
    parts: list[list[int]] = [[inside[0]]]
    for place in inside[1:]:
        if place - parts[-1][-1] > _APART:
            parts.append([])
        parts[-1].append(place)
    while len(parts) > 1 and not firm.intersection(parts[-1]):
        parts.pop()
    while len(parts) > 1 and not firm.intersection(parts[0]):
        parts.pop(0)
    return [place for part in parts for place in part]
