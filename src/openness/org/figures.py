"""Sentences and figures about an organization that the readable formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.org.rows import worst_first

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


def offenders(document: Json) -> list[Json]:
    """Repositories with an error or a warning, the worst first."""
    rows = [row for row in document["repositories"] if row["counts"]["error"] or row["counts"]["warning"]]
    return sorted(rows, key=worst_first)


def unknown(document: Json) -> list[Json]:
    """Repositories that could not be judged, or not in full, by name."""
    return [row for row in document["repositories"] if row["status"] != "judged"]


def headline(document: Json) -> str:
    """How many were looked at, and what came of it, in one sentence."""
    summary = document["summary"]
    judged = summary["judged"] + summary["partial"]
    found = summary["findings"]
    bad = len(offenders(document))
    parts = [counted(found["error"], "error"), counted(found["warning"], "warning"), counted(found["note"], "note")]
    return (
        f"{counted(judged, 'repository')} judged, {summary['models']} of them release a model;"
        f" {', '.join(parts)}; {bad} with an error or a warning."
    )


def reservations(document: Json) -> Iterator[str]:
    """Everything that keeps the report from being the whole truth, a sentence each."""
    if document["missing_shards"]:
        yield f"Missing: the results of shard {', '.join(document['missing_shards'])}."
    for one in document["parts"]:
        if one["stopped"]:
            shard = one["shard"]
            where = f"Shard {shard['index']}/{shard['of']}" if shard["of"] > 1 else "The scan"
            yield f"{where} ended early: {one['stopped']}."
    summary = document["summary"]
    if summary["unknown"]:
        yield f"{counted(summary['unknown'], 'repository')} could not be judged: neither a pass nor a finding."
    if summary["partial"]:
        yield f"{counted(summary['partial'], 'repository')} could be read in part only."
    for gap in document["not_checked"]:
        yield f"Not read: {gap['what']} ({gap['why']})."


def left_out(document: Json) -> str:
    """How many repositories were left out, by reason; empty when none was."""
    skipped = document["summary"]["skipped"]
    if not skipped:
        return ""
    reasons = ", ".join(f"{number} {reason}" for reason, number in skipped.items())
    return f"{counted(sum(skipped.values()), 'repository')} left out: {reasons}."


def changes(document: Json) -> list[str]:
    """What changed since the earlier scan, a sentence each."""
    change = document["change"]
    if change is None:
        return []
    said = [f"Since {change['since'][:10]}: {change['new_findings']} new findings, {change['mended_findings']} mended."]
    for one in change["repositories"]:
        before, after = one["level"]["before"] or "unknown", one["level"]["after"] or "unknown"
        parts = [f"{before} → {after}"] if before != after else []
        parts += [f"{one['new_findings']} new"] if one["new_findings"] else []
        parts += [f"{one['mended_findings']} mended"] if one["mended_findings"] else []
        parts += [f"was {one['renamed_from']}"] if one["renamed_from"] else []
        said.append(f"{one['name']}: {', '.join(parts)}")
    if change["added"]:
        said.append(f"Added: {', '.join(change['added'][:20])}{_more(change['added'], 20)}")
    if change["removed"]:
        said.append(f"Gone: {', '.join(change['removed'][:20])}{_more(change['removed'], 20)}")
    return said


def counted(number: int, thing: str) -> str:
    """`1 repository`, `2 repositories`."""
    plural = thing[:-1] + "ies" if thing.endswith("y") else thing + "s"
    return f"{number:,} {thing if number == 1 else plural}"


def _more(names: list[str], shown: int) -> str:
    return f" and {len(names) - shown} more" if len(names) > shown else ""
