"""Formats that other programs read: valid for them, and harmless whatever the repository says."""

from __future__ import annotations

import copy
import gzip
import html
import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from miniatures import CASES, files_of
from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.report import gfm, junit, sarif, workflow_commands
from openness.report.document import build_report
from openness.rules import all_rules
from support import ROOT, repository_from

CASE = CASES / "open-source-claim-unsupported" / "bad-restricted-weights"
HOSTILE = (
    "::error::x\n@octocat <script>alert(1)</script> [a](javascript:b) | `` ` ``` \x1b[31m \u202e"
    " https://evil.example www.evil.example"
)


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    repository = repository_from(files_of(CASE), name="tinylm")
    facts = gather(repository, today=date(2026, 6, 1))
    return build_report(facts, run_rules(facts))


def hostile(report: dict[str, Any], text: str) -> dict[str, Any]:
    """The report with the text in every place that a repository can fill."""
    changed = copy.deepcopy(report)
    changed["name"] = text
    changed["model"] = {"name": text, "producer": text, "parameters": None, "base_model": None}
    for finding in changed["findings"]:
        finding.update(message=text, help=text, path=text)
    changed["findings"][0]["suppressed"] = text
    changed["not_checked"] = [{"what": text, "why": text}]
    return changed


def test_sarif_is_valid(report: dict[str, Any]) -> None:
    place = ROOT.parent / "shared" / "external-schemas" / "sarif-2.1.0.json"
    if not place.exists():
        pytest.skip("the SARIF schema is not beside this copy of the project")
    schema = json.loads(place.read_text(encoding="utf-8"))
    for candidate in (report, hostile(report, HOSTILE)):
        jsonschema.Draft7Validator(schema).validate(json.loads(sarif.render(candidate)))


def test_sarif_points_at_the_words(report: dict[str, Any]) -> None:
    results = json.loads(sarif.render(report))["runs"][0]["results"]
    (found,) = [one for one in results if one["ruleId"] == "OM401"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "README.md"
    assert place["region"] == {"startLine": 9, "startColumn": 14, "endColumn": 25}


def test_sarif_stays_within_what_code_scanning_takes(report: dict[str, Any]) -> None:
    many = copy.deepcopy(report)
    error = next(one for one in many["findings"] if one["rule"] == "OM401")
    seen = {"path": "LICENSE", "line": 1, "what": "x"}
    many["findings"] = [
        {**error, "severity": "note", "line": 1},
        *({**error, "severity": "error", "line": number} for number in range(1, sarif.MOST_RESULTS + 1)),
    ]
    many["findings"][1] = {**many["findings"][1], "evidence": [seen] * 500}
    text = sarif.render(many)
    (run,) = json.loads(text)["runs"]
    assert len(gzip.compress(text.encode(), mtime=0)) < 10_000_000
    assert len(run["results"]) == sarif.MOST_RESULTS
    assert {one["level"] for one in run["results"]} == {"error"}
    assert len(run["results"][0]["relatedLocations"]) == sarif.MOST_PLACES


def test_texts_of_rules_fit_into_code_scanning(report: dict[str, Any]) -> None:
    every = copy.deepcopy(report)
    every["findings"] = [{**every["findings"][0], "rule": rule.id, "name": rule.name} for rule in all_rules()]
    rules = json.loads(sarif.render(every))["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len(all_rules())
    for rule in rules:
        texts = (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"])
        assert all(0 < len(text) <= 1_024 for text in texts), rule["id"]
        assert len(rule["name"]) <= 255
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert "security-severity" not in rule["properties"]


def test_junit_counts_what_fails(report: dict[str, Any]) -> None:
    suite = ET.fromstring(junit.render(report)).find("testsuite")
    assert suite is not None
    assert suite.get("failures") == str(sum(one["severity"] != "note" for one in report["findings"]))
    ET.fromstring(junit.render(hostile(report, HOSTILE)))


def test_annotations_stop_at_ten_a_level_and_say_how_many_more(report: dict[str, Any]) -> None:
    many = copy.deepcopy(report)
    error = next(one for one in many["findings"] if one["rule"] == "OM401")
    many["findings"] = [{**error, "severity": "error", "line": number} for number in range(1, 14)]
    lines = workflow_commands.render(many).splitlines()
    assert len(lines) == workflow_commands.MOST
    assert lines[-1] == "::error title=openness::4 more findings of this level are in the report"


def test_a_long_annotation_is_cut_before_github_cuts_it(report: dict[str, Any]) -> None:
    long = copy.deepcopy(report)
    long["findings"] = [{**long["findings"][0], "message": "x" * 5_000}]
    (line,) = workflow_commands.render(long).splitlines()
    assert line.endswith(f"::{'x' * (workflow_commands.LONGEST - 1)}…")


@settings(max_examples=60)
@given(st.text() | st.just(HOSTILE))
def test_annotations_are_one_command_a_line_whatever_the_text(text: str) -> None:
    finding = {
        "rule": "OM401", "name": "x", "severity": "error", "path": text, "line": 1, "column": 1, "end_column": 2,
        "message": text, "help": text, "evidence": [], "fix": None, "fingerprint": "", "new": True, "suppressed": None,
    }  # fmt: skip
    lines = workflow_commands.render({"findings": [finding]}).splitlines()
    assert len(lines) == 1
    assert re.fullmatch(r"::error (?:file=[^:,]*,)?line=1,col=1,endColumn=2,title=OM401 x::.*", lines[0])


@settings(max_examples=60)
@given(st.text() | st.just(HOSTILE))
def test_untrusted_text_makes_no_markup(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- {gfm.inert(text)} {gfm.code(text)}\n")
    children = [child for token in tokens for child in token.children or ()]
    assert {child.content for child in children if child.type == "html_inline"} <= {"<span>", "</span>"}
    plain = {"text", "text_special", "code_inline", "softbreak", "text_join", "html_inline"}
    assert {child.type for child in children} <= plain
    assert not re.search(r"[@#]\w", html.unescape(gfm.inert(text)))
