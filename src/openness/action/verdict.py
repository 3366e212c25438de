"""The one line of verdict, and the table of what a pull request changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.action.changes import rows
from openness.action.groups import MARKS, counted, groups, shown
from openness.action.sticky import news
from openness.report.gfm import code, prose
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from openness.action.context import Context

    Json = dict[str, Any]

_ROOTS = frozenset({"", ".", "openness.yml", "openness.yaml", "MOF.yml", "mof.yml"})


def verdict(report: Json, context: Context) -> str:
    """A heading that says what is new and what became of the level."""
    found = shown(report, context.least, new=True)
    compared = report.get("comparison") is not None
    of = "" if context.identity in _ROOTS else f" of {code(context.identity)}"
    if context.incomplete and not found:
        return f"### {MARKS['warning']} Openness{of}: incomplete, no verdict"
    level = _level(report)
    if found:
        mark = MARKS[groups(found)[0].first["severity"]]
        return f"### {mark} Openness{of}: {counted(found, word='new ' if compared else '')}, {level}"
    nothing = "no new findings" if compared else "no findings"
    if news(report, context.least) == "lowered":
        return f"### {MARKS['warning']} Openness{of}: {level}, {nothing}"
    return f"### ✅ Openness{of}: {nothing}, {level}"


def incomplete(context: Context) -> list[str]:
    """What could not be read, as a paragraph; empty where everything was."""
    return [f"**Incomplete.** {prose(context.incomplete)}."] if context.incomplete else []


def _level(report: Json) -> str:
    change = (report.get("comparison") or {}).get("level")
    now = report["level"]["observed"]
    if not change:
        if report["is_model_repository"] is False and report["manifest"] is None:
            return "no model is released here"
        return f"level {now}" if now else "level unknown"
    before, after = change["before"], change["after"]
    if before in LEVELS and after in LEVELS:
        direction = "rises" if LEVELS.index(after) > LEVELS.index(before) else "falls"
        return f"level {direction} from {before} to {after}"
    return f"level {before or 'unknown'} becomes {after or 'unknown'}"


def changes(report: Json, title: str, most: int = 15) -> str:
    """A table of what differs from before; empty where nothing does."""
    found = rows(report.get("comparison"))
    if not found:
        return ""
    lines = [f"| {title} | before | after |", "| :-- | :-- | :-- |"]
    lines.extend(f"| {row.what} | {row.before} | {row.after} |" for row in found[:most])
    if len(found) > most:
        lines.append(f"| and {len(found) - most} more, in the job summary | | |")
    return "\n".join(lines)
