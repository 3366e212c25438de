"""What the component readers look at, and the shapes of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence, ObservedComponent
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.disclosure import DataInformation
    from openness.evidence.document import Document
    from openness.evidence.links import Link
    from openness.evidence.mentions import Mention
    from openness.evidence.paths import PathFacts
    from openness.evidence.release import Release
    from openness.evidence.source import Seen
    from openness.read.repository import Repository
    from openness.vocabulary import ObservedStatus

MAX_EVIDENCE = 5


class Findings(NamedTuple):
    """Everything the component readers look at."""

    repository: Repository
    facts: PathFacts
    documents: Sequence[Document]
    links: Sequence[Link]
    release: Release
    data: DataInformation
    derived: bool
    has_card: bool


def made(
    name: str,
    status: ObservedStatus,
    evidence: Sequence[Evidence] = (),
    locations: Sequence[str] = (),
    confidence: float = 0.9,
) -> ObservedComponent:
    """The component with at most `MAX_EVIDENCE` places, each once."""
    kept = tuple(dict.fromkeys(evidence))[:MAX_EVIDENCE]
    places = tuple(dict.fromkeys(locations))[:MAX_EVIDENCE]
    return ObservedComponent(name, status, kept, places, confidence=confidence)


def absent(name: str, confidence: float = 0.6) -> ObservedComponent:
    """The component as not seen."""
    return made(name, "absent", confidence=confidence)


def from_seen(name: str, seen: Sequence[Seen], status: ObservedStatus = "released") -> ObservedComponent:
    """The component as source files show it; names alone give lower confidence."""
    evidence = [Evidence(item.path, item.line, item.what) for item in seen]
    confidence = 0.85 if any(item.read for item in seen) else 0.6
    return made(name, status, evidence, [item.path for item in seen], confidence)


def from_mentions(name: str, found: Sequence[Mention], status: ObservedStatus, confidence: float) -> ObservedComponent:
    """The component as lines of documents speak of it."""
    return made(name, status, [item.evidence() for item in found], [item.path for item in found], confidence)


def from_paths(name: str, paths: Sequence[str], what: str, confidence: float = 0.8) -> ObservedComponent:
    """The component as paths show it."""
    return made(name, "released", [Evidence(path, None, what) for path in paths], paths, confidence)
