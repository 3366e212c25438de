"""The report as Markdown, for job summaries and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.report.change import changes, compared_with, hidden, unused
from openness.report.gfm import code, inert
from openness.report.policy_line import policy_lines
from openness.report.repeats import folded
from openness.vocabulary import LEVELS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator


def render(report: dict[str, Any]) -> str:
    """A heading with the level, findings by severity, components, and what was not checked."""
    blocks = [
        *_head(report),
        *(f"Policy {inert(line)}" for line in policy_lines(report)),
        *_change(report),
        *_findings(report),
        *_components(report),
        *_accepted(report),
        *_gaps(report),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(report: dict[str, Any]) -> Iterator[str]:
    name = (report["model"] or {}).get("name") or report["name"]
    yield f"## Openness of {inert(name)}"
    if report["is_model_repository"] is False and report["manifest"] is None:
        yield "No model is released here: nothing to judge."
        return
    level = report["level"]
    declared = (
        f" (the manifest describes **{level['declared']}**)"
        if level["declared"] not in (None, level["observed"])
        else ""
    )
    yield f"Level: **{level['observed'] or 'unknown'}**{declared}"
    nearest = min((LEVELS.index(reason["keeps_from"]) for reason in level["reasons"]), default=None)
    if nearest is not None:
        rows = [
            f"- {reason['component']}: {inert(reason['why'])}"
            for reason in level["reasons"]
            if LEVELS.index(reason["keeps_from"]) == nearest
        ]
        yield f"What keeps it from **{LEVELS[nearest]}**:\n\n" + "\n".join(rows)


def _findings(report: dict[str, Any]) -> Iterator[str]:
    shown = [one for one in report["findings"] if one["suppressed"] is None and one["new"]]
    if not shown:
        yield "Nothing new to report." if report.get("comparison") else "Nothing to report."
    for severity in SEVERITIES:
        found = [one for one in shown if one["severity"] == severity]
        if found:
            title = f"### {len(found)} {severity}{'' if len(found) == 1 else 's'}"
            yield title + "\n\n" + "\n".join(_finding(one, others) for one, others in folded(found))


def _change(report: dict[str, Any]) -> Iterator[str]:
    """What the change changes and mends, where the report was compared with an earlier state."""
    comparison = report.get("comparison")
    if comparison is None:
        return
    yield f"Compared with {inert(compared_with(comparison))}"
    rows = [f"| {inert(one.what)} | {inert(one.before)} | {inert(one.after)} |" for one in changes(comparison)]
    if rows:
        yield "\n".join(("| changes | before | after |", "| --- | --- | --- |", *rows))
    mended = [f"- {_place(one)}**{one['rule']}** {inert(one['message'])}" for one in comparison["mended"]]
    if mended:
        yield f"### {len(mended)} mended\n\n" + "\n".join(mended)
    for sentence in (unused(comparison), hidden(comparison)):
        if sentence:
            yield f"{sentence}."


def _finding(finding: dict[str, Any], others: str) -> str:
    advice = f" *{inert(finding['help'])}*" if finding["help"] else ""
    only = "" if finding.get("binding", True) else "(reported only) "
    rest = f"\n  - {others}" if others else ""
    return f"- {_place(finding)}**{finding['rule']}** {only}{inert(finding['message'])}{advice}{rest}"


def _place(finding: dict[str, Any]) -> str:
    """Path and line as a code span with a space behind it, empty for the repository as a whole."""
    place = ":".join(str(part) for part in (finding["path"], finding["line"]) if part)
    return f"{code(place)} " if place else ""


def _components(report: dict[str, Any]) -> Iterator[str]:
    rows = []
    for component in report["components"]:
        declared, observed = component["declared"], component["observed"]
        if declared is None and observed["status"] in ("absent", "unknown"):
            continue
        seen = next(iter(observed["evidence"]), None)
        place = (f"{seen['path']}:{seen['line']}" if seen["line"] else seen["path"]) if seen else ""
        where = code(place, in_table=True) if place else ""
        license_text = observed["license"] or (declared or {}).get("license") or ""
        status = (declared or {}).get("status") or "–"
        rows.append(f"| {component['id']} | {status} | {observed['status']} | {inert(license_text)} | {where} |")
    if rows:
        yield "\n".join(
            ("| component | declared | observed | license | seen at |", "| --- | --- | --- | --- | --- |", *rows)
        )


def _accepted(report: dict[str, Any]) -> Iterator[str]:
    accepted = [one for one in report["findings"] if one["suppressed"] is not None]
    if accepted:
        rows = [f"- **{one['rule']}** {code(str(one['path']))}: {inert(one['suppressed'])}" for one in accepted]
        yield "### Accepted with a reason\n\n" + "\n".join(rows)


def _gaps(report: dict[str, Any]) -> Iterator[str]:
    if report["not_checked"]:
        rows = [f"- {code(gap['what'])}: {inert(gap['why'])}" for gap in report["not_checked"]]
        yield "### Not checked\n\n" + "\n".join(rows)
