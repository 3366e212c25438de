"""The tables of docs/frameworks.md are what the program computes today."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ROOT / "scripts" / "framework_tables.py"


@pytest.fixture(scope="module")
def script() -> Any:
    spec = spec_from_file_location("framework_tables", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published_lines(name: str) -> list[str]:
    text = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    return text.partition(f"<!-- table: {name} -->\n")[2].partition(f"<!-- end of {name} -->\n")[0].splitlines()


@pytest.mark.parametrize("name", ["verdicts", "examples"])
def test_the_tables_of_the_examples_are_up_to_date(script: Any, name: str) -> None:
    table = script.verdict_table if name == "verdicts" else script.example_table
    assert published_lines(name) == list(table())


def test_the_table_of_the_index_is_up_to_date(script: Any, corpus: Path) -> None:
    assert published_lines("index") == list(script.index_table(corpus / "osai-index"))


def test_only_judgements_on_licenses_are_above_the_lower_bound() -> None:
    higher = {row.split("`")[1]: int(row.split("|")[4]) for row in published_lines("index") if "`" in row}
    assert len(higher) == 12
    assert [name for name, number in higher.items() if number] == ["licenses"]


def test_check_says_what_is_out_of_date(
    script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "docs" / "frameworks.md"
    stale.parent.mkdir()
    text = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    stale.write_text(re.sub(r"\| 1 \(1\) \|", "| 2 (1) |", text), encoding="utf-8")
    monkeypatch.setattr(script, "DOCUMENT", stale)
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["framework_tables.py", "--check", "--index", str(tmp_path)])
    assert script.main() == 1
    assert "docs/frameworks.md is out of date" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["framework_tables.py", "--index", str(tmp_path)])
    assert script.main() == 0
    assert stale.read_text(encoding="utf-8") == text
