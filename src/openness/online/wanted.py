"""Which places a repository's facts want asked for, the important ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.elsewhere import elsewhere
from openness.facts.moment import SCOPES
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from openness.evidence.remote import Moment
    from openness.facts.gather import Facts

MOST_HUBS = 16
MOST_RELEASES = 4
MOST_PLACES = 40
MOST_OBJECTS = 300

_FIRST = ("weights", "adapters", "training-data", "intermediate-checkpoints", "finetuning-data")
_STATED = frozenset({"released", "partial"})


class Pointer(NamedTuple):
    """A Git LFS pointer whose content is asked for; `size` in bytes."""

    path: str
    sha256: str
    size: int


class Wanted(NamedTuple):
    """What is asked for. `weights` are the hub repositories that hold weights: their headers are looked into.

    `left` counts what is past the bounds.
    """

    hubs: tuple[str, ...] = ()
    weights: frozenset[str] = frozenset()
    releases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    left: int = 0


class _Said(NamedTuple):
    component: str
    text: str
    path: str | None


def wanted(
    facts: Facts, moment: Moment, *, release: str | None = None, changed: Collection[str] | None = None
) -> Wanted:
    """What the facts want asked for on an occasion.

    `release` is the tag that the check is about. `changed` are the paths that a change touched, None when unknown:
    links are then left alone where the occasion asks for changed ones.
    """
    scope = SCOPES[moment]
    hubs: dict[str, None] = {}
    weights: set[str] = set()
    releases = dict.fromkeys([release] if release else ["latest"] if scope.releases else [])
    places: dict[str, None] = {}
    for said in sorted(_said(facts), key=_rank):
        found = elsewhere(said.text)
        if found is None:
            continue
        if found.sort == "hub" and scope.hubs:
            hubs.setdefault(found.key)
            if said.component in ("weights", "adapters"):
                weights.add(found.key)
        elif found.sort == "release" and scope.releases:
            releases.setdefault(found.key)
        elif found.sort == "place" and (scope.links == "all" or said.path in (changed or ())):
            places.setdefault(found.key)
    pointers = _pointers(facts) if scope.lfs else []
    made = Wanted(
        tuple(hubs)[:MOST_HUBS],
        frozenset(weights),
        tuple(releases)[:MOST_RELEASES],
        tuple(places)[:MOST_PLACES],
        tuple(pointers[:MOST_OBJECTS]),
    )
    kept = len(made.hubs) + len(made.releases) + len(made.places) + len(made.pointers)
    return made._replace(left=len(hubs) + len(releases) + len(places) + len(pointers) - kept)


def _rank(said: _Said) -> int:
    return _FIRST.index(said.component) if said.component in _FIRST else len(_FIRST)


def _said(facts: Facts) -> Iterator[_Said]:
    """Places that the manifest names, then those that the documents show for components."""
    if facts.manifest is not None and facts.manifest.manifest is not None:
        manifest = facts.manifest.manifest
        for entry in manifest.components:
            for text in entry.locations if entry.status in _STATED else ():
                yield _Said(entry.id, text, facts.manifest_path)
        for release in manifest.releases:
            yield _Said("release", release.location, facts.manifest_path)
        for source in manifest.data.sources if manifest.data else ():
            if source.location and source.obtainable == "public":
                yield _Said("training-data", source.location, facts.manifest_path)
    if facts.evidence.is_model_repository:
        for component in facts.evidence.components:
            path = component.evidence[0].path if component.evidence else None
            for text in component.locations if component.status in _STATED else ():
                yield _Said(component.id, text, path)


def _pointers(facts: Facts) -> list[Pointer]:
    return [
        Pointer(one.path, one.sha256, one.size)
        for one in facts.weights.files
        if one.stored == "lfs" and one.sha256 and one.size is not None and not one.aside
    ]
