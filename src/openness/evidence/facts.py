"""What `collect` hands on: everything one repository shows, in one frozen value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.evidence.bases import Base
    from openness.evidence.disclosure import DataInformation
    from openness.evidence.model_licenses import ModelLicense
    from openness.evidence.signs import Form
    from openness.model import Evidence, LicenseDeclaration, LicenseText, NotChecked, ObservedComponent, Problem


class ReleasedModel(NamedTuple):
    """A model that the repository releases. `forms` and `locations` say where its weights are."""

    name: str
    producer: str | None = None
    parameters: int | None = None
    base_model: str | None = None
    forms: tuple[Form, ...] = ()
    locations: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Governing(NamedTuple):
    """What governs one component: the license, whether it is open, and every place that says so.

    `open` is None when it cannot be told. `restrictions` are terms outside the license text that bind the component.
    `contradictions` are places that name another license.
    """

    license: str | None
    open: bool | None
    evidence: tuple[Evidence, ...] = ()
    restrictions: tuple[Evidence, ...] = ()
    contradictions: tuple[Evidence, ...] = ()
    basis: str = "none"
    confidence: float = 0.5


class RepositoryEvidence(NamedTuple):
    """The facts of one repository.

    `bases` are the model families that the model here was made from, `in_weights` licenses that the headers of weight
    files name. `model_licenses` says which of several models has which license, where open and restricted ones differ.
    """

    is_model_repository: bool | None
    reasons: tuple[Evidence, ...]
    models: tuple[ReleasedModel, ...]
    components: tuple[ObservedComponent, ...]
    license_texts: tuple[LicenseText, ...]
    governs: Mapping[str, tuple[str, ...]]
    governing: Mapping[str, Governing]
    declarations: tuple[LicenseDeclaration, ...]
    data: DataInformation
    policies: tuple[Evidence, ...]
    not_checked: tuple[NotChecked, ...]
    problems: tuple[Problem, ...] = ()
    confidence: float = 0.5
    bases: tuple[Base, ...] = ()
    in_weights: tuple[LicenseDeclaration, ...] = ()
    model_licenses: tuple[ModelLicense, ...] = ()
    license_sections: tuple[Evidence, ...] = ()
    """The first lines under headings about licenses."""

    def component(self, name: str) -> ObservedComponent:
        """The entry of a component id; raises KeyError for a word that is no component."""
        for component in self.components:
            if component.id == name:
                return component
        raise KeyError(name)
