"""Data information: the element of the definition that asks for a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.judge.frameworks.verdict import Reason
from openness.package_data import package_json

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import FrameworkFacts, Part
    from openness.manifest.entities import DataInfo, DataSource

ELEMENT = "data-information"
_PUBLIC = ("public",)
_THIRD_PARTY = ("gated", "request", "paid")


def data_information(facts: FrameworkFacts) -> Reason:
    """Whether the training data are released, described enough, or judged sufficient by a person."""
    attestation = facts.attested("data-information")
    wanted = _data(facts)
    if all(part.status == "released" for part in wanted):
        bound = [part for part in wanted if part.terms.open is False and part.terms.expression != "NONE"]
        if not bound or attestation is not None:
            by = attestation.by if bound and attestation is not None else None
            return Reason(ELEMENT, "met", "the training data are released", tuple(part.id for part in wanted), by)
        named = ", ".join(f"{part.id} under {part.terms.expression or 'terms of their own'}" for part in bound)
        why = f"the data are released ({named}); whether the information on them is under open terms is for a person"
        return Reason(ELEMENT, "undecidable", f"{why} to attest", tuple(part.id for part in bound))
    gaps = _gaps(facts.data) if facts.data else []
    if facts.data and facts.data.disclosure in ("partial", "none"):
        why = f"the manifest says that the disclosure of the training data is {facts.data.disclosure}"
        return Reason(ELEMENT, "not-met", why, ("training-data",))
    if attestation is not None:
        why = f"judged sufficient by {attestation.by} on {attestation.date}"
        return Reason(ELEMENT, "met", why, ("training-data",), attestation.by)
    if facts.data and facts.data.disclosure == "full":
        if gaps:
            return Reason(ELEMENT, "not-met", f"the data information lacks {_listed(gaps)}", ("training-data",))
        why = "the description and the lists are there; whether they suffice is for a person to attest"
        return Reason(ELEMENT, "undecidable", why, ("training-data",))
    return _later_stage(facts) or _without_block(facts)


def _data(facts: FrameworkFacts) -> tuple[Part, ...]:
    """The data that the model was trained on: those of a later stage too, where the manifest speaks of them."""
    later = facts.part("finetuning-data")
    speaks = later.basis in ("declared", "both") and later.status not in ("unknown", "not-applicable")
    return (facts.part("training-data"), later) if speaks else (facts.part("training-data"),)


def _later_stage(facts: FrameworkFacts) -> Reason | None:
    """What data of a later stage, declared and not released, say without a description; None without such data."""
    later = _data(facts)[1:]
    if not later or later[0].status == "released":
        return None
    if later[0].status == "absent":
        why = "the fine-tuning data are neither released nor described"
        return Reason(ELEMENT, "not-met", why, ("finetuning-data",))
    why = f"the fine-tuning data are {later[0].status}; whether what is said of them suffices is for a person to attest"
    first = _without_block(facts)
    return first if first.state == "not-met" else Reason(ELEMENT, "undecidable", why, ("finetuning-data",))


def _gaps(data: DataInfo) -> list[str]:
    """What the three lists of the definition lack."""
    table = package_json("judge", "frameworks", "osaid", "framework.json")
    gaps = [name for name in table["description"] if not getattr(data, name)]
    if data.documentation:
        # A linked data sheet may hold what the manifest's own fields leave out.
        gaps = []
    if not data.sources and not data.documentation:
        gaps.append("the list of sources")
    gaps.extend(f"where to get {source.name}" for source in data.sources if _unplaced(source))
    gaps.extend(
        f"what {source.name} is"
        for source in data.sources
        if source.kind == "undisclosed" or source.obtainable in (None, "unknown")
    )
    return gaps


def _unplaced(source: DataSource) -> bool:
    return source.obtainable in (*_PUBLIC, *_THIRD_PARTY) and not source.location and not source.notes


def _without_block(facts: FrameworkFacts) -> Reason:
    data = facts.part("training-data")
    table = package_json("judge", "frameworks", "osaid", "framework.json")
    documents = [name for name in table["documents"] if facts.part(name).status == "released"]
    if facts.observed_disclosure in ("all-released", "released") or data.status == "released":
        return Reason(ELEMENT, "met", "the training data were found to be released", ("training-data",))
    if facts.observed_disclosure == "described-fully" or (data.status == "described" and documents):
        where = _listed(documents) or "in the repository"
        why = f"the data are described ({where}); whether that suffices is for a person to attest"
        return Reason(ELEMENT, "undecidable", why, ("training-data", *documents))
    if data.status == "unknown" and facts.observed_disclosure == "unknown":
        return Reason(ELEMENT, "undecidable", "nothing is known of the training data", ("training-data",))
    if data.status == "partial" and documents:
        why = "part of the data is released; whether the rest is described enough is for a person to attest"
        return Reason(ELEMENT, "undecidable", why, ("training-data", *documents))
    return Reason(
        ELEMENT, "not-met", "the training data are neither released nor described in full", ("training-data",)
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (" and more" if len(names) > 6 else "")
