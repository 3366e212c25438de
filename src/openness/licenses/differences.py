"""How a text departs from the license it comes nearest to, and whether the departure binds anybody."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from openness.licenses.align import changes
from openness.licenses.data import load_json
from openness.licenses.index import load_index, load_texts
from openness.licenses.tokens import GRAM
from openness.model import Difference
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.licenses.align import Change
    from openness.licenses.index import OrderedText, Texts
    from openness.licenses.match import Region
    from openness.licenses.tokens import Words

MOST_SHOWN = 40
_LONGEST_ALTERNATIVE = 60
_EDGE = 12
_OWN_PART = 20
_PURE = 0.97
_LONGEST_HEADING, _WIDEST_HEADING, _AROUND = 6, 70, 160
_MOST_STEPS, _DEEPEST, _WIDEST = 40, 6, 4
_PAIRS = frozenset({("may", "not"), ("not", "permitted"), ("not", "allowed"), ("not", "use"), ("not", "used")})


class Comparison(NamedTuple):
    """What differs: `changed` counts words added, removed or replaced; `binding` says that one of them binds.

    `lost` is the share of the license's words that are gone; `cut_end` says that its end is.
    """

    differences: tuple[Difference, ...]
    changed: int
    lost: float
    binding: bool
    cut_end: bool


NO_DIFFERENCE = Comparison((), 0, 0.0, binding=False, cut_end=False)


def compare(words: Words, region: Region, ordered: int | None = None, *, recover: bool = False) -> Comparison:
    """The differences of a region from its text, with lines of the file at hand.

    With `recover`, lost words of a text whose order is not known are looked for, which takes some time.
    """
    place = region.text.ordered if ordered is None else ordered
    if place >= 0:
        return _compare_ordered(words, region, load_texts(), place)
    return _compare_grams(words, region, recover=recover)


def binds(words: list[str]) -> bool:
    """Whether words of a license grant, forbid or condition something."""
    binding = _vocabulary("binding")
    return any(word in binding for word in words) or negates(words)


def negates(words: list[str]) -> bool:
    """Whether a word turns what stands beside it into its contrary."""
    return any(word in _vocabulary("negations") for word in words)


def binds_strongly(words: list[str]) -> bool:
    """Whether words outside a license's own text set a condition of their own."""
    strong, decisive = _vocabulary("strong"), _vocabulary("decisive")
    if sum(word in strong for word in words) >= 2 or any(word in decisive for word in words):
        return True
    return any(pair in _PAIRS for pair in pairwise(words))


