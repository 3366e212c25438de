"""Components that a manifest places where nobody has looked: unknown, which is no failure and no pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.elsewhere import elsewhere
from openness.manifest.locations import parse_location
from openness.model import Evidence, NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.evidence.remote import RemoteFacts
    from openness.manifest.entities import DeclaredComponent, LoadedManifest
    from openness.model import ObservedComponent
    from openness.read.repository import Repository

_STATED = frozenset({"released", "partial", "described"})
_LOW = 0.3
_MOST = 5


def out_of_sight(
    components: Iterable[ObservedComponent],
    loaded: LoadedManifest | None,
    repository: Repository,
    remote: RemoteFacts | None = None,
) -> tuple[ObservedComponent, ...]:
    """The components, with those `unknown` that were not found here and that the manifest places elsewhere.

    Where the manifest is the only file that was given, nothing was looked at: whatever is not found is unknown. A place
    that was asked and is dead (`remote`) leaves its component absent.
    """
    if loaded is None or loaded.manifest is None:
        return tuple(components)
    alone = {entry.path for entry in repository.files()} == {loaded.path}
    return tuple(_settled(one, loaded, remote, alone=alone) if one.status == "absent" else one for one in components)


def unasked(loaded: LoadedManifest | None, remote: RemoteFacts | None) -> tuple[NotChecked, ...]:
    """The places outside the repository that a manifest names, where nobody was asked."""
    if loaded is None or loaded.manifest is None or remote is not None:
        return ()
    named = [text for one in loaded.manifest.components for text in one.locations if one.status in _STATED]
    outside = [text for text in named if (place := parse_location(text)) is not None and place.kind != "path"]
    return tuple(NotChecked(text, "offline") for text in dict.fromkeys(outside))


def _settled(
    one: ObservedComponent, loaded: LoadedManifest, remote: RemoteFacts | None, *, alone: bool
) -> ObservedComponent:
    entries = loaded.manifest.of(one.id) if loaded.manifest else ()
    places = _elsewhere(entries)
    dead = [found for text in places if (found := _dead(text, remote)) is not None]
    if places and len(dead) == len(places):
        return one._replace(evidence=(*dead, *one.evidence)[:_MOST])
    if places:
        why = f"declared at {places[0]}, " + ("not looked at: offline" if remote is None else "not recognized there")
    elif alone:
        why = "only the manifest was given: nothing else was looked at"
    else:
        return one
    place = Evidence(loaded.path, entries[0].span.line if entries else None, why)
    return one._replace(status="unknown", evidence=(place, *one.evidence)[:_MOST], confidence=_LOW)


def _elsewhere(entries: tuple[DeclaredComponent, ...]) -> list[str]:
    """The places of a component that is said to be published, none where one of them is in this repository."""
    places = [text for entry in entries if entry.status in _STATED for text in entry.locations]
    parsed = [parse_location(text) for text in places]
    return places if all(one is not None and one.kind != "path" for one in parsed) else []


def _dead(text: str, remote: RemoteFacts | None) -> Evidence | None:
    """What shows that a place is dead, None where it is not known to be."""
    place = elsewhere(text) if remote is not None else None
    if remote is None or place is None:
        return None
    held = remote.hubs.get(place.key) if place.sort == "hub" else remote.places.get(place.key)
    return Evidence(text, None, held.why) if held is not None and held.state == "dead" else None
