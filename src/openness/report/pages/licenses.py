"""License texts with what they restrict, where in the text, and how they differ from the original."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.model import Restriction
from openness.rules.phrases import license_name, restriction_phrases
from openness.values import NamedTuple
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from openness.report.pages.places import Excerpt, Place, Sources

Json = dict[str, Any]

_MATCHES = {
    "exact": "The text of this license",
    "modified": "A modified text of this license",
    "reference": "Named here; the text itself is not in this file",
    "partial": "Part of the text of this license",
    "unknown": "Not a license text that is known",
}
MOST_RESTRICTIONS = 60
MOST_DIFFERENCES = 40


class Where(NamedTuple):
    """One place of a license that restricts: its own words where they are known, section and line."""

    value: str
    section: str | None
    place: Place | None
    excerpt: Excerpt | None


class RestrictionView(NamedTuple):
    """One kind of restriction in plain words, with every place that it stands at."""

    plain: str
    places: list[Where]


class LicenseView(NamedTuple):
    """One license text. `applies_to` is a list of components, or "everything here"."""

    name: str
    expression: str | None
    match: str
    modified: bool
    score: float
    unsure: bool
    place: Place | None
    open: bool | None
    osi_approved: bool
    applies_to: str
    restrictions: list[RestrictionView]
    more_restrictions: int
    differences: list[Json]
    more_differences: int


def license_views(report: Json, sources: Sources) -> list[LicenseView]:
    """The license texts of a report, those that govern something first."""
    ordered = sorted(report["licenses"], key=lambda one: (not one["applies_to"], -len(one["applies_to"]), one["path"]))
    return [_view(one, sources) for one in ordered]


def _view(entry: Json, sources: Sources) -> LicenseView:
    expression, restrictions, differences = entry["expression"], entry["restrictions"], entry["differences"]
    return LicenseView(
        name=entry.get("title") or (license_name(expression) if expression else "A text that is not known"),
        expression=expression,
        match=_MATCHES[entry["match"]],
        modified=entry["match"] == "modified",
        score=entry["score"],
        unsure=entry.get("version_unsure", False),
        place=sources.place(entry["path"], entry.get("line")),
        open=entry["open"],
        osi_approved=entry["osi_approved"],
        applies_to=_components(entry["applies_to"]),
        restrictions=_restrictions(restrictions[:MOST_RESTRICTIONS], entry["path"], sources),
        more_restrictions=max(len(restrictions) - MOST_RESTRICTIONS, 0),
        differences=differences[:MOST_DIFFERENCES],
        more_differences=max(len(differences) - MOST_DIFFERENCES, 0),
    )


def _components(ids: list[str]) -> str:
    if len(ids) >= len(COMPONENTS):
        return "everything that names no other license"
    return ", ".join(ids)


def _restrictions(found: list[Json], path: str, sources: Sources) -> list[RestrictionView]:
    """The restrictions by kind, the strongest first; kinds without words of their own stand behind."""
    kinds: dict[str, list[Json]] = {}
    for one in found:
        kinds.setdefault(one["kind"], []).append(one)
    firsts = [_plain(ones[0]) for ones in kinds.values()]
    strongest = restriction_phrases((one for one, _ in firsts), most=len(firsts))
    views = [
        RestrictionView(phrase or kind.replace("-", " "), [_where(one, path, sources) for one in kinds[kind]])
        for kind, (_, phrase) in zip(kinds, firsts, strict=True)
    ]
    return sorted(views, key=lambda view: strongest.index(view.plain) if view.plain in strongest else len(strongest))


def _plain(one: Json) -> tuple[Restriction, str]:
    """A restriction without its section, and its words."""
    restriction = Restriction(one["kind"], one["value"], None, one["line"])
    return restriction, "".join(restriction_phrases([restriction], most=1))


def _where(one: Json, path: str, sources: Sources) -> Where:
    value, line = one["value"], one["line"]
    return Where(
        value="" if value is None else f"{value:,}" if isinstance(value, int) else value,
        section=one["section"],
        place=sources.place(path, line) if line else None,
        excerpt=sources.excerpt(path, line),
    )
