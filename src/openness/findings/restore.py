"""Findings as a report lists them, made into findings again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.findings.finding import Finding
from openness.model import Evidence
from openness.rules.base import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping


def restore_findings(report: Mapping[str, Any]) -> list[Finding]:
    """The findings of a report document; raises KeyError or TypeError for what is no report."""
    return [_finding(entry) for entry in report["findings"]]


def _finding(entry: Mapping[str, Any]) -> Finding:
    fix = entry["fix"]
    column, end = entry["column"], entry.get("end_column")
    return Finding(
        rule=entry["rule"],
        name=entry["name"],
        severity=entry["severity"],
        path=entry["path"],
        line=entry["line"],
        column=column,
        message=entry["message"],
        help=entry["help"],
        evidence=tuple(Evidence(one["path"], one["line"], one["what"]) for one in entry["evidence"]),
        fix=None
        if fix is None
        else Edit(fix["path"], fix["line"], fix["column"], fix["end_column"], fix["replacement"]),
        fingerprint=entry["fingerprint"],
        width=end - column if end is not None and column is not None else 1,
        new=entry["new"],
        suppressed=entry["suppressed"],
        binding=entry.get("binding", True),
    )
