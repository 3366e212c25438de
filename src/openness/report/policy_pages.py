"""What `openness policy` prints for a person: settings with their origins, and a policy tried on reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from openness.report.escape import display_width, printable
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.report.style import Style

Json = dict[str, Any]
_ANSWERS = {True: "binds", False: "does not bind", None: "not known whether it binds"}
_RESULTS = {"failure": "fails", "success": "passes", "not-applicable": "not bound"}
_MOST_WHY = 3


def show_page(entry: Json, style: Style, repository: str | None) -> str:
    """The effective settings as text, each with the file and line that it comes from."""
    whose = f" for {printable(repository)}" if repository else ""
    lines = [style("bold", f"{printable(entry['name'])}{whose}"), "", style("bold", "Layers")]
    for number, layer in enumerate(entry["layers"], 1):
        words = _ANSWERS[layer["binds"]] if repository else ""
        notes = [words, layer["why"] if repository else "", "" if layer["trusted"] else "inside the repository"]
        notes += [f"locks {', '.join(layer['locked'])}"] if layer["locked"] else []
        notes += [f"delegates {', '.join(layer['delegated'])}"] if layer["delegated"] else []
        told = "; ".join(printable(note) for note in notes if note)
        lines.append(f"  {number}. {printable(layer['source'])}" + (f"  ({told})" if told else ""))
    rows = [(printable(one["setting"]), printable(one["value"]), _origin(one)) for one in entry["settings"]]
    lines += ["", style("bold", "Settings"), *_table(rows)]
    if entry["exemptions"]:
        lines += ["", style("bold", "Exemptions")]
        lines += [
            f"  {', '.join(one['rules'])} for {printable(', '.join(one['repositories']))} until {one['until']}: "
            f"{printable(one['reason'])} ({printable(one['origin'])})"
            for one in entry["exemptions"]
        ]
    if entry["refused"]:
        lines += ["", style("bold", "Not in force")]
        lines += [
            f"  {printable(one['setting'])} ({printable(one['origin'])}): {printable(one['why'])}"
            for one in entry["refused"]
        ]
    return "\n".join(lines) + "\n"


def _origin(setting: Json) -> str:
    told = printable(setting["origin"])
    if setting["locked_by"]:
        told += f", locked by {printable(setting['locked_by'])}"
    if setting["replaced"]:
        last = setting["replaced"][-1]
        told += f", instead of {printable(last['value'])} ({printable(last['origin'])})"
    return told


def tested(report: Json) -> Json:
    """What `policy test` says of one report under a policy."""
    counted = [one for one in report["findings"] if one["suppressed"] is None and one["new"]]
    errors = [one for one in counted if one["severity"] == "error"]
    policy = report["policy"]
    return {
        "repository": report["name"],
        "conclusion": policy["conclusion"],
        "reporting_only": policy["reporting_only"],
        "level": report["level"]["observed"],
        "errors": len(errors),
        "warnings": sum(one["severity"] == "warning" for one in counted),
        "exemptions": [one for one in policy["exemptions"] if one["findings"] and not one["expired"]],
        "why": [
            {
                "rule": one["rule"],
                "severity": one["severity"],
                "binding": one.get("binding", True),
                "path": one["path"],
                "line": one["line"],
                "message": one["message"],
            }
            for severity in SEVERITIES[:2]
            for one in counted
            if one["severity"] == severity
        ],
    }


def tried_page(entries: list[Json], style: Style, *, verbose: bool) -> str:
    """Who passes, who fails and why, as text: a table, then the reasons, then how many repositories each rule fails.

    Repositories that the policy does not bind are counted, and listed when `verbose`.
    """
    ranked = sorted(entries, key=lambda one: (list(_RESULTS).index(one["conclusion"]), -one["errors"]))
    rows = [_row(one) for one in ranked if verbose or one["conclusion"] != "not-applicable"]
    header = ("Repository", "result", "level", "errors", "warnings", "rules")
    head, *body = _table([header, *rows])
    lines = [style("bold", head.strip()), *(line.removeprefix("  ") for line in body), ""]
    for one in ranked:
        lines.extend(_reasons(one, verbose=verbose))
    failing = sorted(_failing(entries), key=lambda one: (-one[1], one[0]))
    if failing:
        lines.append(style("bold", "Rules, by the number of repositories that they would fail"))
        lines.extend(_table([(rule, str(number), example) for rule, number, example in failing]))
        lines.append("")
    counted = Counter(one["conclusion"] for one in entries)
    words = [f"{counted[result]} {_counted(word, counted[result])}" for result, word in _RESULTS.items()]
    return "\n".join((*lines, ", ".join(words), ""))


def _counted(word: str, number: int) -> str:
    return word if number == 1 else {"fails": "fail", "passes": "pass"}.get(word, word)


def _row(entry: Json) -> tuple[str, ...]:
    result = _RESULTS[entry["conclusion"]]
    if entry["reporting_only"]:
        result += ", reports only"
    rules = dict.fromkeys(one["rule"] for one in entry["why"] if one["severity"] == "error")
    level = entry["level"] or "unknown"
    return printable(entry["repository"]), result, level, str(entry["errors"]), str(entry["warnings"]), " ".join(rules)


def _reasons(entry: Json, *, verbose: bool) -> Iterator[str]:
    """Why a repository fails or would fail, and what is exempt; nothing for one that plainly passes."""
    why = [one for one in entry["why"] if verbose or one["severity"] == "error"]
    why.sort(key=lambda one: not one["binding"])
    if not why and not entry["exemptions"]:
        return
    only = f" (reports only: {printable(entry['reporting_only'])})" if entry["reporting_only"] else ""
    yield f"{printable(entry['repository'])}{only}"
    shown = why if verbose else why[:_MOST_WHY]
    yield from (_why(one) for one in shown)
    for one in entry["exemptions"]:
        yield f"  exempt from {', '.join(one['rules'])} until {one['until']}: {printable(one['reason'])}"
    if len(why) > len(shown):
        yield f"  and {len(why) - len(shown)} more (--verbose lists them)"
    yield ""


def _why(one: Json) -> str:
    place = f" {printable(one['path'])}" + (f":{one['line']}" if one["line"] else "") if one["path"] else ""
    only = "" if one["binding"] else " (reported only)"
    return f"  {one['severity']} {one['rule']}{only}{place}: {printable(one['message'])}"


def _failing(entries: list[Json]) -> Iterator[tuple[str, int, str]]:
    """Rules with the number of repositories that have an error of them, and the first of these."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for rule in dict.fromkeys(one["rule"] for one in entry["why"] if one["severity"] == "error"):
            found.setdefault(rule, []).append(printable(entry["repository"]))
    for rule, names in found.items():
        yield rule, len(names), f"{names[0]}" + (" and others" if len(names) > 1 else "")


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows with aligned columns, the last one free."""
    if not rows:
        return []
    widths = [max(display_width(row[index]) for row in rows) for index in range(len(rows[0]) - 1)]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=False)]
        lines.append(("  " + "  ".join((*cells, row[-1]))).rstrip())
    return lines
