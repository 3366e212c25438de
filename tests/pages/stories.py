"""Reports for the tests and pictures of pages: one with everything in it, and organizations of any size."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.org.change import with_change
from openness.org.document import Content, build_document, part
from openness.org.rows import judged_row, skipped_row, unknown_row
from openness.org.selection import Skipped
from openness.report.judged import judge_repository
from org_support import ACME, HONEST, MIT, NOW, PLAIN, POINTER, WASHED, listed
from support import repository_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Json = dict[str, Any]

TODAY = date(2026, 11, 22)

MANIFEST = """\
openness: 1
model:
  name: Plover-7B
  version: "1.0"
  producer: Example Lab
  type: language
  treatment: pre-trained
  parameters: 7000000000
  base_model: none
  released: 2026-03-02
components:
  weights: {status: released, location: model.safetensors, license: Apache-2.0}
  training-code: {status: released, location: train.py, license: MIT}
  inference-code: {status: released, location: generate.py, license: MIT}
  training-data: {status: described, location: DATA.md}
  research-paper: {status: withheld}
"""
PLOVER = {
    "README.md": (
        "# Plover-7B\n\nPlover-7B is a fully open-source large language model, and its training code is open source."
        "\n\n"
        "We are not affiliated with other open-source models.\n\n"
        "## License\n\nThe model weights are released under the [Plover License](MODEL_LICENSE).\n"
    ),
    "MODEL_LICENSE": (
        "PLOVER MODEL LICENSE\n\n1. Grant. You may use the Model for research purposes only. Commercial use of the "
        "Model is prohibited.\n\n2. Scale. If the monthly active users of your products exceed 10 million, you must "
        "request a license from the Licensor.\n\n3. Derivatives. You will not use the outputs of the Model to improve "
        "any other large language model.\n"
    ),
    "LICENSE": MIT,
    "DATA.md": "# Data\n\nThe model was trained on 2 trillion tokens of web text.\n",
    "generate.py": "import torch\n\nmodel = torch.load('model')\nprint(model.generate('x'))\n",
    "model.safetensors": POINTER,
    "openness.yml": MANIFEST,
}
"""A model with a manifest that says more than is there, and a license of its own."""


def judged(files: Mapping[str, str], name: str = "plover") -> tuple[Json, Callable[[str, int], str | None]]:
    """The report on files, and what gives their lines."""
    repository = repository_from(files, name=name)

    def line(path: str, number: int) -> str | None:
        lines = (repository.text(path) or "").split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else None

    return judge_repository(repository, today=TODAY).report, line


@cache
def _plover() -> tuple[Json, Callable[[str, int], str | None]]:
    return judged(PLOVER)


def whole_report() -> tuple[Json, Callable[[str, int], str | None]]:
    """A report in which every part of the page has something to show."""
    report, line = _plover()
    report = copy.deepcopy(report)
    first = report["findings"][0]
    base = {**first, "fix": None, "evidence": []}
    report["findings"] += [
        {**base, "message": "Known before.", "new": False, "fingerprint": "0" * 32},
        {**base, "message": "Accepted.", "suppressed": "We were asked to.", "fingerprint": "1" * 32},
        {**base, "message": "Only told.", "binding": False, "fingerprint": "2" * 32},
    ]
    report["not_checked"] = [{"what": "hf:example/plover", "why": "offline"}]
    report["licenses"][0]["match"] = "modified"
    report["licenses"][0]["differences"] = [{"line": 3, "change": "added", "text": "and no cats", "binding": True}]
    report["policy"] = {
        "name": "house rules", "layers": [], "binds": True, "mode": "enforce", "reporting_only": None,
        "conclusion": "failure",
        "demands": [
            {"setting": "level.minimum", "rule": "OM502", "required": "open-weights", "found": "weights-available",
             "state": "not-met", "components": [], "origin": "policy.yml:3"},
        ],
        "exemptions": [
            {"rules": ["OM101"], "reason": "Old.", "until": "2027-01-01", "approved_by": "a.b",
             "origin": "policy.yml:9", "expired": False, "findings": 1},
        ],
        "off": 0, "contact": "policy@example.org",
    }  # fmt: skip
    report["comparison"] = {
        "base": {"kind": "merge-base", "name": "main", "commit": "a" * 40}, "new": 1, "known": 1, "mended": [],
        "level": {"before": "open-weights", "after": "weights-available"}, "frameworks": [], "components": [],
        "licenses": [{"path": "LICENSE", "before": "Apache-2.0", "after": "MIT"}],
    }  # fmt: skip
    return report, line


def organization(size: int = 12, *, compared: bool = True) -> Json:
    """The report of an organization: washed, honest and plain repositories, one in part, one unknown, some left out."""
    after = _scan(_kinds(), size, NOW)
    if not compared:
        return after
    before = copy.deepcopy(_scan(_kinds(), size, "2026-11-15T05:00:00Z"))
    for row in before["repositories"][::3]:
        row["findings"] = row["findings"][1:]
        if row["level"]["observed"]:
            row["level"]["observed"] = "closed"
    return with_change(before, after)


@cache
def _kinds() -> tuple[Json, ...]:
    return tuple(judged(files, "r")[0] for files in (WASHED, HONEST, PLAIN, PLOVER))


def _scan(kinds: Sequence[Json], size: int, at: str) -> Json:
    rows = []
    for number in range(size):
        one = listed(f"repository-{number}", number, stars=number * 7 % 50, pushed_at=f"2026-01-{1 + number % 28:02}")
        if number % 11 == 5:
            rows.append(unknown_row(one, "no answer in time", scanned_at=at))
        else:
            missing = ("README.md: 404",) if number % 11 == 7 else ()
            rows.append(judged_row(one, kinds[number % len(kinds)], scanned_at=at, missing=missing))
    skipped = (skipped_row(Skipped(listed("attic", 10_000_000), "archived")),)
    scan = part(shard=(1, 2), scanned_at=at, stopped=None, usage={"requests": 12, "seconds": 3.5})
    return build_document(Content(ACME._asdict(), (scan,), tuple(rows), skipped))
