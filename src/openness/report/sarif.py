"""The report as SARIF 2.1.0, for GitHub code scanning and every other reader of that format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness.model import is_spoken
from openness.report.address import address_of
from openness.rules import all_rules
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from openness.rules.base import Rule

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}
MOST_RESULTS = 25_000
"""Results of a run that GitHub's code scanning takes; a file with more is refused as a whole."""
LONGEST_TEXT = 1_024
"""Characters of a rule's text that GitHub's code scanning takes."""
MOST_PLACES = 100
"""Related places of a result that GitHub's code scanning keeps."""
_NO_FILE = "README.md"
"""Code scanning shows only results with a place; findings about the repository as a whole stand at its front page."""


def render(report: dict[str, Any], *, folder: str = "") -> str:
    """One SARIF run with every finding; accepted ones carry their suppression.

    `folder` is the part of a repository that the report is about: code scanning keeps the results of each apart.
    """
    findings = _most_severe(report["findings"])
    used = {finding["rule"] for finding in findings}
    rules = [rule for rule in all_rules() if rule.id in used]
    index = {rule.id: position for position, rule in enumerate(rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": report["tool"]["name"],
                        "semanticVersion": report["tool"]["version"],
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                **({"automationDetails": {"id": f"openness/{folder}/"}} if folder else {}),
                **_policy(report),
                "results": [_result(finding, index, report) for finding in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _most_severe(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings in their order, without the least severe ones where there are more than can be taken."""
    if len(findings) <= MOST_RESULTS:
        return findings
    ranked = sorted(range(len(findings)), key=lambda at: (SEVERITIES.index(findings[at]["severity"]), at))
    return [findings[at] for at in sorted(ranked[:MOST_RESULTS])]


def _policy(report: dict[str, Any]) -> dict[str, Any]:
    """The run's properties: which policy the results are under, and what it concludes."""
    policy = report.get("policy")
    if policy is None:
        return {}
    kept = ("name", "mode", "reporting_only", "conclusion")
    return {"properties": {"policy": {key: policy[key] for key in kept}}}


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": _help(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["openness"], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _help(rule: Rule[Any]) -> str:
    """The rule's documentation; of a long one the beginning, and where the rest is."""
    text = rule.documentation.strip()
    if len(text) <= LONGEST_TEXT:
        return text
    more = f"\n\n`openness explain {rule.id}` prints all of it."
    return text[: LONGEST_TEXT - len(more)].rpartition("\n\n")[0] + more


def _result(finding: dict[str, Any], index: dict[str, int], report: dict[str, Any]) -> dict[str, Any]:
    message = finding["message"] + (f" {finding['help']}" if finding["help"] else "")
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "ruleIndex": index[finding["rule"]],
        # What a policy only reports must not close a gate that code scanning keeps.
        "level": _LEVELS[finding["severity"] if finding.get("binding", True) else "note"],
        "message": {"text": message},
        "locations": [_place(finding)],
        "partialFingerprints": {"openness/v1": finding["fingerprint"]},
    }
    if "comparison" in report:
        result["baselineState"] = "new" if finding["new"] else "unchanged"
    related = [seen for seen in finding["evidence"] if seen["line"]]
    if related:
        result["relatedLocations"] = [
            {**_location(seen["path"], seen), "id": number, "message": {"text": seen["what"]}}
            for number, seen in enumerate(related[:MOST_PLACES], 1)
        ]
    if not finding.get("binding", True):
        result["properties"] = {"binding": False, "severity": finding["severity"]}
    if finding["suppressed"] is not None:
        result["suppressions"] = [{"kind": _kind(finding, report), "justification": finding["suppressed"]}]
    return result


def _kind(finding: dict[str, Any], report: dict[str, Any]) -> str:
    """Where a finding was accepted: in the repository, or by an exemption of the policy outside of it."""
    exemptions = report.get("policy", {}).get("exemptions", ())
    by_policy = any(finding["suppressed"].endswith(f"; {one['origin']})") for one in exemptions)
    return "external" if by_policy else "inSource"


def _place(finding: dict[str, Any]) -> dict[str, Any]:
    path = finding["path"]
    if path is None or is_spoken(path):
        return _location(_NO_FILE, {"line": None})
    return _location(path, finding)


def _location(path: str, place: dict[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": address_of(path), "uriBaseId": "%SRCROOT%"}}
    region = {"startLine": place["line"] or 1}
    if place.get("column"):
        region["startColumn"] = place["column"]
        if place.get("end_column"):
            region["endColumn"] = place["end_column"]
    physical["region"] = region
    return {"physicalLocation": physical}
