"""The verdicts of the frameworks with every reason."""

from __future__ import annotations

from typing import Any

from openness.judge.frameworks import shown
from openness.values import NamedTuple

Json = dict[str, Any]

_GAPS = {
    "invalid": "Under a license that the class does not accept",
    "unlicensed": "Without a license",
    "incomplete": "Released in part only",
}
_MOST_AGAINST = 5
_SYMBOLS = {"met": "met", "not-met": "not met", "undecidable": "undecidable", None: "not told"}


class Reason(NamedTuple):
    """One reason: what was asked, how it stands, why."""

    element: str
    state: str
    why: str


class Meter(NamedTuple):
    """A share in percent, with what it is of."""

    label: str
    percent: int


class FrameworkView(NamedTuple):
    """One framework. `tone` is good, bad or open; `against` is what speaks against it; `lists` are named lists."""

    key: str
    title: str
    verdict: str
    tone: str
    meters: list[Meter]
    against: list[str]
    reasons: list[Reason]
    lists: list[tuple[str, list[str]]]
    notes: list[str]


def framework_views(report: Json) -> list[FrameworkView]:
    """The frameworks of a report, in a fixed order; others follow by name."""
    verdicts = report["frameworks"]
    keys = shown.in_order(verdicts)
    return [_classes(key, verdicts[key]) if "class" in verdicts[key] else _other(key, verdicts[key]) for key in keys]


def _classes(key: str, mof: Json) -> FrameworkView:
    undecided = mof.get("undecided", [])
    absent = [one for one in mof["missing"] if one not in undecided and one not in mof.get("incomplete", [])]
    lists = [("Not found", absent), ("Not known", undecided)]
    lists += [(title, mof.get(key, [])) for key, title in _GAPS.items()]
    strict = mof.get("strict")
    notes = [f"Read strictly, after the paper instead of the tool: {shown.words(strict['class'])}."] if strict else []
    return FrameworkView(
        key,
        shown.title(key),
        shown.words(mof["class"]),
        "good" if mof["class"] else "bad",
        [Meter(f"Of {shown.words(number)}", round(mof["progress"][str(number)])) for number in (3, 2, 1)],
        [],
        [],
        [(title, [str(one) for one in ids]) for title, ids in lists if ids],
        notes,
    )


def _other(key: str, found: Json) -> FrameworkView:
    verdict = found.get("verdict")
    reasons = [
        Reason(_words(one["element"]), _SYMBOLS.get(one["state"], str(one["state"])), one["why"])
        for one in found.get("reasons", [])
    ]
    tone = {"conforms": "good", "does-not-conform": "bad"}.get(str(verdict), "open")
    said = _words(verdict) if verdict else "not judged"
    meters, notes = [], [*found.get("information", []), *([found["notice"]] if found.get("notice") else [])]
    if "score_at_least" in found:
        most = found["score_maximum"]
        said = f"at least {found['score_at_least']:g} of {most:g}"
        meters = [Meter("Of the score, at least", round(100 * found["score_at_least"] / most) if most else 0)]
    lists = [("Stays due", found.get("due", [])), ("Waived", found.get("waived", []))]
    return FrameworkView(
        key,
        shown.title(key),
        said,
        tone,
        meters,
        [reason.why for reason in reasons if reason.state == _SYMBOLS["not-met"]][:_MOST_AGAINST],
        reasons,
        [pair for pair in lists if pair[1]],
        notes,
    )


def _words(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")
