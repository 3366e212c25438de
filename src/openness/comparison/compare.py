"""Two reports of one repository, before and after a change: what is new, known and mended, and what else differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.comparison.match import match_findings
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.comparison.match import Around
    from openness.vocabulary import Level

Json = dict[str, Any]


class Base(NamedTuple):
    """What a report was compared with.

    `kind` is `merge-base` (where the two histories part), `commit` (the commit that was named) or `baseline` (a file);
    `name` is what was asked for, `commit` the hexadecimal name of the commit that was read.
    """

    kind: str
    name: str
    commit: str | None = None


class Comparison(NamedTuple):
    """What a change does. `new` and `known` are positions in the findings of the report after it.

    `mended` holds findings of the report before it, the other four one row for each thing that differs, as in the
    report's `comparison`.
    """

    new: tuple[int, ...]
    known: tuple[int, ...]
    mended: tuple[Json, ...]
    level: Json | None = None
    frameworks: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    licenses: tuple[Json, ...] = ()


def compare(
    before: Json | None, after: Json, *, renamed: Mapping[str, str] | None = None, around: Around | None = None
) -> Comparison:
    """What differs between two reports; `before` is None where there was nothing before, so that everything is new.

    `renamed` gives the earlier path of files that have another one now, `around` how much of the text around two
    findings is the same; without them, renamed files and edited sentences count as other ones.
    """
    if before is None:
        return Comparison(tuple(i for i, one in enumerate(after["findings"]) if one["suppressed"] is None), (), ())
    was, now = before["level"]["observed"], after["level"]["observed"]
    matched = match_findings(before["findings"], after["findings"], renamed, around, raised=_raised(was, now))
    return Comparison(
        matched.new,
        matched.known,
        tuple(before["findings"][index] for index in matched.mended),
        level=_changed(was, now),
        frameworks=_frameworks(before, after),
        components=_components(before, after),
        licenses=_licenses(before, after, renamed or {}),
    )


def mark_new(report: Json, comparison: Comparison, base: Base | None = None) -> Json:
    """The report with `new` set in every finding and what the change does under `comparison`."""
    new = set(comparison.new)
    findings = [
        {**finding, "new": index in new if finding["suppressed"] is None else finding["new"]}
        for index, finding in enumerate(report["findings"])
    ]
    marked = {**report, "findings": findings, "comparison": _document(comparison, base)}
    return marked if report.get("policy") is None else {**marked, "policy": _concluded(report["policy"], findings)}


def _concluded(policy: Json, findings: list[Json]) -> Json:
    """What a policy says of a change: findings that were there before do not fail it."""
    fails = any(
        one["severity"] == "error" and one["new"] and one["suppressed"] is None and one.get("binding", True)
        for one in findings
    )
    return policy if fails or policy["conclusion"] != "failure" else {**policy, "conclusion": "success"}


def _document(comparison: Comparison, base: Base | None) -> Json:
    return {
        "base": None if base is None else base._asdict(),
        "new": len(comparison.new),
        "known": len(comparison.known),
        "mended": [
            {key: finding[key] for key in ("rule", "name", "severity", "path", "line", "message", "fingerprint")}
            for finding in comparison.mended
        ],
        "level": comparison.level,
        "frameworks": list(comparison.frameworks),
        "components": list(comparison.components),
        "licenses": list(comparison.licenses),
    }


def _raised(before: Level | None, after: Level | None) -> bool:
    """True when the weights are openly licensed now and the level is higher than before."""
    if before is None or after is None or LEVELS.index(after) < LEVELS.index("open-weights"):
        return False
    return LEVELS.index(after) > LEVELS.index(before)


def _changed(before: object, after: object) -> Json | None:
    return None if before == after else {"before": before, "after": after}


def _frameworks(before: Json, after: Json) -> tuple[Json, ...]:
    """Frameworks whose class or verdict differs, by name."""
    rows = []
    for name in sorted({*before["frameworks"], *after["frameworks"]}):
        change = _changed(_verdict(before["frameworks"].get(name)), _verdict(after["frameworks"].get(name)))
        if change:
            rows.append({"framework": name, **change})
    return tuple(rows)


def _verdict(framework: Json | None) -> int | str | None:
    """The class (MOF: 0 to 3) or the verdict in one word; None where the framework was not applied."""
    if framework is None:
        return None
    verdict: int | str | None = framework["class"] if "class" in framework else framework.get("verdict")
    return verdict


def _components(before: Json, after: Json) -> tuple[Json, ...]:
    """Components of which something else is shown, declared or licensed, in the order of the vocabulary."""
    earlier = {one["id"]: _state(one) for one in before["components"]}
    rows = []
    for component in after["components"]:
        change = _changed(earlier.get(component["id"]), _state(component))
        if change:
            rows.append({"id": component["id"], **change})
    return tuple(rows)


def _state(component: Json) -> Json:
    declared = component["declared"] or {}
    return {
        "status": component["observed"]["status"],
        "license": component["observed"]["license"],
        "declared": declared.get("status"),
    }


def _licenses(before: Json, after: Json, renamed: Mapping[str, str]) -> tuple[Json, ...]:
    """License files that hold another license than before, came or went, by path."""
    current = {path: renamed.get(path, path) for path in {one["path"] for one in after["licenses"]}}
    earlier = _texts(before)
    later = _texts(after)
    moved = set(current.values())
    rows = []
    for path in sorted({*current, *(path for path in earlier if path not in moved)}):
        change = _changed(earlier.get(current.get(path, path)), later.get(path))
        if change:
            rows.append({"path": path, **change})
    return tuple(rows)


def _texts(report: Json) -> dict[str, str]:
    """What each license file holds: expressions in the order of the file, `(modified)` where a text departs."""
    found: dict[str, list[str]] = {}
    for one in report["licenses"]:
        name = one["expression"] or one.get("title") or "unknown"
        found.setdefault(one["path"], []).append(f"{name} (modified)" if one["match"] == "modified" else name)
    return {path: ", ".join(dict.fromkeys(names)) for path, names in found.items()}
