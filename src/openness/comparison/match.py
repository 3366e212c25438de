"""Findings of two reports paired: by their fingerprints, then by parts of these, then by what stands around them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol

from openness.findings.finding import GROUND, KEY
from openness.model import is_spoken
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    Finding = Mapping[str, Any]
    Key = Callable[[Finding], Hashable]

_OF_TEXTS = ("OM2", "OM4")
"""Families whose findings are about what a text says, so that they stay the same when it moves to another file."""

EDITED = 0.5
"""Likeness from which on two sentences count as one that was edited."""

_OF_LEVEL = frozenset({"OM401", "OM402", "OM404", "OM405", "OM406"})
"""Rules that hold words against the openness level: a change that raises it makes no standing words less true."""

MOST_COMPARED = 400
"""Pairs of findings whose texts are compared in one run; after that, reading order decides."""


class Around(Protocol):
    """How much of the text around an earlier and a later finding is the same, 0 to 1."""

    def sentence(self, earlier: Finding, later: Finding) -> float:
        """Of the sentence that they stand in."""
        ...

    def context(self, earlier: Finding, later: Finding) -> float:
        """Of what stands before and behind them."""
        ...


class Matched(NamedTuple):
    """Positions: of new and known findings in the later list, of mended ones in the earlier list."""

    new: tuple[int, ...]
    known: tuple[int, ...]
    mended: tuple[int, ...]


def match_findings(
    before: Sequence[Finding],
    after: Sequence[Finding],
    renamed: Mapping[str, str] | None = None,
    around: Around | None = None,
    *,
    raised: bool = False,
) -> Matched:
    """Which later findings are new, which known, and which earlier ones are mended.

    Findings are paired by what was found in which file (`renamed` gives the earlier path of a file), then where words
    went to another file, then where the same words rest on another ground, then where `around` shows that a sentence
    was edited. Of several that say the same in one file, those with the same text around them belong together.

    A paired finding is known unless it got worse: more severe, accepted with a reason before, or on another ground and
    no less severe (a note excepted). With `raised`, the level is open and higher than before, and words that it still
    does not bear out are known. Accepted findings take part in the pairing, so that accepting one does not count as
    mending it; they are never new, known or mended.
    """
    pairing = _Pairing(before, after, renamed or {}, around)
    for key in (_unchanged, _placed, _of_text, _same_words, _same_words_elsewhere):
        pairing.pair(key)
    pairing.pair_edited()
    known: list[int] = []
    new: list[int] = []
    for index, finding in enumerate(after):
        if finding["suppressed"] is None:
            partner = pairing.pairs.get(index)
            is_known = partner is not None and not _worse(before[partner], finding, raised=raised)
            (known if is_known else new).append(index)
    mended = [index for index in sorted(pairing.left) if before[index]["suppressed"] is None]
    return Matched(tuple(new), tuple(known), tuple(mended))


class _Pairing:
    """What is left on both sides, and the pairs so far (later position to earlier)."""

    def __init__(
        self,
        before: Sequence[Finding],
        after: Sequence[Finding],
        renamed: Mapping[str, str],
        around: Around | None,
    ) -> None:
        self.left = dict(enumerate(before))
        # A later finding is looked for where its file was before.
        self.right = {
            index: {**finding, "path": renamed.get(finding["path"], finding["path"])}
            for index, finding in enumerate(after)
        }
        self.pairs: dict[int, int] = {}
        self._around = around
        self._budget = MOST_COMPARED

    def pair(self, key: Key) -> None:
        """Pair findings with the same key, None being no key: in reading order, or by context where numbers differ."""
        earlier: dict[Hashable, list[int]] = defaultdict(list)
        later: dict[Hashable, list[int]] = defaultdict(list)
        for index in sorted(self.left):
            earlier[key(self.left[index])].append(index)
        for index in sorted(self.right):
            later[key(self.right[index])].append(index)
        for one in later.keys() & earlier.keys() - {None}:
            if len(earlier[one]) != len(later[one]) and self._around is not None:
                self._pair_by_context(earlier[one], later[one], self._around)
            rest = [index for index in earlier[one] if index in self.left]
            for partner, index in zip(rest, [index for index in later[one] if index in self.right], strict=False):
                self._settle(index, partner)

    def _pair_by_context(self, earlier: list[int], later: list[int], around: Around) -> None:
        tried = [(index, partner) for index in later for partner in earlier][: self._budget]
        self._budget -= len(tried)
        self._settle_best((-around.context(self.left[one], self.right[other]), other, one) for other, one in tried)

    def pair_edited(self) -> None:
        """Pair findings of one rule in one file by the likeness of their sentences, the likest first."""
        if self._around is None:
            return
        places: dict[Hashable, list[int]] = defaultdict(list)
        for partner, earlier in self.left.items():
            places[earlier["rule"], earlier["path"]].append(partner)
        tried = [
            (index, partner)
            for index, later in self.right.items()
            if _has_text(later)
            for partner in places.get((later["rule"], later["path"]), ())
        ][: self._budget]
        scored = ((self._around.sentence(self.left[one], self.right[other]), other, one) for other, one in tried)
        self._settle_best((-likeness, other, one) for likeness, other, one in scored if likeness >= EDITED)

    def _settle_best(self, scored: Iterable[tuple[float, int, int]]) -> None:
        for _, index, partner in sorted(scored):
            if index in self.right and partner in self.left:
                self._settle(index, partner)

    def _settle(self, index: int, partner: int) -> None:
        self.pairs[index] = partner
        del self.left[partner], self.right[index]


def _unchanged(finding: Finding) -> Hashable:
    return _placed(finding), finding["suppressed"] is None


def _placed(finding: Finding) -> Hashable:
    return finding["fingerprint"][:GROUND], finding["path"]


def _of_text(finding: Finding) -> Hashable:
    return str(finding["fingerprint"][:GROUND]) if _has_text(finding) else None


def _same_words(finding: Finding) -> Hashable:
    return finding["fingerprint"][:KEY], finding["path"]


def _same_words_elsewhere(finding: Finding) -> Hashable:
    return str(finding["fingerprint"][:KEY]) if _has_text(finding) else None


def _has_text(finding: Finding) -> bool:
    return finding["rule"].startswith(_OF_TEXTS) and not is_spoken(finding["path"] or "")


def _worse(before: Finding, after: Finding, *, raised: bool) -> bool:
    """True when a finding matters more than the one it was, so that somebody has to look at it again."""
    if before["suppressed"] is not None:
        return True
    if raised and after["rule"] in _OF_LEVEL:
        return False
    was, now = SEVERITIES.index(before["severity"]), SEVERITIES.index(after["severity"])
    same_ground = before["fingerprint"][KEY:GROUND] == after["fingerprint"][KEY:GROUND]
    # A note stays one whatever it rests on.
    return now < was or (now == was and not same_ground and after["severity"] != "note")
