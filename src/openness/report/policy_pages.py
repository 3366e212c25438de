"""What `openness policy` prints for a person: settings with their origins, and a policy tried on reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.report.escape import display_width, printable
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openness.report.style import Style

Json = dict[str, Any]
_ANSWERS = {True: "binds", False: "does not bind", None: "not known whether it binds"}
_RESULTS = {"failure": "fails", "success": "passes", "not-applicable": "not bound"}
_MOST_WHY = 2


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
    """Who passes, who fails and why, as text: failures first, those that pass counted (or listed, when `verbose`)."""
    lines: list[str] = []
    for result, word in _RESULTS.items():
        chosen = [one for one in entries if one["conclusion"] == result]
        if not chosen:
            continue
        lines.append(style("bold", f"{len(chosen)} {word if len(chosen) == 1 else _plural(word)}"))
        lines.extend(_result(one, verbose=verbose) for one in _shown(chosen, result, verbose=verbose))
        lines.append("")
    reasons = sorted(_reasons(entries), key=lambda one: (-one[1], one[0]))
    if reasons:
        lines.append(style("bold", "Rules, by the number of repositories that they would fail"))
        lines.extend(_table([(rule, str(number), example) for rule, number, example in reasons]))
        lines.append("")
    return "\n".join(lines)


def _plural(word: str) -> str:
    return {"fails": "fail", "passes": "pass"}.get(word, word)


def _shown(entries: list[Json], result: str, *, verbose: bool) -> Iterable[Json]:
    """Failures, and with them what passes only because of an exemption, or because nothing fails yet."""
    return [one for one in entries if verbose or result == "failure" or one["exemptions"] or _is_spared(one)]


def _is_spared(entry: Json) -> bool:
    """Whether a repository has errors and passes only because nothing fails yet."""
    return bool(entry["reporting_only"] and entry["errors"])


def _result(entry: Json, *, verbose: bool) -> str:
    only = f"  reports only: {printable(entry['reporting_only'])}" if entry["reporting_only"] else ""
    head = f"  {printable(entry['repository'])}  {entry['level'] or 'level unknown'}{only}"
    why = [one for one in entry["why"] if verbose or one["severity"] == "error"]
    why.sort(key=lambda one: not one["binding"])
    shown = why if verbose else why[:_MOST_WHY]
    lines = [head, *(_why(one) for one in shown)]
    lines += [
        f"    exempt from {', '.join(one['rules'])} until {one['until']}: {printable(one['reason'])}"
        for one in entry["exemptions"]
    ]
    if len(why) > len(shown):
        lines.append(f"    and {len(why) - len(shown)} more (--verbose lists them)")
    return "\n".join(lines)


def _why(one: Json) -> str:
    place = f" {printable(one['path'])}" + (f":{one['line']}" if one["line"] else "") if one["path"] else ""
    only = "" if one["binding"] else " (reported only)"
    return f"    {one['severity']} {one['rule']}{only}{place}: {printable(one['message'])}"


def _reasons(entries: list[Json]) -> Iterator[tuple[str, int, str]]:
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
