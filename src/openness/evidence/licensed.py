"""Components with the license that holds for them where they are: a folder's own text, the repository's, or none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openness.evidence.facts import Governing
from openness.evidence.license_files import from_texts, nearest
from openness.vocabulary import DATA_COMPONENTS, DOCUMENT_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openness.evidence.license_files import Scoped
    from openness.model import ObservedComponent

_THERE = frozenset({"released", "partial"})
_ABOUT_THE_TREE = frozenset({"repository", "general-prose", "package", "repository-text"})
"""Places that speak of what the repository holds and of nothing that is published elsewhere."""

_PUBLISHED_APART = DATA_COMPONENTS | DOCUMENT_COMPONENTS


def by_place(
    components: Iterable[ObservedComponent], governing: Mapping[str, Governing], files: Sequence[Scoped]
) -> tuple[tuple[ObservedComponent, ...], dict[str, Governing]]:
    """The components with their licenses, and what governs each once nested license files are heard."""
    decided = dict(governing)
    licensed = []
    for component in components:
        own = _of_folder(component, files) if component.status in _THERE else None
        if own is not None and decided.get(component.id, own).basis != "own-text":
            decided[component.id] = own
        licensed.append(_licensed(component, decided.get(component.id)))
    return tuple(licensed), decided


def _of_folder(component: ObservedComponent, files: Sequence[Scoped]) -> Governing | None:
    """The license text of the folder that holds most of the component; None where that is the root's."""
    places = [place for place in component.locations if ":" not in place]
    if not places or len(places) < len(component.locations):
        return None
    counted = Counter(held.path if (held := nearest(files, place)) else "" for place in places)
    path, count = counted.most_common(1)[0]
    if not path or count * 2 <= len(places):
        return None
    found = from_texts(component.id, [scoped for scoped in files if scoped.path == path], "folder-text", 0.85)
    chosen = found[0]
    return Governing(chosen.license, chosen.open, (chosen.evidence,), basis=chosen.basis, confidence=chosen.confidence)


def _licensed(component: ObservedComponent, decision: Governing | None) -> ObservedComponent:
    if decision is None or component.status not in _THERE:
        return component
    # Without a place it was a command or a sentence that told of it: it does not lie in the tree.
    apart = any(":" in place for place in component.locations) or not component.locations
    if component.id in _PUBLISHED_APART and apart and decision.basis in _ABOUT_THE_TREE:
        return component
    confidence = min(component.confidence, decision.confidence) if decision.license else component.confidence
    return component._replace(
        license=decision.license,
        license_evidence=(*decision.evidence, *decision.restrictions),
        confidence=confidence,
    )
