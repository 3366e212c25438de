"""A finding: a rule applied to facts, with the fingerprint by which it is recognized again."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Evidence
    from openness.rules.base import Edit, Found
    from openness.vocabulary import Severity


class Finding(NamedTuple):
    """What the report lists. `suppressed` is the accepted reason, or None. `width` counts characters to mark."""

    rule: str
    name: str
    severity: Severity
    path: str | None
    line: int | None
    column: int | None
    message: str
    help: str
    evidence: tuple[Evidence, ...]
    fix: Edit | None
    fingerprint: str
    width: int = 1
    new: bool = True
    suppressed: str | None = None


def identify_findings(found: Iterable[tuple[str, str, Severity, Found]]) -> list[Finding]:
    """Findings in reading order, each with its fingerprint, from (rule id, rule name, default severity, found).

    The fingerprint is made of rule, path and key; the same key in the same file is told apart by its rank, so
    that lines may move without a finding becoming new.
    """
    ranks: Counter[tuple[str, str, str]] = Counter()
    findings = []
    for rule, name, severity, one in sorted(found, key=_reading_order):
        key = (rule, one.path or "", " ".join((one.key or one.message).split()).casefold())
        digest = hashlib.sha256("\0".join((*key, str(ranks[key]))).encode("utf-8", "surrogatepass")).hexdigest()
        ranks[key] += 1
        findings.append(
            Finding(
                rule=rule,
                name=name,
                severity=one.severity or severity,
                path=one.path,
                line=one.line,
                column=one.column,
                message=one.message,
                help=one.help,
                evidence=one.evidence,
                fix=one.fix,
                fingerprint=digest[:20],
                width=one.width,
            )
        )
    return findings


def _reading_order(item: tuple[str, str, Severity, Found]) -> tuple[str, int, int, str, str]:
    rule, _, _, one = item
    return (one.path or "", one.line or 0, one.column or 0, rule, one.message)
