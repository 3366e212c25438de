"""The verdict table of the example manifests, and the published verdicts that it must agree with."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from openness.judge.frameworks import verdicts
from openness.manifest.load import load_manifest
from support import ROOT

FOLDER = ROOT / "examples" / "manifests"
SYSTEMS = sorted(file.stem for file in FOLDER.glob("*.yml"))
PASSED_THE_VALIDATION = ("pythia-6.9b", "olmo-2-7b", "amber", "crystalcoder", "t5-11b")
DID_NOT_PASS = ("llama-2", "grok-1", "phi-2", "mixtral-8x7b")
OTHER_TERMS = ("bloom", "starcoder")


@cache
def judged(system: str) -> dict[str, Any]:
    loaded = load_manifest((FOLDER / f"{system}.yml").read_text(encoding="utf-8"), f"{system}.yml")
    return verdicts(loaded, [])


def table() -> dict[str, list[str]]:
    rows = {}
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] in SYSTEMS:
            rows[cells[0]] = cells[1:]
    return rows


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_manifest_is_valid_and_names_its_sources(system: str) -> None:
    text = (FOLDER / f"{system}.yml").read_text(encoding="utf-8")
    assert load_manifest(text, f"{system}.yml").problems == ()
    assert "# [1] https://" in text


@pytest.mark.parametrize("system", PASSED_THE_VALIDATION)
def test_systems_that_passed_the_validation_conform(system: str) -> None:
    assert judged(system)["osaid"]["verdict"] == "conforms"


@pytest.mark.parametrize("system", DID_NOT_PASS)
def test_systems_that_did_not_pass_do_not_conform(system: str) -> None:
    assert judged(system)["osaid"]["verdict"] == "does-not-conform"


@pytest.mark.parametrize("system", OTHER_TERMS)
def test_systems_that_would_pass_with_other_terms_fail_by_their_terms(system: str) -> None:
    reasons = [reason for reason in judged(system)["osaid"]["reasons"] if reason["state"] == "not-met"]
    assert reasons
    assert all("LicenseRef" in reason["why"] for reason in reasons)


def test_the_published_table_is_what_is_computed() -> None:
    rows = table()
    assert sorted(rows) == SYSTEMS
    for system, cells in rows.items():
        found = judged(system)
        computed = [
            str(found["mof"]["class"]),
            found["osaid"]["verdict"],
            found["owd"]["verdict"],
            found["eu_ai_act"]["verdict"],
        ]
        assert [cells[0], cells[2], cells[4], cells[5]] == computed, system


def test_the_tools_own_classes_are_quoted_rightly(corpus: Any) -> None:
    entries = {
        "amber": "Amber.yml",
        "crystalcoder": "CrystalCoder.yml",
        "deepseek-r1": "DeepSeek-R1.yml",
        "falcon-40b": "Falcon-40B.yml",
        "gpt-neox-20b": "GPT-NeoX-20B.yml",
        "grok-1": "Grok-1.yml",
        "llama-2": "Llama-2-70B.yml",
        "llama-3.1-8b": "Llama-3.1-8B-Instruct.yml",
        "mistral-7b": "Mistral-7B-v0.1.yml",
        "mixtral-8x7b": "Mixtral-8x7B-Instruct-v0.1.yml",
        "olmo-2-7b": "OLMo-7B-hf.yml",
        "pythia-6.9b": "Pythia-6.9B.yml",
        "stable-diffusion-v1": "Stable-Diffusion-v1-3.yml",
        "t5-11b": "T5-11b.yml",
    }
    lines = (corpus / "mot" / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    classes = {row["file"]: row["class"] for row in map(json.loads, lines)}
    for system, cells in table().items():
        quoted = str(classes[entries[system]]) if system in entries else "–"
        assert cells[1] == quoted, system
