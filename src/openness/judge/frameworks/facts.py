"""The facts that every framework judges by, in one small value without I/O."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from openness.licenses import terms as catalog_terms
from openness.manifest.entities import Compliance, DataInfo, Manifest
from openness.manifest.locations import parse_location
from openness.package_data import package_json
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openness.judge.level import Disclosure
    from openness.manifest.entities import Attestation, DeclaredComponent, TrainingCompute
    from openness.model import ObservedComponent

Status = Literal["released", "partial", "described", "absent", "not-applicable", "unknown"]
Basis = Literal["declared", "observed", "both", "none"]

_RANK: dict[str, int] = {"absent": 0, "described": 1, "partial": 2, "released": 3}
_NO_LICENSE = "NONE"
_UNKNOWN_LICENSE = "NOASSERTION"


class Terms(NamedTuple):
    """The terms of a component.

    `expression` is an SPDX expression, None when no license is stated. `open` is None when it cannot be told;
    `stated` is false when nothing at all names a license.
    """

    expression: str | None = None
    open: bool | None = None
    osi_approved: bool = False
    restrictions: tuple[str, ...] = ()
    stated: bool = False


class Part(NamedTuple):
    """One component as far as both the declaration and the repository bear it out."""

    id: str
    status: Status = "unknown"
    basis: Basis = "none"
    terms: Terms = Terms()
    access: str | None = None


class FrameworkFacts(NamedTuple):
    """What is known of a release, whoever says so."""

    parts: Mapping[str, Part] = MappingProxyType({})
    data: DataInfo | None = None
    observed_disclosure: Disclosure = "unknown"
    compliance: Compliance = Compliance()
    attestations: tuple[Attestation, ...] = ()
    type: str | None = None
    treatment: str | None = None
    parameters: int | None = None
    compute: TrainingCompute | None = None
    base_models: tuple[str, ...] | None = None

    def part(self, component: str) -> Part:
        """The component, with status `unknown` when nothing speaks of it."""
        return self.parts.get(component) or Part(component)

    def attested(self, about: str) -> Attestation | None:
        """The attestation about a subject, if somebody has signed one."""
        return next((one for one in self.attestations if one.about == about), None)


def framework_facts(
    manifest: Manifest | None = None,
    observed: Iterable[ObservedComponent] = (),
    *,
    disclosure: Disclosure = "unknown",
    parameters: int | None = None,
    opened: Mapping[str, bool | None] | None = None,
) -> FrameworkFacts:
    """The facts from a manifest and from what was observed; either may be missing.

    `opened` says by component whether the terms that were read are open, where that is known better than from the
    license expression: a modified text keeps the name of the one it was made from.
    """
    opened = opened or {}
    seen = {one.id: one for one in observed}
    declared: dict[str, list[DeclaredComponent]] = {}
    for entry in manifest.components if manifest else ():
        declared.setdefault(entry.id, []).append(entry)
    read = {name: _read_terms(one, opened) for name, one in seen.items()}
    parts = {
        name: _part(name, manifest, declared.get(name, []), seen.get(name), read.get(name, Terms()))
        for name in {*seen, *declared}
    }
    if manifest is None:
        return FrameworkFacts(parts, observed_disclosure=disclosure, parameters=parameters)
    model = manifest.model
    return FrameworkFacts(
        parts=parts,
        data=manifest.data,
        observed_disclosure=disclosure,
        compliance=manifest.compliance,
        attestations=manifest.attestations,
        type=model.type,
        treatment=model.treatment,
        parameters=model.parameters or parameters,
        compute=model.training_compute,
        base_models=None if model.base_models is None else tuple(base.id for base in model.base_models),
    )


def terms_of(expression: str | None) -> Terms:
    """The terms that an expression stands for."""
    if expression is None:
        return Terms()
    if expression == _NO_LICENSE:
        return Terms(expression, open=False, stated=False)
    if expression == _UNKNOWN_LICENSE:
        return Terms(None, None, stated=True)
    kinds = tuple(sorted({one.kind for one in catalog_terms.restrictions(expression)}))
    return Terms(
        expression, catalog_terms.is_open(expression), catalog_terms.osi_approved(expression), kinds, stated=True
    )


def _read_terms(seen: ObservedComponent, opened: Mapping[str, bool | None]) -> Terms:
    terms = terms_of(seen.license)
    if seen.license is None and opened.get(seen.id) is False:
        # Terms that nobody has a name for, and that were read to restrict.
        return Terms(open=False, stated=True)
    if not seen.license or seen.id not in opened or opened[seen.id] == terms.open:
        return terms
    return terms._replace(open=opened[seen.id], osi_approved=terms.osi_approved and opened[seen.id] is True)


def _part(
    name: str,
    manifest: Manifest | None,
    entries: list[DeclaredComponent],
    seen: ObservedComponent | None,
    read: Terms,
) -> Part:
    """A component counts as far as declaration and repository agree.

    A place elsewhere cannot be seen from here, and what is usually published elsewhere is not missed here.
    """
    observed = seen.status if seen is not None else "unknown"
    if not entries:
        if observed == "absent" and name in package_json("judge", "frameworks", "elsewhere.json")["components"]:
            observed = "unknown"
        return Part(name, observed, "none" if observed == "unknown" else "observed", read)
    declared = _declared_status(entries)
    access = next((entry.access for entry in entries if entry.access not in (None, "public")), None)
    dead = {one.path for one in seen.evidence} if seen is not None else set()
    elsewhere = any(_elsewhere(place) and place not in dead for entry in entries for place in entry.locations)
    terms = read if read.expression or read.open is False else _declared_terms(manifest, entries)
    if declared == "not-applicable" or observed == "unknown" or (observed == "absent" and elsewhere):
        return Part(name, declared, "declared", terms, access)
    status: Status = min(declared, observed, key=lambda word: _RANK.get(word, 0))
    return Part(name, status, "both", terms, access)


def _declared_status(entries: list[DeclaredComponent]) -> Status:
    """One status for all entries of a component: the whole is released only when every entry is."""
    words: list[Status] = [_status(entry.status) for entry in entries]
    stated = [word for word in words if word != "not-applicable"]
    if not stated:
        return "not-applicable"
    if len(set(stated)) == 1:
        return stated[0]
    return "partial" if {"released", "partial"} & set(stated) else "described"


def _status(word: str) -> Status:
    table: dict[str, Status] = {
        "released": "released",
        "partial": "partial",
        "described": "described",
        "withheld": "absent",
        "not-applicable": "not-applicable",
    }
    return table[word]


def _elsewhere(place: str) -> bool:
    location = parse_location(place)
    return location is not None and location.kind != "path"


def _declared_terms(manifest: Manifest | None, entries: list[DeclaredComponent]) -> Terms:
    """The terms of all entries together."""
    stated = dict.fromkeys(manifest.license_of(entry) if manifest else entry.license for entry in entries)
    each = [terms_of(expression) for expression in stated]
    if len(each) == 1:
        return each[0]
    answers = {one.open for one in each}
    return Terms(
        expression=" AND ".join(sorted(_grouped(one.expression) for one in each if one.expression)) or None,
        open=False if False in answers else None if None in answers else True,
        osi_approved=all(one.osi_approved for one in each),
        restrictions=tuple(sorted({kind for one in each for kind in one.restrictions})),
        stated=all(one.stated for one in each),
    )


def _grouped(expression: str) -> str:
    return f"({expression})" if " OR " in expression else expression
