"""Places outside of the repository that it names, with what was learned of each: shared by the rules about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.elsewhere import Elsewhere, elsewhere
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.remote import HubRepository, Place, Release
    from openness.facts.gather import Facts
    from openness.manifest.entities import DeclaredComponent
    from openness.model import Span

_STATED = frozenset({"released", "partial"})


class Named(NamedTuple):
    """A place that the manifest names: for what, how access to it is said to be, and where it says so."""

    component: str
    text: str
    place: Elsewhere
    access: str | None
    span: Span
    entry: DeclaredComponent | None = None


def named_places(facts: Facts) -> Iterator[Named]:
    """Places that the manifest names for what is released: components, releases, and sources of data said public."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return
    manifest, spans = facts.manifest.manifest, facts.manifest.spans
    for entry in manifest.components:
        for index, text in enumerate(entry.locations if entry.status in _STATED else ()):
            place = elsewhere(text)
            if place is not None:
                pointer = f"{entry.pointer}/location"
                span = spans.get(f"{pointer}/{index}" if len(entry.locations) > 1 else pointer, entry.span)
                yield Named(entry.id, text, place, entry.access, span, entry)
    for release in manifest.releases:
        place = elsewhere(release.location)
        if place is not None:
            yield Named("the release", release.location, place, release.access, release.span)
    for source in manifest.data.sources if manifest.data else ():
        place = elsewhere(source.location or "")
        if place is not None and source.obtainable == "public":
            yield Named(f"data source {source.name[:60]}", source.location or "", place, "public", source.span)


def hub_of(facts: Facts, place: Elsewhere) -> HubRepository | None:
    """What was learned of the hub repository."""
    return facts.remote.hubs.get(place.key) if facts.remote is not None and place.sort == "hub" else None


def place_of(facts: Facts, place: Elsewhere) -> Place | None:
    """What was learned of a link, paper or repository."""
    return facts.remote.places.get(place.key) if facts.remote is not None and place.sort == "place" else None


def release_of(facts: Facts, place: Elsewhere) -> Release | None:
    """What was learned of the release."""
    return facts.remote.releases.get(place.key) if facts.remote is not None and place.sort == "release" else None


def is_matched(pattern: str, path: str) -> bool:
    """True when a path is the one named, below the folder named, or matches its `*`; no `*` crosses a slash."""
    if "*" not in pattern:
        return path == pattern or path.startswith(pattern.rstrip("/") + "/")
    wanted, held = pattern.split("/"), path.split("/")
    return len(wanted) == len(held) and all(_fits(one, name) for one, name in zip(wanted, held, strict=True))


def _fits(pattern: str, name: str) -> bool:
    """One part of a path; the pieces between the stars are looked for from left to right, each once."""
    first, *rest = pattern.split("*")
    if not rest:
        return name == pattern
    end = len(name) - len(rest[-1])
    if not (name.startswith(first) and name.endswith(rest[-1]) and len(first) <= end):
        return False
    at = len(first)
    for piece in rest[:-1]:
        at = name.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True
