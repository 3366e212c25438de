"""The page of one repository: what a reader finds on it, and what no repository can make of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.cli import main
from openness.report.pages.findings import MOST
from openness.report.pages.repository import render
from org_support import PLAIN
from pages.hostile import PAYLOADS, filled
from pages.markup import Page, faults
from pages.stories import PLOVER, judged, whole_report
from support import write_files

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://github.com/example/plover/blob/0123abc"


@pytest.fixture(scope="module")
def document() -> str:
    report, line = whole_report()
    return render(report, line, address=ADDRESS)


def section(document: str, name: str) -> str:
    """The markup of one section."""
    found = re.search(rf'<section id="{name}".*?</section>', document, re.DOTALL)
    assert found is not None, name
    return found[0]


def words(markup: str) -> str:
    """The text of some markup on one line."""
    return Page(markup).text()


def test_the_page_is_well_formed_accessible_and_closed_to_everything_else(document: str) -> None:
    assert faults(document) == []


def test_the_ladder_says_where_it_stands_and_what_keeps_it_there(document: str) -> None:
    level = section(document, "level")
    assert "Observed: weights available" in words(level)
    (here,) = re.findall(r'<li class="here" aria-current="step">(.*?)</li>', level, re.DOTALL)
    assert words(f"<li>{here}</li>").startswith("weights available")
    declared = re.findall(r'<li class="above">\s*<span class="name">([^<]*)(?:(?!</li>).)*◇ declared', level, re.DOTALL)
    assert declared == ["open weights"]
    assert "What keeps it from open weights weights ● released : terms restrict who may use" in words(level)


def test_findings_come_first_and_the_worst_of_them_before_the_others(document: str) -> None:
    at = [document.index(f'<section id="{name}"') for name in ("level", "findings", "components", "licenses")]
    assert at == sorted(at)
    shown = re.findall(r'<article class="finding (\w+)">', section(document, "findings").split("<details>")[0])
    assert shown == sorted(shown, key=["error", "warning", "note"].index, reverse=False) or "reported only" in document


def test_a_finding_shows_the_line_with_its_words_marked_and_leads_to_the_file(document: str) -> None:
    findings = section(document, "findings")
    assert f'href="{ADDRESS}/README.md#L3"' in findings
    assert "Plover-7B is a fully <mark>open-source</mark> large language model" in findings


def test_known_and_accepted_findings_are_there_and_apart(document: str) -> None:
    findings = words(section(document, "findings"))
    assert "1 finding known before" in findings
    assert "1 finding accepted with a reason" in findings
    assert "Accepted: We were asked to." in findings
    assert "reported only" in findings


def test_components_stand_declared_against_observed(document: str) -> None:
    row = re.search(r"<tr[^>]*>\s*<th[^>]*>training code</th>.*?</tr>", section(document, "components"), re.DOTALL)
    assert row is not None
    assert 'class="less"' in row[0]
    assert words(row[0]).startswith("training code ● released MIT (open) train.py – absent less than declared")


def test_licenses_come_with_what_they_restrict_and_where(document: str) -> None:
    text = words(section(document, "licenses"))
    assert "Needs another license above 10,000,000 users" in text
    assert "Section 2, MODEL_LICENSE:5" in text
    assert "2. Scale. If the monthly active users of your products exceed 10 million" in text


def test_a_modified_license_shows_how_it_differs(document: str) -> None:
    text = words(section(document, "licenses"))
    assert "A modified text of this license" in text
    assert "3 added, binding and no cats" in text


def test_claims_stand_in_their_line_with_their_verdict(document: str) -> None:
    claims = section(document, "claims")
    assert "Contradicted: " in claims
    assert "its training code is <mark>open source</mark>" in claims
    assert "About others, mentioned, denied or planned: 1" in claims
    (anchor,) = set(re.findall(r'href="#(finding-\d+)">see the finding', claims))
    assert f'id="{anchor}"' in document


def test_frameworks_come_with_reasons_and_what_was_not_checked_is_said(document: str) -> None:
    frameworks = words(section(document, "frameworks"))
    assert "Open Weight Definition does not conform" in frameworks
    assert "This is not legal advice." in frameworks
    assert "hf:example/plover offline" in words(section(document, "not-checked"))


def test_policy_and_change_have_their_sections(document: str) -> None:
    assert "level.minimum not met open-weights weights-available policy.yml:3" in words(section(document, "policy"))
    assert "Level open-weights weights-available" in words(section(document, "change"))


def test_without_a_manifest_nothing_is_shown_as_declared() -> None:
    report, line = judged({name: body for name, body in PLOVER.items() if name != "openness.yml"})
    page = render(report, line)
    assert faults(page) == []
    assert "There is no manifest, so that nothing is declared" in words(section(page, "components"))
    assert '<th scope="col" role="columnheader">Declared' not in page


def test_an_unknown_level_is_shown_as_unknown() -> None:
    report, line = whole_report()
    report["level"] = {"observed": None, "declared": None, "reasons": []}
    level = words(section(render(report, line), "level"))
    assert level.startswith("The level is not known")
    assert "● observed" not in level


def test_a_repository_without_a_model_has_a_page_that_says_so() -> None:
    page = render(*judged(PLAIN))
    assert faults(page) == []
    assert "No model is released here" in words(section(page, "level"))


def test_findings_beyond_the_limit_are_counted() -> None:
    report, line = whole_report()
    one = report["findings"][0]
    report["findings"] = [{**one, "message": f"Number {number}."} for number in range(MOST + 7)]
    page = render(report, line)
    assert "7 further findings in the JSON report." in page
    assert faults(page) == []


def test_findings_that_say_the_same_stand_together() -> None:
    report, line = whole_report()
    one = report["findings"][0]
    again = {**one, "line": 5, "column": None, "end_column": None, "message": one["message"].replace("open", "OPEN", 1)}
    report["findings"] = [one, again]
    findings = section(render(report, line), "findings")
    assert findings.count("<article") == 1
    assert "At 2 places:" in findings


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_repository_becomes_markup(payload: str) -> None:
    report, _ = whole_report()
    harmless = Page(render(filled(report, "words"), lambda _path, _line: "words " * 200))
    page = render(filled(report, payload), lambda _path, _line: payload.replace("\n", " "), address=ADDRESS)
    assert faults(page) == []
    assert {one.tag for one in Page(page).elements} <= {one.tag for one in harmless.elements} | {"a"}
    page.encode("utf-8")


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1))
def test_any_text_at_all_is_only_text(text: str) -> None:
    report, _ = whole_report()
    page = render(filled(report, text), lambda _path, _line: text)
    assert faults(page) == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x08\x1b]", page)


def test_the_command_writes_a_page_with_links_where_files_can_be_read(tmp_path: Path) -> None:
    write_files(tmp_path / "plover", PLOVER)
    target = tmp_path / "page.html"
    arguments = ["check", str(tmp_path / "plover"), "--format", "html", "-o", str(target), "--files-at", ADDRESS]
    assert main(arguments) == 1
    page = target.read_text(encoding="utf-8")
    assert faults(page) == []
    assert f'href="{ADDRESS}/README.md#L3"' in page
    assert "<time datetime=" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", 'https://x"onload=y', "file:///etc", ""])
def test_only_web_addresses_are_linked(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", ".", "--format", "html", "--files-at", address])
    assert "is not an address" in capsys.readouterr().err


def test_words_at_a_place_that_a_line_does_not_have_are_no_error() -> None:
    report, _ = whole_report()
    short: Any = render(report, lambda _path, _line: "x")
    assert faults(short) == []
