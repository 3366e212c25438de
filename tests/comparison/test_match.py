"""Pairing findings and baseline files, whatever they hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.comparison.baseline import Baseline, against_baseline, read_baseline, write_baseline
from openness.comparison.compare import Comparison, compare, mark_new
from openness.comparison.match import MOST_COMPARED, match_findings
from openness.errors import UsageError

EMPTY: dict[str, Any] = {
    "level": {"observed": None}, "frameworks": {}, "components": [], "licenses": [], "findings": [],
}  # fmt: skip

halves = st.sampled_from(["a" * 12 + "0" * 4, "a" * 12 + "1" * 4, "b" * 12 + "0" * 4])
paths = st.sampled_from([None, "README.md", "docs/a.md", "(topics)"])
findings = st.lists(
    st.builds(
        lambda what, path, rank, rule, severity, suppressed: {
            "rule": rule, "name": "x", "severity": severity, "path": path, "line": 1, "column": 1, "message": "m",
            "fingerprint": f"{what}{rank:016x}", "suppressed": suppressed, "new": True,
        },
        halves, paths, st.integers(0, 3), st.sampled_from(["OM101", "OM302", "OM401"]),
        st.sampled_from(["error", "warning", "note"]), st.sampled_from([None, None, "a reason"]),
    ),
    max_size=8,
)  # fmt: skip


def finding(fingerprint: str, **changed: Any) -> dict[str, Any]:
    return {
        "rule": "OM401", "name": "x", "severity": "warning", "path": "README.md", "line": 1, "column": 1,
        "message": "m", "fingerprint": fingerprint, "suppressed": None, "new": True, **changed,
    }  # fmt: skip


@given(findings, findings)
def test_every_finding_is_one_thing(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    matched = match_findings(before, after)
    counted = [index for index, one in enumerate(after) if one["suppressed"] is None]
    assert sorted((*matched.new, *matched.known)) == counted
    assert len(set(matched.mended)) == len(matched.mended)
    assert all(before[index]["suppressed"] is None for index in matched.mended)


@given(findings)
def test_nothing_is_new_where_nothing_changed(same: list[dict[str, Any]]) -> None:
    matched = match_findings(same, same)
    assert (matched.new, matched.mended) == ((), ())


@given(findings, findings)
def test_a_report_marked_twice_is_marked_the_same(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    comparison = compare({**EMPTY, "findings": before}, {**EMPTY, "findings": after})
    once = mark_new({**EMPTY, "findings": after}, comparison)
    assert mark_new(once, comparison) == once
    assert [index for index, one in enumerate(once["findings"]) if one["new"] and one["suppressed"] is None] == list(
        comparison.new
    )


class Counted:
    """Texts of which no two are alike, and how often that was asked."""

    asked = 0

    def sentence(self, earlier: object, later: object) -> float:
        self.asked += 1
        return 0.0

    context = sentence


def test_texts_are_compared_a_bounded_number_of_times() -> None:
    before = [finding(f"{number % 90:012x}" + "0" * 4 + f"{number:016x}") for number in range(500)]
    after = [finding(f"{number % 91:012x}" + "0" * 4 + f"{number:016x}") for number in range(900)]
    around = Counted()
    matched = match_findings(before, after, around=around)
    assert around.asked <= MOST_COMPARED
    assert len(matched.known) > 400


def test_before_anything_was_there_everything_is_new() -> None:
    report = {**EMPTY, "findings": [finding("a" * 32), finding("b" * 32, suppressed="a reason")]}
    assert compare(None, report) == Comparison((0,), (), ())


@pytest.mark.parametrize(
    ("was", "now", "is_new"),
    [
        ({}, {}, False),
        ({"severity": "warning"}, {"severity": "error"}, True),
        ({"severity": "error"}, {"severity": "warning"}, False),
        ({"suppressed": "a reason"}, {}, True),
        ({"ground": "1"}, {}, True),
        ({"ground": "1", "severity": "error"}, {}, False),
        ({"ground": "1", "severity": "note"}, {"severity": "note"}, False),
        ({"path": "docs/a.md"}, {}, False),
        ({"path": "docs/a.md", "rule": "OM302"}, {"rule": "OM302"}, True),
        ({"path": "(pull request body)"}, {}, True),
    ],
)
def test_what_makes_a_finding_new(was: dict[str, Any], now: dict[str, Any], *, is_new: bool) -> None:
    ground = was.pop("ground", "0") if (was := dict(was)) else "0"
    place = "1" * 16 if "path" in was else "0" * 16
    before = finding("a" * 12 + ground * 4 + place, **was)
    after = finding("a" * 12 + "0" * 4 + "0" * 16, **now)
    assert bool(match_findings([before], [after]).new) is is_new


def refusal(text: str) -> str | None:
    """What is said of a text that is no baseline, None for one that is."""
    try:
        read_baseline(text, "b.json")
    except UsageError as error:
        return str(error)
    return None


@settings(max_examples=200)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["findings", "fingerprint", "severity", "path", "schema_version"]), inner)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_a_baseline_or_one_clear_line(document: object) -> None:
    refused = refusal(json.dumps(document))
    if refused is None:
        against_baseline(EMPTY, read_baseline(json.dumps(document), "b.json"))
    else:
        assert refused.startswith("b.json")
        assert "\n" not in refused


@given(st.text(max_size=200))
def test_any_text_is_a_baseline_or_one_clear_line(text: str) -> None:
    assert "\n" not in (refusal(text) or "")


@given(findings)
def test_a_baseline_just_written_knows_everything(listed: list[dict[str, Any]]) -> None:
    report = {**EMPTY, "findings": listed}
    baseline = read_baseline(write_baseline(report), "b.json")
    comparison = against_baseline(report, baseline)
    assert (comparison.new, comparison.mended) == ((), ())


def test_what_is_worse_than_in_the_baseline_is_new() -> None:
    baseline = Baseline((finding("a" * 32, severity="warning"),))
    assert against_baseline({**EMPTY, "findings": [finding("a" * 32, severity="error")]}, baseline).new == (0,)
