"""License expressions of a manifest: grammar and ids, against the catalog."""

from __future__ import annotations

from openness.manifest.complaint import Complaint

UNSTATED = frozenset({"NOASSERTION", "NONE"})
"""SPDX's words for "unknown" and "no license given"."""


def check_license(text: str) -> list[Complaint]:
    """What is wrong with a license expression; ids are those of SPDX and of the catalog, `LicenseRef-` is free."""
    if text in UNSTATED:
        return []
    from openness.licenses.expression import ExpressionError, parse  # noqa: PLC0415 - loads the catalog

    try:
        parse(text)
    except ExpressionError as error:
        suggestion = error.suggestion
        end = f"; did you mean `{suggestion}`?" if suggestion else ""
        advice = "Use an SPDX expression, or `LicenseRef-<name>` for other terms and `NOASSERTION` for unknown ones."
        return [Complaint(f"{error.message}{end}", advice, "unknown-license", max(0, error.column - 1))]
    return []
