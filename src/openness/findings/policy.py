"""A policy applied to the findings of one repository: severities, exemptions, dates, and findings of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.findings.finding import Finding, identify_findings
from openness.findings.house_wording import by_definition
from openness.policy.binding import matches, matches_name
from openness.policy.entities import Policy, RuleBook
from openness.policy.judge import Judgement, judge
from openness.policy.layers import Effective, resolve
from openness.rules import all_rules, exemption_rules, policy_rules
from openness.rules.policy_exemption_expired import ExemptionUse
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from openness.policy.entities import Exemption, Identity, PolicySeverity
    from openness.policy.subject import Subject

Conclusion = Literal["success", "failure", "not-applicable"]

_NEVER_EXEMPT = frozenset({"OM505", "OM507"})
"""Findings about the policy itself: exempting from them would hide what the policy does."""
_MANIFEST_MISSING, _MANIFEST_REQUIRED = "OM101", "OM501"


class PolicyResult(NamedTuple):
    """What a policy makes of one repository.

    `findings` are all findings in reading order; those that fail nothing (mode `evaluate`, a day to come, a layer of
    which it is not known whether it binds) have `binding` false. `off` counts the findings of rules that are off.
    """

    findings: list[Finding]
    conclusion: Conclusion
    effective: Effective
    judgement: Judgement
    exemptions: tuple[ExemptionUse, ...]
    reporting_only: str | None
    off: int


def rule_book() -> RuleBook:
    """The rules of this program, as policies speak of them."""
    ids = {word: rule.id for rule in all_rules() for word in (rule.id, rule.name)}
    severities: dict[str, PolicySeverity] = {rule.id: rule.severity for rule in all_rules()}
    return RuleBook(ids, severities)


def apply_policy(
    findings: Iterable[Finding], subject: Subject, policy: Policy, identity: Identity, today: date
) -> PolicyResult:
    """The findings as the policy wants them on a day, with its own; pure.

    The day counts as a policy is written: `from` is the first day that binds, `until` the last that is exempt.
    """
    effective = resolve(policy, identity, releases_model=subject.judged)
    judgement = judge(effective, subject, policy)
    if effective.bound is False:
        return PolicyResult(list(findings), "not-applicable", effective, judgement, (), None, 0)
    own = identify_findings(
        (rule.id, rule.name, rule.severity, one) for rule in policy_rules() for one in rule.check(judgement)
    )
    required = any(finding.rule == _MANIFEST_REQUIRED for finding in own)
    theirs = [
        _unsuppressed(by_definition(finding, subject, effective), effective)
        for finding in findings
        if not (required and finding.rule == _MANIFEST_MISSING)
    ]
    ranked, off = _by_severity([*theirs, *own], effective, policy.book)
    exempted, uses = _exempt(ranked, effective.exemptions, identity, today)
    about = identify_findings(
        (rule.id, rule.name, rule.severity, one) for rule in exemption_rules() for one in rule.check(uses)
    )
    known, more_off = _by_severity(about, effective, policy.book)
    only = _reporting_only(effective, today)
    unsure = _unsure_rules(judgement)
    bound = [
        finding._replace(binding=only is None and _binds(finding.rule, effective, today, unsure))
        for finding in (*exempted, *known)
    ]
    ordered = sorted(bound, key=lambda one: (one.path or "", one.line or 0, one.column or 0, one.rule, one.message))
    failed = any(one.severity == "error" and one.binding and one.new and one.suppressed is None for one in ordered)
    conclusion: Conclusion = "failure" if failed else "success"
    return PolicyResult(ordered, conclusion, effective, judgement, uses, only, off + more_off)


def _unsuppressed(finding: Finding, effective: Effective) -> Finding:
    """The finding as it counts where the policy refuses what the repository accepted by itself."""
    if finding.suppressed is None or effective.value("suppressions") != "refused":
        return finding
    more = f"The repository accepts this ({finding.suppressed}); the policy refuses suppressions."
    return finding._replace(suppressed=None, help=f"{finding.help} {more}".strip())


def _by_severity(findings: list[Finding], effective: Effective, book: RuleBook) -> tuple[list[Finding], int]:
    """Findings with the severities that the policy gives, and the number of those that are off.

    A note of a rule that otherwise warns or fails is a doubt; a policy can drop it, and makes no failure of it.
    """
    kept = []
    for finding in findings:
        severity = effective.severity(finding.rule, finding.severity)
        doubt = finding.severity == "note" and book.severities.get(finding.rule) != "note"
        if severity != "off":
            kept.append(finding if doubt else finding._replace(severity=severity))
    return kept, len(findings) - len(kept)


def _exempt(
    findings: list[Finding], exemptions: tuple[Exemption, ...], identity: Identity, today: date
) -> tuple[list[Finding], tuple[ExemptionUse, ...]]:
    """Findings with exempted ones marked, and the uses of the exemptions that speak of this repository."""
    mine = [one for one in exemptions if matches_name(one.repositories, identity.name)]
    # One that holds comes before one that has ended.
    mine.sort(key=lambda one: one.until < today)
    counts = [0] * len(mine)
    marked = []
    for finding in findings:
        result = finding
        for index, exemption in enumerate(mine):
            if finding.suppressed is None and _covers(exemption, finding):
                counts[index] += 1
                if exemption.until >= today:
                    result = finding._replace(suppressed=_reason(exemption))
                break
        marked.append(result)
    return marked, tuple(
        ExemptionUse(exemption, count, exemption.until < today) for exemption, count in zip(mine, counts, strict=True)
    )


def _covers(exemption: Exemption, finding: Finding) -> bool:
    if finding.rule in _NEVER_EXEMPT or finding.rule not in exemption.rules:
        return False
    return not exemption.paths or any(matches(pattern, finding.path or "") for pattern in exemption.paths)


def _reason(exemption: Exemption) -> str:
    by = f", approved by {exemption.approved_by}" if exemption.approved_by else ""
    return f"{exemption.reason} (exempted until {exemption.until.isoformat()}{by}; {exemption.origin})"


def _reporting_only(effective: Effective, today: date) -> str | None:
    """Why nothing fails, None when the policy binds."""
    if effective.bound is None:
        return "it is not known whether the policy binds this repository"
    if effective.value("mode") == "evaluate":
        return "mode evaluate"
    begins = effective.value("from")
    return f"binds from {begins}" if begins is not None and str(begins) > today.isoformat() else None


def _unsure_rules(judgement: Judgement) -> frozenset[str]:
    """Rules whose demands all come from layers of which it is not known whether they bind the repository."""
    sure = {one.rule for one in judgement.outcomes if one.sure}
    unsure = {one.rule for one in judgement.outcomes if not one.sure}
    rules = {
        key.partition(".")[2]
        for key, standing in judgement.effective.standings.items()
        if key.startswith("rules.") and not standing.sure
    }
    return frozenset((unsure - sure) | rules)


def _binds(rule: str, effective: Effective, today: date, unsure: frozenset[str]) -> bool:
    begins = effective.binds_from(rule)
    return rule not in unsure and (begins is None or begins <= today)
