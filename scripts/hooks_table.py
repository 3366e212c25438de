#!/usr/bin/env python3
"""Write .pre-commit-hooks.yaml, and the table in docs/hook.md, from the one list of hooks below.

usage: python scripts/hooks_table.py [--check]

With --check nothing is written; exit status 1 says that one of them is out of date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

from openness.manifest.find import FORGES, NAMES

ROOT = Path(__file__).resolve().parent.parent
HOOKS_FILE = ROOT / ".pre-commit-hooks.yaml"
DOCUMENT = ROOT / "docs" / "hook.md"
_MARK = re.compile(r"(<!-- hooks: made by scripts/hooks_table\.py -->\n).*?(<!-- end -->\n)", re.DOTALL)

MANIFEST = (
    f"^(?!(?:.*/)?(?:{'|'.join(re.escape(folder) for folder in FORGES)})/)"
    f"(?:.*/)?(?:{'|'.join(re.escape(name) for name in NAMES)})$"
)

SPEAKING = (
    ("manifests", "|".join(re.escape(name) for name in NAMES)),
    ("prose: READMEs, model and data cards, documentation", r"readme[^/]*|[^/]*\.(?:md|mdx|markdown|rst)"),
    ("prose in plain text", r"[^/]*(?:card|faq|about|news|changes|changelog|history|releases?|notes?)[^/]*\.txt"),
    (
        "licenses and terms of use",
        (
            r"[^/]*(?:licen[cs]e|copying|copyright|notice|patents|terms|polic(?:y|ies)|许可|协议|授权)[^/]*"
            r"|(?:aup|ofl|(?:responsible|prohibited)_uses?)(?:\.[^/]*)?|[^/]*licen[cs]es?/[^/]+"
        ),
    ),
    (
        "metadata of packages, citations and models",
        (
            r"citation\.cff|codemeta\.json|\.zenodo\.json|pyproject\.toml|setup\.(?:py|cfg)|package\.json|cargo\.toml"
            r"|(?:adapter_)?config\.json|[^/]*\.index\.json|model\.sig"
        ),
    ),
    (
        "weights, or the pointers in their place",
        r"[^/]*\.(?:safetensors|gguf|ggml|bin|pt|pth|ckpt|onnx|npz|npy|h5|msgpack|pkl|dvc)",
    ),
)
"""What the files say or are for which the whole repository is judged anew, and the names that they have."""

REPOSITORY = "\n".join(
    (
        "(?ix)^(?:.*/)?(?:",
        *(f"  {'|' if number else ' '} {names}" for number, (_, names) in enumerate(SPEAKING)),
        ")$",
    )
)


class Hook(NamedTuple):
    """One entry of the file; `summary` is for the table that people read."""

    id: str
    name: str
    description: str
    entry: str
    files: str
    keys: tuple[str, ...]
    summary: str


HOOKS = (
    Hook(
        "openness-manifest",
        "openness manifest",
        "Checks the openness manifest by itself: syntax, keys, licenses, places, dates.",
        "openness hook manifest",
        MANIFEST,
        (),
        "a manifest by itself: syntax, keys, license ids, places, dates",
    ),
    Hook(
        "openness",
        "openness",
        "Checks whether the repository is as open as it says it is.",
        "openness hook repository",
        REPOSITORY,
        ("pass_filenames: false", "require_serial: true"),
        "everything that `openness check` does without the network, on the state that the commit would leave",
    ),
)


def hooks_file() -> str:
    """The text of .pre-commit-hooks.yaml."""
    parts = ["# Made by scripts/hooks_table.py. How to use these hooks: docs/hook.md.\n"]
    for hook in HOOKS:
        lines = [
            f"- id: {hook.id}",
            f"  name: {hook.name}",
            f"  description: '{hook.description}'",
            f"  entry: {hook.entry}",
            "  language: python",
            f"  files: {_scalar(hook.files)}",
            *(f"  {key}" for key in hook.keys),
            "  stages: [pre-commit, pre-merge-commit, pre-push, manual]",
            "  minimum_pre_commit_version: 3.2.0",
        ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _scalar(pattern: str) -> str:
    """The pattern as YAML: in quotes, or as a block where it has several lines."""
    if "\n" not in pattern:
        return f"'{pattern}'"
    return "|-\n" + "\n".join(f"    {line}" for line in pattern.split("\n"))


def table() -> str:
    """The hooks as a Markdown table, and what the second one is run for."""
    rows = "".join(f"| `{hook.id}` | {hook.summary} |\n" for hook in HOOKS)
    kinds = "".join(f"- {what}\n" for what, _ in SPEAKING)
    return (
        f"\n| hook | what it checks |\n| --- | --- |\n{rows}\n`openness` runs when one of these changes:\n\n{kinds}\n"
    )


def main(arguments: list[str]) -> int:
    """Exit status: 0, or 1 when --check finds something out of date."""
    wanted = {HOOKS_FILE: hooks_file()}
    if DOCUMENT.exists():
        text = DOCUMENT.read_text(encoding="utf-8")
        wanted[DOCUMENT] = _MARK.sub(lambda mark: f"{mark[1]}{table()}{mark[2]}", text)
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run scripts/hooks_table.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
