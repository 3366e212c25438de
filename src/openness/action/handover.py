"""The file by which a run on a fork's pull request hands its findings to a second run, which may comment.

Whoever opens the pull request can write this file, so it holds data only, never Markdown; it is taken apart and checked
value by value, and nothing in it decides where the comment goes. An edit in it is worth something only where it puts
this tool's own words in place of words that are there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness import __version__
from openness.action import handed, shape
from openness.action.review import line_of
from openness.action.told import shortened
from openness.report.escape import printable
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES
from openness.wording.honest import is_honest_wording

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


class Handover(NamedTuple):
    """What was handed over. `report` has the keys that a comment is rendered from; every text in it is untrusted.

    Its `left_out` counts findings that the file had no room for, `incomplete` says what could not be read, `lines` are
    the lines that edits are of, by path and number, as the first run judged them.
    """

    identity: str
    folder: str
    report: Json
    incomplete: str
    lines: dict[tuple[str, int], str]


def write_handover(
    report: Json,
    identity: str = ".",
    folder: str = "",
    incomplete: str = "",
    text_of: Callable[[str], str | None] = lambda _path: None,
) -> bytes:
    """The file for that report: findings that are not accepted, and what the change changes.

    `text_of` gives the judged text of a file by its path in the report: without it no edit is handed over.
    """
    open_findings = [one for one in report["findings"] if one["suppressed"] is None]
    # New ones first: they are what a second run is for.
    ordered = sorted(open_findings, key=lambda one: (not one["new"], SEVERITIES.index(one["severity"])))
    most = handed.MOST_FINDINGS
    while True:
        findings = [_finding(one, text_of) for one in ordered[:most]]
        document = {
            **_document(report, identity, folder),
            "findings": findings,
            "left_out": len(ordered) - len(findings),
            "incomplete": _text(incomplete, handed.LONGEST_MESSAGE),
        }
        body = json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "replace")
        if len(body) <= handed.LARGEST or most == 0:
            return body
        most //= 2


def read_handover(body: bytes) -> Handover:
    """What the file holds; raises ShapeError where it is not exactly such a file."""
    parsed = shape.parse(body, handed.LARGEST)
    handed.DOCUMENT(parsed, "")
    document: Json = parsed if isinstance(parsed, dict) else {}
    lines, findings = {}, []
    for one in document["findings"]:
        fix = one["fix"] if one["fix"] and _is_own_edit(one["fix"]) else None
        if fix:
            lines[fix["path"], fix["line"]] = fix["text"]
        findings.append({**one, "suppressed": None, "fix": fix})
    report = {
        "is_model_repository": document["is_model_repository"],
        "manifest": None if document["manifest"] is None else {"path": document["manifest"]},
        "level": {"observed": document["level"]},
        "findings": findings,
        "comparison": document["comparison"],
        "left_out": document["left_out"],
        "policy": document["policy"],
    }
    return Handover(document["identity"] or ".", document["folder"] or "", report, document["incomplete"], lines)


def _is_own_edit(fix: Json) -> bool:
    """True where the edit puts words of this tool's own table in place of words of the line, and does nothing else."""
    start, end = fix["column"] - 1, fix["end_column"] - 1
    return start < end <= len(fix["text"]) and is_honest_wording(fix["text"][start:end], fix["replacement"])


def _document(report: Json, identity: str, folder: str) -> Json:
    manifest = (report["manifest"] or {}).get("path")
    return {
        "format": handed.FORMAT,
        "version": handed.VERSION,
        "tool": __version__,
        "identity": None if identity in ("", ".") else _path(identity),
        "folder": None if folder in ("", ".") else _path(folder),
        "is_model_repository": report["is_model_repository"],
        "manifest": None if manifest is None else _path(manifest),
        "level": report["level"]["observed"],
        "policy": _policy(report.get("policy")),
        "comparison": _comparison(report.get("comparison")),
    }


