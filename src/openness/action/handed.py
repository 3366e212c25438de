"""The shape of the file that one run hands to another: what may be in it, and how much of it."""

from __future__ import annotations

from openness.action import shape
from openness.vocabulary import COMPONENTS, LEVELS, SEVERITIES

LARGEST = 2**20
"""Bytes of the file."""

FORMAT, VERSION = "openness-handover", 1
MOST_FINDINGS, MOST_EVIDENCE, MOST_ROWS, MOST_DEMANDS = 300, 3, 100, 200
LONGEST_MESSAGE, LONGEST_WHAT, LONGEST_LICENSE, LONGEST_LINE, LONGEST_EDIT = 1_000, 200, 300, 5_000, 100
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
    "message": shape.text(LONGEST_MESSAGE),
    "fingerprint": shape.text(64, r"[0-9a-f]{8,64}"),
}
_COLUMN = shape.number(1, LONGEST_LINE + 1)
_EDIT = shape.record(
    {
        "path": shape.path,
        "line": shape.number(1, _LAST_LINE),
        "column": _COLUMN,
        "end_column": _COLUMN,
        "replacement": shape.text(LONGEST_EDIT),
        "text": shape.text(LONGEST_LINE),
    }
)
_EVIDENCE = shape.record({"path": shape.path, "line": _LINE, "what": shape.text(LONGEST_WHAT)})
_FINDING = shape.record(
    {
        **_KEYS,
        "help": shape.text(LONGEST_MESSAGE),
        "evidence": shape.sequence(_EVIDENCE, MOST_EVIDENCE),
        "new": shape.choice(True, False),
        "fix": shape.maybe(_EDIT),
    }
)
_LEVEL = shape.maybe(shape.choice(*LEVELS))
VERDICT = shape.maybe(shape.choice(0, 1, 2, 3, "conforms", "does-not-conform", "undecidable"))
_SHOWN = shape.maybe(
    shape.record(
        {
            "status": shape.maybe(_STATUS),
            "license": shape.maybe(shape.text(LONGEST_LICENSE)),
            "declared": shape.maybe(_DECLARED),
        }
    )
)
_NAME = shape.maybe(shape.text(LONGEST_LICENSE))
_COMPARISON = shape.record(
    {
        "base": shape.maybe(shape.record({"commit": shape.maybe(shape.text(64, r"[0-9a-f]{40,64}"))})),
        "mended": shape.sequence(shape.record(_KEYS), MOST_FINDINGS),
        "level": shape.maybe(shape.record({"before": _LEVEL, "after": _LEVEL})),
        "frameworks": shape.sequence(
            shape.record({"framework": shape.text(40, r"[a-z_]+"), "before": VERDICT, "after": VERDICT}), MOST_ROWS
        ),
        "components": shape.sequence(
            shape.record({"id": shape.choice(*COMPONENTS), "before": _SHOWN, "after": _SHOWN}), MOST_ROWS
        ),
        "licenses": shape.sequence(shape.record({"path": shape.path, "before": _NAME, "after": _NAME}), MOST_ROWS),
    }
)
_COUNT = shape.number(0, 10_000_000)
_POLICY = shape.record(
    {
        "name": shape.text(LONGEST_WHAT),
        "conclusion": shape.choice("success", "failure", "not-applicable"),
        "reporting_only": shape.maybe(shape.text(LONGEST_WHAT)),
        "layers": shape.sequence(shape.record({"why": shape.text(LONGEST_WHAT)}), MOST_ROWS),
        "demands": shape.sequence(shape.record({"state": shape.choice("met", "not-met", "unknown")}), MOST_DEMANDS),
        "exemptions": shape.sequence(
            shape.record({"findings": _COUNT, "expired": shape.choice(True, False)}), MOST_ROWS
        ),
        "off": _COUNT,
    }
)
DOCUMENT = shape.record(
    {
        "format": shape.choice(FORMAT),
        "version": shape.choice(VERSION),
        "tool": shape.text(40, r"[0-9A-Za-z.+-]+"),
        "identity": shape.maybe(shape.path),
        "folder": shape.maybe(shape.path),
        "is_model_repository": shape.maybe(shape.choice(True, False)),
        "manifest": shape.maybe(shape.path),
        "level": _LEVEL,
        "findings": shape.sequence(_FINDING, MOST_FINDINGS),
        "left_out": _COUNT,
        "incomplete": shape.text(LONGEST_MESSAGE),
        "policy": shape.maybe(_POLICY),
        "comparison": shape.maybe(_COMPARISON),
    }
)
