"""Weights are openly licensed, and the data that they were trained on are not for commercial use.

What it checks: where the license of the weights is open, the licenses that this repository states for its training and
fine-tuning data are looked at for terms that bar commercial use or anything but research.

Why it matters: whether terms of data bind the model is not settled, and providers differ. Who builds a product on the
weights should know of the terms without having to read the data card.

What to do: say in the model card which data have such terms, and why the weights may be used all the same.

Severity: note, because nothing is contradicted.

Sources: Creative Commons, "Using CC-licensed works for AI training" (2025); arXiv:2310.16787 (Data Provenance
Initiative).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses.terms import restrictions
from openness.rules.base import Found, Rule
from openness.rules.phrases import license_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_DATA = {"training-data": "training data", "finetuning-data": "fine-tuning data"}
_STATED = frozenset({"own-text", "front-matter", "prose", "folder-text", "reuse"})
_BARS = frozenset({"non-commercial", "research-only"})


def check(facts: Facts) -> Iterator[Found]:
    """At most one finding, at the first place that states the license of the data."""
    if not facts.evidence.is_model_repository or facts.standing.weights_open is not True:
        return
    for component, name in _DATA.items():
        governing = facts.evidence.governing.get(component)
        if governing is None or governing.basis not in _STATED or not governing.evidence:
            continue
        if facts.evidence.component(component).status not in ("released", "partial"):
            continue
        if not any(one.kind in _BARS for one in restrictions(governing.license)):
            continue
        place = governing.evidence[0]
        weights = facts.evidence.governing["weights"]
        yield Found(
            f"The weights are under {license_name(weights.license)}; the {name} are under "
            f"{license_name(governing.license)}, which bars commercial use.",
            path=place.path,
            line=place.line,
            column=1 if place.line else None,
            help="Say in the model card which data have such terms, and why the weights may be used all the same.",
            key=f"{component} {governing.license}",
            evidence=(place, *weights.evidence[:1]),
        )
        return


RULE: Rule[Facts] = Rule(
    "OM209",
    "data-terms-behind-open-weights",
    "note",
    "Openly licensed weights were trained on data with stricter terms",
    check,
    __doc__ or "",
)