def _finding(finding: Json, text_of: Callable[[str], str | None]) -> Json:
    return {
        **_key(finding),
        "help": _text(finding["help"], handed.LONGEST_MESSAGE),
        "evidence": [
            {"path": _path(seen["path"]), "line": seen["line"], "what": _text(seen["what"], handed.LONGEST_WHAT)}
            for seen in finding["evidence"][: handed.MOST_EVIDENCE]
        ],
        "new": finding["new"],
        "fix": _edit(finding, text_of),
    }


def _edit(finding: Json, text_of: Callable[[str], str | None]) -> Json | None:
    """The edit of a new finding with the line that it is of; None for one that could not be suggested anyway."""
    fix = finding["fix"]
    if not fix or not finding["new"] or _path(fix["path"]) != fix["path"]:
        return None
    text = text_of(fix["path"])
    line = None if text is None else line_of(text, fix["line"])
    if line is None or len(line) > handed.LONGEST_LINE or printable(line) != line:
        return None
    made = {**{key: fix[key] for key in ("path", "line", "column", "end_column", "replacement")}, "text": line}
    return made if _is_own_edit(made) else None


def _policy(policy: Json | None) -> Json | None:
    """What the line on the policy is made of."""
    if not policy:
        return None
    only = policy["reporting_only"]
    return {
        "name": _text(policy["name"], handed.LONGEST_WHAT),
        "conclusion": policy["conclusion"],
        "reporting_only": None if only is None else _text(only, handed.LONGEST_WHAT),
        "layers": [{"why": _text(one["why"], handed.LONGEST_WHAT)} for one in policy["layers"][: handed.MOST_ROWS]],
        "demands": [{"state": one["state"]} for one in policy["demands"][: handed.MOST_DEMANDS]],
        "exemptions": [
            {"findings": one["findings"], "expired": one["expired"]} for one in policy["exemptions"][: handed.MOST_ROWS]
        ],
        "off": policy["off"],
    }


def _key(finding: Json) -> Json:
    path = finding["path"]
    return {
        **{key: finding[key] for key in ("rule", "name", "severity", "line", "fingerprint")},
        "path": None if path is None else _path(path),
        "message": _text(finding["message"], handed.LONGEST_MESSAGE),
    }


def _comparison(comparison: Json | None) -> Json | None:
    if comparison is None:
        return None
    base = comparison["base"]
    named = [change for change in comparison["frameworks"] if _is_verdict(change["before"], change["after"])]
    return {
        "base": None if base is None else {"commit": base["commit"]},
        "mended": [_key(one) for one in comparison["mended"][: handed.MOST_FINDINGS]],
        "level": comparison["level"],
        "frameworks": named[: handed.MOST_ROWS],
        "components": [
            {"id": one["id"], "before": _state(one["before"]), "after": _state(one["after"])}
            for one in comparison["components"][: handed.MOST_ROWS]
        ],
        "licenses": [
            {"path": _path(one["path"]), "before": _license(one["before"]), "after": _license(one["after"])}
            for one in comparison["licenses"][: handed.MOST_ROWS]
        ],
    }


def _is_verdict(*values: object) -> bool:
    try:
        for value in values:
            handed.VERDICT(value, "")
    except shape.ShapeError:
        return False
    return True


def _state(state: Json | None) -> Json | None:
    return None if state is None else {**state, "license": _license(state["license"])}


def _license(name: str | None) -> str | None:
    return None if name is None else _text(name, handed.LONGEST_LICENSE)


def _path(path: str) -> str:
    """The path as it can be shown; one that cannot be handed over as a path is shown as far as it can be."""
    shown = printable(path)[:1_000].replace("\\", "/")
    return "/".join(part for part in shown.split("/") if part not in ("", ".", "..")) or "unnamed"


def _text(text: str, most: int) -> str:
    return shortened(printable(" ".join(text.split())), most)
