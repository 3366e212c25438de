"""What the manifest declares, component by component, with the place of each statement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from openness.evidence.facts import ReleasedModel
from openness.facts.suppressions import MINIMUM_REASON, Suppression
from openness.judge.level import ComponentState, judge_level
from openness.licenses.terms import is_open
from openness.manifest.locations import parse_location
from openness.model import Claim, Span
from openness.values import NamedTuple
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.judge.level import Disclosure, LevelVerdict
    from openness.manifest.entities import DeclaredComponent, LoadedManifest, Manifest, ManifestException
    from openness.vocabulary import DeclaredStatus, Term

_CLAIM_TERMS: dict[str, Term] = {
    "open-source-ai": "open-source",
    "open-source": "open-source",
    "open-weights": "open-weights",
    "open-model": "open",
}


_OBTAINABLE = frozenset({"public"})


class DeclaredPath(NamedTuple):
    """A place inside the repository that a component names."""

    component: str
    status: DeclaredStatus
    path: str
    span: Span


class DeclaredLicense(NamedTuple):
    """A license that the manifest gives a component, by its own field or by the default, and the file named for it.

    `elsewhere` is true when the component is published outside this repository only.
    """

    component: str
    status: DeclaredStatus
    expression: str
    license_file: str | None
    elsewhere: bool
    span: Span


class Declared(NamedTuple):
    """Everything that the rules ask of a manifest; empty when there is none."""

    components: dict[str, dict[str, Any]]
    paths: tuple[DeclaredPath, ...]
    licenses: tuple[DeclaredLicense, ...]
    claims: tuple[Claim, ...]
    exceptions: tuple[Suppression, ...]
    spans: dict[str, Span]
    model: ReleasedModel | None


NOTHING = Declared({}, (), (), (), (), {}, None)


def declared_facts(loaded: LoadedManifest | None) -> Declared:
    """The declared facts of a loaded manifest."""
    if loaded is None or loaded.manifest is None:
        return NOTHING
    manifest = loaded.manifest
    entries = sorted(manifest.components, key=lambda entry: (_rank(entry.id), entry.pointer))
    return Declared(
        components={entry.id: _summary(loaded, entry) for entry in reversed(entries)},
        paths=tuple(_paths(loaded, entries)),
        licenses=tuple(_licenses(loaded, entries)),
        claims=tuple(_claims(loaded)),
        exceptions=tuple(_exception(loaded, one) for one in manifest.exceptions),
        spans={entry.id: entry.span for entry in reversed(entries)},
        model=_model(manifest),
    )


def declared_level(loaded: LoadedManifest | None) -> LevelVerdict | None:
    """The level that the manifest describes, None when it lists no component or one that cannot be read."""
    if loaded is None or loaded.manifest is None or not loaded.manifest.components or not loaded.document.usable:
        return None
    manifest = loaded.manifest
    if named_components(loaded) - {entry.id for entry in manifest.components}:
        return None
    states = {}
    for entry in reversed(manifest.components):
        expression = manifest.license_of(entry)
        states[entry.id] = ComponentState(entry.status, expression, is_open(expression))
    return judge_level(states, _disclosure(manifest))


def named_components(loaded: LoadedManifest) -> frozenset[str]:
    """Ids of the components that the manifest speaks of, also where what it says of them cannot be read."""
    suggested = {problem.suggestion for problem in loaded.problems}
    return frozenset(one for one in COMPONENTS if f"/components/{one}" in loaded.document.keys or one in suggested)


def _disclosure(manifest: Manifest) -> Disclosure:
    """The declared data information in the ladder's words; the Open Source AI Definition asks for the sources."""
    statuses = {entry.status for entry in manifest.of("training-data")}
    data = manifest.data
    told = data is not None and data.disclosure == "full"
    if statuses == {"released"}:
        sources = data.sources if data else ()
        return "all-released" if all(one.obtainable in _OBTAINABLE for one in sources) else "released"
    if "released" in statuses or "partial" in statuses:
        return "described-fully" if told else "partly-released"
    if "described" in statuses or data is not None:
        return "described-fully" if told else "described"
    return "none" if statuses else "unknown"


def _model(manifest: Manifest) -> ReleasedModel | None:
    info = manifest.model
    if info.name is None:
        return None
    bases = info.base_models or ()
    return ReleasedModel(
        name=info.name,
        producer=info.producer,
        parameters=info.parameters,
        base_model=bases[0].id if bases else None,
    )


def _rank(component: str) -> int:
    return COMPONENTS.index(component) if component in COMPONENTS else len(COMPONENTS)


def _summary(loaded: LoadedManifest, entry: DeclaredComponent) -> dict[str, Any]:
    assert loaded.manifest is not None
    return {
        "status": entry.status,
        "license": loaded.manifest.license_of(entry),
        "location": entry.locations[0] if entry.locations else None,
    }


def _paths(loaded: LoadedManifest, entries: list[DeclaredComponent]) -> Iterator[DeclaredPath]:
    for entry in entries:
        for text in entry.locations:
            location = parse_location(text)
            if location is not None and location.kind == "path":
                yield DeclaredPath(entry.id, entry.status, location.target, _place(loaded, entry, text))
        for file in entry.files:
            if not entry.locations:
                yield DeclaredPath(entry.id, entry.status, file.path, file.span)


def _licenses(loaded: LoadedManifest, entries: list[DeclaredComponent]) -> Iterator[DeclaredLicense]:
    assert loaded.manifest is not None
    for entry in entries:
        expression = loaded.manifest.license_of(entry)
        if expression is None or entry.status not in ("released", "partial"):
            continue
        own = entry.license is not None
        pointer = f"{entry.pointer}/license" if own else "/license"
        span = loaded.spans.get(pointer, entry.span)
        file = entry.license_file or (None if own else loaded.manifest.license_file)
        yield DeclaredLicense(entry.id, entry.status, expression, file, _is_elsewhere(entry), span)


def _is_elsewhere(entry: DeclaredComponent) -> bool:
    places = [parse_location(text) for text in entry.locations]
    return bool(places) and all(place is not None and place.kind != "path" for place in places)


def _place(loaded: LoadedManifest, entry: DeclaredComponent, text: str) -> Span:
    """Where a location stands: its own value, or the member of the list that it is."""
    pointer = f"{entry.pointer}/location"
    if len(entry.locations) > 1:
        pointer += f"/{entry.locations.index(text)}"
    return loaded.spans.get(pointer, entry.span)


def _claims(loaded: LoadedManifest) -> Iterator[Claim]:
    assert loaded.manifest is not None
    for claim in loaded.manifest.claims:
        term = _CLAIM_TERMS.get(claim.term)
        if term is not None and claim.framework is None:
            yield Claim(
                path=loaded.path,
                line=claim.span.line,
                column=claim.span.column,
                text=claim.term,
                term=term,
                subject="model",
                act="asserts",
                strength="plain",
                language="en",
            )


def _exception(loaded: LoadedManifest, exception: ManifestException) -> Suppression:
    until, problem = None, None
    if exception.until is not None:
        try:
            until = date.fromisoformat(exception.until)
        except ValueError:
            problem = f"`until: {exception.until}` is not a date (YYYY-MM-DD)"
    if len(exception.reason) < MINIMUM_REASON:
        problem = f"it gives no reason (at least {MINIMUM_REASON} characters)"
    return Suppression(
        rules=(exception.rule,),
        reason=exception.reason,
        until=until,
        covers=exception.path,
        first=None,
        last=None,
        path=loaded.path,
        line=exception.span.line,
        problem=problem,
    )
