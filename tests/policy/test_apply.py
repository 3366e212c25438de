"""Repositories under a policy: what is found, with which severity, what fails and what is only reported."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.policy.entities import Identity
from openness.report.policy import under_policy
from policy_support import CLOSED, TODAY, WEIGHTS, counted, judged, report_of, stack

if TYPE_CHECKING:
    from openness.policy.entities import Policy

OPEN = {"README.md": WEIGHTS, "LICENSE": "SPDX-License-Identifier: Apache-2.0\n"}
NO_MODEL = {"README.md": "# wrap\n\nWraps lines of text.\n", "wrap.py": "print('x')\n"}
DEMAND = "level: open-weights\n"


def of_policy(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [one for one in counted(report) if one[0].startswith("OM5")]


def test_a_level_that_is_too_low_fails_and_the_report_says_what_was_demanded_where() -> None:
    report, result = judged(CLOSED, stack(DEMAND))
    assert result.conclusion == "failure"
    assert of_policy(report) == [("OM502", "error")]
    (demand,) = report["policy"]["demands"]
    assert (demand["state"], demand["required"], demand["found"], demand["origin"]) == (
        "not-met",
        "open-weights",
        "weights-available",
        "a.yml:2",
    )


def test_evaluate_reports_the_same_and_fails_nothing() -> None:
    enforced, _ = judged(CLOSED, stack(DEMAND))
    report, result = judged(CLOSED, stack(DEMAND + "mode: evaluate\n"))
    assert result.conclusion == "success"
    assert [one["rule"] for one in report["findings"]] == [one["rule"] for one in enforced["findings"]]
    assert {one["binding"] for one in report["findings"]} == {False}
    assert report["policy"]["reporting_only"] == "mode evaluate"


@pytest.mark.parametrize(("day", "conclusion"), [("2026-05-31", "success"), ("2026-06-01", "failure")])
def test_a_policy_binds_from_its_day_on(day: str, conclusion: str) -> None:
    _, result = judged(CLOSED, stack(DEMAND + "from: 2026-06-01\n"), today=date.fromisoformat(day))
    assert result.conclusion == conclusion


def test_one_rule_may_bind_later_than_the_others() -> None:
    late = "rules:\n  OM502:\n    severity: error\n    from: 2027-01-01\n  OM401: warning\n"
    report, result = judged(CLOSED, stack(DEMAND + late))
    assert result.conclusion == "success"
    assert ("OM401", "warning") in counted(report)
    assert [(one["rule"], one["severity"]) for one in report["findings"] if one.get("binding") is False] == [
        ("OM502", "error")
    ]
    _, then = judged(CLOSED, stack(DEMAND + late), today=date(2027, 1, 1))
    assert then.conclusion == "failure"


def test_a_rule_that_is_off_is_counted_and_its_demand_is_not_made() -> None:
    report, _ = judged(CLOSED, stack(DEMAND + "rules:\n  OM401: off\n  policy-level-not-reached: off\n"))
    assert {"OM401", "OM502"} & {one["rule"] for one in report["findings"]} == set()
    assert report["policy"]["off"] == 1
    assert report["policy"]["demands"] == []


def test_a_doubt_is_not_made_a_failure() -> None:
    report = report_of(CLOSED)
    for one in report["findings"]:
        if one["rule"] == "OM401":
            one["severity"] = "note"
    found, _ = under_policy(report, stack("rules:\n  OM401: error\n"), today=TODAY)
    assert ("OM401", "note") in counted(found)
    gone, _ = under_policy(report, stack("rules:\n  OM401: off\n"), today=TODAY)
    assert "OM401" not in {one["rule"] for one in gone["findings"]}


def exemption(until: str, repositories: str = "lab/*", more: str = "") -> str:
    return (
        f"exemptions:\n  - repositories: ['{repositories}']\n    rules: [OM502, open-source-claim-unsupported]\n"
        f"    reason: The grant of 2023 asks for these terms.\n    until: {until}\n{more}"
    )


def test_an_exemption_accepts_with_its_reason_and_is_counted() -> None:
    report, result = judged(CLOSED, stack(DEMAND + exemption("2026-06-01", more="    approved_by: A. Person\n")))
    assert result.conclusion == "success"
    reasons = {one["rule"]: one["suppressed"] for one in report["findings"] if one["suppressed"]}
    assert set(reasons) == {"OM401", "OM502"}
    assert reasons["OM502"] == (
        "The grant of 2023 asks for these terms. (exempted until 2026-06-01, approved by A. Person; a.yml:4)"
    )
    (told,) = report["policy"]["exemptions"]
    assert (told["findings"], told["expired"]) == (2, False)


def test_an_exemption_ends_with_its_last_day() -> None:
    report, result = judged(CLOSED, stack(DEMAND + exemption("2026-05-31")))
    assert result.conclusion == "failure"
    assert ("OM505", "warning") in counted(report)
    assert ("OM502", "error") in counted(report)


def test_an_exemption_holds_for_its_repositories_and_paths_only() -> None:
    assert judged(CLOSED, stack(DEMAND + exemption("2030-01-01", "other/*")))[1].conclusion == "failure"
    report, _ = judged(CLOSED, stack(exemption("2030-01-01", more="    paths: ['docs/*']\n")))
    assert ("OM401", "error") in counted(report)


def test_an_exemption_of_an_owner_that_is_not_known_accepts_nothing() -> None:
    policy = stack(DEMAND + exemption("2030-01-01"))
    assert judged(CLOSED, policy, identity=Identity("tinylm"))[1].conclusion == "failure"


def test_the_repository_cannot_accept_findings_of_the_policy() -> None:
    accepted = "<!-- openness: ignore[OM502, OM401] this was agreed with everybody -->\n"
    readme = str(CLOSED["README.md"])
    files = {**CLOSED, "README.md": readme.replace("TinyLM is an open", f"{accepted}TinyLM is an open")}
    report, _ = judged(files, stack(DEMAND))
    assert ("OM502", "error") in counted(report)
    assert "OM401" not in {rule for rule, _ in counted(report)}
    strict, _ = judged(files, stack(DEMAND + "suppressions: refused\n"))
    (found,) = [one for one in strict["findings"] if one["rule"] == "OM401"]
    assert found["suppressed"] is None
    assert "this was agreed with everybody" in found["help"]


@pytest.mark.parametrize(
    ("handling", "expected"),
    [("ignore", []), ("warn", [("OM506", "warning")]), ("fail", [("OM506", "error")])],
)
def test_what_is_not_known_is_what_the_policy_makes_of_it(handling: str, expected: list[tuple[str, str]]) -> None:
    policy = stack(f"unknown: {handling}\nlicenses:\n  weights:\n    allow: [any-open]\n")
    report, result = judged({"README.md": WEIGHTS}, policy)
    assert of_policy(report) == expected
    assert result.conclusion == ("failure" if handling == "fail" else "success")
    assert report["policy"]["demands"][0]["state"] == "unknown"


def test_a_repository_without_a_model_is_not_bound() -> None:
    report, result = judged(NO_MODEL, stack(DEMAND + "manifest: required\n"))
    assert result.conclusion == "not-applicable"
    assert report["findings"] == report_of(NO_MODEL)["findings"]


def test_a_repository_that_is_selected_for_its_properties_lacks_a_manifest() -> None:
    policy = stack("manifest: required\nlevel: open-weights\napplies_to:\n  releases_model: false\n")
    report, _ = judged(NO_MODEL, policy)
    assert of_policy(report) == [("OM501", "error")]


def test_the_missing_manifest_is_said_once() -> None:
    report, _ = judged(OPEN, stack("manifest: required\n"))
    assert [one["rule"] for one in report["findings"] if one["rule"] in ("OM101", "OM501")] == ["OM501"]


def test_where_it_is_not_known_whether_a_policy_binds_it_only_reports() -> None:
    policy = stack(DEMAND + "applies_to:\n  topics: [llm]\n")
    report, result = judged(CLOSED, policy)
    assert result.conclusion == "success"
    assert report["policy"]["binds"] is None
    assert ("OM502", "error") in [(one["rule"], one["severity"]) for one in report["findings"]]
    _, known = judged(CLOSED, policy, identity=Identity("lab/tinylm", topics=("llm",)))
    assert known.conclusion == "failure"


def test_of_two_layers_only_the_sure_one_binds() -> None:
    policy = stack("rules:\n  OM401: warning\n", "level: open-weights\napplies_to:\n  topics: [llm]\n")
    report, result = judged(CLOSED, policy)
    assert result.conclusion == "success"
    assert [one["rule"] for one in report["findings"] if one.get("binding") is False] == ["OM502"]


HOUSE = """wording:
  definition: house
  terms:
    open-source: %s
  statement: Here an open-source model is one that everybody can download.
