"""Files that a manifest lists with digest or size: shared by the rules that compare them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from openness.manifest.locations import parse_location
from openness.values import NamedTuple
from openness.weights.formats import may_be_weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from openness.facts.gather import Facts
    from openness.manifest.entities import DeclaredComponent
    from openness.model import Span
    from openness.vocabulary import Severity

_STATED = frozenset({"released", "partial"})


class ListedFile(NamedTuple):
    """One file with what the manifest says of it.

    `severity` is weaker where the manifest places it elsewhere. `below` are the folders that the component names.
    """

    component: str
    path: str
    digest: str | None
    size: int | None
    span: Span
    severity: Severity
    below: tuple[str, ...] = ()


def listed_files(facts: Facts) -> Iterator[ListedFile]:
    """Files of released components that the manifest lists and that have their place in this repository."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return
    for entry in facts.manifest.manifest.components:
        if entry.status not in _STATED:
            continue
        folders = local_paths(entry)
        elsewhere = bool(entry.locations) and not folders
        for file in entry.files:
            path = _place(facts, file.path, folders)
            # What a hub holds under a general name (`config.json`) is another file than the one of that name here.
            if not elsewhere or may_be_weights(path):
                severity: Severity = "warning" if elsewhere else "error"
                yield ListedFile(entry.id, path, file.digest, file.size, file.span, severity, tuple(folders))
        if entry.digest is not None and len(entry.locations) == 1 and len(folders) == 1:
            span = facts.manifest.spans.get(f"{entry.pointer}/digest", entry.span)
            yield ListedFile(entry.id, folders[0], entry.digest, None, span, "error")


def _place(facts: Facts, path: str, folders: list[str]) -> str:
    """The path from the root: as written, or below a folder that the component names."""
    plain = posixpath.normpath(path)
    below = [posixpath.normpath(posixpath.join(folder, plain)) for folder in folders]
    rooted = is_below(plain, folders)
    absent = plain if rooted or not below else below[0]
    return next((place for place in (*below, plain) if facts.repository.exists(place)), absent)


def local_paths(entry: DeclaredComponent) -> list[str]:
    """The places of a component that are paths of this repository; `.` is the whole of it."""
    found = []
    for text in entry.locations:
        location = parse_location(text)
        if location is not None and location.kind == "path":
            found.append(posixpath.normpath(location.target))
    return found


def is_below(path: str, places: Collection[str]) -> bool:
    """True when one of the places is the file, a folder above it, or the whole repository (`.`)."""
    return any(way in places for way in _ways_up(path))


def components_by_place(facts: Facts) -> dict[str, str]:
    """The component of every place that the manifest names in this repository."""
    found: dict[str, str] = {}
    if facts.manifest is not None and facts.manifest.manifest is not None:
        for entry in facts.manifest.manifest.components:
            for path in local_paths(entry):
                found.setdefault(path, entry.id)
        for file in listed_files(facts):
            found.setdefault(file.path, file.component)
    return found


def component_of(path: str, places: Mapping[str, str]) -> str:
    """The component that a weight file belongs to: that of the nearest place, else as its name says."""
    for way in _ways_up(path):
        if way in places:
            return places[way]
    return "adapters" if posixpath.basename(path).startswith("adapter_") else "weights"


def _ways_up(path: str) -> Iterator[str]:
    """The path, every folder above it, and the whole repository."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield "."