def is_heading(words: list[str]) -> bool:
    """Whether words beside a license only name it or say whose it is."""
    if negates(words) or any(word in _vocabulary("decisive") for word in words):
        return False
    common = _vocabulary("heading")
    return sum(word not in common for word in words) <= max(4, len(words) // 3)


def _compare_ordered(words: Words, region: Region, texts: Texts, place: int) -> Comparison:
    text = texts.text(place)
    first, last = region.first, region.last
    numbers = texts.numbers(words.words[first : last + 1])
    # A word replaced at the very edge is outside the region, whose edges are matched grams.
    found: list[Difference] = []
    changed, lost, binding, cut_end = 0, 0, False, False
    hard_total = len(text.words) - sum(text.soft)
    last_hard = max((i for i, soft in enumerate(text.soft) if not soft), default=0)
    for change in changes(text.words, numbers):
        removed = [i for i in range(change.first, change.end) if not text.soft[i]]
        added = words.words[first + change.low : first + change.high]
        if not removed and (not added or _allowed(text, change, numbers[change.low : change.high], added)):
            continue
        spoken = [texts.spoken(text.words[i]) for i in removed]
        if _spelled_alike(added, [texts.spoken(text.words[i]) for i in range(change.first, change.end)]):
            continue
        if all(word.isdigit() and len(word) < 3 for word in (*spoken, *added)) and not (spoken and added):
            continue  # a number at the start of a wrapped line reads like a list marker
        if not removed and is_heading(added) and not binds_strongly(added):
            continue
        if _is_heading_line(words, first + change.low, len(added), len(removed)):
            continue
        if not removed and _is_own_part(region, first + change.low, len(added)):
            continue
        at_edge = change.low in (0, last + 1 - first) and not added
        lost += len(removed)
        cut_end = cut_end or (at_edge and last_hard in removed and len(removed) > _EDGE)
        binds_here = binds(added) or any(word in _vocabulary("flips") for word in spoken)
        binding = binding or binds_here
        changed += max(len(removed), len(added))
        found.append(_difference(words, first + change.low, len(added), spoken, binding=binds_here))
    return Comparison(tuple(found[:MOST_SHOWN]), changed, lost / max(1, hard_total), binding, cut_end)


def _is_own_part(region: Region, start: int, count: int) -> bool:
    """Whether added words are a part of the license itself that stands there too, as its notice does above the text."""
    places = range(start, start + count - GRAM + 1)
    return len(places) >= _OWN_PART and sum(place in region.known for place in places) > _PURE * len(places)


def _is_heading_line(words: Words, position: int, added: int, removed: int) -> bool:
    """Whether the words stand in a heading (a short line of its own) and forbid nothing: a translation of it, say."""
    if not 0 < added <= _LONGEST_HEADING or removed > _LONGEST_HEADING:
        return False
    text, start, end = words.text, words.starts[position], words.ends[position + added - 1]
    above, _, before = text[max(0, start - _AROUND) : start].rpartition("\n")
    after, _, below = text[end : end + _AROUND].partition("\n")
    line = before + text[start:end] + after.rstrip()
    if len(line) > _WIDEST_HEADING or line.endswith((".", ",", ";", ":")) or below[:1].islower():
        return False
    if above.rpartition("\n")[2].rstrip()[-1:] not in ("", ".", ":", "”", '"') and not below.startswith("\n"):
        return False
    run = words.words[position : position + added]
    return not negates(run) and not any(word in _vocabulary("decisive") for word in run)


def _spelled_alike(added: list[str], words: list[str]) -> bool:
    """Whether only hyphens or a slip of the pen tell the words apart."""
    one, other = "".join(added), "".join(words)
    if one == other:
        return True
    if len(added) != len(words) or abs(len(one) - len(other)) > 2 or len(one) > 200:
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where texts differ

    return all(
        a == b or (min(len(a), len(b)) > 5 and a[0] == b[0] and SequenceMatcher(None, a, b).ratio() > 0.85)
        for a, b in zip(added, words, strict=True)
    )


def _allowed(text: OrderedText, change: Change, added: list[int], added_words: list[str]) -> bool:
    """Whether the license's template lets these words stand there."""
    own = set(text.words[change.first : change.end])
    if negates(added_words) and not all(number in own for number in added):
        return False
    for region in text.alternatives:
        touches = region.first <= change.end and change.first <= region.end
        if not touches:
            continue
        if region.anything and len(added) <= _LONGEST_ALTERNATIVE:
            pairs = zip(added_words, added, strict=True)
            if not binds_strongly([word for word, number in pairs if number not in region.words and number not in own]):
                return True
        if all(number in region.words or number in own for number in added):
            return True
    # Beside or inside a part that may be left out, other words may stand as long as they bind nobody.
    beside = text.soft[max(0, change.first - 1) : change.end + 1]
    if beside and all(beside) and not binds_strongly(added_words):
        return True
    # Words of an optional part in another order, or repeated.
    return bool(own) and all(number in own for number in added)


def _compare_grams(words: Words, region: Region, *, recover: bool) -> Comparison:
    first, last, known = region.first, region.last, region.known
    lost_words = _LostWords(region.text.number if recover else -1)
    covered = bytearray(last - first + 1)
    for place in known:
        covered[place - first : place - first + GRAM] = b"\1" * GRAM
    found: list[Difference] = []
    changed, binding, spots = 0, False, 0
    position = first
    while position <= last:
        if covered[position - first]:
            joint = position not in known and (position - 1 in known or position == first)
            if joint and position + GRAM - 1 <= last and all(covered[position - first : position - first + GRAM]):
                extra = lost_words.inserted(words.words, position)
                gone = [] if extra is not None else lost_words.between(words.words, position + 1, position + 2)
                told = gone if extra is None else [words.words[extra]]
                here = any(word in _vocabulary("flips") for word in told)
                binding, changed = binding or here, changed + max(1, len(told))
                if extra is None:
                    found.append(_difference(words, position + 2, 0, gone or ["…"], binding=here))
                else:
                    found.append(_difference(words, extra, 1, [], binding=here))
                spots += 1
            position += 1
            continue
        end = position
        while end <= last and not covered[end - first]:
            end += 1
        run = words.words[position:end]
        spots += 1
        if not _is_marker(words, position, end):
            gone = lost_words.between(words.words, position - 1, end)
            here = (binds(run) and len(run) > 1) or negates(run) or any(word in _vocabulary("flips") for word in gone)
            here = here and not _spelled_alike(run, gone)
            if _is_heading_line(words, position, len(run), len(gone)):
                position = end
                continue
            binding, changed = binding or here, changed + max(len(run), len(gone))
            found.append(_difference(words, position, len(run), gone or ["…"], binding=here))
        position = end
    missing = region.text.size - round(region.coverage * region.text.size)
    tail = set(region.text.tail)
    here_tail = tail & {words.grams[place] for place in known}
    return Comparison(
        tuple(found[:MOST_SHOWN]),
        # k words lost at one place take k + 2 grams with them.
        max(changed, missing - (GRAM - 1) * spots),
        missing / max(1, region.text.size),
        binding,
        missing > _EDGE and (len(here_tail) < len(tail) // 3 or region.purity > _PURE),
    )


class _LostWords:
    """Words that a text has between words of a file, where only the set of its grams is known.

    Of the frequent legal words those are tried that the text's grams allow, a few steps deep.
    """

    def __init__(self, text: int) -> None:
        self._text = text
        self._left = _MOST_STEPS if text >= 0 else 0

    def inserted(self, words: list[str], joint: int) -> int | None:
        """Which word near a joint the text does not have there, though its neighbors stand together in the text."""
        if self._text < 0:
            return None
        for place in range(max(joint, 2), min(joint + GRAM + 1, len(words) - 2)):
            before, after = words[place - 1], words[place + 1]
            if (
                words[place] in _vocabulary("flips")
                and self._followers(words[place - 2], before, [after])
                and self._followers(before, after, [words[place + 2]])
            ):
                return place
        return None

    def between(self, words: list[str], before: int, after: int) -> list[str]:
        """The words that stood after word `before` and ahead of word `after`; empty when that cannot be told."""
        if before < 1 or after + 1 >= len(words):
            return []
        goal = (words[after], words[after + 1])
        paths: list[list[str]] = [[words[before - 1], words[before]]]
        for _ in range(_DEEPEST):
            longer: list[list[str]] = []
            for path in paths:
                if self._left <= 0:
                    return []
                self._left -= 1
                for word in self._followers(path[-2], path[-1], load_texts().spoken_words):
                    if self._followers(path[-1], word, [goal[0]]) and self._followers(word, goal[0], [goal[1]]):
                        return [*path[2:], word]
                    longer.append([*path, word])
            paths = longer[:_WIDEST]
        return []

    def _followers(self, a: str, b: str, candidates: list[str]) -> list[str]:
        """The candidates that the text has right after two words."""
        return load_index().following(f"{a} {b} ", candidates, self._text)


def _is_marker(words: Words, first: int, end: int) -> bool:
    """Whether the words are only numbers of sections."""
    if any(not word.isdigit() or len(word) > 2 for word in words.words[first:end]):
        return False
    return words.text[words.ends[end - 1] : words.ends[end - 1] + 1] in ".): " and end - first < 5


def _difference(words: Words, position: int, added: int, removed: list[str], *, binding: bool) -> Difference:
    place = min(position, len(words.words) - 1)
    line = words.line(place)
    if not added:
        return Difference(line, "removed", " ".join(removed[:60]), binding)
    text = words.raw(position, position + added - 1)
    if not removed:
        return Difference(line, "added", text, binding)
    gone = " ".join(word for word in removed[:60])
    return Difference(line, "replaced", text if gone in ("", "…") else f"{text} (for: {gone})", binding)


@lru_cache(maxsize=8)
def _vocabulary(name: str) -> frozenset[str]:
    return frozenset(load_json("words.json")[name])
