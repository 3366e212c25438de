"""All rules on one repository's facts: findings with accepted ones marked, and what became of the suppressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.facts.suppressions import SuppressionUse
from openness.findings.finding import Finding, identify_findings
from openness.rules import all_rules, rules_for, suppression_rules

if TYPE_CHECKING:
    from datetime import date

    from openness.facts.gather import Facts
    from openness.facts.suppressions import Suppression


def run_rules(facts: Facts) -> list[Finding]:
    """Every finding of every rule, sorted by place; suppressed ones are kept and say why."""
    found = identify_findings(
        (rule.id, rule.name, rule.severity, one) for rule in rules_for(facts) for one in rule.check(facts)
    )
    marked, uses = suppress(found, facts.suppressions, facts.today)
    about_suppressions = identify_findings(
        (rule.id, rule.name, rule.severity, one)
        for rule in (suppression_rules() if uses else ())
        for one in rule.check(uses)
    )
    return sorted(
        [*marked, *about_suppressions],
        key=lambda finding: (finding.path or "", finding.line or 0, finding.column or 0, finding.rule, finding.message),
    )


def suppress(
    findings: list[Finding], suppressions: tuple[Suppression, ...], today: date
) -> tuple[list[Finding], tuple[SuppressionUse, ...]]:
    """Mark the findings that an unexpired suppression covers and count the uses.

    An expired suppression still counts what it would cover, so that the advice is "renew or mend", not "unused".
    """
    counts = [0] * len(suppressions)
    marked = []
    for finding in findings:
        result = finding
        for index, suppression in enumerate(suppressions):
            if suppression.matches(finding.rule, finding.name, finding.path, finding.line):
                counts[index] += 1
                if not _expired(suppression, today):
                    result = finding._replace(suppressed=suppression.reason)
                break
        marked.append(result)
    known = {word for rule in all_rules() for word in (rule.id, rule.name)} if suppressions else set()
    uses = tuple(
        SuppressionUse(
            suppression,
            count,
            _expired(suppression, today),
            tuple(name for name in suppression.rules if name not in known),
        )
        for suppression, count in zip(suppressions, counts, strict=True)
    )
    return marked, uses


def _expired(suppression: Suppression, today: date) -> bool:
    return suppression.until is not None and suppression.until < today
