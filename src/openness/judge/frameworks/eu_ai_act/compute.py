"""The compute thresholds of the AI Act; unknown compute stays unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from openness.judge.frameworks.verdict import Reason
from openness.manifest.resources import package_json

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
    compute = cumulative(facts)
    return {
        "cumulative_flop": compute.least,
        "complete": compute.whole,
        "basis": compute.basis,
        "general_purpose": _general_purpose(facts, compute),
        "systemic_risk": _above(compute, float(data["thresholds"]["systemic_flop"])),
        "modifier_is_provider": _modifier(facts),
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
    outputs = facts.compliance.output
    kind = bool(set(outputs) & set(data["gpai_outputs"])) if outputs else _kind(facts.type)
    if above is False or kind is False:
        return False
    return None if above is None or kind is None else True


def _kind(model_type: str | None) -> bool | None:
    if model_type is None:
        return None
    return model_type in table()["gpai_types"]


def _modifier(facts: FrameworkFacts) -> bool | None:
    """Whether changing the base model took more than a third of its compute; None when there is nothing to compare."""
    if not facts.base_models or facts.compute is None or facts.compute.flops is None:
        return None
    data = table()["thresholds"]
    base = facts.compute.base_flops or float(data["gpai_flop"])
    return facts.compute.flops > base * float(data["modifier_share"])


def figure(value: float) -> str:
    """A count of operations in words that people use: 3.8e25."""
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
