"""The repositories of an organization as the dashboard lists them: one line each, with what it rests on below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.licenses.terms import is_open
from openness.org.rows import license_of, worst_first
from openness.org.sarif import place
from openness.report.pages.components import agreement
from openness.report.pages.engine import words
from openness.values import NamedTuple
from openness.vocabulary import LEVELS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]

MOST_FINDINGS = 8
MOST_DETAILED = 2_000
"""Repositories that are shown with components and findings; of the others, which are better, the line alone."""
_HIDDEN = frozenset({"absent", "unknown"})


class Finding(NamedTuple):
    """One finding with the place that it is about."""

    severity: str
    rule: str
    message: str
    place: str
    url: str | None
    new: bool
    accepted: str | None


class Component(NamedTuple):
    """One component: what is declared (empty: nothing), what was observed, how these compare, the license."""

    id: str
    declared: str
    observed: str
    agreement: str
    license: str
    open: bool | None


class Card(NamedTuple):
    """One repository. `row` is the report's own; `steps` the level as a number of steps, None where it is unknown."""

    row: Json
    url: str | None
    worst: str
    level: str
    steps: int | None
    license: str
    license_open: bool | None
    change: Json | None
    compared: bool
    findings: list[Finding]
    more_findings: int
    components: list[Component]
    unseen: list[tuple[str, list[str]]]
    detailed: bool
    search: str


def cards(document: Json) -> list[Card]:
    """The repositories of a report, the worst first."""
    change = document["change"]
    changed = {one["id"]: one for one in change["repositories"]} if change else {}
    rows = sorted(document["repositories"], key=worst_first)
    return [_card(row, changed, number < MOST_DETAILED, change is not None) for number, row in enumerate(rows)]


def web(url: str | None) -> str | None:
    """An address to link to: one of the web, and no other (`javascript:`)."""
    return url if url and url.startswith(("https://", "http://")) else None


def _card(row: Json, changed: Mapping[str, Json], detailed: bool, compared: bool) -> Card:
    level, license_id = row["level"]["observed"], license_of(row)
    model = row["model"] or {}
    shown = _findings(row) if detailed else []
    counted = sum(row["counts"].values())
    return Card(
        row=row,
        url=web(row["url"]),
        worst=next((one for one in SEVERITIES if row["counts"][one]), "none"),
        level=level or "unknown",
        steps=LEVELS.index(level) + 1 if level else None,
        license=license_id or "",
        license_open=is_open(license_id),
        change=changed.get(row["id"]),
        compared=compared,
        findings=shown,
        more_findings=counted - len(shown) if detailed else 0,
        components=_components(row) if detailed else [],
        unseen=_unseen(row) if detailed else [],
        detailed=detailed,
        search=" ".join(filter(None, (row["name"], model.get("name"), license_id))).lower(),
    )


def _findings(row: Json) -> list[Finding]:
    return [
        Finding(
            one["severity"],
            one["rule"],
            " ".join(one["message"].split()),
            ":".join(str(part) for part in (one["path"], one["line"]) if part),
            web(place(row, one["path"], one["line"])),
            one["new"],
            one["suppressed"],
        )
        for one in row["findings"][:MOST_FINDINGS]
    ]


def _components(row: Json) -> list[Component]:
    return [
        Component(
            words(one["id"]),
            one["declared"] or "",
            one["observed"],
            agreement(one["declared"], one["observed"]),
            one["license"] or "",
            is_open(one["license"]),
        )
        for one in row["components"]
        if one["declared"] or one["observed"] not in _HIDDEN
    ]


def _unseen(row: Json) -> list[tuple[str, list[str]]]:
    """Components that are neither declared nor seen, by what is known of them."""
    groups = {
        status: [words(one["id"]) for one in row["components"] if not one["declared"] and one["observed"] == status]
        for status in ("absent", "unknown")
    }
    return [(status, ids) for status, ids in groups.items() if ids]
