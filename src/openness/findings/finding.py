"""A finding: a rule applied to facts, with the fingerprint by which it is recognized again."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Evidence
    from openness.rules.base import Edit, Found
    from openness.vocabulary import Severity


KEY, GROUND = 12, 16
"""Where the first two parts of a fingerprint end: what was found, what that rests on. The rest says where."""

_NO_WORD = compiled(r"[\W_]+")
_FINGERPRINT = compiled("[0-9a-f]{32}")


class Finding(NamedTuple):
    """What the report lists. `suppressed` is the accepted reason, or None. `width` counts characters to mark.

    `binding` is false where a policy only reports: the finding counts nowhere.
    """

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
    binding: bool = True


def identify_findings(found: Iterable[tuple[str, str, Severity, Found]]) -> list[Finding]:
    """Findings in reading order, each with its fingerprint, from (rule id, rule name, default severity, found).

    A fingerprint says in 12 digits what was found (rule, key), in 4 what that rests on (ground) and in 16 where (path,
    and the rank among the same in one file): lines may move and paragraphs be wrapped anew without a finding becoming
    new, and what moves to another file or rests on something else can be recognized by its parts.
    """
    ranks: Counter[tuple[str, str]] = Counter()
    findings = []
    for rule, name, severity, one in sorted(found, key=_reading_order):
        what = _digest(rule, _essence(one.key or one.message))[:KEY] + _digest(rule, one.ground)[: GROUND - KEY]
        path = one.path or ""
        fingerprint = what + _digest(path, str(ranks[what, path]))
        ranks[what, path] += 1
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
                fingerprint=fingerprint,
                width=one.width,
            )
        )
    return findings


def is_fingerprint(text: object) -> bool:
    """True for a string that `identify_findings` could have made."""
    return isinstance(text, str) and _FINGERPRINT.fullmatch(text) is not None


def _digest(*parts: str) -> str:
    """16 hexadecimal digits."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _essence(key: str) -> str:
    """What is left of a key when markup, punctuation, case and line breaks are taken away."""
    plain = unicodedata.normalize("NFKC", key).casefold()
    return _NO_WORD.sub("", plain) or plain


def _reading_order(item: tuple[str, str, Severity, Found]) -> tuple[str, int, int, str, str]:
    rule, _, _, one = item
    return (one.path or "", one.line or 0, one.column or 0, rule, one.message)
