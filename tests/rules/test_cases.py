"""Every rule on its miniature repositories: `tests/cases/RULE/bad-*` must show it, `good-*` must not.

What the maintainer reads is kept beside each case as `NAME.txt`; OPENNESS_WRITE_GOLDEN=1 writes those files anew."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from miniatures import ALL_CASES, CASES, files_of
from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.report.document import build_report
from openness.report.text import render
from openness.rules import ALL_RULES, RULES
from support import repository_from

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 6, 1)
ALL = {rule.name: rule for rule in ALL_RULES}
HEADINGS = ("What it checks: ", "Why it matters: ", "What to do: ", "Severity: ", "Sources: ")


def shown(case: Path) -> tuple[set[str], str]:
    """The unsuppressed rules that the case shows, and the text output."""
    repository = repository_from(files_of(case), name=case.name)
    facts = gather(repository, today=TODAY)
    report = build_report(facts, run_rules(facts))
    names = {finding["name"] for finding in report["findings"] if finding["suppressed"] is None}

    def line(path: str, number: int) -> str | None:
        return (repository.text(path) or "").splitlines()[number - 1]

    return names, render(report, line)


@pytest.mark.parametrize(
    "case",
    ALL_CASES,
    ids=lambda case: f"{case.parent.name}/{case.name}",
)
def test_case(case: Path) -> None:
    names, text = shown(case)
    if case.name.startswith("bad-"):
        assert case.parent.name in names, text
    else:
        assert case.parent.name not in names, text
    golden = case.with_suffix(".txt")
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_rule_has_good_and_bad_cases_and_a_complete_page(name: str) -> None:
    kinds = {case.name.partition("-")[0] for case in (CASES / name).iterdir() if case.is_dir()}
    assert kinds == {"good", "bad"}
    documentation = ALL[name].documentation
    paragraphs = [" ".join(part.split()) for part in documentation.strip().split("\n\n")]
    assert [part for part in paragraphs[1:] if not part.startswith(HEADINGS)] == []
    assert [heading for heading in HEADINGS if not any(part.startswith(heading) for part in paragraphs)] == []


def test_no_case_belongs_to_an_unknown_rule() -> None:
    assert sorted(path.name for path in CASES.iterdir()) == sorted(ALL)


def test_ids_and_names_are_unique_and_ids_are_in_order() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))
    assert len(ALL) == len(ALL_RULES)
