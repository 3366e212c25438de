"""The report as JUnit XML: one test case for each finding, so that any build server can show it."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openness.report.escape import printable


def render(report: dict[str, Any]) -> str:
    """One test suite; errors and warnings fail, notes pass with their text, accepted findings are skipped.

    What a policy only reports passes, too.
    """
    findings = report["findings"]
    failures = sum(_fails(finding) for finding in findings)
    skipped = sum(finding["suppressed"] is not None for finding in findings)
    cases = [_case(finding) for finding in findings] or [
        '    <testcase classname="openness" name="nothing to report"/>'
    ]
    total = f'tests="{len(cases)}" failures="{failures}" skipped="{skipped}" errors="0"'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<testsuites>",
            f"  <testsuite name={_quoted('openness ' + report['name'])} {total}>",
            *cases,
            "  </testsuite>",
            "</testsuites>",
            "",
        )
    )


def _fails(finding: dict[str, Any]) -> bool:
    counts = finding["suppressed"] is None and finding["new"] and finding.get("binding", True)
    return finding["severity"] in ("error", "warning") and counts


def _case(finding: dict[str, Any]) -> str:
    place = ":".join(str(part) for part in (finding["path"], finding["line"]) if part) or "repository"
    name = _quoted(f"{finding['name']} {place}")
    head = f"    <testcase classname={_quoted('openness.' + finding['rule'])} name={name}"
    known = "" if finding["new"] else "Known before. "
    body = escape(printable(f"{known}{finding['message']} {finding['help']}".strip()))
    if finding["suppressed"] is not None:
        return f"{head}>\n      <skipped message={_quoted(finding['suppressed'])}/>\n    </testcase>"
    if _fails(finding):
        return (
            f"{head}>\n      <failure type={_quoted(finding['severity'])} message={_quoted(finding['message'])}>"
            f"{body}</failure>\n    </testcase>"
        )
    return f"{head}>\n      <system-out>{body}</system-out>\n    </testcase>"


def _quoted(text: str) -> str:
    return quoteattr(printable(text))
