"""Baseline files: findings that were there when the checks began, so that only new ones count.

A baseline is JSON: `{"schema_version": "1.0", "findings": [{"fingerprint", "rule", "severity", "path", "message"}]}`.
Fingerprint and severity decide; rule, path and message are there for people who read the file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openness.comparison.compare import Comparison
from openness.comparison.match import match_findings
from openness.errors import UsageError
from openness.findings.finding import is_fingerprint
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.comparison.compare import Json

VERSION = "1.0"
MOST_BYTES = 20_000_000
"""Of a baseline file; a larger one is none."""

_FIELDS = ("rule", "path", "message")


class Baseline(NamedTuple):
    """The findings of a baseline file, in its order, in the shape of a report's."""

    findings: tuple[Json, ...]


def write_baseline(report: Json) -> str:
    """The text of a baseline that holds every finding of the report that is not accepted with a reason."""
    rows = [
        {key: finding[key] for key in ("fingerprint", "severity", *_FIELDS)}
        for finding in report["findings"]
        if finding["suppressed"] is None
    ]
    text = json.dumps({"schema_version": VERSION, "findings": rows}, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def read_baseline(text: str, name: str) -> Baseline:
    """The baseline of a file's text; raises UsageError that says what is wrong with the file `name` and where."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{name}{place} is not JSON; write it again with --write-baseline {name}") from error
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise UsageError(f"{name} is no baseline: it has no list `findings`; --write-baseline {name} writes one")
    if str(document.get("schema_version", VERSION)).partition(".")[0] != VERSION.partition(".")[0]:
        raise UsageError(f"{name} is of another version of baselines; write it again with --write-baseline {name}")
    return Baseline(
        tuple(_finding(row, f"{name}: findings[{index}]") for index, row in enumerate(document["findings"]))
    )


def against_baseline(report: Json, baseline: Baseline, *, renamed: Mapping[str, str] | None = None) -> Comparison:
    """Which findings the baseline knows; entries that match nothing are what was mended since it was written."""
    matched = match_findings(baseline.findings, report["findings"], renamed or {})
    return Comparison(matched.new, matched.known, tuple(baseline.findings[index] for index in matched.mended))


def _finding(row: object, where: str) -> Json:
    if not isinstance(row, dict) or not is_fingerprint(row.get("fingerprint")):
        raise UsageError(f"{where} has no `fingerprint` of 32 hexadecimal digits; remove the entry")
    plain = {key: row[key] if isinstance(row.get(key), str) else "" for key in _FIELDS}
    severity = row.get("severity")
    return {
        **plain,
        "path": plain["path"] or None,
        "name": "",
        "line": None,
        # Without a severity nothing can have become worse.
        "severity": severity if severity in SEVERITIES else SEVERITIES[0],
        "fingerprint": row["fingerprint"],
        "suppressed": None,
    }
