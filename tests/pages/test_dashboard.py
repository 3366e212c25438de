"""The dashboard of an organization: what a reader finds without its script, and what no repository can make of it."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.cli import main
from openness.org import cards
from openness.org.dashboard import render
from openness.org.rows import worst_first
from pages.hostile import PAYLOADS, filled
from pages.markup import Page, faults
from pages.stories import organization

if TYPE_CHECKING:
    from pathlib import Path

    from pages.stories import Json


@pytest.fixture(scope="module")
def report() -> Json:
    return organization(24)


@pytest.fixture(scope="module")
def document(report: Json) -> str:
    return render(report)


def words(markup: str) -> str:
    return Page(markup).text()


def test_the_page_is_well_formed_accessible_and_closed_to_everything_else(document: str) -> None:
    assert faults(document) == []


def test_repositories_stand_the_worst_first(report: Json, document: str) -> None:
    shown = re.findall(r'<summary><span class="name"><bdi>([^<]*)', document)
    assert shown == [row["name"] for row in sorted(report["repositories"], key=worst_first)]


def test_what_is_not_complete_is_said_before_everything_else(document: str) -> None:
    warning = document.index("These results are not complete")
    assert warning < document.index("Where it stands")
    text = words(document)
    assert "Missing: the results of shard 2/2." in text
    assert "2 repositories could not be judged: neither a pass nor a finding." in text
    assert "2 repositories could be read in part only." in text


def test_a_repository_that_was_not_judged_is_neither_good_nor_bad(document: str) -> None:
    (row,) = re.findall(r'<li data-q="acme/repository-5".*?</summary>', document, re.DOTALL)
    assert "? not judged" in row
    assert 'data-level="unknown"' in row


def test_charts_are_tables_with_the_figures_in_them(report: Json, document: str) -> None:
    levels = report["summary"]["levels"]
    table = re.search(r'<table aria-labelledby="chart-level">.*?</table>', document, re.DOTALL)
    assert table is not None
    figures = re.findall(r"<th [^>]*>([^<]*)</th><td class=\"number\">([\d,]+)", table[0])
    assert {name.replace(" ", "-").lower(): int(number) for name, number in figures} == levels
    (told,) = re.findall(r'<desc id="ribbon-text">([^<]*)', document)
    assert told == ", ".join(
        f"{'open source AI' if name == 'open-source-ai' else name.replace('-', ' ')}: {number}"
        for name, number in levels.items()
        if number
    )


def test_a_repository_shows_its_components_findings_and_reasons(document: str) -> None:
    (row,) = re.findall(r'<li data-q="acme/repository-3 .*?</details>', document, re.DOTALL)
    text = words(row)
    assert "training code released – absent less than declared" in text
    assert "Kept from open weights: weights: terms restrict who may use the weights or how" in text
    assert "OM301 training-code is declared released at train.py" in text
    assert "https://github.example/acme/repository-3/blob/" in row


def test_what_changed_since_the_scan_before_is_told(document: str) -> None:
    text = words(document)
    assert "Change since the scan before" in text
    assert "was closed" in text
    assert re.search(r"Since 2026-11-15: \d+ new findings", text)


def test_the_first_scan_speaks_of_no_change() -> None:
    page = render(organization(8, compared=False))
    assert faults(page) == []
    assert "Change since" not in page


def test_an_organization_without_repositories_has_a_page() -> None:
    page = render(organization(0, compared=False))
    assert faults(page) == []
    assert "0 repositories." in page


def test_left_out_repositories_are_named(document: str) -> None:
    assert "acme/attic archived" in words(document)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_repository_becomes_markup(report: Json, payload: str) -> None:
    harmless = Page(render(filled(report, "words")))
    page = render(filled(report, payload))
    assert faults(page) == []
    assert {one.tag for one in Page(page).elements} <= {one.tag for one in harmless.elements}
    page.encode("utf-8")


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1))
def test_any_text_at_all_is_only_text(text: str) -> None:
    page = render(filled(organization(5), text))
    assert faults(page) == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x08\x1b]", page)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//evil.example"]
)
def test_addresses_that_are_none_of_the_web_are_not_linked(report: Json, address: str) -> None:
    changed = copy.deepcopy(report)
    changed["organization"]["url"] = address
    for row in changed["repositories"]:
        row["url"] = address
    assert [one.attributes["href"] for one in Page(render(changed)).all("a")] == ["#main"]


def test_very_large_organizations_keep_a_line_for_every_repository(
    report: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_DETAILED", 3)
    page = render(report)
    assert faults(page) == []
    assert page.count("<li data-q=") == len(report["repositories"])
    assert page.count("Its components and findings are in the JSON report.") == len(report["repositories"]) - 3


def test_merging_writes_the_dashboard(report: Json, tmp_path: Path) -> None:
    source, target = tmp_path / "report.json", tmp_path / "page.html"
    source.write_text(json.dumps(organization(4, compared=False)), encoding="utf-8")
    assert main(["org", "merge", str(source), "--format", "html", "-o", str(target)]) == 4
    assert "<title>Openness of Acme Research</title>" in target.read_text(encoding="utf-8")
