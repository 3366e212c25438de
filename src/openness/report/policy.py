"""The report of a repository under a policy, and the effective settings as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.findings.policy import apply_policy
from openness.findings.restore import restore_findings
from openness.policy.entities import identity_of
from openness.policy.settings import shown
from openness.policy.subject import subject_of
from openness.report.document import finding_entry

if TYPE_CHECKING:
    from datetime import date

    from openness.findings.policy import PolicyResult
    from openness.policy.entities import Identity, Policy
    from openness.policy.judge import Outcome
    from openness.policy.layers import Effective

Json = dict[str, Any]


def under_policy(
    report: Json, policy: Policy, *, today: date, identity: Identity | None = None
) -> tuple[Json, PolicyResult]:
    """A report as the policy wants it, and the result; the report that is given stays as it is.

    Without an `identity`, the name of the report's folder stands for it. Raises KeyError, TypeError or ValueError for
    what is no report, and UsageError for one that is under a policy already: what that policy changed is not known.
    """
    if "policy" in report:
        raise UsageError("the report was made under a policy; what is needed is one that was made without")
    who = identity or identity_of(str(report["name"]))
    result = apply_policy(restore_findings(report), subject_of(report), policy, who, today)
    findings = [finding_entry(finding) for finding in result.findings]
    return {**report, "findings": findings, "policy": policy_entry(result)}, result


def policy_entry(result: PolicyResult) -> Json:
    """The report's `policy`."""
    effective = result.effective
    return {
        "name": effective.name,
        "layers": [
            {"source": layer.source, "name": layer.name, "binds": binding.answer, "why": binding.why}
            for layer, binding in effective.layers
        ],
        "binds": effective.bound,
        "mode": effective.value("mode"),
        "reporting_only": result.reporting_only,
        "conclusion": result.conclusion,
        "demands": [_demand(outcome) for outcome in result.judgement.outcomes],
        "exemptions": [
            {
                "rules": list(use.exemption.rules),
                "reason": use.exemption.reason,
                "until": use.exemption.until.isoformat(),
                "approved_by": use.exemption.approved_by,
                "origin": str(use.exemption.origin),
                "expired": use.expired,
                "findings": use.covered,
            }
            for use in result.exemptions
        ],
        "off": result.off,
        "contact": effective.contact,
    }


def _demand(outcome: Outcome) -> Json:
    return {
        "setting": outcome.key,
        "rule": outcome.rule,
        "required": outcome.required,
        "found": outcome.found,
        "state": outcome.state,
        "components": list(outcome.components) if outcome.rule != "OM508" else [],
        "origin": str(outcome.origin),
    }


def effective_entry(effective: Effective) -> Json:
    """The effective settings with their origins, as `openness policy show --format json` prints them."""
    return {
        "name": effective.name,
        "binds": effective.bound,
        "layers": [
            {
                "source": layer.source,
                "name": layer.name,
                "trusted": layer.trusted,
                "binds": binding.answer,
                "why": binding.why,
                "locked": list(layer.locked),
                "delegated": list(layer.delegated),
            }
            for layer, binding in effective.layers
        ],
        "settings": [
            {
                "setting": key,
                "value": shown(standing.setting.value),
                "origin": str(standing.setting.origin),
                "locked_by": standing.locked_by,
                "replaced": [{"value": shown(one.value), "origin": str(one.origin)} for one in standing.replaced],
            }
            for key, standing in effective.standings.items()
        ],
        "exemptions": [
            {
                "repositories": list(one.repositories),
                "rules": list(one.rules),
                "paths": list(one.paths),
                "reason": one.reason,
                "until": one.until.isoformat(),
                "approved_by": one.approved_by,
                "origin": str(one.origin),
            }
            for one in effective.exemptions
        ],
        "refused": [
            {
                "setting": one.what,
                "origin": str(one.origin),
                "why": one.why,
                "stays": str(one.stays) if one.stays else None,
            }
            for one in effective.refused
        ],
    }
