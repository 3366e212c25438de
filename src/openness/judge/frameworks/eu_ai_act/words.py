"""A verdict on the exemption of the EU AI Act as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.eu_ai_act.compute import figure, table
from openness.judge.frameworks.shown import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSWERS = {True: "yes", False: "no", None: "cannot be told"}


def reasoning(found: dict[str, Any]) -> list[str]:
    """The conditions, what is waived and due, what the compute means under each rule, and that this is no advice."""
    documents = found.get("due_documents", {})
    return [
        *reasons(found),
        *(f"waived: {duty}" for duty in found.get("waived", [])),
        *(f"due: {duty}" for duty in found.get("due", [])),
        *(f"{name.replace('_', ' ')}: {place or 'none is named'}" for name, place in documents.items()),
        *_compute(found.get("compute", {})),
        *(f"for information: {line}" for line in found.get("information", [])),
        *([found["notice"]] if found.get("notice") else []),
    ]


def _compute(compute: dict[str, Any]) -> Iterator[str]:
    if not compute:
        return
    limits, least = table()["thresholds"], compute["cumulative_flop"]
    basis = f" ({compute['basis']})" if compute["basis"] else ""
    said = "is not known" if least is None else f"{'' if compute['complete'] else 'at least '}{figure(least)}{basis}"
    yield f"cumulative training compute, base model and later stages: {said}"
    general = compute["general_purpose"]
    rest = "; none of these duties is for such a model" if general is False else ""
    yield f"general-purpose model (above {figure(limits['gpai_flop'])}, by indication): {_ANSWERS[general]}{rest}"
    yield f"above {figure(limits['systemic_flop'])} (systemic risk presumed): {_ANSWERS[compute['systemic_risk']]}"
    if "modifier" in compute:
        yield f"who changed the base model is a provider: {compute['modifier']}"
    yield (f"above {figure(limits['us_flop'])} (California SB 53, for information): {_ANSWERS[compute['above_1e26']]}")
