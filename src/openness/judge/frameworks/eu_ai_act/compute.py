"""The compute thresholds of the AI Act; unknown compute stays unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.verdict import Reason
from openness.package_data import package_json
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import FrameworkFacts

ELEMENT = "no-systemic-risk"


class Compute(NamedTuple):
    """Cumulative training compute in floating point operations.

    `least` is what is known to have been spent; `whole` says that nothing is missing from it.
    """

    least: float | None
    whole: bool
    basis: str | None = None


class Modifier(NamedTuple):
    """Whether whoever changed the base model becomes a provider (None: cannot be told, or does not apply), and why."""

    answer: bool | None
    why: str


def table() -> dict[str, Any]:
    """The framework's data file."""
    return package_json("judge", "frameworks", "eu_ai_act", "framework.json")


def cumulative(facts: FrameworkFacts) -> Compute:
    """Own and earlier compute together; a base model of unknown compute leaves a lower bound."""
    stated = facts.compute
    if stated is None or (stated.flops is None and stated.base_flops is None):
        return Compute(None, whole=False)
    least = (stated.flops or 0.0) + (stated.base_flops or 0.0)
    scratch = facts.base_models == () or stated.base_flops is not None
    return Compute(least, whole=scratch and stated.flops is not None, basis=stated.basis)


def systemic_risk(facts: FrameworkFacts) -> Reason:
    """Whether the model is presumed or designated to have systemic risk."""
    if facts.compliance.systemic_risk_designated:
        return Reason(ELEMENT, "not-met", "the Commission has designated the model as one with systemic risk")
    compute, limit = cumulative(facts), float(table()["thresholds"]["systemic_flop"])
    if compute.least is None:
        return Reason(ELEMENT, "undecidable", "the training compute is not known")
    if compute.least > limit:
        return Reason(ELEMENT, "not-met", f"at least {figure(compute.least)} operations, above {figure(limit)}")
    if not compute.whole:
        return Reason(ELEMENT, "undecidable", "the compute of the base model is not known")
    return Reason(ELEMENT, "met", f"{figure(compute.least)} operations, not above {figure(limit)}")


def thresholds(facts: FrameworkFacts) -> dict[str, Any]:
    """What the compute means under each rule; None where it cannot be told."""
    data = table()
    compute, modifier = cumulative(facts), _modifier(facts)
    return {
        "cumulative_flop": compute.least,
        "complete": compute.whole,
        "basis": compute.basis,
        "general_purpose": _general_purpose(facts, compute),
        "systemic_risk": _above(compute, float(data["thresholds"]["systemic_flop"])),
        "modifier_is_provider": modifier.answer,
        "modifier": modifier.why,
        "above_1e26": _above(compute, float(data["thresholds"]["us_flop"])),
    }


def _above(compute: Compute, limit: float) -> bool | None:
    if compute.least is None:
        return None
    if compute.least > limit:
        return True
    return False if compute.whole else None


def _general_purpose(facts: FrameworkFacts, compute: Compute) -> bool | None:
    """The guidelines' indication: more than 10^23 operations and language, text-to-image or text-to-video."""
    data = table()
    stated = facts.compliance.general_purpose
    if stated is not None:
        return stated
    above = _above(compute, float(data["thresholds"]["gpai_flop"]))
    kind = _language_or_from_text(facts)
    if above is False or kind is False:
        return False
    return None if above is None or kind is None else True


def _language_or_from_text(facts: FrameworkFacts) -> bool | None:
    """Whether the model generates language, or images or video from text (paragraph 17)."""
    data = table()
    outputs = set(facts.compliance.output)
    known = None if facts.type is None else facts.type in data["gpai_types"]
    if not outputs:
        return known
    if outputs & set(data["gpai_outputs"]):
        return True
    # Pictures may be made from text, or from other pictures.
    return (True if known else None) if outputs & set(data["gpai_outputs_from_text"]) else False


def _modifier(facts: FrameworkFacts) -> Modifier:
    """Whether changing the base model took more than a third of its compute (guidelines, paragraphs 57 to 63).

    Where the compute of the base is not known, a third of the threshold for general-purpose models takes its place,
    for a base with systemic risk a third of that threshold. Which of them the base is, nobody states here: what lies
    between the two cannot be told.
    """
    if facts.base_models is None:
        return Modifier(None, "cannot be told: whether there is a base model is not stated")
    if not facts.base_models:
        return Modifier(None, "does not apply: trained from scratch")
    own = facts.compute.flops if facts.compute else None
    if own is None:
        return Modifier(None, "cannot be told: the compute of the modification is not known")
    data = table()["thresholds"]
    share = float(data["modifier_share"])
    base = facts.compute.base_flops if facts.compute else None
    if base is not None:
        above = own > base * share
        side = "more" if above else "not more"
        return Modifier(above, f"{_yes(above)}: {figure(own)} is {side} than a third of {figure(base)}")
    low, high = float(data["gpai_flop"]), float(data["systemic_flop"])
    unknown = "the compute of the base model is not known"
    if own <= low * share:
        return Modifier(False, f"no: {unknown}, and {figure(own)} is not more than a third of {figure(low)}")
    if own > high * share:
        return Modifier(True, f"yes: {unknown}, and {figure(own)} is more than a third of {figure(high)}")
    why = f"{figure(own)} is more than a third of {figure(low)}, not of {figure(high)}, which counts with systemic risk"
    return Modifier(None, f"cannot be told: {unknown}, and {why}")


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def figure(value: float) -> str:
    """A count of operations in words that people use: 3.8e25."""
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
