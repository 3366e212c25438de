"""A component is released here and the manifest does not mention it.

What it checks: components that can be recognized with certainty (weights, inference code, training code, tokenizer,
model card, technical report) and that the manifest neither declares nor excludes. Of a component that the manifest says
is withheld, every kind counts whose files are in the repository (data of some size, checkpoints, code), and any file
that the manifest itself names as its place.

Why it matters: a manifest that is silent about what is there undersells the release, and one that is silent about
weights leaves their license unsaid.

What to do: declare the component, or mark it `not-applicable` where the file is something else.

Severity: note; warning when the manifest says `withheld` of something that is there.

Sources: Model Openness Framework 1.0: the manifest lists what is released.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.facts.declared import named_components
from openness.rules.base import Found, Rule
from openness.rules.declared_files import component_of, components_by_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.facts.gather import Facts
    from openness.model import ObservedComponent

CERTAIN = frozenset({"weights", "inference-code", "training-code", "tokenizer", "model-card", "technical-report"})
_SURE = 0.7
_DOCUMENTS = (".md", ".mdx", ".markdown", ".rst", ".txt", ".html")
_DOUBTFUL = frozenset({"supporting-tools", "sample-outputs", "hyperparameters", "evaluation-results"})
"""Parts that are told by folder names alone: what is there may be something else than what is withheld."""


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each certain component that is missing from the manifest or said to be withheld."""
    if facts.manifest is None or not facts.declared_components:
        return
    places = components_by_place(facts)
    named = named_components(facts.manifest)
    for component in facts.evidence.components:
        declared = facts.declared_components.get(component.id)
        withheld = declared is not None and declared["status"] == "withheld"
        if withheld and (file := _file_of(component, facts)) is not None:
            yield _withheld(facts, component, file)
            continue
        if component.id not in CERTAIN or component.status != "released" or component.confidence < _SURE:
            continue
        if declared is None and component.id == "weights" and _is_adapter(component, places):
            continue
        if declared is None and component.evidence and component.evidence[0].path.startswith("hf:"):
            # A hub repository that the manifest names is mentioned with all that lies in it.
            continue
        if not withheld and (declared is not None or component.id in named):
            continue
        seen = component.evidence[0] if component.evidence else None
        if declared is not None:
            yield _withheld(facts, component, seen.path if seen else None)
            continue
        where = f" at {seen.path}" if seen else ""
        yield Found(
            f"The manifest does not mention {component.id}, which is found{where}.",
            path=facts.manifest_path,
            help=f"Add `{component.id}: released` below components, or `not-applicable` if this is something else.",
            key=component.id,
            severity="note",
            evidence=component.evidence[:3],
        )


def _withheld(facts: Facts, component: ObservedComponent, place: str | None) -> Found:
    span = facts.component_span(component.id)
    found = f" at {place}" if place else ""
    return Found(
        f"The manifest says withheld of {component.id}, which is found{found}.",
        path=facts.manifest_path,
        line=span.line if span else None,
        column=span.column if span else None,
        help=f"Set the status of `{component.id}` to `released` or `partial`, or remove what is not meant to be there.",
        key=component.id,
        severity="warning",
        evidence=component.evidence[:3],
    )


def _file_of(component: ObservedComponent, facts: Facts) -> str | None:
    """A file of the repository that is the component itself: not a document that speaks of it, and no guess by name."""
    for named in facts.declared_paths():
        if named.component == component.id and named.status == "withheld" and facts.repository.exists(named.path):
            return named.path
    if component.status not in ("released", "partial") or component.id in _DOUBTFUL:
        return None
    for place in component.locations:
        if ":" not in place and not place.lower().endswith(_DOCUMENTS) and facts.repository.exists(place):
            return place
    return None


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
