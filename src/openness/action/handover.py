"""The file by which a run on a fork's pull request hands its findings to a second run, which may comment.

Whoever opens the pull request can write this file, so it holds data only, never Markdown and never an edit; it is
taken apart and checked value by value, and nothing in it decides where the comment goes.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from openness import __version__
from openness.action import shape
from openness.action.told import shortened
from openness.report.escape import printable
from openness.vocabulary import COMPONENTS, LEVELS, SEVERITIES

Json = dict[str, Any]

LARGEST = 2**20
"""Bytes of the file."""

_FORMAT, _VERSION = "openness-handover", 1
_MOST_FINDINGS, _MOST_EVIDENCE, _MOST_ROWS = 300, 3, 100
_MESSAGE, _WHAT, _LICENSE = 1_000, 200, 300
_LAST_LINE = 10_000_000

_STATUS = shape.choice("released", "partial", "described", "absent", "unknown")
_DECLARED = shape.choice("released", "partial", "described", "withheld", "not-applicable")
_LINE = shape.maybe(shape.number(1, _LAST_LINE))
_KEYS: dict[str, shape.Shape] = {
    "rule": shape.text(5, r"OM[1-9][0-9]{2}"),
    "name": shape.text(80, r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "severity": shape.choice(*SEVERITIES),
    "path": shape.maybe(shape.path),
    "line": _LINE,
    "message": shape.text(_MESSAGE),
    "fingerprint": shape.text(64, r"[0-9a-f]{8,64}"),
}
_EVIDENCE = shape.record({"path": shape.path, "line": _LINE, "what": shape.text(_WHAT)})
_FINDING = shape.record(
    {
        **_KEYS,
        "help": shape.text(_MESSAGE),
        "evidence": shape.sequence(_EVIDENCE, _MOST_EVIDENCE),
        "new": shape.choice(True, False),
    }
)
_LEVEL = shape.maybe(shape.choice(*LEVELS))
_VERDICT = shape.maybe(shape.choice(0, 1, 2, 3, "conforms", "does-not-conform", "undecidable"))
_SHOWN = shape.maybe(
    shape.record(
        {
            "status": shape.maybe(_STATUS),
            "license": shape.maybe(shape.text(_LICENSE)),
            "declared": shape.maybe(_DECLARED),
        }
    )
)
_NAME = shape.maybe(shape.text(_LICENSE))
_COMPARISON = shape.record(
    {
        "base": shape.maybe(shape.record({"commit": shape.maybe(shape.text(64, r"[0-9a-f]{40,64}"))})),
        "mended": shape.sequence(shape.record(_KEYS), _MOST_FINDINGS),
        "level": shape.maybe(shape.record({"before": _LEVEL, "after": _LEVEL})),
        "frameworks": shape.sequence(
            shape.record({"framework": shape.text(40, r"[a-z_]+"), "before": _VERDICT, "after": _VERDICT}), _MOST_ROWS
        ),
        "components": shape.sequence(
            shape.record({"id": shape.choice(*COMPONENTS), "before": _SHOWN, "after": _SHOWN}), _MOST_ROWS
        ),
        "licenses": shape.sequence(shape.record({"path": shape.path, "before": _NAME, "after": _NAME}), _MOST_ROWS),
    }
)
_DOCUMENT = shape.record(
    {
        "format": shape.choice(_FORMAT),
        "version": shape.choice(_VERSION),
        "tool": shape.text(40, r"[0-9A-Za-z.+-]+"),
        "identity": shape.maybe(shape.path),
        "folder": shape.maybe(shape.path),
        "is_model_repository": shape.maybe(shape.choice(True, False)),
        "manifest": shape.maybe(shape.path),
        "level": _LEVEL,
        "findings": shape.sequence(_FINDING, _MOST_FINDINGS),
        "left_out": shape.number(0, 10_000_000),
        "comparison": shape.maybe(_COMPARISON),
    }
)


class Handover(NamedTuple):
    """What was handed over. `report` has the keys that a comment is rendered from; every text in it is untrusted.

    Its `left_out` counts findings that the file had no room for.
    """

    identity: str
    folder: str
    report: Json


def write_handover(report: Json, identity: str = ".", folder: str = "") -> bytes:
    """The file for that report: findings that are not accepted, and what the change changes."""
    open_findings = [one for one in report["findings"] if one["suppressed"] is None]
    # New ones first: they are what a second run is for.
    ordered = sorted(open_findings, key=lambda one: (not one["new"], SEVERITIES.index(one["severity"])))
    most = _MOST_FINDINGS
    while True:
        document = _document(report, ordered[:most], identity, folder)
        document["left_out"] = len(ordered) - len(document["findings"])
        body = json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "replace")
        if len(body) <= LARGEST or most == 0:
            return body
        most //= 2


def read_handover(body: bytes) -> Handover:
    """What the file holds; raises ShapeError where it is not exactly such a file."""
    parsed = shape.parse(body, LARGEST)
    _DOCUMENT(parsed, "")
    document: Json = parsed if isinstance(parsed, dict) else {}
    report = {
        "is_model_repository": document["is_model_repository"],
        "manifest": None if document["manifest"] is None else {"path": document["manifest"]},
        "level": {"observed": document["level"]},
        "findings": [{**one, "suppressed": None, "fix": None} for one in document["findings"]],
        "comparison": document["comparison"],
        "left_out": document["left_out"],
    }
    return Handover(document["identity"] or ".", document["folder"] or "", report)


def _document(report: Json, findings: list[Json], identity: str, folder: str) -> Json:
    manifest = (report["manifest"] or {}).get("path")
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "tool": __version__,
        "identity": None if identity in ("", ".") else _path(identity),
        "folder": None if folder in ("", ".") else _path(folder),
        "is_model_repository": report["is_model_repository"],
        "manifest": None if manifest is None else _path(manifest),
        "level": report["level"]["observed"],
        "findings": [
            {
                **_key(one),
                "help": _text(one["help"], _MESSAGE),
                "evidence": [
                    {"path": _path(seen["path"]), "line": seen["line"], "what": _text(seen["what"], _WHAT)}
                    for seen in one["evidence"][:_MOST_EVIDENCE]
                ],
                "new": one["new"],
            }
            for one in findings
        ],
        "comparison": _comparison(report.get("comparison")),
    }


def _key(finding: Json) -> Json:
    path = finding["path"]
    return {
        **{key: finding[key] for key in ("rule", "name", "severity", "line", "fingerprint")},
        "path": None if path is None else _path(path),
        "message": _text(finding["message"], _MESSAGE),
    }


def _comparison(comparison: Json | None) -> Json | None:
    if comparison is None:
        return None
    base = comparison["base"]
    named = [change for change in comparison["frameworks"] if _is_verdict(change["before"], change["after"])]
    return {
        "base": None if base is None else {"commit": base["commit"]},
        "mended": [_key(one) for one in comparison["mended"][:_MOST_FINDINGS]],
        "level": comparison["level"],
        "frameworks": named[:_MOST_ROWS],
        "components": [
            {"id": one["id"], "before": _state(one["before"]), "after": _state(one["after"])}
            for one in comparison["components"][:_MOST_ROWS]
        ],
        "licenses": [
            {"path": _path(one["path"]), "before": _license(one["before"]), "after": _license(one["after"])}
            for one in comparison["licenses"][:_MOST_ROWS]
        ],
    }


def _is_verdict(*values: object) -> bool:
    try:
        for value in values:
            _VERDICT(value, "")
    except shape.ShapeError:
        return False
    return True


def _state(state: Json | None) -> Json | None:
    return None if state is None else {**state, "license": _license(state["license"])}


def _license(name: str | None) -> str | None:
    return None if name is None else _text(name, _LICENSE)


def _path(path: str) -> str:
    """The path as it can be shown; one that cannot be handed over as a path is shown as far as it can be."""
    shown = printable(path)[:1_000].replace("\\", "/")
    return "/".join(part for part in shown.split("/") if part not in ("", ".", "..")) or "unnamed"


def _text(text: str, most: int) -> str:
    return shortened(printable(" ".join(text.split())), most)