"""


def test_a_house_definition_is_stated_and_notes_what_it_bears_out() -> None:
    report, _ = judged(CLOSED, stack(HOUSE % "weights-available"))
    (found,) = [one for one in report["findings"] if one["rule"] == "OM401"]
    assert (found["severity"], found["help"]) == (
        "note",
        "House definition: Here an open-source model is one that everybody can download.",
    )
    strict, _ = judged(CLOSED, stack(HOUSE % "open-weights"))
    (worse,) = [one for one in strict["findings"] if one["rule"] == "OM401"]
    assert worse["severity"] == "error"
    assert "the level is weights-available" in worse["help"]


REPORTS = [report_of(files) for files in (OPEN, CLOSED, NO_MODEL, {"README.md": WEIGHTS})]

PARTS = st.lists(
    st.sampled_from(
        [
            "mode: evaluate\n",
            "level: open-source-ai\n",
            "manifest: valid\n",
            "unknown: fail\n",
            "unknown: ignore\n",
            "suppressions: refused\n",
            "locked: [everything]\n",
            "frameworks:\n  osaid: conforms\n  mof: 2\n",
            "licenses:\n  all:\n    allow: [any-open]\n",
            "wording:\n  definition: osaid\n",
            "rules:\n  OM401: off\n  OM502: warning\n  OM506: error\n",
            "applies_to:\n  topics: [llm]\n",
            "from: 2027-01-01\n",
        ]
    ),
    unique_by=lambda part: part.partition(":")[0],
)


@settings(deadline=None, max_examples=100)
@given(st.lists(PARTS, min_size=1, max_size=3), PARTS, st.integers(0, 3))
def test_whatever_the_layers_say_the_result_is_whole(layers: list[list[str]], own: list[str], which: int) -> None:
    policy: Policy = stack(*("name: x\n" + "".join(parts) for parts in layers), own="name: y\n" + "".join(own))
    report, result = under_policy(REPORTS[which], policy, today=TODAY)
    failing = [
        one
        for one in report["findings"]
        if one["severity"] == "error" and one["suppressed"] is None and one.get("binding", True)
    ]
    assert (result.conclusion == "failure") == (bool(failing) and result.conclusion != "not-applicable")
    assert len({one["fingerprint"] for one in report["findings"]}) == len(report["findings"])
    again, _ = under_policy(REPORTS[which], policy, today=TODAY)
    assert again == report


@settings(deadline=None, max_examples=100)
@given(PARTS, PARTS, st.integers(0, 3))
def test_no_policy_inside_the_repository_turns_a_failure_into_a_pass(
    above: list[str], own: list[str], which: int
) -> None:
    above = [part for part in above if not part.startswith("unknown")]
    alone = under_policy(REPORTS[which], stack("name: x\n" + "".join(above)), today=TODAY)[1]
    both = under_policy(
        REPORTS[which], stack("name: x\n" + "".join(above), own="name: y\n" + "".join(own)), today=TODAY
    )[1]
    if alone.conclusion == "failure":
        assert both.conclusion == "failure"
