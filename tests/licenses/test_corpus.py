"""The labeled corpus of license files, where it is at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openness.licenses.identify import identify
from openness.read.text import decode

if TYPE_CHECKING:
    from pathlib import Path


def test_model_licenses_of_the_corpus_are_named(corpus: Path) -> None:
    folder = corpus / "licences"
    rows = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong: list[tuple[str, list[str], list[str]]] = []
    for row in rows:
        if row["group"] != "ai":
            continue
        text = decode((folder / row["file"]).read_bytes()) or ""
        found = identify(text, row["path"])
        named = {
            (item.expression or "").replace("-or-later", "-only")
            for item in found
            if item.expression and item.match not in ("unknown", "partial")
        }
        if named != {expression.replace("-or-later", "-only") for expression in row["expected"]}:
            wrong.append((row["file"], sorted(named), row["expected"]))
        if row["modified"] and not any(item.match == "modified" for item in found):
            wrong.append((row["file"], ["not said to be modified"], []))
    assert not wrong
