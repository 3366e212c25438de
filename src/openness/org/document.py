"""The report of an organization as one document: what every other format is rendered from.

Its shape is a public contract, described by `schemas/openness-organization-report-v1.schema.json`. A scan of one
shard and a scan of everything have the same shape; `merge` puts documents together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from openness import __version__
from openness.org.rows import license_of
from openness.values import NamedTuple
from openness.vocabulary import LEVELS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = dict[str, Any]

SCHEMA_VERSION = "1.0"
KIND = "organization"
_UNKNOWN = "unknown"


class Organization(NamedTuple):
    """Whose repositories they are. `host` is the name of the server, `login` the name in addresses."""

    host: str
    login: str
    name: str = ""
    url: str = ""


class Content(NamedTuple):
    """What a document is made of; everything else in it follows from this.

    `parts` are the scans that it holds, one for each shard. `not_checked` is what the organization's own list could
    not say.
    """

    organization: Json
    parts: tuple[Json, ...]
    repositories: tuple[Json, ...]
    skipped: tuple[Json, ...]
    not_checked: tuple[Json, ...] = ()
    policy: Json | None = None
    change: Json | None = None


def part(*, shard: tuple[int, int], scanned_at: str, stopped: str | None, usage: dict[str, float | int]) -> Json:
    """One scan of one shard: when, whether it came to its end, and what it took."""
    return {
        "shard": {"index": shard[0], "of": shard[1]},
        "scanned_at": scanned_at,
        "complete": stopped is None,
        "stopped": stopped,
        "usage": usage,
    }


def build_document(content: Content) -> Json:
    """The report; arrays are sorted, so that the same content gives the same bytes."""
    rows = sorted(content.repositories, key=lambda row: (row["name"].lower(), row["id"]))
    skipped = sorted(content.skipped, key=lambda row: (row["name"].lower(), row["id"]))
    parts = sorted(content.parts, key=lambda one: (one["shard"]["of"], one["shard"]["index"]))
    missing = missing_shards(parts)
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "tool": {"name": "openness", "version": __version__},
        "organization": content.organization,
        "scanned_at": max((one["scanned_at"] for one in parts), default=""),
        "complete": not missing and all(one["complete"] for one in parts) and not content.not_checked,
        "missing_shards": missing,
        "parts": parts,
        "policy": content.policy,
        "summary": summarize(rows, skipped),
        "repositories": rows,
        "skipped": skipped,
        "not_checked": sorted(content.not_checked, key=lambda one: (one["what"], one["why"])),
        "change": content.change,
    }


def content_of(document: Json) -> Content:
    """What a document was made of."""
    return Content(
        organization=document["organization"],
        parts=tuple(document["parts"]),
        repositories=tuple(document["repositories"]),
        skipped=tuple(document["skipped"]),
        not_checked=tuple(document["not_checked"]),
        policy=document["policy"],
        change=document["change"],
    )


def missing_shards(parts: Iterable[Json]) -> list[str]:
    """The shards of the plan of which no scan is there, as `3/8`."""
    present: dict[int, set[int]] = {}
    for one in parts:
        present.setdefault(one["shard"]["of"], set()).add(one["shard"]["index"])
    return [f"{number}/{of}" for of in sorted(present) for number in range(1, of + 1) if number not in present[of]]


def summarize(rows: Sequence[Json], skipped: Sequence[Json]) -> Json:
    """The figures of the report: how many of what."""
    models = [row for row in rows if row["is_model_repository"]]
    findings = [one for row in rows for one in row["findings"] if one["suppressed"] is None]
    return {
        "listed": len(rows) + len(skipped),
        "judged": sum(row["status"] == "judged" for row in rows),
        "partial": sum(row["status"] == "partial" for row in rows),
        "unknown": sum(row["status"] == _UNKNOWN for row in rows),
        "skipped": dict(sorted(Counter(row["reason"] for row in skipped).items())),
        "models": len(models),
        "not_models": sum(row["is_model_repository"] is False for row in rows),
        "policy": _by_name((row["policy"]["conclusion"] for row in rows if row["policy"]), _CONCLUSIONS),
        "with_manifest": sum(row["manifest"] is not None for row in rows),
        "levels": _by_name((row["level"]["observed"] or _UNKNOWN for row in models), (*LEVELS, _UNKNOWN)),
        "mof_classes": _by_name((str(row["frameworks"]["mof_class"]) for row in models), ("1", "2", "3", "0")),
        "osaid": _by_name((row["frameworks"]["osaid"] for row in models), _VERDICTS),
        "licenses": [
            {"license": name, "repositories": number}
            for name, number in sorted(
                Counter(license_of(row) or _UNKNOWN for row in models).items(), key=lambda item: (-item[1], item[0])
            )
        ],
        "findings": {
            **{severity: sum(row["counts"][severity] for row in rows) for severity in SEVERITIES},
            "suppressed": sum(row["counts"]["suppressed"] for row in rows),
            "new": sum(one["new"] for one in findings),
        },
        "rules": _rules(rows),
    }


_CONCLUSIONS = ("failure", "success", "not-applicable")
_VERDICTS = ("conforms", "undecidable", "does-not-conform")


def _by_name(found: Iterable[str], names: Sequence[str]) -> dict[str, int]:
    """How often each name was found, with the names that were not; others come behind."""
    counts = Counter(found)
    return {**{name: counts.pop(name, 0) for name in names}, **dict(sorted(counts.items()))}


def _rules(rows: Iterable[Json]) -> list[Json]:
    """The rules that found something, the most severe and the most frequent first."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        for one in row["findings"]:
            if one["suppressed"] is None:
                seen.setdefault((one["rule"], one["name"], one["severity"]), []).append(row["id"])
    listed = [
        {"rule": rule, "name": name, "severity": severity, "findings": len(ids), "repositories": len(set(ids))}
        for (rule, name, severity), ids in seen.items()
    ]
    return sorted(listed, key=lambda one: (SEVERITIES.index(one["severity"]), -one["repositories"], one["rule"]))
