"""The Open Weight Definition of the Open Source Alliance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.verdict import Reason, license_words, overall, presence
from openness.package_data import package_json

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import FrameworkFacts, Part


def evaluate(facts: FrameworkFacts) -> dict[str, Any]:
    """The verdict with a reason for each element."""
    weights = facts.part("weights")
    reasons = [_published(weights), _terms(weights)]
    return {"verdict": overall(reasons), "reasons": [reason.to_json() for reason in reasons]}


def _published(weights: Part) -> Reason:
    if missing := presence("weights", weights, what="the weights"):
        return missing
    if weights.access in ("paid", "private"):
        return Reason("weights", "not-met", f"access to the weights is {weights.access}", ("weights",))
    if weights.access == "request":
        why = "somebody decides on each request for the weights; whether without discrimination is not known"
        return Reason("weights", "undecidable", why, ("weights",))
    return Reason("weights", "met", "the weights are published", ("weights",))


def _terms(weights: Part) -> Reason:
    words = license_words(weights)
    if weights.terms.open is None:
        if weights.basis == "observed" and not weights.terms.stated:
            return Reason("terms", "undecidable", "no license of the weights was found", ("weights",))
        if weights.terms.stated or weights.status != "released":
            return Reason("terms", "undecidable", f"whether {words} is open cannot be told", ("weights",))
        return Reason("terms", "not-met", "the weights carry no license", ("weights",))
    if weights.terms.open:
        return Reason("terms", "met", f"{words} is an open license", ("weights",))
    kinds = package_json("judge", "frameworks", "owd", "framework.json")["limits"]
    named = ", ".join(kind for kind in kinds if kind in weights.terms.restrictions)
    limits = f" ({named})" if named else ""
    return Reason("terms", "not-met", f"{words} is not an open license{limits}", ("weights",))
