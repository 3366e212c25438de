"""The organization's report in every format, and text from repositories in each of them."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from openness.org import markdown, sarif, table, text
from openness.org.change import with_change
from openness.org.document import Content, build_document, content_of
from openness.org.rows import skipped_row, worst_first
from openness.org.selection import Skipped
from org_support import document, finding, listed, lost, row
from support import ROOT

HOSTILE = "=cmd|'/c calc'!A1 @acme/owners ![x](//y) <img src=x> \x1b[31m\u202ereversed | cell `code` ::error::x"


@pytest.fixture
def report() -> dict[str, Any]:
    rows = [
        row("calm", 1, level="open-source-ai"),
        row("bad", 2, [finding(1), finding(2, "warning"), finding(3, "note")], level="weights-available"),
        row("worse", 3, [finding(4), finding(5)], level="weights-available"),
        lost("gone", 4, "not found"),
    ]
    skipped = (skipped_row(Skipped(listed("old", 5), "archived")),)
    return document(rows, stopped="the rate limit is used up", skipped=skipped)


def test_the_worst_come_first(report: dict[str, Any]) -> None:
    ordered = sorted(report["repositories"], key=worst_first)
    assert [one["name"] for one in ordered] == ["acme/worse", "acme/bad", "acme/gone", "acme/calm"]


def test_csv_has_one_line_for_each_repository_also_for_those_left_out(report: dict[str, Any]) -> None:
    lines = list(csv.DictReader(StringIO(table.render(report))))
    assert [(one["repository"], one["status"], one["errors"]) for one in lines] == [
        ("acme/worse", "judged", "2"),
        ("acme/bad", "judged", "1"),
        ("acme/gone", "unknown", "0"),
        ("acme/calm", "judged", "0"),
        ("acme/old", "skipped", ""),
    ]
    assert lines[-1]["why"] == "archived"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(begin: str) -> None:
    bad = row("bad", 2)
    bad["model"]["name"] = f"{begin}HYPERLINK(1)"
    (line,) = csv.DictReader(StringIO(table.render(document([bad]))))
    assert line["model"] == f"'{begin}HYPERLINK(1)"


def test_sarif_is_valid_and_gives_the_address_of_each_line(report: dict[str, Any]) -> None:
    log = json.loads(sarif.render(report))
    results = log["runs"][0]["results"]
    assert len(results) == 5
    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == f"https://github.example/acme/worse/blob/{3:040x}/README.md"
    assert len({one["partialFingerprints"]["openness/v1"] for one in results}) == 5
    place = ROOT.parent / "shared" / "external-schemas" / "sarif-2.1.0.json"
    if not place.is_file():
        pytest.skip("the SARIF schema is not beside this copy of the project")
    jsonschema.Draft7Validator(json.loads(place.read_text(encoding="utf-8"))).validate(log)


def test_every_readable_format_says_what_is_not_known(report: dict[str, Any]) -> None:
    for render in (markdown.render, text.render):
        said = render(report)
        assert "the rate limit is used up" in said
        assert "1 repository could not be judged: neither a pass nor a finding" in said
        assert "1 repository left out: 1 archived" in said


def test_a_change_is_told_in_words() -> None:
    before = document([row("tern", 1, [finding(1)], level="weights-available"), row("old", 2)])
    after = document([row("arctic", 1, [finding(2)], level="open-weights"), row("new", 3)], at="2026-12-01T00:00:00Z")
    said = text.render(with_change(before, after))
    assert "Since 2026-11-22: 1 new findings, 1 mended." in said
    assert "acme/arctic: weights-available → open-weights, 1 new, 1 mended, was acme/tern" in said
    assert "Added: acme/new" in said
    assert "Gone: acme/old" in said


def test_a_report_on_nothing_is_still_one() -> None:
    empty = build_document(content_of(document([])))
    for render in (markdown.render, text.render, table.render, sarif.render):
        assert render(empty)


def test_text_of_repositories_does_nothing_in_markdown_or_on_a_terminal() -> None:
    one = row("bad", 2, [finding(1, message=HOSTILE, help=HOSTILE)])
    one["model"]["name"] = HOSTILE
    one["components"][0] = {**one["components"][0], "license": HOSTILE}
    said = markdown.render(document([one, lost("gone", 3, HOSTILE)]))
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(said)
    assert "<img" not in page
    outside_code = re.sub(r"<code>.*?</code>", "", page)
    assert "@acme" not in outside_code
    assert {link.partition("/acme/")[0] for link in re.findall(r'href="([^"]*)"', page)} == {"https://github.example"}
    for rendered in (said, text.render(document([one, lost("gone", 3, HOSTILE)]))):
        assert "\x1b" not in rendered
        assert "\u202e" not in rendered


def test_what_a_repository_calls_itself_in_the_organizations_name_is_shown_and_not_run() -> None:
    content = content_of(document([row("tern")]))
    named = build_document(Content(**{**content._asdict(), "organization": {**content.organization, "name": HOSTILE}}))
    assert "![x](" not in markdown.render(named)


def test_a_summary_of_a_thousand_repositories_fits_a_job() -> None:
    rows = [row(f"r{number}", number, [finding(n) for n in range(30)]) for number in range(1000)]
    assert len(markdown.render(document(rows)).encode()) < 200_000
