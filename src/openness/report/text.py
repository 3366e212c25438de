"""The report for a person at a terminal."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Any

from openness.judge.frameworks import shown as verdict_words
from openness.patterns import compiled
from openness.report.change import changes, compared_with, hidden, is_baseline, unused
from openness.report.escape import display_width, printable
from openness.report.policy_line import policy_lines
from openness.report.repeats import folded
from openness.report.style import Style
from openness.vocabulary import LEVELS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    SourceLine = Callable[[str, int], str | None]

_LONGEST_LINE = 100_000
_MARKS = {"released": "●", "partial": "◐", "described": "○", "absent": "·", "unknown": "?"}
_ARROW = "→"
_QUOTED = compiled("“[^”]*”")


def render(
    report: dict[str, Any],
    source_line: SourceLine = lambda _path, _line: None,
    *,
    color: bool = False,
    width: int = 100,
    verbose: bool = False,
    frameworks: bool = False,
    brief: bool = False,
) -> str:
    """The report as text of at most `width` columns where wrapping allows; `source_line` gives lines to show.

    Without `verbose`, components that are neither declared nor seen are left out and counted. With `frameworks`, the
    reasons of every framework's verdict are listed. `brief` leaves out the tables: heading, findings and sum stay.
    """
    style = Style(color)
    blocks = [
        _heading(report, style, width),
        *(f"Policy {printable(line)}" for line in policy_lines(report)),
        _change(report, style, width),
        *_findings(report, source_line, style, width),
        "" if brief else _components(report, style, width, verbose=verbose),
        "" if brief else _frameworks(report, style, width, whole=frameworks),
        _suppressed(report, style, width),
        _not_checked(report, style, width, verbose=verbose),
        _summary(report, style),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _heading(report: dict[str, Any], style: Style, width: int) -> str:
    model, manifest = report["model"], report["manifest"]
    name = printable((model or {}).get("name") or report["name"])
    source = f"manifest {printable(manifest['path'])}" if manifest else "no manifest"
    if manifest and not manifest["valid"]:
        source += " (invalid)"
    lines = [f"{style('bold', name)}  {style('dim', source)}"]
    level = report["level"]
    if report["is_model_repository"] is False and not manifest:
        lines.append("No model is released here: nothing to judge.")
        return "\n".join(lines)
    lines.append(f"Level  {_ladder(level['observed'], style)}")
    if level["declared"] and level["declared"] != level["observed"]:
        lines.append(f"       the manifest describes {style('bold', level['declared'])}")
    reasons = [f"{r['component']}: {r['why']}" for r in _next_reasons(level)]
    if reasons:
        target = _next_reasons(level)[0]["keeps_from"]
        lines.append(f"       {style('dim', 'keeps it from ' + target + ':')}")
        for reason in reasons:
            lines.extend(_wrapped(reason, width, "         ", "           "))
    return "\n".join(lines)


def _change(report: dict[str, Any], style: Style, width: int) -> str:
    """What the change changes and mends, where the report was compared with an earlier state."""
    comparison = report.get("comparison")
    if comparison is None:
        return ""
    lines = [style("bold", f"Compared with {printable(compared_with(comparison))}")]
    rows = changes(comparison)
    room = max((display_width(printable(row.what)) for row in rows), default=0)
    for row in rows:
        what = printable(row.what)
        values = f"{printable(row.before)} {_ARROW} {printable(row.after)}"
        lines.append(f"  {what}{' ' * (room - display_width(what))}  {values}")
    for one in comparison["mended"]:
        place = ":".join(str(part) for part in (one["path"], one["line"]) if part)
        lines.append(_cut_end(printable(f"  mended  {one['rule']} {place}  {one['message']}"), width))
    if left_over := unused(comparison):
        lines.append(style("dim", f"  {left_over}"))
    if len(lines) == 1 and is_baseline(comparison):
        return ""
    if len(lines) == 1:
        lines.append(style("dim", "  no level, verdict, component or license differs"))
    return "\n".join(lines)


def _ladder(observed: str | None, style: Style) -> str:
    if observed is None:
        return style("bold", "unknown") + style("dim", "  (what decides it could not be read)")
    return style("dim", " < ").join(
        style("bold", f"[{step}]") if step == observed else style("dim", step) for step in LEVELS
    )


def _next_reasons(level: dict[str, Any]) -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = level["reasons"]
    if not reasons:
        return []
    nearest = min((LEVELS.index(r["keeps_from"]) for r in reasons), default=0)
    return [r for r in reasons if LEVELS.index(r["keeps_from"]) == nearest]


def _findings(report: dict[str, Any], source_line: SourceLine, style: Style, width: int) -> Iterator[str]:
    shown = [f for f in report["findings"] if f["suppressed"] is None and f["new"]]
    said: dict[str, str] = {}
    for path, group in groupby(shown, key=lambda f: f["path"]):
        parts = [style("bold", printable(path or "Repository"))]
        for finding, others in folded(group):
            parts.append(_finding(finding, source_line, style, width, said))
            if others:
                parts.append(f"          {style('dim', others)}")
        yield "\n".join(parts)


def _finding(finding: dict[str, Any], source_line: SourceLine, style: Style, width: int, said: dict[str, str]) -> str:
    """One finding; what was said in full of an earlier one of the same kind is referred to (`said` remembers it)."""
    line, column, severity = finding["line"], finding["column"], finding["severity"]
    place = f"{line}:{column or 1}" if line else "-"
    lines = [f"  {place:<8}{style(severity, severity)}  {finding['rule']} {style('dim', finding['name'])}"]
    if not finding.get("binding", True):
        lines[0] += "  (reported only)"
    excerpt: list[str] = []
    if line and finding["path"]:
        excerpt = list(_excerpt(finding, source_line(finding["path"], line), style, width))
    reasons = _reasons(finding, width)
    key = "\n".join((finding["rule"], severity, _QUOTED.sub("", finding["message"]), *reasons))
    if excerpt and reasons and (first := said.get(key)):
        return "\n".join(
            (*lines, *excerpt, f"          {style('dim', f'for the reasons given at {printable(first)}')}")
        )
    said[key] = f"{finding['path']}:{line}"
    return "\n".join((*lines, *_wrapped(finding["message"], width, "          "), *excerpt, *reasons))


def _reasons(finding: dict[str, Any], width: int) -> list[str]:
    lines = []
    for seen in finding["evidence"]:
        where = printable(seen["path"]) + (f":{seen['line']}" if seen["line"] else "")
        lines.append(_cut_end(f"          {where}  {printable(' '.join(seen['what'].split()))}", width))
    if finding["help"]:
        lines.extend(_wrapped(f"{_ARROW} {finding['help']}", width, "          ", "            "))
    return lines


def _cut_end(text: str, width: int) -> str:
    """The text, cut to `width` columns with an ellipsis."""
    if display_width(text) <= width:
        return text
    _, end = _window(text, 0, width - 1)
    return text[:end] + "…"


def _excerpt(finding: dict[str, Any], text: str | None, style: Style, width: int) -> Iterator[str]:
    """The source line, cut around the marked words, and a marker below them."""
    if text is None or not text.strip():
        return
    column = max(finding["column"] or 1, 1)
    marked = max((finding["end_column"] or column + 1) - column, 1)
    text = text.rstrip("\r\n")[:_LONGEST_LINE]
    start, end = _window(text, column - 1, max(width - 16, 30))
    before = printable(text[start : max(column - 1, start)])
    words = printable(text[max(column - 1, start) : min(column - 1 + marked, end)])
    lead, tail = ("…" if text[:start].strip() else ""), ("…" if end < len(text) else "")
    yield style("dim", f"{finding['line']:>9} │ ") + lead + printable(text[start:end]) + tail
    if finding["column"]:
        padding = " " * (display_width(before) + len(lead))
        yield style("dim", " " * 9 + " │ ") + padding + style("mark", "^" * max(display_width(words), 1))


def _window(text: str, at: int, room: int) -> tuple[int, int]:
    """The stretch of a line to show: about a third of `room` columns before the place, the rest behind it."""
    indent = len(text) - len(text.lstrip())
    start = min(at, len(text))
    used = 0
    behind = display_width(printable(text[start : start + room]))
    before = max(room // 3, room - behind)
    while start > indent and used + display_width(printable(text[start - 1])) <= before:
        start -= 1
        used += display_width(printable(text[start]))
    end = start
    used = 0
    while end < len(text) and used + display_width(printable(text[end])) <= room:
        used += display_width(printable(text[end]))
        end += 1
    return start, end


def _wrapped(text: str, width: int, indent: str, more: str | None = None) -> list[str]:
    return textwrap.wrap(
        printable(text),
        width=max(width, 40),
        initial_indent=indent,
        subsequent_indent=more if more is not None else indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent.rstrip()]


def _components(report: dict[str, Any], style: Style, width: int, *, verbose: bool) -> str:
    if report["is_model_repository"] is False and not report["manifest"]:
        return ""
    rows: list[tuple[str, ...]] = []
    left_out = 0
    for component in report["components"]:
        declared, observed = component["declared"], component["observed"]
        if not verbose and declared is None and observed["status"] in ("absent", "unknown"):
            left_out += 1
            continue
        rows.append(_component_row(component["id"], declared, observed))
    if not rows:
        return ""
    header: tuple[str, ...] = ("Component", "declared", "observed", "license", "seen at")
    if all(row[1] == "-" for row in rows):
        rows = [(row[0], *row[2:]) for row in rows]
        header = ("Component", "observed", "license", "seen at")
    widths = [max(display_width(row[i]) for row in [header, *rows]) for i in range(len(header))]
    room = width - sum(widths[:-1]) - 2 * (len(widths) - 1)
    lines = [style("bold", _row(header, widths))]
    lines.extend(_row((*row[:-1], _cut(row[-1], max(room, 20))), widths).rstrip() for row in rows)
    if left_out:
        lines.append(style("dim", f"{left_out} further components were not found (--verbose lists them)"))
    return "\n".join(lines)


def _component_row(
    identifier: str, declared: dict[str, Any] | None, observed: dict[str, Any]
) -> tuple[str, str, str, str, str]:
    status = f"{_MARKS[observed['status']]} {observed['status']}"
    license_text = observed["license"] or (declared or {}).get("license") or "-"
    seen = next(iter(observed["evidence"]), None)
    where = f"{seen['path']}:{seen['line']}" if seen and seen["line"] else seen["path"] if seen else "-"
    return identifier, (declared or {}).get("status", "-"), status, printable(license_text), printable(where)


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=True))


def _cut(text: str, room: int) -> str:
    return text if display_width(text) <= room else "…" + text[-(room - 1) :]


def _frameworks(report: dict[str, Any], style: Style, width: int, *, whole: bool) -> str:
    """The verdicts of the frameworks, one line each; their reasons too when the `whole` is asked for."""
    verdicts = report["frameworks"]
    if not verdicts or (report["is_model_repository"] is False and not report["manifest"]):
        return ""
    keys = verdict_words.in_order(verdicts)
    titles = {key: printable(verdict_words.title(key, remark=True)) for key in keys}
    room = max(map(display_width, titles.values()))
    lines = [style("bold", "Frameworks")]
    for key in keys:
        padding = " " * (room - display_width(titles[key]))
        lines.append(f"  {titles[key]}{padding}  {printable(verdict_words.summary(key, verdicts[key]))}")
        if whole:
            for reason in verdict_words.reasoning(key, verdicts[key]):
                lines.extend(_wrapped(reason, width, "    ", "      "))
    return "\n".join(lines)


def _suppressed(report: dict[str, Any], style: Style, width: int) -> str:
    accepted = [f for f in report["findings"] if f["suppressed"] is not None]
    if not accepted:
        return ""
    lines = [style("bold", "Accepted with a reason")]
    for finding in accepted:
        where = f"{finding['path']}:{finding['line']}" if finding["line"] else finding["path"] or "repository"
        lines.extend(_wrapped(f"{finding['rule']} {where}  {finding['suppressed']}", width, "  ", "    "))
    return "\n".join(lines)


def _not_checked(report: dict[str, Any], style: Style, width: int, *, verbose: bool) -> str:
    gaps = report["not_checked"]
    if not gaps:
        return ""
    shown = gaps if verbose else gaps[:3]
    lines = [style("bold", "Not checked")]
    for gap in shown:
        lines.extend(_wrapped(f"{gap['what']}: {gap['why']}", width, "  ", "    "))
    if len(gaps) > len(shown):
        lines.append(style("dim", f"  and {len(gaps) - len(shown)} more (--verbose lists them)"))
    return "\n".join(lines)


def _summary(report: dict[str, Any], style: Style) -> str:
    counted = [f for f in report["findings"] if f["suppressed"] is None and f["new"]]
    parts = []
    for severity in SEVERITIES:
        number = sum(f["severity"] == severity for f in counted)
        text = f"{number} {severity}{'' if number == 1 else 's'}"
        parts.append(style(severity, text) if number else style("dim", text))
    accepted = sum(f["suppressed"] is not None for f in report["findings"])
    if accepted:
        parts.append(f"{accepted} accepted")
    reported = sum(not f.get("binding", True) for f in counted)
    if reported:
        parts.append("none of them fails the check" if reported == len(counted) else f"{reported} only reported")
    if not counted:
        parts.insert(0, style("good", "Nothing new to report." if report.get("comparison") else "Nothing to report."))
    total = ", ".join(parts) if counted else f"{parts[0]} {', '.join(parts[1:])}"
    folded = hidden(report["comparison"]) if report.get("comparison") else ""
    return f"{total}\n{style('dim', folded)}" if folded else total
