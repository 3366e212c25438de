"""One repository as a row of an organization's report: what its own report says, cut to what a reader compares."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openness.vocabulary import LEVELS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.org.listed import Listed
    from openness.org.selection import Skipped

Json = dict[str, Any]

_FINDING_KEYS = (
    "rule name severity path line column end_column message help fingerprint new suppressed".split()  # noqa: SIM905
)
_MOST_FINDINGS = 200
_MOST_GAPS = 10
_MOST_REASONS = 5


def judged_row(listed: Listed, report: Json, *, scanned_at: str, missing: Sequence[str] = ()) -> Json:
    """The row of a judged repository; `missing` says what should have been read and could not be."""
    level = report["level"]
    findings = sorted(report["findings"], key=_finding_order)
    return {
        **_head(listed, scanned_at),
        "status": "partial" if missing else "judged",
        "why": missing[0] if missing else None,
        "is_model_repository": report["is_model_repository"],
        "manifest": report["manifest"]["path"] if report["manifest"] else None,
        "model": report["model"],
        "level": {
            "observed": level["observed"],
            "declared": level["declared"],
            "reasons": [
                {key: one[key] for key in ("component", "status", "keeps_from", "why")}
                for one in level["reasons"][:_MOST_REASONS]
            ],
        },
        "frameworks": {
            "mof_class": report["frameworks"]["mof"]["class"],
            "osaid": report["frameworks"]["osaid"]["verdict"],
            "owd": report["frameworks"]["owd"]["verdict"],
            "eu_ai_act": report["frameworks"]["eu_ai_act"]["verdict"],
        },
        "components": [_component(one) for one in report["components"]],
        "counts": count(findings),
        "findings": [
            {**{key: one[key] for key in _FINDING_KEYS}, "binding": one.get("binding", True)}
            for one in findings[:_MOST_FINDINGS]
        ],
        "not_checked": {
            "count": len(report["not_checked"]),
            "first": _gaps(report["not_checked"]),
        },
        "policy": _policy(report.get("policy")),
    }


def unknown_row(listed: Listed, why: str, *, scanned_at: str) -> Json:
    """The row of a repository that could not be judged: neither a pass nor a finding."""
    return {
        **_head(listed, scanned_at),
        "status": "unknown",
        "why": why,
        "is_model_repository": None,
        "manifest": None,
        "model": None,
        "level": {"observed": None, "declared": None, "reasons": []},
        "frameworks": {"mof_class": None, "osaid": None, "owd": None, "eu_ai_act": None},
        "components": [],
        "counts": count(()),
        "findings": [],
        "not_checked": {"count": 1, "first": [{"what": listed.full_name, "why": why}]},
        "policy": None,
    }


def skipped_row(skipped: Skipped) -> Json:
    """A repository that was left out, with the reason."""
    one = skipped.repository
    return {"id": one.id, "name": one.full_name, "url": one.url, "reason": skipped.reason}


def count(findings: Sequence[Json]) -> dict[str, int]:
    """Findings by severity; accepted ones count apart."""
    standing = [one["severity"] for one in findings if one["suppressed"] is None]
    counts: dict[str, int] = {severity: standing.count(severity) for severity in SEVERITIES}
    return {**counts, "suppressed": len(findings) - len(standing)}


def worst_first(row: Json) -> tuple[object, ...]:
    """The order in which somebody who has an hour reads the rows: errors, warnings, then what is unknown."""
    counts, level = row["counts"], row["level"]["observed"]
    return (
        -counts["error"],
        -counts["warning"],
        row["status"] != "unknown",
        -counts["note"],
        not row["is_model_repository"],
        LEVELS.index(level) if level in LEVELS else len(LEVELS),
        row["name"].lower(),
    )


def license_of(row: Json, component: str = "weights") -> str | None:
    """The license that governs a component of the repository, as far as it is known."""
    for one in row["components"]:
        if one["id"] == component:
            found: str | None = one["license"]
            return found
    return None


def _head(listed: Listed, scanned_at: str) -> Json:
    return {
        "id": listed.id,
        "name": listed.full_name,
        "kind": listed.kind,
        "url": listed.url,
        "description": listed.description,
        "topics": list(listed.topics),
        "visibility": listed.visibility,
        "branch": listed.branch,
        "commit": listed.commit,
        "pushed_at": listed.pushed_at,
        "stars": listed.stars,
        "scanned_at": scanned_at,
    }


def _component(one: Json) -> Json:
    declared, observed = one["declared"], one["observed"]
    return _shared(one["id"], declared["status"] if declared else None, observed["status"], observed["license"])


@lru_cache(maxsize=4096)
def _shared(identity: str, declared: str | None, observed: str, license_name: str | None) -> Json:
    """A component's cell: most are alike, and the rows of ten thousand repositories hold one of each."""
    return {"id": identity, "declared": declared, "observed": observed, "license": license_name}


def _gaps(gaps: Sequence[Json]) -> list[Json]:
    """What was not read, one entry for each reason."""
    reasons: dict[str, list[str]] = {}
    for gap in gaps:
        reasons.setdefault(gap["why"], []).append(gap["what"])
    return [
        {"what": what[0] if len(what) == 1 else f"{what[0]} and {len(what) - 1} more", "why": why}
        for why, what in list(reasons.items())[:_MOST_GAPS]
    ]


def _policy(policy: Json | None) -> Json | None:
    """What the policy says of the repository; of its demands, those that are not met or cannot be told."""
    if policy is None:
        return None
    open_demands = [one for one in policy["demands"] if one["state"] != "met"]
    return {
        **{key: policy[key] for key in ("name", "conclusion", "mode", "reporting_only", "contact")},
        "demands": [{key: one[key] for key in ("setting", "required", "found", "state")} for one in open_demands],
    }


def _finding_order(one: Json) -> tuple[object, ...]:
    return (
        one["suppressed"] is not None,
        SEVERITIES.index(one["severity"]),
        one["path"] or "",
        one["line"] or 0,
        one["rule"],
        one["fingerprint"],
    )
