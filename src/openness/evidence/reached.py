"""Evidence of a repository, amended by what was learned of the places that it points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.elsewhere import elsewhere
from openness.evidence.facts import Governing
from openness.evidence.lexicon import pattern
from openness.evidence.license_files import WEIGHT_COMPONENTS
from openness.licenses.names import read_name
from openness.licenses.terms import is_open
from openness.model import Evidence
from openness.weights.formats import is_model_name, may_be_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.evidence.facts import RepositoryEvidence
    from openness.evidence.remote import HubRepository, RemoteFacts
    from openness.model import ObservedComponent
    from openness.vocabulary import ObservedStatus

_CARD_BYTES = 800
_WEAK = frozenset({"none", "repository", "general-prose"})
"""Bases that a hub's own statement is stronger than, where the weights are on the hub."""


def amend(evidence: RepositoryEvidence, remote: RemoteFacts, declared: Iterable[str] = ()) -> RepositoryEvidence:
    """The evidence with statuses that were unknown settled, and with the hub's license where nothing better is said.

    `declared` are the locations that a manifest gives for the weights.
    """
    hubs = _hubs_of(evidence, remote, declared)
    components = tuple(_amended(one, hubs, remote) for one in evidence.components)
    gone = {one.id for one, was in zip(components, evidence.components, strict=True) if _is_gone(one, was)}
    data = evidence.data._replace(disclosure="none") if "training-data" in gone else evidence.data
    governing = dict(evidence.governing)
    stated = _stated(hubs)
    for component in WEIGHT_COMPONENTS:
        held = governing.get(component)
        if stated is not None and held is not None and held.basis in _WEAK and not held.restrictions:
            governing[component] = stated._replace(contradictions=held.evidence)
    models = evidence.models
    if len(models) == 1 and len(hubs) == 1 and models[0].parameters is None:
        models = (models[0]._replace(parameters=hubs[0].parameters),)
    components = tuple(
        one._replace(license=governing[one.id].license, license_evidence=governing[one.id].evidence)
        if one.id in WEIGHT_COMPONENTS and one.id in governing and governing[one.id].basis == "hub"
        else one
        for one in components
    )
    return evidence._replace(components=components, governing=governing, data=data, models=models)


def _hubs_of(evidence: RepositoryEvidence, remote: RemoteFacts, declared: Iterable[str]) -> list[HubRepository]:
    """The model repositories on hubs where the weights are said to be and which were reached."""
    found = []
    for text in dict.fromkeys((*declared, *evidence.component("weights").locations)):
        place = elsewhere(text)
        if place is not None and place.sort == "hub" and not place.key.startswith("hf:datasets/"):
            held = remote.hubs.get(place.key)
            if held is not None and held.state == "there":
                found.append(held)
    return found


def _amended(component: ObservedComponent, hubs: list[HubRepository], remote: RemoteFacts) -> ObservedComponent:
    if component.status in ("released", "partial") and component.locations:
        dead = [_dead(place, remote) for place in component.locations]
        if all(dead):
            return component._replace(
                status="absent",
                evidence=(*(one for one in dead if one is not None), *component.evidence)[:5],
                confidence=0.8,
            )
    if component.status not in ("unknown", "absent") or not hubs:
        return component
    for hub in hubs:
        path = _path_for(component.id, hub)
        if path is not None:
            what = f"{path} on the hub"
            status: ObservedStatus = "released"
            return component._replace(
                status=status, evidence=(Evidence(hub.location, None, what),), locations=(hub.location,), confidence=0.9
            )
    if component.status == "unknown" and component.id == "tokenizer" and all(hub.files for hub in hubs):
        what = "no tokenizer among the files on the hub"
        return component._replace(status="absent", evidence=(Evidence(hubs[0].location, None, what),), confidence=0.7)
    return component


def _is_gone(now: ObservedComponent, before: ObservedComponent) -> bool:
    return now.status == "absent" and before.status in ("released", "partial")


def _dead(location: str, remote: RemoteFacts) -> Evidence | None:
    """What shows that a location is dead, None when it is not known to be."""
    place = elsewhere(location)
    if place is None or place.sort == "release":
        return None
    held = remote.hubs.get(place.key) if place.sort == "hub" else remote.places.get(place.key)
    return Evidence(location, None, held.why) if held is not None and held.state == "dead" else None


def _path_for(component: str, hub: HubRepository) -> str | None:
    """A file of the hub's repository that is the component."""
    for file in hub.files:
        low = file.path.lower()
        if component == "tokenizer" and pattern("paths", "tokenizer").search(low):
            return file.path
        if component == "model-config" and low in ("config.json", "model_index.json", "params.json"):
            return file.path
        if component == "model-card" and low == "readme.md" and (file.size or 0) >= _CARD_BYTES:
            return file.path
        if component == "weights" and may_be_weights(file.path) and (file.sha256 or is_model_name(file.path)):
            return file.path
    return None


def _stated(hubs: list[HubRepository]) -> Governing | None:
    """The license that every hub repository of the weights shows."""
    found: dict[str, Evidence] = {}
    for hub in hubs:
        for raw in (*hub.licenses[:1], *([hub.license_name] if hub.license_name else [])):
            expression = read_name(raw)
            if expression is not None:
                found.setdefault(expression, Evidence(hub.location, None, f"license on the hub: {raw}"))
                break
        else:
            return None
    if len(found) != 1:
        return None
    ((expression, place),) = found.items()
    return Governing(expression, is_open(expression), (place,), basis="hub", confidence=0.7)
