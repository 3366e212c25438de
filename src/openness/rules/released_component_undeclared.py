"""A component is released here and the manifest does not mention it.

What it checks: components that can be recognized with certainty (weights, inference code, training code, tokenizer,
model card, technical report) and that the manifest neither declares nor excludes.

Why it matters: a manifest that is silent about what is there undersells the release, and one that is silent about
weights leaves their license unsaid.

What to do: declare the component, or mark it `not-applicable` where the file is something else.

Severity: note; warning when the manifest says `withheld` of something that is there.

Sources: Model Openness Framework 1.0: the manifest lists what is released.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.declared_files import component_of, components_by_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.facts.gather import Facts
    from openness.model import ObservedComponent

CERTAIN = frozenset({"weights", "inference-code", "training-code", "tokenizer", "model-card", "technical-report"})
_SURE = 0.7


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each certain component that is missing from the manifest or said to be withheld."""
    if facts.manifest is None or not facts.declared_components:
        return
    places = components_by_place(facts)
    for component in facts.evidence.components:
        if component.id not in CERTAIN or component.status != "released" or component.confidence < _SURE:
            continue
        declared = facts.declared_components.get(component.id)
        if declared is None and component.id == "weights" and _is_adapter(component, places):
            continue
        if declared is None and component.evidence and component.evidence[0].path.startswith("hf:"):
            # A hub repository that the manifest names is mentioned with all that lies in it.
            continue
        if declared is not None and declared["status"] != "withheld":
            continue
        seen = component.evidence[0] if component.evidence else None
        where = f" at {seen.path}" if seen else ""
        said = "says withheld of" if declared else "does not mention"
        span = facts.component_span(component.id)
        yield Found(
            f"The manifest {said} {component.id}, which is found{where}.",
            path=facts.manifest_path,
            line=span.line if span else None,
            column=span.column if span else None,
            help=f"Add `{component.id}: released` below components, or `not-applicable` if this is something else.",
            key=component.id,
            severity="warning" if declared else "note",
            evidence=component.evidence[:3],
        )


def _is_adapter(component: ObservedComponent, places: Mapping[str, str]) -> bool:
    """True when all weights that were seen are the adapters that the manifest lists."""
    return "adapters" in places.values() and all(
        ":" not in place and component_of(place, places) == "adapters" for place in component.locations
    )


RULE: Rule[Facts] = Rule(
    "OM303",
    "released-component-undeclared",
    "note",
    "A released component is not in the manifest",
    check,
    __doc__ or "",
)
