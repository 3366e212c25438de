"""From a document's plain values to a `Manifest`; what is invalid is left out, the rest stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from openness.manifest.document import join
from openness.manifest.entities import (
    Attestation,
    BaseModel,
    Compliance,
    DataInfo,
    DataSource,
    DeclaredClaim,
    DeclaredComponent,
    DeclaredFile,
    Manifest,
    ManifestException,
    ModelInfo,
    Release,
    TrainingCompute,
)
from openness.patterns import compiled
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.manifest.document import Document
    from openness.model import Span
    from openness.vocabulary import DeclaredStatus

STATUSES = ("released", "partial", "described", "withheld", "not-applicable")
ENTRY_LIMIT = 100
"""Entries of one component, as in the schema."""

_ROUNDED = compiled(r"~?([0-9]{1,6}(?:\.[0-9]{1,6})?)([KMBT])")
_SCALES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


def build_manifest(document: Document, bad: frozenset[str]) -> Manifest:
    """The manifest that the valid parts of a document make up; `bad` holds the pointers of invalid values."""
    root = _Node(document, document.data, "", bad)
    data = root.child("data")
    return Manifest(
        model=_model(root.child("model")),
        license=root.text("license"),
        license_file=root.text("license_file"),
        components=tuple(_components(root.child("components"))),
        claims=tuple(_claims(root)),
        data=_data(data) if isinstance(data.value, dict) else None,
        compliance=_compliance(root.child("compliance")),
        attestations=tuple(_attestations(root)),
        releases=tuple(_releases(root)),
        exceptions=tuple(_exceptions(root)),
    )


class _Node:
    """A value of the document, read without trust: every getter gives None for what is absent or invalid."""

    __slots__ = ("bad", "document", "pointer", "value")

    def __init__(self, document: Document, value: object, pointer: str, bad: frozenset[str]) -> None:
        self.document = document
        self.value = None if pointer in bad and not isinstance(value, (dict, list)) else value
        self.pointer = pointer
        self.bad = bad

    @property
    def span(self) -> Span:
        return self.document.place(self.pointer, key=True)

    def child(self, name: str) -> _Node:
        members = self.value if isinstance(self.value, dict) else {}
        return _Node(self.document, members.get(name), join(self.pointer, name), self.bad)

    def members(self) -> Iterator[tuple[str, _Node]]:
        if isinstance(self.value, dict):
            for name in self.value:
                yield name, self.child(name)

    def items(self) -> Iterator[_Node]:
        if isinstance(self.value, list):
            for index, item in enumerate(self.value):
                yield _Node(self.document, item, join(self.pointer, index), self.bad)

    def text(self, name: str) -> str | None:
        value = self.child(name).value
        return value if isinstance(value, str) and value else None

    def number(self, name: str) -> float | None:
        value = self.child(name).value
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def integer(self, name: str) -> int | None:
        value = self.number(name)
        return int(value) if value is not None and value.is_integer() else None

    def truth(self, name: str) -> bool | None:
        value = self.child(name).value
        return value if isinstance(value, bool) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list, or the one text that stands in its place."""
        node = self.child(name)
        if isinstance(node.value, str):
            return (node.value,) if node.value else ()
        return tuple(item.value for item in node.items() if isinstance(item.value, str) and item.value)


def _model(node: _Node) -> ModelInfo:
    parameters = node.child("parameters")
    total, exact = _parameters(parameters)
    compute = node.child("training_compute")
    bases = node.child("base_model")
    none = bases.value == "none"
    written = [bases] if isinstance(bases.value, str) and not none else list(bases.items())
    listed = tuple(
        BaseModel(name, base.text("relation"), base.text("license"))
        for base in written
        if (name := base.value if isinstance(base.value, str) else base.text("id"))
    )
    return ModelInfo(
        name=node.text("name"),
        version=node.text("version"),
        producer=node.text("producer"),
        type=node.text("type"),
        architecture=node.text("architecture"),
        treatment=node.text("treatment"),
        parameters=total,
        parameters_exact=exact,
        active_parameters=parameters.integer("active"),
        base_models=() if none else (listed or None),
        training_compute=_compute(compute) if isinstance(compute.value, dict) else None,
        released=_date(node.child("released").value),
        homepage=node.text("homepage"),
        span=node.span,
    )


