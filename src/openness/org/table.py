"""The organization's report as CSV: one line for each repository, for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from openness.org.rows import license_of, worst_first
from openness.report.escape import printable

COLUMNS = (
    "repository",
    "status",
    "is_model",
    "model",
    "level",
    "declared_level",
    "weights_license",
    "mof_class",
    "osaid",
    "owd",
    "eu_ai_act",
    "errors",
    "warnings",
    "notes",
    "accepted",
    "policy",
    "manifest",
    "visibility",
    "commit",
    "pushed_at",
    "why",
    "url",
)
"""Names in the first line, in this order; new ones come behind."""

_FORMULA = ("=", "+", "-", "@")


def render(document: dict[str, Any]) -> str:
    """Judged repositories, the worst first, then those that were left out."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(document["repositories"], key=worst_first):
        writer.writerow([_cell(value) for value in _values(row)])
    for skipped in document["skipped"]:
        empty = [""] * (len(COLUMNS) - 4)
        writer.writerow([_cell(one) for one in (skipped["name"], "skipped", *empty, skipped["reason"], skipped["url"])])
    return text.getvalue()


def _values(row: dict[str, Any]) -> list[object]:
    frameworks, counts = row["frameworks"], row["counts"]
    return [
        row["name"],
        row["status"],
        row["is_model_repository"],
        (row["model"] or {}).get("name"),
        row["level"]["observed"],
        row["level"]["declared"],
        license_of(row),
        frameworks["mof_class"],
        frameworks["osaid"],
        frameworks["owd"],
        frameworks["eu_ai_act"],
        counts["error"],
        counts["warning"],
        counts["note"],
        counts["suppressed"],
        (row["policy"] or {}).get("conclusion"),
        row["manifest"],
        row["visibility"],
        row["commit"],
        row["pushed_at"],
        row["why"],
        row["url"],
    ]


def _cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = printable(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
