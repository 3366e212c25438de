"""Every rule on its miniature repositories: `tests/cases/RULE/bad-*` must show it, `good-*` must not.

A case with `NAME.policy.yml` beside it is judged under that policy. What the maintainer reads is kept beside each case
as `NAME.txt`; OPENNESS_WRITE_GOLDEN=1 writes those files anew."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from miniatures import ALL_CASES, CASES, files_of, policy_of, remote_of
from openness.facts.gather import gather
from openness.findings.policy import rule_book
from openness.findings.run import run_rules
from openness.policy.entities import Policy
from openness.policy.load import load_layer
from openness.report.document import build_report
from openness.report.policy import under_policy
from openness.report.text import render
from openness.rules import all_rules, repository_rules, rules_for
from support import repository_from

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 6, 1)
ALL = {rule.name: rule for rule in all_rules()}
HEADINGS = ("What it checks: ", "Why it matters: ", "What to do: ", "Severity: ", "Sources: ")


OWN_POLICY = "openness-policy.yml"


def stack(*layers: tuple[str, str, bool]) -> Policy:
    """A policy of layers given as (text, source, trusted)."""
    book = rule_book()
    loaded = [load_layer(text, source, book, trusted=trusted) for text, source, trusted in layers]
    assert [problem for one in loaded for problem in one.problems] == []
    return Policy(tuple(one.layer for one in loaded if one.layer is not None), book)


def shown(case: Path) -> tuple[set[str], str]:
    """The unsuppressed rules that the case shows, and the text output."""
    repository = repository_from(files_of(case), name=case.name)
    facts = gather(repository, today=TODAY, remote=remote_of(case))
    report = build_report(facts, run_rules(facts))
    policy = policy_of(case)
    if policy is not None:
        own = repository.text(OWN_POLICY)
        layers = [
            (policy.read_text(encoding="utf-8"), "policy.yml", True),
            *([(own, OWN_POLICY, False)] if own else []),
        ]
        report, _ = under_policy(report, stack(*layers), today=TODAY)
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


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_rules_that_are_not_asked_would_find_nothing(case: Path) -> None:
    facts = gather(repository_from(files_of(case), name=case.name), today=TODAY, remote=remote_of(case))
    asked = {rule.id for rule in rules_for(facts)}
    others = [rule for rule in repository_rules() if rule.id not in asked]
    assert [(rule.id, found.message) for rule in others for found in rule.check(facts)] == []


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
    ids = [rule.id for rule in repository_rules()]
    assert ids == sorted(set(ids))
    assert len(ALL) == len(all_rules())
