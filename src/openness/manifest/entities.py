"""What a manifest says, as values that the rest of the program works with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.model import Span
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.manifest.document import Document
    from openness.model import Problem
    from openness.vocabulary import DeclaredStatus

Format = Literal["openness", "mof"]
NO_PLACE = Span(1, 1)


class BaseModel(NamedTuple):
    """A model that this one was made from; `id` is a location."""

    id: str
    relation: str | None = None
    license: str | None = None


class TrainingCompute(NamedTuple):
    """What training took; operations are counts, not rates. `base_flops` covers every earlier stage."""

    flops: float | None = None
    base_flops: float | None = None
    gpu_hours: float | None = None
    hardware: str | None = None
    basis: str | None = None
    source: str | None = None


class ModelInfo(NamedTuple):
    """The model that the manifest is about.

    `base_models` is None when the manifest does not say, empty when it says that there is none.
    """

    name: str | None = None
    version: str | None = None
    producer: str | None = None
    type: str | None = None
    architecture: str | None = None
    treatment: str | None = None
    parameters: int | None = None
    parameters_exact: bool = False
    active_parameters: int | None = None
    base_models: tuple[BaseModel, ...] | None = None
    training_compute: TrainingCompute | None = None
    released: str | None = None
    homepage: str | None = None
    span: Span = NO_PLACE


class DeclaredFile(NamedTuple):
    """One file of a component; `size` is in bytes."""

    path: str
    digest: str | None
    size: int | None
    span: Span


class DeclaredComponent(NamedTuple):
    """One entry under `components`; a component with several entries gives several of these.

    `license` is what the entry itself says (`Manifest.license_of` adds the default). `span` is the place of the
    component's key, or of the entry in a list; `pointer` its JSON pointer.
    """

    id: str
    status: DeclaredStatus
    name: str | None = None
    license: str | None = None
    license_file: str | None = None
    locations: tuple[str, ...] = ()
    access: str | None = None
    digest: str | None = None
    files: tuple[DeclaredFile, ...] = ()
    format: str | None = None
    evidence: tuple[str, ...] = ()
    notes: str | None = None
    span: Span = NO_PLACE
    pointer: str = ""


class DeclaredClaim(NamedTuple):
    """What the producer calls the model."""

    term: str
    framework: str | None = None
    level: str | None = None
    source: str | None = None
    span: Span = NO_PLACE


class DataSource(NamedTuple):
    """One source of training data."""

    name: str
    obtainable: str | None = None
    stage: str | None = None
    kind: str | None = None
    location: str | None = None
    license: str | None = None
    reason: str | None = None
    size: str | None = None
    collected: str | None = None
    notes: str | None = None
    span: Span = NO_PLACE


class DataInfo(NamedTuple):
    """What the training data is."""

    disclosure: str | None = None
    collection: str | None = None
    characteristics: str | None = None
    labeling: str | None = None
    processing: str | None = None
    documentation: tuple[str, ...] = ()
    sources: tuple[DataSource, ...] = ()
    span: Span = NO_PLACE


class Compliance(NamedTuple):
    """Facts that the exemption of the EU AI Act turns on; None where the manifest does not say."""

    monetization: str | None = None
    output: tuple[str, ...] = ()
    general_purpose: bool | None = None
    systemic_risk_designated: bool | None = None
    usage_information: str | None = None
    architecture_information: str | None = None
    copyright_policy: str | None = None
    training_content_summary: str | None = None


class Attestation(NamedTuple):
    """A judgement signed by a person."""

    about: str
    by: str
    date: str
    source: str | None = None
    notes: str | None = None
    span: Span = NO_PLACE


class Release(NamedTuple):
    """A place where the model is published."""

    channel: str
    location: str
    access: str | None = None
    signature: str | None = None
    checksums: str | None = None
    span: Span = NO_PLACE


class ManifestException(NamedTuple):
    """A finding that the maintainer accepts; `until` is the last day (YYYY-MM-DD)."""

    rule: str
    reason: str
    path: str | None = None
    component: str | None = None
    until: str | None = None
    span: Span = NO_PLACE


class Manifest(NamedTuple):
    """A manifest, whatever its format; what was invalid in the file is left out."""

    model: ModelInfo = ModelInfo()
    license: str | None = None
    license_file: str | None = None
    components: tuple[DeclaredComponent, ...] = ()
    claims: tuple[DeclaredClaim, ...] = ()
    data: DataInfo | None = None
    compliance: Compliance = Compliance()
    attestations: tuple[Attestation, ...] = ()
    releases: tuple[Release, ...] = ()
    exceptions: tuple[ManifestException, ...] = ()

    def of(self, component: str) -> tuple[DeclaredComponent, ...]:
        """Every entry of a component, in the order of the file."""
        return tuple(entry for entry in self.components if entry.id == component)

    def license_of(self, entry: DeclaredComponent) -> str | None:
        """The license that governs an entry: its own, else the default."""
        return entry.license if entry.license is not None else self.license


class LoadedManifest(NamedTuple):
    """A manifest file as read: the facts it gives, and everything that is wrong with it, in order of place.

    `manifest` is None only when the file as a whole says nothing usable. `spans` gives the place of each value by
    JSON pointer.
    """

    path: str
    format: Format
    manifest: Manifest | None
    problems: tuple[Problem, ...]
    spans: Mapping[str, Span]
    document: Document

    @property
    def valid(self) -> bool:
        """True when there is no problem."""
        return not self.problems
