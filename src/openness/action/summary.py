"""The job summary: what the comment says, and the whole picture of components, frameworks and what was not checked.

It needs no token, so it is written first and on every run. GitHub takes at most 1 MiB a step
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions, read 2026-11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.action import told
from openness.action.changes import license_words
from openness.action.groups import counted, groups, mended, shown, with_repeats
from openness.action.items import Items, folded, size
from openness.action.places import place
from openness.action.verdict import changes, incomplete, verdict
from openness.judge.frameworks import shown as frameworks
from openness.report.gfm import code, inert, prose
from openness.report.policy_line import policy_lines
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openness.action.context import Context

    Json = dict[str, Any]

LARGEST = 1_000_000
"""Bytes of a summary."""

_MOST_FINDINGS, _MOST_FOLDED, _MOST_ROWS = 200, 200, 50
_CUT_OFF = "The rest is in the report."


def render_summary(report: Json, context: Context) -> str:
    """The summary's Markdown. Every text of the report is treated as hostile."""
    if report["is_model_repository"] is False and report["manifest"] is None and not shown(report, "note", new=True):
        return "### Openness: no model is released here, nothing to check\n"
    blocks: list[str] = [verdict(report, context), *incomplete(context)]
    blocks.extend(f"Policy {inert(line)}" for line in policy_lines(report))
    room = LARGEST - size(*blocks, _CUT_OFF)
    for one in _parts(report, context):
        text = one.within(room) if isinstance(one, Items) else one
        if size(text) > room:
            blocks.append(_CUT_OFF)
            break
        blocks.append(text)
        room -= size(text)
    return "\n\n".join(blocks) + "\n"


def _parts(report: Json, context: Context) -> Iterator[Items | str]:
    compared = report.get("comparison") is not None
    if table := changes(report, "What changes", _MOST_ROWS):
        yield table
    if found := groups(shown(report, context.least, new=True)):
        yield Items(
            "#### New findings" if compared else "#### Findings",
            (told.whole(group, context, again=again) for group, again in with_repeats(found)),
            [len(group.findings) for group in found],
            "- and {} more, in the report",
            most=_MOST_FINDINGS,
        )
    yield from _level(report)
    yield from _components(report, context)
    yield from _frameworks(report)
    yield from _folds(report, context)


def _level(report: Json) -> Iterator[str]:
    """What keeps the model from the next level."""
    reasons = report["level"]["reasons"]
    declared = report["level"]["declared"]
    if declared not in (None, report["level"]["observed"]):
        yield f"The manifest describes level **{declared}**."
    if reasons:
        nearest = min(LEVELS.index(reason["keeps_from"]) for reason in reasons)
        rows = [
            f"- {inert(reason['component'])}: {prose(reason['why'])}"
            for reason in reasons
            if LEVELS.index(reason["keeps_from"]) == nearest
        ]
        yield f"#### What keeps it from {LEVELS[nearest]}\n\n" + "\n".join(rows)


def _components(report: Json, context: Context) -> Iterator[str]:
    """Declared against observed, for every component that is either."""
    rows, left_out = [], 0
    manifest = report["manifest"] is not None
    for component in report["components"]:
        declared, observed = component["declared"], component["observed"]
        if declared is None and observed["status"] in ("absent", "unknown"):
            left_out += 1
            continue
        seen = next(iter(observed["evidence"]), None)
        where = place(context.site, seen["path"], seen["line"], in_table=True) if seen else ""
        cells = [inert(component["id"]), observed["status"], license_words(observed["license"]), where]
        if manifest:
            said = declared or {"status": "not declared", "license": None}
            cells[1:1] = [said["status"], license_words(said["license"])]
        rows.append(f"| {' | '.join(cells)} |")
    if rows:
        titles = ["Component", "observed", "license", "seen at"]
        if manifest:
            titles = ["Component", "declared", "declared license", "observed", "observed license", "seen at"]
        head = [f"| {' | '.join(titles)} |", f"|{' :-- |' * len(titles)}"]
        rest = f"\n\n{left_out} further components were not found." if left_out else ""
        yield "#### Components\n\n" + "\n".join((*head, *rows)) + rest


def _frameworks(report: Json) -> Iterator[str]:
    verdicts = report["frameworks"]
    rows = [
        f"| {inert(frameworks.title(key, remark=True))} | {inert(frameworks.summary(key, verdicts[key]))} |"
        for key in frameworks.in_order(verdicts)
    ]
    if rows:
        yield "#### Frameworks\n\n| Framework | verdict |\n| :-- | :-- |\n" + "\n".join(rows)


def _folds(report: Json, context: Context) -> Iterator[Items]:
    if gone := mended(report):
        found = groups(gone)
        items = (told.past(group, context) for group in found)
        yield _fold(f"✅ Mended: {counted(gone)}", items, [len(group.findings) for group in found])
    if known := shown(report, context.least, new=False):
        found = groups(known)
        items = (told.short(group, context, again=again) for group, again in with_repeats(found))
        yield _fold(f"Known before: {counted(known)}", items, [len(group.findings) for group in found])
    if accepted := [one for one in report["findings"] if one["suppressed"] is not None]:
        items = (_accepted(one, context) for one in accepted)
        yield _fold(f"Accepted with a reason: {len(accepted):,}", items, [1] * len(accepted))
    if gaps := report["not_checked"]:
        items = (f"- {code(gap['what'])}: {prose(gap['why'])}" for gap in gaps)
        yield _fold(f"Not checked: {len(gaps):,}", items, [1] * len(gaps))


def _fold(title: str, items: Iterable[str], weights: Sequence[int]) -> Items:
    return folded(title, items, weights, _MOST_FOLDED)


def _accepted(finding: Json, context: Context) -> str:
    where = f"{place(context.site, finding['path'], finding['line'])}: " if finding["path"] else ""
    return f"- {where}{inert(told.shortened(finding['suppressed'], 300))} <sub>{finding['rule']}</sub>"
