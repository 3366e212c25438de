"""Organizations for tests: rows, documents, and a server that holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.org.document import Content, Organization, build_document, part
from openness.org.listed import Listed
from openness.org.rows import judged_row, unknown_row

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

ACME = Organization("github.example", "acme", "Acme Research", "https://github.example/acme")
MIT = (
    "MIT License\n\nCopyright (c) 2026 Acme\n\nPermission is hereby granted, free of charge, to any person obtaining a "
    'copy of this software and associated documentation files (the "Software"), to deal in the Software without '
    "restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, "
    "sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do "
    "so, subject to the following conditions:\n\nThe above copyright notice and this permission notice shall be "
    'included in all copies or substantial portions of the Software.\n\nTHE SOFTWARE IS PROVIDED "AS IS", WITHOUT '
    "WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS "
    "FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR "
    "ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF "
    "OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n"
)
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "ab" * 32 + "\nsize 2000000000\n"

WASHED = {
    "README.md": (
        "# Tern-7B\n\nTern-7B is a fully open-source large language model. Weights are in this repository.\n\n"
        "## License\n\nThe model weights are released under CC-BY-NC-4.0.\n"
    ),
    "model.safetensors": POINTER,
    "config.json": '{"architectures": ["TernForCausalLM"], "model_type": "tern"}',
}
"""A model that is called open source while its weights may not be used commercially."""

HONEST = {
    "README.md": "# Wren-1B\n\nWren-1B is an open-weights language model, released under the MIT License.\n",
    "LICENSE": MIT,
    "model.safetensors": POINTER,
}
PLAIN = {"README.md": "# tools\n\nScripts for the build.\n", "LICENSE": MIT, "src/build.py": "print(1)\n"}
NOW = "2026-11-22T05:00:00Z"


def listed(name: str, number: int = 1, **facts: Any) -> Listed:
    """A repository of the list, `acme/NAME`, with a tree of its own."""
    known = {
        "url": f"https://github.example/acme/{name}",
        "branch": "main",
        "commit": f"{number:040x}",
        "tree": f"{number + 1:040x}",
        **facts,
    }
    return Listed(f"R_{number}", "acme", name, **known)


def finding(number: int = 1, severity: str = "error", **facts: Any) -> Json:
    """A finding as reports hold it."""
    return {
        "rule": "OM401",
        "name": "open-source-claim-unsupported",
        "severity": severity,
        "path": "README.md",
        "line": 3,
        "column": 5,
        "end_column": 16,
        "message": "“open source” is said of the model, but its weights are under CC-BY-NC-4.0.",
        "help": "Say “open weights”.",
        "evidence": [],
        "fix": None,
        "fingerprint": f"{number:032x}",
        "new": True,
        "suppressed": None,
        **facts,
    }


def report(level: str = "weights-available", findings: Sequence[Json] = ()) -> Json:
    """The report on one repository, as far as rows look at it."""
    observed = {"status": "released", "license": "CC-BY-NC-4.0"}
    return {
        "is_model_repository": True,
        "manifest": None,
        "model": {"name": "Tern-7B", "producer": "acme", "parameters": 7_000_000_000, "base_model": None},
        "level": {"observed": level, "declared": None, "reasons": []},
        "frameworks": {
            "mof": {"class": 0},
            "osaid": {"verdict": "does-not-conform"},
            "owd": {"verdict": "undecidable"},
            "eu_ai_act": {"verdict": "undecidable"},
        },
        "components": [{"id": "weights", "declared": None, "observed": observed}],
        "findings": list(findings),
        "not_checked": [],
    }


def row(
    name: str, number: int = 1, findings: Sequence[Json] = (), *, at: str = NOW, level: str = "open-weights"
) -> Json:
    """The row of a repository that was judged."""
    return judged_row(listed(name, number), report(level, findings), scanned_at=at)


def lost(name: str, number: int = 1, why: str = "no answer in time", *, at: str = NOW) -> Json:
    """The row of a repository that could not be judged."""
    return unknown_row(listed(name, number), why, scanned_at=at)


def document(
    rows: Sequence[Json] = (),
    shard: tuple[int, int] = (1, 1),
    *,
    at: str = NOW,
    stopped: str | None = None,
    **more: Any,
) -> Json:
    """The report of one scan."""
    usage = {"requests": 3, "points": 3, "seconds": 1.5, "unchanged": 0, "read": len(rows)}
    scan = part(shard=shard, scanned_at=at, stopped=stopped, usage=usage)
    return build_document(Content(ACME._asdict(), (scan,), tuple(rows), **{"skipped": (), **more}))
