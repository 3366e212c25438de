"""What changed since an earlier scan."""

from __future__ import annotations

import json

from openness.org.change import with_change
from openness.org.schema import problems
from org_support import document, finding, lost, row

LATER = "2026-11-29T05:00:00Z"


def test_without_an_earlier_report_there_is_no_change() -> None:
    after = document([row("tern", 1, [finding()])])
    assert with_change(None, after) == after


def test_new_and_mended_findings_and_levels_are_told_by_repository() -> None:
    before = document([row("tern", 1, [finding(1), finding(2)]), row("wren", 2)])
    after = document([row("tern", 1, [finding(2), finding(3)], level="open-source-ai"), row("wren", 2)], at=LATER)
    marked = with_change(before, after)
    assert problems(json.loads(json.dumps(marked))) == []
    (change,) = marked["change"]["repositories"]
    assert (change["name"], change["new_findings"], change["mended_findings"]) == ("acme/tern", 1, 1)
    assert change["level"] == {"before": "open-weights", "after": "open-source-ai"}
    assert [one["new"] for one in marked["repositories"][0]["findings"]] == [False, True]
    assert marked["summary"]["findings"]["new"] == 1
    assert marked["change"]["levels"]["open-source-ai"] == {"before": 0, "after": 1}


def test_a_repository_keeps_its_past_under_a_new_name() -> None:
    before = document([row("tern", 1, [finding(1)])])
    after = with_change(before, document([row("arctic-tern", 1, [finding(1)])], at=LATER))
    (change,) = after["change"]["repositories"]
    assert change["renamed_from"] == "acme/tern"
    assert (after["change"]["added"], after["change"]["removed"], change["new_findings"]) == ([], [], 0)


def test_what_could_not_be_judged_is_not_compared() -> None:
    before = document([row("tern", 1, [finding(1)]), lost("wren", 2)])
    after = with_change(before, document([lost("tern", 1), row("wren", 2, [finding(5)])], at=LATER))
    assert after["change"]["repositories"] == []
    assert after["change"]["mended_findings"] == 0


def test_nothing_counts_as_gone_while_the_scan_is_not_whole() -> None:
    before = document([row("tern", 1), row("wren", 2)])
    whole = with_change(before, document([row("tern", 1)], at=LATER))
    partial = with_change(before, document([row("tern", 1)], at=LATER, stopped="rate limit"))
    assert whole["change"]["removed"] == ["acme/wren"]
    assert partial["change"]["removed"] == []


def test_a_finding_of_a_repository_that_is_new_is_new() -> None:
    after = with_change(document([]), document([row("tern", 1, [finding(1)])], at=LATER))
    assert after["change"]["added"] == ["acme/tern"]
    assert after["summary"]["findings"]["new"] == 1