def _date(value: object) -> str | None:
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) and value else None


def _parameters(node: _Node) -> tuple[int | None, bool]:
    """Parameters in all and whether the number is exact (not rounded text)."""
    value = node.value
    if isinstance(value, dict):
        return node.integer("total"), True
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value), True
    if isinstance(value, str) and (found := _ROUNDED.fullmatch(value)):
        return round(float(found[1]) * _SCALES[found[2]]), False
    return None, False


def _compute(node: _Node) -> TrainingCompute:
    return TrainingCompute(
        flops=node.number("flops"),
        base_flops=node.number("base_flops"),
        gpu_hours=node.number("gpu_hours"),
        hardware=node.text("hardware"),
        basis=node.text("basis"),
        source=node.text("source"),
    )


def _components(node: _Node) -> Iterator[DeclaredComponent]:
    for name, member in node.members():
        if name not in COMPONENTS and not name.startswith("x-"):
            continue
        entries = list(member.items())[:ENTRY_LIMIT] if isinstance(member.value, list) else [member]
        for entry in entries:
            status = entry.value if isinstance(entry.value, str) else entry.text("status")
            if status in STATUSES:
                yield _component(name, cast("DeclaredStatus", status), entry)


def _component(name: str, status: DeclaredStatus, node: _Node) -> DeclaredComponent:
    files = tuple(
        DeclaredFile(path, file.text("digest"), file.integer("size"), file.span)
        for file in node.child("files").items()
        if (path := file.text("path"))
    )
    return DeclaredComponent(
        id=name,
        status=status,
        name=node.text("name"),
        license=node.text("license"),
        license_file=node.text("license_file"),
        locations=node.texts("location"),
        access=node.text("access"),
        digest=node.text("digest"),
        files=files,
        format=node.text("format"),
        evidence=node.texts("evidence"),
        notes=node.text("notes"),
        span=node.span,
        pointer=node.pointer,
    )


def _claims(root: _Node) -> Iterator[DeclaredClaim]:
    for node in root.child("claims").items():
        term = node.value if isinstance(node.value, str) else node.text("term")
        if term:
            yield DeclaredClaim(term, node.text("framework"), node.text("level"), node.text("source"), node.span)


def _data(node: _Node) -> DataInfo:
    sources = tuple(
        DataSource(
            name=name,
            obtainable=source.text("obtainable"),
            stage=source.text("stage"),
            kind=source.text("kind"),
            location=source.text("location"),
            license=source.text("license"),
            reason=source.text("reason"),
            size=source.text("size"),
            collected=source.text("collected"),
            notes=source.text("notes"),
            span=source.span,
        )
        for source in node.child("sources").items()
        if (name := source.text("name"))
    )
    return DataInfo(
        disclosure=node.text("disclosure"),
        collection=node.text("collection"),
        characteristics=node.text("characteristics"),
        labeling=node.text("labeling"),
        processing=node.text("processing"),
        documentation=node.texts("documentation"),
        sources=sources,
        span=node.span,
    )


def _compliance(node: _Node) -> Compliance:
    return Compliance(
        monetization=node.text("monetization"),
        output=node.texts("output"),
        general_purpose=node.truth("general_purpose"),
        systemic_risk_designated=node.truth("systemic_risk_designated"),
        usage_information=node.text("usage_information"),
        architecture_information=node.text("architecture_information"),
        copyright_policy=node.text("copyright_policy"),
        training_content_summary=node.text("training_content_summary"),
    )


def _attestations(root: _Node) -> Iterator[Attestation]:
    for node in root.child("attestations").items():
        about, by, date = node.text("about"), node.text("by"), node.text("date")
        if about and by and date:
            yield Attestation(about, by, date, node.text("source"), node.text("notes"), node.span)


def _releases(root: _Node) -> Iterator[Release]:
    for node in root.child("releases").items():
        channel, location = node.text("channel"), node.text("location")
        if channel and location:
            yield Release(
                channel, location, node.text("access"), node.text("signature"), node.text("checksums"), node.span
            )


def _exceptions(root: _Node) -> Iterator[ManifestException]:
    for node in root.child("exceptions").items():
        rule, reason = node.text("rule"), node.text("reason")
        if rule and reason:
            yield ManifestException(
                rule, reason, node.text("path"), node.text("component"), node.text("until"), node.span
            )
