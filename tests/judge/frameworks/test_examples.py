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


def published() -> dict[str, dict[str, Any]]:
    systems: dict[str, dict[str, Any]] = json.loads((FOLDER / "published.json").read_text(encoding="utf-8"))["systems"]
    return systems


@cache
def judged(system: str) -> dict[str, Any]:
    loaded = load_manifest((FOLDER / f"{system}.yml").read_text(encoding="utf-8"), f"{system}.yml")
    return verdicts(loaded, [])


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


def test_every_system_stands_in_the_published_table() -> None:
    assert sorted(published()) == SYSTEMS
    document = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    for system in SYSTEMS:
        assert f"| [{system}](../examples/manifests/{system}.yml) |" in document


def test_results_of_the_validation_are_quoted_rightly() -> None:
    quoted = {system: others["osi"] for system, others in published().items() if "osi" in others}
    assert quoted == {
        **dict.fromkeys(PASSED_THE_VALIDATION, "conforms"),
        **dict.fromkeys(DID_NOT_PASS, "does-not-conform"),
        **dict.fromkeys((*OTHER_TERMS, "falcon-40b"), "other terms"),
    }


def test_classes_and_scores_of_others_are_quoted_rightly(corpus: Any) -> None:
    lines = (corpus / "mot" / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    classes = {row["file"]: row["class"] for row in map(json.loads, lines)}
    lines = (corpus / "osai-index" / "ratings.jsonl").read_text(encoding="utf-8").splitlines()
    rated = {(row["source"], row["file"]): row for row in map(json.loads, lines)}
    for system, others in published().items():
        if "mot" in others:
            assert others["mot"]["class"] == classes[others["mot"]["entry"]], system
        if "index" in others:
            row = rated[others["index"]["source"], others["index"]["entry"]]
            assert (others["index"]["score"], others["index"]["of"]) == (row["score"], row["score_max"]), system
