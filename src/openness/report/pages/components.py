"""The grid of components: what is declared beside what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.licenses.terms import is_open
from openness.values import NamedTuple
from openness.vocabulary import CODE_COMPONENTS, DATA_COMPONENTS, DOCUMENT_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openness.report.pages.places import Seen, Sources

Json = dict[str, Any]

_RANK = {"released": 3, "partial": 2, "described": 1, "absent": 0, "withheld": 0}
_MODEL = frozenset({"weights", "intermediate-checkpoints", "optimizer-states", "adapters", "tokenizer", "model-config"})
_MOST_EVIDENCE = 3


class Side(NamedTuple):
    """What is declared, or was observed: status, license and whether that is open (None: not known), and where."""

    status: str
    license: str | None
    open: bool | None
    locations: list[str]
    evidence: list[Seen]
    more: int


class Row(NamedTuple):
    """One component. `agreement` is how the two sides compare, in words; empty where there is nothing to compare."""

    id: str
    declared: Side | None
    observed: Side
    agreement: str


class Grid(NamedTuple):
    """Rows by group; `absent` and `unknown` name components that are not declared and were not seen, or not known."""

    groups: list[tuple[str, list[Row]]]
    absent: list[str]
    unknown: list[str]
    declares: bool


def grid_view(report: Json, sources: Sources) -> Grid:
    """The grid of a report."""
    shown: list[Row] = []
    left: dict[str, list[str]] = {"absent": [], "unknown": []}
    for one in report["components"]:
        status = one["observed"]["status"]
        if one["declared"] is None and status in left:
            left[status].append(one["id"])
        else:
            shown.append(_row(one, sources))
    return Grid(
        groups=grouped(shown),
        absent=left["absent"],
        unknown=left["unknown"],
        declares=any(row.declared for row in shown),
    )


def grouped(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Rows under the heading of their kind, in the order of the vocabulary."""
    kinds = {"Model": _MODEL, "Code": CODE_COMPONENTS, "Data": DATA_COMPONENTS, "Documents": DOCUMENT_COMPONENTS}
    groups = [(title, [row for row in rows if row.id in ids]) for title, ids in kinds.items()]
    known = frozenset().union(*kinds.values())
    groups.append(("Records and results", [row for row in rows if row.id not in known]))
    return [(title, members) for title, members in groups if members]


def agreement(declared: str | None, observed: str) -> str:
    """How a declared status compares with the observed one, in words; empty where there is nothing to compare."""
    if declared is None or declared == "not-applicable":
        return ""
    if observed == "unknown":
        return "not verified"
    difference = _RANK.get(observed, 0) - _RANK.get(declared, 0)
    return "as declared" if difference == 0 else "less than declared" if difference < 0 else "more than declared"


def _row(component: Json, sources: Sources) -> Row:
    declared, observed = component["declared"], component["observed"]
    evidence = observed["evidence"]
    return Row(
        id=component["id"],
        declared=declared and _declared(declared),
        observed=Side(
            observed["status"],
            observed["license"],
            is_open(observed["license"]),
            _elsewhere(observed.get("locations", ()), evidence),
            sources.seen(evidence[:_MOST_EVIDENCE]),
            max(len(evidence) - _MOST_EVIDENCE, 0),
        ),
        agreement=agreement(declared and declared["status"], observed["status"]),
    )


def _declared(declared: Json) -> Side:
    locations = [declared["location"]] if declared["location"] else []
    return Side(declared["status"], declared["license"], is_open(declared["license"]), locations, [], 0)


def _elsewhere(locations: Iterable[str], evidence: Iterable[Json]) -> list[str]:
    """The locations that the evidence does not name anyway."""
    named = " ".join(f"{one['path']} {one['what']}" for one in evidence)
    return [one for one in locations if one not in named]
