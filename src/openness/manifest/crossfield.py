"""What no schema can say: fields that contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.manifest.license_check import UNSTATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.manifest.document import Document
    from openness.manifest.entities import DeclaredComponent, LoadedManifest, Manifest
    from openness.model import Problem

_UNDISCLOSED = ("undisclosed",)
_CLOSED = ("withheld", "not-applicable")


def cross_field_problems(manifest: Manifest, document: Document, bad: frozenset[str]) -> list[Problem]:
    """Contradictions inside one manifest; values that are wrong in themselves (`bad`) start none."""
    return [
        *_components(manifest, document, bad),
        *_data(manifest, document),
        *_compute(manifest, document),
    ]


def unlocated(loaded: LoadedManifest, found: frozenset[str]) -> list[Problem]:
    """Components declared released without saying where, and not among those `found` in the repository."""
    problems = []
    for entry in loaded.manifest.components if loaded.manifest else ():
        if entry.status != "released" or entry.locations or entry.files or entry.id in found:
            continue
        message = f"component `{entry.id}` is declared released, but not where"
        advice = "Add `location:` with a path, hf:org/name, gh:owner/repo, release:tag/asset or https address."
        problems.append(loaded.document.problem(entry.pointer, message, advice=advice, kind="cross-field", key=True))
    return problems


def _components(manifest: Manifest, document: Document, bad: frozenset[str]) -> Iterator[Problem]:
    for entry in manifest.components:
        yield from _component(manifest, entry, document, bad)


def _component(
    manifest: Manifest, entry: DeclaredComponent, document: Document, bad: frozenset[str]
) -> Iterator[Problem]:
    what = f"component `{entry.id}`"
    license_bad = f"{entry.pointer}/license" in bad or "/license" in bad
    if entry.status == "released" and manifest.license_of(entry) is None and not license_bad:
        advice = "Add `license:` to it or at the top; `NOASSERTION` if it is unknown, `NONE` if there is none."
        message = f"{what} is declared released without a license"
        yield document.problem(entry.pointer, message, advice=advice, kind="cross-field", key=True)
    if entry.status == "partial" and not entry.notes and f"{entry.pointer}/notes" not in bad:
        message = f"{what} is partial, but `notes` does not say which part"
        advice = "Add `notes:` with what is there and what is missing."
        yield document.problem(entry.pointer, message, advice=advice, kind="cross-field", key=True)
    if entry.status in _CLOSED and (entry.digest or entry.files):
        key = "digest" if entry.digest else "files"
        message = f"{what} is {entry.status}, yet has `{key}`"
        yield document.problem(
            f"{entry.pointer}/{key}", message, advice="Remove one of them.", kind="cross-field", key=True
        )
    if entry.digest and (len(entry.locations) > 1 or any("*" in place for place in entry.locations)):
        message = f"{what} has one `digest` for several files"
        advice = "List them under `files:`, each with its digest."
        yield document.problem(f"{entry.pointer}/digest", message, advice=advice, kind="cross-field", key=True)
    if entry.status == "released" and entry.access == "private":
        message = f"{what} is declared released, yet `access` is private"
        yield document.problem(f"{entry.pointer}/access", message, advice="Private means withheld.", kind="cross-field")


def _data(manifest: Manifest, document: Document) -> Iterator[Problem]:
    if manifest.data is None or manifest.data.disclosure != "full":
        return
    for index, source in enumerate(manifest.data.sources):
        if source.kind in _UNDISCLOSED or source.obtainable == "unknown":
            message = f"`data.disclosure` is full, yet the source `{source.name}` is undisclosed"
            advice = "Say what it is and how others can get it, or write `disclosure: partial`."
            yield document.problem(_source(document, index), message, advice=advice, kind="cross-field", key=True)
    if not manifest.data.sources and not manifest.data.documentation:
        message = "`data.disclosure` is full, yet no source is named"
        advice = "List `sources:`, or link `documentation:` that does."
        yield document.problem("/data/disclosure", message, advice=advice, kind="cross-field")


def _source(document: Document, index: int) -> str:
    pointer = f"/data/sources/{index}"
    return f"{pointer}/kind" if f"{pointer}/kind" in document.spans else pointer


def _compute(manifest: Manifest, document: Document) -> Iterator[Problem]:
    model = manifest.model
    if model.parameters and model.active_parameters and model.active_parameters > model.parameters:
        message = "`model.parameters`: more active parameters than in all"
        yield document.problem("/model/parameters/active", message, advice="Swap them?", kind="cross-field")
    for index, claim in enumerate(manifest.claims):
        if claim.level and not claim.framework:
            message = f"the claim `{claim.term}` gives a level without a framework"
            advice = "Add `framework:`, such as MOF 1.0."
            yield document.problem(f"/claims/{index}/level", message, advice=advice, kind="cross-field", key=True)


def states_license(expression: str | None) -> bool:
    """True when a license is given, not merely marked as unknown or absent."""
    return expression is not None and expression not in UNSTATED
