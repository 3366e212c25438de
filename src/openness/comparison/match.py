"""Findings of two reports paired: by their fingerprints, then by parts of these, then by what stands around them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from openness.findings.finding import GROUND, KEY
from openness.model import is_spoken
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    Finding = Mapping[str, Any]
    Key = Callable[[Finding], Hashable]
    Alike = Callable[[Finding, Finding], float]

_OF_TEXTS = ("OM2", "OM4")
"""Families whose findings are about what a text says, so that they stay the same when it moves to another file."""

EDITED = 0.6
"""Likeness from which on two sentences count as one that was edited."""

_MOST_PAIRS = 4000


class Matched(NamedTuple):
    """Positions: of new and known findings in the later list, of mended ones in the earlier list."""

    new: tuple[int, ...]
    known: tuple[int, ...]
    mended: tuple[int, ...]


def match_findings(
    before: Sequence[Finding],
    after: Sequence[Finding],
    renamed: Mapping[str, str] | None = None,
    alike: Alike | None = None,
) -> Matched:
    """Which later findings are new, which known, and which earlier ones are mended.

    Findings are paired by their whole fingerprints, then across renamed files (`renamed` gives the earlier path), then
    where words went to another file, then where the same words rest on another ground, then where `alike` (0 to 1)
    says that a sentence was edited. A paired finding is known unless it got worse: more severe, accepted with a reason
    before, or on another ground and no less severe. Accepted findings take part in the pairing, so that accepting one
    does not count as mending it; they are never new, known or mended.
    """
    pairing = _Pairing(before, after, renamed or {})
    for key in (_exact, _placed, _of_text, _same_words, _same_words_elsewhere):
        pairing.pair(key)
    if alike is not None:
        pairing.pair_edited(alike)
    known: list[int] = []
    new: list[int] = []
    for index, finding in enumerate(after):
        if finding["suppressed"] is None:
            partner = pairing.pairs.get(index)
            (known if partner is not None and not _worse(before[partner], finding) else new).append(index)
    mended = [index for index in sorted(pairing.left) if before[index]["suppressed"] is None]
    return Matched(tuple(new), tuple(known), tuple(mended))


class _Pairing:
    """What is left on both sides, and the pairs so far (later position to earlier)."""

    def __init__(self, before: Sequence[Finding], after: Sequence[Finding], renamed: Mapping[str, str]) -> None:
        self.left = dict(enumerate(before))
        # A later finding is looked for where its file was before.
        self.right = {
            index: {**finding, "path": renamed.get(finding["path"], finding["path"])}
            for index, finding in enumerate(after)
        }
        self.pairs: dict[int, int] = {}

    def pair(self, key: Key) -> None:
        """Pair findings with the same key, in reading order; None is no key."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index in sorted(self.left, reverse=True):
            waiting[key(self.left[index])].append(index)
        waiting.pop(None, None)
        for index in sorted(self.right):
            partners = waiting.get(key(self.right[index]))
            if partners:
                self._settle(index, partners.pop())

    def pair_edited(self, alike: Alike) -> None:
        """Pair findings of one rule in one file by the likeness of the text around them, the likest first."""
        scored = []
        tried = 0
        for index, later in self.right.items():
            for partner, earlier in self.left.items():
                if later["rule"] != earlier["rule"] or later["path"] != earlier["path"] or not _has_text(later):
                    continue
                tried += 1
                if tried > _MOST_PAIRS:
                    break
                likeness = alike(earlier, later)
                if likeness >= EDITED:
                    scored.append((-likeness, index, partner))
        for _, index, partner in sorted(scored):
            if index in self.right and partner in self.left:
                self._settle(index, partner)

    def _settle(self, index: int, partner: int) -> None:
        self.pairs[index] = partner
        del self.left[partner], self.right[index]


def _exact(finding: Finding) -> Hashable:
    return str(finding["fingerprint"])


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


def _worse(before: Finding, after: Finding) -> bool:
    """True when a finding matters more than the one it was, so that somebody has to look at it again."""
    if before["suppressed"] is not None:
        return True
    was, now = SEVERITIES.index(before["severity"]), SEVERITIES.index(after["severity"])
    same_ground = before["fingerprint"][KEY:GROUND] == after["fingerprint"][KEY:GROUND]
    return now < was if same_ground else now <= was
