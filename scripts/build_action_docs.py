#!/usr/bin/env python3
"""Write the tables of inputs and outputs in docs/action.md from action.yml and post/action.yml.

usage: python scripts/build_action_docs.py [--check]

With --check nothing is written; exit status 1 says that the tables are out of date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "action.md"
_MARK = re.compile(
    r"(<!-- (inputs|outputs) of (\S+): made by scripts/build_action_docs\.py -->\n).*?(<!-- end -->\n)", re.DOTALL
)
_DEFAULT = re.compile(r" \(default, (.+)\)$")


def table(action: dict[str, Any], kind: str) -> str:
    """The inputs or outputs of an action as a Markdown table; defaults in a column of their own."""
    rows = []
    for name, entry in action[kind].items():
        text = " ".join(str(entry["description"]).split())
        default = _DEFAULT.search(text)
        said = _DEFAULT.sub("", text)
        if kind == "outputs":
            rows.append(f"| `{name}` | {said} |")
        else:
            given = "required" if entry.get("required") else default[1] if default else "-"
            rows.append(f"| `{name}` | {said} | {given} |")
    head = (
        "| output | what it holds |\n| --- | --- |"
        if kind == "outputs"
        else "| input | what it is | default |\n| --- | --- | --- |"
    )
    return "\n".join([head, *rows]) + "\n"


def updated(document: str) -> str:
    """The document with every marked table renewed."""

    def renew(mark: re.Match[str]) -> str:
        action = YAML(typ="safe").load((ROOT / mark[3]).read_text(encoding="utf-8"))
        return f"{mark[1]}\n{table(action, mark[2])}\n{mark[4]}"

    return _MARK.sub(renew, document)


def main(arguments: list[str]) -> int:
    """Exit status: 0, or 1 when --check finds a table out of date."""
    old = DOCUMENT.read_text(encoding="utf-8")
    new = updated(old)
    if old == new:
        return 0
    if "--check" in arguments:
        print("docs/action.md: a table is out of date; run python scripts/build_action_docs.py", file=sys.stderr)
        return 1
    DOCUMENT.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
