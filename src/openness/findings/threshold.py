"""From findings to the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.exits import Exit
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.facts.gather import Facts
    from openness.findings.finding import Finding

FailOn = Literal["error", "warning", "note", "never"]
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "note", "never")


def reaches(findings: Iterable[Finding], fail_on: FailOn) -> bool:
    """True when an unsuppressed new finding that binds is at or above the threshold."""
    if fail_on == "never":
        return False
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(f.severity in counted and f.suppressed is None and f.new and f.binding for f in findings)


def exit_code(findings: Iterable[Finding], fail_on: FailOn, facts: Facts) -> Exit:
    """The exit code of a check that was carried out: findings first, then what could not be read."""
    if reaches(findings, fail_on):
        return Exit.FINDINGS
    if facts.incomplete:
        return Exit.INCOMPLETE
    if facts.evidence.is_model_repository is False and facts.manifest is None:
        return Exit.NOTHING_TO_CHECK
    return Exit.CLEAN
