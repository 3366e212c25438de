"""Whether a claim of openness is true of what is released.

The table is the design's: "open source" said of a model needs the level open-source-ai, said of the weights alone an
open license; "open weights" needs the level open-weights; "fully open" needs open-source-ai; plain "open" is vague.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Claim
    from openness.vocabulary import Level, Severity

Verdict = Literal["supported", "contradicted", "undecidable"]
Ground = Literal[
    "license-restricts",
    "terms-restrict",
    "licenses-mixed",
    "license-unclear",
    "license-unknown",
    "parts-missing",
    "weights-missing",
    "another-repository",
    "none",
]

CONFIDENCE_FLOOR = 0.55
"""Below this a reading of the sentence is a doubt: whatever it would mean is reported as a note."""


class Standing(NamedTuple):
    """What a claim is held against.

    `weights_open` is None where the license found is neither open nor restricted. `weights_terms` is true when not the
    license itself but terms stated elsewhere (a use policy, a sentence of the README) restrict the weights.
    `weights_mixed` is true when the repository keeps license texts for several models, open and restricted ones.
    """

    level: Level | None
    weights_license: str | None
    weights_open: bool | None
    weights_terms: bool = False
    weights_mixed: bool = False
    code_license: str | None = None
    code_open: bool | None = None


class JudgedClaim(NamedTuple):
    """A claim with its verdict, what the verdict rests on, and the severity that a contradiction deserves."""

    claim: Claim
    verdict: Verdict
    ground: Ground = "none"
    severity: Severity | None = None


def judge_claims(claims: Iterable[Claim], standing: Standing) -> tuple[JudgedClaim, ...]:
    """Every claim judged, in order of place; claims about others are undecidable here."""
    ordered = sorted(claims, key=lambda claim: (claim.path, claim.line, claim.column))
    return tuple(_capped(_judge(claim, standing)) for claim in ordered)


def _capped(judged: JudgedClaim) -> JudgedClaim:
    """A claim made only by ranking, or read with little confidence, is worth a note and no more."""
    sure = judged.claim.confidence >= CONFIDENCE_FLOOR and judged.claim.form == "statement"
    if judged.severity is None or sure:
        return judged
    return JudgedClaim(judged.claim, judged.verdict, judged.ground, "note")


def _judge(claim: Claim, standing: Standing) -> JudgedClaim:
    if claim.act != "asserts" or claim.term == "none":
        return JudgedClaim(claim, "undecidable")
    if claim.elsewhere:
        # News of a model that another repository of the owner holds: its license and its parts are there.
        return JudgedClaim(claim, "undecidable", "another-repository")
    subjects = set(claim.subject.split("+"))
    if "model" in subjects or "weights" in subjects:
        return _judge_model(claim, standing, subjects)
    if subjects <= {"code", "project"} and standing.code_open is not None and claim.term == "open-source":
        return JudgedClaim(claim, "supported" if standing.code_open else "contradicted")
    return JudgedClaim(claim, "undecidable")


def _judge_model(claim: Claim, standing: Standing, subjects: set[str]) -> JudgedClaim:
    level = standing.level
    if level is None:
        return JudgedClaim(claim, "undecidable", "license-unknown")
    if _at_least(level, _needed(claim, subjects)):
        return JudgedClaim(claim, "supported")
    if level == "closed":
        return JudgedClaim(claim, "contradicted", "weights-missing", "note" if claim.term == "open" else "warning")
    if level == "open-weights":
        return JudgedClaim(claim, "contradicted", "parts-missing", "warning")
    return _judge_unopen_weights(claim, standing)


def _needed(claim: Claim, subjects: set[str]) -> Level:
    if claim.strength == "full":
        return "open-source-ai"
    if claim.term == "open-source" and "model" in subjects:
        return "open-source-ai"
    return "open-weights"


def _judge_unopen_weights(claim: Claim, standing: Standing) -> JudgedClaim:
    """A self-claim where the weights are there and no open license covers them."""
    restricted = standing.weights_open is False
    if standing.weights_license is None and not restricted:
        return JudgedClaim(claim, "undecidable", "license-unknown", "note")
    ground: Ground = "license-unclear"
    if restricted:
        ground = "terms-restrict" if standing.weights_terms else "license-restricts"
    if standing.weights_mixed:
        # True of one model and untrue of another: which one is meant cannot be told from the words alone.
        return JudgedClaim(claim, "undecidable", "licenses-mixed", "warning" if claim.term == "open-source" else "note")
    if claim.term == "open-source":
        return JudgedClaim(claim, "contradicted", ground, "error" if restricted else "warning")
    if claim.term == "open" and claim.strength == "plain":
        return JudgedClaim(claim, "contradicted", ground, "note")
    return JudgedClaim(claim, "contradicted", ground, "warning")


def _at_least(level: Level, needed: Level) -> bool:
    return LEVELS.index(level) >= LEVELS.index(needed)
