"""The report as one document: what every other format is rendered from.

Its shape is a public contract, described by `schemas/openness-report-v1.schema.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness import __version__
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.facts.gather import Facts
    from openness.findings.finding import Finding
    from openness.judge.claims import JudgedClaim
    from openness.model import Evidence, LicenseText, NotChecked, ObservedComponent, Restriction

SCHEMA_VERSION = "1.0"

Json = dict[str, Any]


def build_report(facts: Facts, findings: Iterable[Finding]) -> Json:
    """The report of one repository; arrays are sorted, so that the same input on the same day gives the same bytes."""
    declared = facts.declared_components
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "openness", "version": __version__},
        "judged_on": facts.today.isoformat(),
        "root": ".",
        "name": facts.repository.name,
        "manifest": _manifest(facts),
        "is_model_repository": facts.evidence.is_model_repository,
        "model": _model(facts),
        "level": _level(facts),
        "frameworks": facts.frameworks,
        "components": [
            {"id": one.id, "declared": declared.get(one.id), "observed": _observed(one)}
            for one in sorted(facts.evidence.components, key=lambda one: COMPONENTS.index(one.id))
        ],
        "licenses": [license_entry(text, facts.governs(text)) for text in facts.license_texts],
        "claims": [_claim(judged) for judged in facts.claims],
        "findings": [finding_entry(finding) for finding in findings],
        "not_checked": [_gap(gap) for gap in facts.not_checked],
    }


def license_entry(text: LicenseText, applies_to: Iterable[str] = ()) -> Json:
    """One entry of `licenses`, as `check` and `license` print it."""
    return {
        "path": text.path,
        "expression": text.expression,
        "title": text.title,
        "match": text.match,
        "score": round(text.score, 3),
        "line": text.line,
        "end_line": text.end_line,
        "version_unsure": text.version_unsure,
        "applies_to": sorted(applies_to, key=COMPONENTS.index),
        "open": text.open,
        "osi_approved": text.osi_approved,
        "restrictions": [_restriction(one) for one in text.restrictions],
        "differences": [
            {"line": one.line, "change": one.change, "text": one.text, "binding": one.binding}
            for one in text.differences
        ],
    }


def _manifest(facts: Facts) -> Json | None:
    loaded = facts.manifest
    if loaded is None:
        return {"path": facts.manifest_path, "format": "openness", "valid": False} if facts.manifest_path else None
    return {"path": facts.manifest_path, "format": loaded.format, "valid": not loaded.problems}


def _model(facts: Facts) -> Json | None:
    model = facts.model
    if model is None:
        return None
    return {
        "name": model.name,
        "producer": model.producer,
        "parameters": model.parameters,
        "base_model": model.base_model,
    }


def _level(facts: Facts) -> Json:
    declared = facts.declared_level
    return {
        "observed": facts.level.observed,
        "declared": declared.observed if declared else None,
        "reasons": [
            {
                "component": reason.component,
                "status": reason.status,
                "keeps_from": reason.keeps_from,
                "why": reason.why,
                "evidence": [_evidence(one) for one in reason.evidence],
            }
            for reason in facts.level.reasons
        ],
    }


def _observed(component: ObservedComponent) -> Json:
    return {
        "status": component.status,
        "license": component.license,
        "confidence": round(component.confidence, 2),
        "locations": list(component.locations),
        "evidence": [_evidence(one) for one in component.evidence],
        "license_evidence": [_evidence(one) for one in component.license_evidence],
    }


def _evidence(evidence: Evidence) -> Json:
    return {"path": evidence.path, "line": evidence.line, "what": evidence.what}


def _restriction(restriction: Restriction) -> Json:
    return {
        "kind": restriction.kind,
        "value": restriction.value,
        "section": restriction.section,
        "line": restriction.line,
    }


def _claim(judged: JudgedClaim) -> Json:
    claim = judged.claim
    return {
        "path": claim.path,
        "line": claim.line,
        "column": claim.column,
        "text": claim.text,
        "term": claim.term,
        "strength": claim.strength,
        "subject": claim.subject,
        "act": claim.act,
        "verdict": judged.verdict,
        "language": claim.language,
        "license_scope": claim.license_scope,
        "confidence": round(claim.confidence, 2),
    }


def finding_entry(finding: Finding) -> Json:
    """One entry of `findings`."""
    end = finding.column + finding.width if finding.column is not None else None
    edit = finding.fix
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_column": end,
        "message": finding.message,
        "help": finding.help,
        "evidence": [_evidence(one) for one in finding.evidence],
        "fix": None
        if edit is None
        else {
            "path": edit.path,
            "line": edit.line,
            "column": edit.column,
            "end_column": edit.end_column,
            "replacement": edit.replacement,
        },
        "fingerprint": finding.fingerprint,
        "new": finding.new,
        "suppressed": finding.suppressed,
        **({} if finding.binding else {"binding": False}),
    }


def _gap(gap: NotChecked) -> Json:
    return {"what": gap.what, "why": gap.why}
