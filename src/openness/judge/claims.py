"""Whether a claim of openness is true of what is released.

The table is the design's: "open source" said of a model needs the level open-source-ai, said of the weights alone an
open license; "open weights" needs the level open-weights; "fully open" needs open-source-ai; plain "open" is vague.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.evidence.model_licenses import models_named
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.evidence.model_licenses import ModelLicense
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
    `parts_missing` is true when, whatever the license, something is not there that open source AI asks for.
    `models` are those with a license of their own, where open and restricted ones stand side by side.
    """

    level: Level | None
    weights_license: str | None
    weights_open: bool | None
    weights_terms: bool = False
    weights_mixed: bool = False
    parts_missing: bool = False
    code_license: str | None = None
    code_open: bool | None = None
    models: tuple[ModelLicense, ...] = ()


class JudgedClaim(NamedTuple):
    """A claim with its verdict, what the verdict rests on, and the severity that a contradiction deserves.

    `model` is the one of several models that the claim names, where its own license decided.
    """

    claim: Claim
    verdict: Verdict
    ground: Ground = "none"
    severity: Severity | None = None
    model: ModelLicense | None = None


def judge_claims(claims: Iterable[Claim], standing: Standing) -> tuple[JudgedClaim, ...]:
    """Every claim judged, in order of place; claims about others are undecidable here."""
    ordered = sorted(claims, key=lambda claim: (claim.path, claim.line, claim.column))
    return tuple(_capped(_judge(claim, standing)) for claim in ordered)


def _capped(judged: JudgedClaim) -> JudgedClaim:
    """A claim made only by ranking, or read with little confidence, is worth a note and no more."""
    sure = judged.claim.confidence >= CONFIDENCE_FLOOR and judged.claim.form == "statement"
    if judged.severity is None or sure:
        return judged
    return judged._replace(severity="note")


def _judge(claim: Claim, standing: Standing) -> JudgedClaim:
    if claim.act != "asserts" or claim.term == "none":
        return JudgedClaim(claim, "undecidable")
    if claim.elsewhere:
        # News of a model that another repository of the owner holds: its license and its parts are there.
        return JudgedClaim(claim, "undecidable", "another-repository")
    subjects = set(claim.subject.split("+"))
    if "model" in subjects or "weights" in subjects:
        named = _models_of(claim, standing)
        standing = _narrowed(standing, named)
        judged = _judge_model(claim, standing, subjects)
        return judged._replace(model=named[0]) if named and not standing.weights_mixed else judged
    if subjects <= {"code", "project"} and standing.code_open is not None and claim.term == "open-source":
        return JudgedClaim(claim, "supported" if standing.code_open else "contradicted")
    return JudgedClaim(claim, "undecidable")


def _models_of(claim: Claim, standing: Standing) -> tuple[ModelLicense, ...]:
    """The models with a license of their own that a claim names, or that the section is about in which it stands."""
    if not standing.models:
        return ()
    return models_named(claim.sentence, standing.models) or models_named(claim.section, standing.models)


def _narrowed(standing: Standing, named: tuple[ModelLicense, ...]) -> Standing:
    """What a claim about the named models is held against; all stand as before where none is named."""
    if not named or standing.level not in ("weights-available", "open-weights"):
        return standing
    opened = {one.open for one in named}
    if len(opened) > 1:
        return standing._replace(level="weights-available", weights_open=False, weights_mixed=True)
    level: Level = "open-weights" if named[0].open else "weights-available"
    return standing._replace(
        level=level,
        weights_license=named[0].license,
        weights_open=named[0].open,
        weights_terms=False,
        weights_mixed=False,
    )


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
    return _judge_unopen_weights(claim, standing, subjects)


def _needed(claim: Claim, subjects: set[str]) -> Level:
    if claim.strength == "full":
        return "open-source-ai"
    if claim.term == "open-source" and "model" in subjects:
        return "open-source-ai"
    return "open-weights"


def _judge_unopen_weights(claim: Claim, standing: Standing, subjects: set[str]) -> JudgedClaim:
    """A self-claim where the weights are there and no open license covers them."""
    restricted = standing.weights_open is False
    if standing.weights_license is None and not restricted:
        if standing.parts_missing and _needed(claim, subjects) == "open-source-ai":
            # No license, however open, would make it true.
            return JudgedClaim(claim, "contradicted", "parts-missing", "warning")
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
