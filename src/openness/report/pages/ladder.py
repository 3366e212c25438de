"""The ladder of levels: where the release stands, what is declared, and what keeps it from the steps above."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from openness.package_data import package_json
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from openness.report.pages.places import Seen, Sources

Json = dict[str, Any]


class Step(NamedTuple):
    """A step of the ladder. `state` is reached, here, above or unknown."""

    level: str
    what: str
    state: str
    declared: bool


class Reason(NamedTuple):
    """A component that keeps the release from a level."""

    component: str
    status: str
    why: str
    evidence: list[Seen]


class Ladder(NamedTuple):
    """The steps from the lowest, and the reasons by the level that they keep from, the nearest first."""

    observed: str | None
    declared: str | None
    steps: list[Step]
    kept_from: list[tuple[str, list[Reason]]]


@cache
def _about() -> dict[str, str]:
    about: dict[str, str] = package_json("data", "pages", "levels.json")["levels"]
    return about


def ladder_view(level: Json, sources: Sources) -> Ladder:
    """The ladder of a report's `level`."""
    observed, declared = level["observed"], level["declared"]
    at = LEVELS.index(observed) if observed else None
    reasons: dict[str, list[Reason]] = {}
    for one in level["reasons"]:
        reason = Reason(one["component"], one["status"], one["why"], sources.seen(one.get("evidence", ())))
        reasons.setdefault(one["keeps_from"], []).append(reason)
    return Ladder(
        observed,
        declared,
        [Step(name, _about()[name], _state(number, at), name == declared) for number, name in enumerate(LEVELS)],
        [(name, reasons[name]) for name in LEVELS if name in reasons],
    )


def _state(number: int, at: int | None) -> str:
    if at is None:
        return "unknown"
    return "here" if number == at else "reached" if number < at else "above"
