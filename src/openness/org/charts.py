"""Figures of an organization as bars: how long, how they are told, what they were in the scan before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.licenses.terms import is_open
from openness.report.pages.engine import words
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json = dict[str, Any]

UNKNOWN = "unknown"
MOST_LICENSES = 12
_CLASSES = {"1": "class I", "2": "class II", "3": "class III", "0": "no class"}
_CONCLUSIONS = {"failure": "not met", "success": "met", "not-applicable": "not bound by it"}


class Bar(NamedTuple):
    """One bar. `width` and `was` are in percent of the longest bar, `tone` is a class of the style sheet.

    `filter` is what the page's filter is set to when the label is chosen (empty: nothing), `difference` the change
    since the scan before in signs, empty where there is none.
    """

    label: str
    number: int
    width: float
    tone: str
    filter: str
    was: float | None
    difference: str


class Chart(NamedTuple):
    """Bars under a title; `note` says what the bars leave out, or how to read them."""

    key: str
    title: str
    what: str
    bars: list[Bar]
    note: str


class Segment(NamedTuple):
    """A stretch of the ribbon that shows how the levels share all models; in percent."""

    label: str
    number: int
    start: float
    width: float
    tone: str


def charts(document: Json) -> list[Chart]:
    """The charts of an organization's report; those without a figure are left out."""
    summary, change = document["summary"], document["change"]
    before = {name: one["before"] for name, one in change["levels"].items()} if change else None
    levels = [(name, words(name), number) for name, number in summary["levels"].items()]
    found = [
        _chart("level", "Models by observed level", "Level", levels, before=before, tones={UNKNOWN: "unknown"}),
        _chart("osaid", "Open Source AI Definition 1.0", "Verdict", _named(summary["osaid"])),
        _chart("mof", "Model Openness Framework 1.0", "Class", _named(summary["mof_classes"], _CLASSES)),
        _chart("policy", "Demands of the policy", "Demands", _named(summary["policy"], _CONCLUSIONS)),
        _licenses(summary["licenses"]),
    ]
    return [one for one in found if any(bar.number for bar in one.bars)]


def ribbon(summary: Json) -> list[Segment]:
    """The models by level, side by side, the lowest level first and what is unknown last."""
    total = sum(summary["levels"].values())
    segments: list[Segment] = []
    start = 0.0
    for name in (*LEVELS, UNKNOWN):
        number = summary["levels"].get(name, 0)
        if number:
            width = 100 * number / total
            segments.append(Segment(words(name), number, round(start, 3), round(width, 3), name))
            start += width
    return segments


def _named(figures: Mapping[str, int], names: Mapping[str, str] | None = None) -> list[tuple[str, str, int]]:
    return [(key, (names or {}).get(key, words(key)), number) for key, number in figures.items()]


def _licenses(figures: list[Json]) -> Chart:
    shown = figures[:MOST_LICENSES]
    rows = [(one["license"], one["license"], one["repositories"]) for one in shown]
    tones = {one["license"]: _tone(one["license"]) for one in shown}
    left = len(figures) - len(shown)
    note = "● open license, ○ not an open license, ? not known."
    if left:
        note += f" {left} more licenses are in the JSON report."
    chart = _chart("license", "Models by the license of their weights", "License", rows, tones=tones, note=note)
    signs = {"open": "●", "restricted": "○", "unknown": "?"}
    return chart._replace(bars=[bar._replace(label=f"{signs[bar.tone]} {bar.label}") for bar in chart.bars])


def _tone(license_id: str) -> str:
    answer = None if license_id == UNKNOWN else is_open(license_id)
    return {True: "open", False: "restricted", None: "unknown"}[answer]


def _chart(
    key: str,
    title: str,
    what: str,
    rows: Iterable[tuple[str, str, int]],
    *,
    before: Mapping[str, int] | None = None,
    tones: Mapping[str, str] | None = None,
    note: str = "",
) -> Chart:
    listed = list(rows)
    most = max([number for _, _, number in listed] + list((before or {}).values()), default=0) or 1
    bars = [
        Bar(
            label,
            number,
            round(100 * number / most, 2),
            (tones or {}).get(name, "plain"),
            name if key in ("level", "license", "policy") else "",
            round(100 * before.get(name, 0) / most, 2) if before is not None else None,
            _difference(number - before.get(name, 0)) if before is not None else "",
        )
        for name, label, number in listed
    ]
    return Chart(key, title, what, bars, note)


def _difference(number: int) -> str:
    return f"{number:+,}".replace("-", "−") if number else ""
