"""Findings on wording under the definition that a policy gives to the words of openness."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from openness.policy.judge import word_state

if TYPE_CHECKING:
    from openness.findings.finding import Finding
    from openness.policy.entities import Wording
    from openness.policy.layers import Effective
    from openness.policy.subject import SaidOpen, Subject

_ON_WORDING = frozenset(
    {
        "open-source-claim-unsupported",
        "open-weights-claim-unsupported",
        "full-openness-claim-unsupported",
        "vague-openness-wording",
    }
)


def by_definition(finding: Finding, subject: Subject, effective: Effective) -> Finding:
    """The finding with the severity that the policy's definition gives the claim, and with the definition in its help.

    A claim that a house definition bears out is noted, with the definition; it is not made to disappear.
    """
    wording = effective.value("wording")
    if wording is None or finding.name not in _ON_WORDING:
        return finding
    claim = _claim_at(finding, subject)
    if claim is None:
        return finding
    return _defined(finding, claim, cast("Wording", wording), subject)


def _claim_at(finding: Finding, subject: Subject) -> SaidOpen | None:
    here = (finding.path, finding.line, finding.column)
    return next((claim for claim in subject.claims if (claim.path, claim.line, claim.column) == here), None)


def _defined(finding: Finding, claim: SaidOpen, wording: Wording, subject: Subject) -> Finding:
    if wording.definition == "osaid":
        strict = claim.term == "open-source" and finding.severity != "note"
        return finding._replace(severity="error") if strict else finding
    if claim.term not in wording.terms:
        return finding
    state, found = word_state(wording, claim, subject)
    words = f"“{claim.term.replace('-', ' ')}” is said from {wording.terms[claim.term]} on"
    source = f" ({wording.source})" if wording.source else ""
    stated = f"House definition: {wording.statement or words}{source}"
    if state == "met":
        return finding._replace(severity="note", help=stated)
    if state == "not-met":
        return finding._replace(severity="error", help=f"{finding.help} {stated}; the level is {found}.".strip())
    return finding
