"""The hub shows another license for the model than the one that the repository states.

What it checks: with `--online`, the license of hub repositories that hold the weights or data of a component, and the
license fields in headers of weight files there, are compared with the license that the manifest states, and without one
with the license text that governs the component.

Why it matters: most users meet the model on the hub, and filter by the license shown there.

What to do: find out which of the two is meant, and correct the other one.

Severity: error against the manifest or a license text; warning where the repository's license is only inferred.

Sources: Hugging Face hub documentation, "Licenses"; GGUF specification, `general.license`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.elsewhere import elsewhere
from openness.licenses.names import read_name
from openness.licenses.terms import same_license
from openness.model import Evidence, Span
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import ids, known_texts, named
from openness.rules.remote_places import hub_of, named_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.remote import HubRepository
    from openness.facts.gather import Facts
    from openness.manifest.entities import DeclaredComponent
    from openness.vocabulary import Severity

_COMPARED = frozenset({"weights", "adapters", "intermediate-checkpoints", "training-data", "finetuning-data"})
Stated = tuple[tuple[str, ...], str, "Severity"]


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each hub repository with another license."""
    if facts.remote is None:
        return
    seen: set[tuple[str, str]] = set()
    for component, hub, path, span, entry in _hosted(facts):
        stated = _stated(facts, component, entry)
        if stated is None or (component, hub.location) in seen:
            continue
        seen.add((component, hub.location))
        for what, raw in _said(hub):
            expression = read_name(raw)
            held = ids(expression)
            if not held or any(same_license(one, other) for one in held for other in stated[0]):
                continue
            yield Found(
                f"{what} says {raw} for {component}; {stated[1]}.",
                path=path,
                line=span.line if span else None,
                column=span.column if span else None,
                help="Correct the license on the hub, or what this repository says.",
                key=f"{component} {hub.location} {expression}",
                severity=stated[2],
                evidence=(Evidence(hub.location, None, f"{what} says {raw}"),),
            )
            break


def _hosted(
    facts: Facts,
) -> Iterator[tuple[str, HubRepository, str | None, Span | None, DeclaredComponent | None]]:
    """Components with the hub repositories that hold them: as the manifest says, else as the documents link them."""
    for place in named_places(facts):
        hub = hub_of(facts, place.place)
        if hub is not None and place.component in _COMPARED:
            yield place.component, hub, facts.manifest_path, place.span, place.entry
    if facts.manifest is not None:
        return
    weights = facts.evidence.component("weights")
    for text in weights.locations:
        target = elsewhere(text)
        hub = hub_of(facts, target) if target is not None else None
        if hub is not None:
            first = next((one for one in weights.evidence if one.line is not None), None)
            yield "weights", hub, first.path if first else None, Span(first.line or 1, 1) if first else None, None


def _said(hub: HubRepository) -> Iterator[tuple[str, str]]:
    for raw in (*hub.licenses[:1], *([hub.license_name] if hub.license_name else [])):
        if read_name(raw):
            yield f"`{hub.location}`", raw
            break
    for path, header in hub.headers:
        for key, raw in header.licenses[:4]:
            yield f"`{path}` in `{hub.location}` (`{key}`)", raw


def _stated(facts: Facts, component: str, entry: DeclaredComponent | None) -> Stated | None:
    declared = None
    if entry is not None and facts.manifest is not None and facts.manifest.manifest is not None:
        declared = facts.manifest.manifest.license_of(entry)
    if ids(declared):
        return ids(declared), f"the manifest says {declared}", "error"
    texts = known_texts(facts.texts_for(component, None))
    governing = facts.evidence.governing.get(component)
    if texts and governing is not None and governing.basis == "own-text":
        held = tuple(dict.fromkeys(identifier for one in texts for identifier in ids(one.expression)))
        return held, f"the license text is {named(texts)}", "error"
    if governing is not None and governing.basis in ("prose", "front-matter") and ids(governing.license):
        return ids(governing.license), f"the repository says {governing.license}", "warning"
    return None


RULE: Rule[Facts] = Rule(
    "OM333",
    "hub-license-contradiction",
    "error",
    "The hub shows another license",
    check,
    __doc__ or "",
)
