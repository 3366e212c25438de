"""The exemption of the EU AI Act for general-purpose models under a free and open-source license."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.eu_ai_act.compute import systemic_risk, table, thresholds
from openness.judge.frameworks.eu_ai_act.words import reasoning
from openness.judge.frameworks.verdict import Reason, license_words, overall, presence

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import FrameworkFacts

__all__ = ["evaluate", "reasoning"]

_RIGHTS = {"use": "use", "modify": "changes", "distribute": "distribution"}
_ARCHITECTURE = ("architecture-code", "technical-report", "research-paper", "model-config")


def evaluate(facts: FrameworkFacts) -> dict[str, Any]:
    """The verdict on the exemption with a reason for each condition, what it waives and what stays due."""
    data = table()
    reasons = [
        _access(facts),
        *(_right(facts, right) for right in _RIGHTS),
        _monetization(facts),
        _weights(facts),
        _architecture(facts),
        _usage(facts),
        systemic_risk(facts),
    ]
    verdict = overall(reasons)
    exempt = verdict == "conforms"
    systemic = data["due_systemic"] if reasons[-1].state == "not-met" else []
    return {
        "verdict": verdict,
        "reasons": [reason.to_json() for reason in reasons],
        "waived": data["waived"] if exempt else [],
        "due": data["due"] if exempt else [*data["waived"], *data["due"], *systemic],
        "due_documents": {
            "copyright_policy": facts.compliance.copyright_policy,
            "training_content_summary": facts.compliance.training_content_summary,
        },
        "compute": thresholds(facts),
        "information": data["information"],
        "notice": data["notice"],
    }


def _access(facts: FrameworkFacts) -> Reason:
    weights = facts.part("weights")
    if missing := presence("access", weights, what="the weights"):
        return missing
    if weights.access in ("paid", "private"):
        return Reason("access", "not-met", f"access to the weights is {weights.access}", ("weights",))
    if weights.access == "request":
        why = "requests are decided one by one; tolerated only for safety and without discrimination (79)"
        return Reason("access", "undecidable", why, ("weights",))
    return Reason("access", "met", "anyone can get the weights", ("weights",))


def _right(facts: FrameworkFacts, right: str) -> Reason:
    weights = facts.part("weights")
    words, kinds = license_words(weights), set(weights.terms.restrictions)
    rows = table()["restrictions"][right]
    barred = [kind for kind in rows["barred"] if kind in kinds]
    if barred:
        return Reason(right, "not-met", f"{words} restricts {_RIGHTS[right]}: {', '.join(barred)}", ("weights",))
    if weights.terms.open:
        return Reason(right, "met", f"{words} leaves {_RIGHTS[right]} free", ("weights",))
    if weights.terms.open is None and weights.terms.expression is None:
        state: Any = "undecidable" if weights.terms.stated or weights.basis != "declared" else "not-met"
        return Reason(right, state, f"the weights carry {words}", ("weights",))
    arguable = [kind for kind in rows["arguable"] if kind in kinds]
    if arguable:
        why = f"{words} has terms of which it is arguable that they are tolerated: {', '.join(arguable)}"
        return Reason(right, "undecidable", why, ("weights",))
    if weights.terms.open is None or right == "use":
        return Reason(right, "undecidable", f"what {words} restricts is not recorded", ("weights",))
    return Reason(right, "met", f"no term of {words} on {_RIGHTS[right]} is recorded", ("weights",))


def _monetization(facts: FrameworkFacts) -> Reason:
    rows, stated = table()["monetization"], facts.compliance.monetization
    if stated in rows["barred"]:
        return Reason("monetization", "not-met", f"the manifest states {stated}")
    if stated in rows["met"]:
        return Reason("monetization", "met", f"the manifest states {stated}")
    if attestation := facts.attested("no-monetization"):
        why = f"attested by {attestation.by} on {attestation.date}"
        return Reason("monetization", "met", why, (), attestation.by)
    return Reason("monetization", "undecidable", "whether anything is charged for the model is not stated")


def _weights(facts: FrameworkFacts) -> Reason:
    missing = presence("weights", facts.part("weights"), what="the weights")
    return missing or Reason("weights", "met", "the weights are public", ("weights",))


def _architecture(facts: FrameworkFacts) -> Reason:
    element = "architecture-information"
    if facts.compliance.architecture_information:
        return Reason(element, "met", f"given at {facts.compliance.architecture_information}")
    found = [name for name in _ARCHITECTURE if facts.part(name).status in ("released", "partial")]
    if found:
        return Reason(element, "met", f"{found[0]} is public", tuple(found))
    return _nothing(facts, element, _ARCHITECTURE)


def _usage(facts: FrameworkFacts) -> Reason:
    element = "usage-information"
    if facts.compliance.usage_information:
        return Reason(element, "met", f"given at {facts.compliance.usage_information}")
    if attestation := facts.attested("usage-information"):
        return Reason(element, "met", f"attested by {attestation.by} on {attestation.date}", (), attestation.by)
    card = facts.part("model-card")
    if card.status == "released":
        asked = "modalities, capabilities, limitations and means of integration (92)"
        if card.basis == "observed":
            why = f"a model card was found; whether it tells {asked} takes a reader"
            return Reason(element, "undecidable", why, ("model-card",))
        return Reason(element, "met", f"the model card is declared public; it has to tell {asked}", ("model-card",))
    if card.status == "partial":
        return Reason(element, "undecidable", "only part of a model card is public", ("model-card",))
    return _nothing(facts, element, ("model-card",))


def _nothing(facts: FrameworkFacts, element: str, components: tuple[str, ...]) -> Reason:
    unknown = [name for name in components if facts.part(name).status == "unknown"]
    if unknown:
        return Reason(element, "undecidable", "nothing is known of such information", tuple(unknown))
    return Reason(element, "not-met", "no such information is public", components)
