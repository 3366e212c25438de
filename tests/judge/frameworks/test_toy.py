"""A framework is a folder: one that is put beside the others is judged, listed, explained and shown by all."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DATA = {
    "id": "toy",
    "key": "toy",
    "name": "Toy Framework of Tests",
    "names": ["toy"],
    "title": "Toy Framework",
    "order": 35,
    "version": "1",
    "date": "2026-01-01",
    "read": "2026-01-02",
    "sources": ["https://example.org/toy"],
    "summary": "Asks for a model card.",
    "conditions": ["A model card is released."],
    "undecidable": "Never.",
}
CODE = """
def evaluate(facts):
    there = facts.part("model-card").status == "released"
    why = "a model card is there" if there else "there is no model card"
    state = "met" if there else "not-met"
    reason = {"element": "card", "state": state, "why": why, "components": ["model-card"]}
    return {"verdict": "conforms" if there else "does-not-conform", "reasons": [reason]}
"""
PROGRAM = """
import sys
import openness.judge.frameworks as frameworks
import openness.judge.frameworks.shown as shown
from openness import package_data

frameworks.__path__.append(sys.argv[1])
read = package_data.package_text

def package_text(*parts):
    if parts[:3] == ("judge", "frameworks", "toy"):
        return open(f"{sys.argv[1]}/toy/{parts[3]}", encoding="utf-8").read()
    return read(*parts)

package_data.package_text = package_text
found = package_data.package_folders
shown.package_folders = lambda *parts, holding: [*found(*parts, holding=holding), "toy"]

from openness.cli import main
sys.exit(main(sys.argv[2:]))
"""
MANIFEST = """openness: 1
model: {name: Tiny, producer: Lab}
license: MIT
components: {weights: {status: released, location: "hf:lab/tiny"}, model-card: withheld}
claims: [{term: other, framework: Toy}]
"""


def run(folder: Path, *arguments: str) -> str:
    """What the program prints with one more folder among the frameworks."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), *arguments],
        capture_output=True,
        check=False,
        text=True,
        cwd=folder,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("frameworks")
    (root / "toy").mkdir()
    (root / "toy" / "framework.json").write_text(json.dumps(DATA), encoding="utf-8")
    (root / "toy" / "__init__.py").write_text(textwrap.dedent(CODE), encoding="utf-8")
    (root / "model").mkdir()
    (root / "model" / "openness.yml").write_text(MANIFEST, encoding="utf-8")
    return root


def test_it_is_judged_and_its_claims_are_held_against_it(folder: Path) -> None:
    report = json.loads(run(folder, "check", "model", "--format", "json"))
    assert report["frameworks"]["toy"]["verdict"] == "does-not-conform"
    assert any("there is no model card" in one["message"] for one in report["findings"])


def test_it_stands_in_the_table_and_in_the_whole_reasoning(folder: Path) -> None:
    text = run(folder, "check", "model", "--frameworks")
    table = [line.strip() for line in text.splitlines()]
    assert "card: not-met, there is no model card" in table
    titles = [line for line in table if line.startswith(("Open Weight", "Toy Framework ", "EU AI Act, "))]
    assert [title.split()[0] for title in titles] == ["Open", "Toy", "EU"]


def test_it_stands_on_the_page(folder: Path) -> None:
    assert "Toy Framework" in run(folder, "check", "model", "--format", "html")


def test_it_is_listed_and_explained(folder: Path) -> None:
    assert "toy         Toy Framework of Tests" in run(folder, "explain", "frameworks")
    assert "Asks for a model card." in run(folder, "explain", "toy")


def test_reports_name_no_framework_by_hand() -> None:
    """The code that shows verdicts finds frameworks in their folders."""
    places = [
        *(ROOT / "src" / "openness" / "report").rglob("*.py"),
        *(ROOT / "src" / "openness" / "action").glob("*.py"),
    ]
    for place in [*places, ROOT / "src" / "openness" / "comparison" / "compare.py"]:
        text = place.read_text(encoding="utf-8")
        for key in ("osaid", "owd", "eu_ai_act", "osai_index", "eu-ai-act", "osai-index"):
            assert f'"{key}"' not in text, f"{place.name} names {key}"
