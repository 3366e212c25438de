"""The Open Source AI Definition 1.0 of the Open Source Initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.osaid.data_information import data_information
from openness.judge.frameworks.verdict import Reason, license_words, overall, presence
from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.judge.frameworks.facts import FrameworkFacts, Part


def evaluate(facts: FrameworkFacts) -> dict[str, Any]:
    """The verdict with a reason for each element; code gives one for each part that matters."""
    reasons = [data_information(facts), *_code(facts), _parameters(facts)]
    missing = sorted({name for reason in reasons if reason.state == "not-met" for name in reason.components})
    return {
        "verdict": overall(reasons),
        "reasons": [reason.to_json() for reason in reasons],
        "missing": missing,
        "attested": any(reason.attested_by for reason in reasons),
    }


def _code(facts: FrameworkFacts) -> Iterator[Reason]:
    table = package_json("judge", "frameworks", "osaid", "framework.json")
    for row in table["code"]:
        part = facts.part(row["component"])
        if row["required"] or _speaks(part):
            yield presence("code", part, what=row["what"]) or _code_terms(part, row["what"])


def _speaks(part: Part) -> bool:
    """True when an optional part tells something: not being found is no sign that it was used and kept back."""
    if part.basis == "observed":
        return part.status == "released" and part.terms.stated
    return part.status in ("released", "partial", "described", "absent")


def _code_terms(part: Part, what: str) -> Reason:
    if part.terms.osi_approved:
        return Reason("code", "met", f"{what} is released under {license_words(part)}", (part.id,))
    if part.id in ("tokenizer", "hyperparameters") and part.terms.open:
        # Settings and vocabularies are data as much as code; any open terms will do.
        return Reason("code", "met", f"{what} is released under {license_words(part)}", (part.id,))
    if part.terms.open is None and part.terms.stated:
        return Reason("code", "undecidable", f"the license of {what} is not identified", (part.id,))
    if not part.terms.stated and part.terms.expression is None:
        state: Any = "undecidable" if part.basis != "declared" else "not-met"
        return Reason("code", state, f"no license is stated for {what}", (part.id,))
    return Reason("code", "not-met", f"{what} is under {license_words(part)}, not OSI-approved", (part.id,))


def _parameters(facts: FrameworkFacts) -> Reason:
    weights = facts.part("weights")
    if missing := presence("parameters", weights, what="the weights"):
        return missing
    words = license_words(weights)
    if weights.access in ("paid", "private"):
        return Reason("parameters", "not-met", f"access to the weights is {weights.access}", ("weights",))
    if weights.terms.expression == "NONE":
        why = "the weights carry no license; whether they are free by their nature the definition leaves to the law"
        return Reason("parameters", "undecidable", why, ("weights",))
    if weights.access == "request" and weights.terms.open is not False:
        why = "the weights are given on request; the definition asks that nobody has to ask for permission"
        return Reason("parameters", "not-met", why, ("weights",))
    if weights.terms.open:
        return Reason("parameters", "met", f"the weights are released under {words}", ("weights",))
    if weights.terms.open is None:
        return Reason(
            "parameters",
            "undecidable",
            f"whether the terms of the weights ({words}) are open cannot be told",
            ("weights",),
        )
    return Reason("parameters", "not-met", f"the weights are under {words}, which is not open", ("weights",))
