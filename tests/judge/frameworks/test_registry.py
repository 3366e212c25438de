"""What every framework has in common: one folder, one data file, one function, one page."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.errors import UsageError
from openness.judge.frameworks import FrameworkFacts, evaluate, explain, names, verdicts
from openness.judge.frameworks.facts import Part, terms_of
from openness.manifest.load import load_manifest
from openness.package_data import package_json
from openness.vocabulary import COMPONENTS
from support import ROOT

FOLDERS = ("eu_ai_act", "mof", "osai_index", "osaid", "owd")
KEYS = {"about", "id", "key", "name", "version", "date", "read", "sources", "summary", "conditions", "undecidable"}


def test_the_frameworks_are_those_that_are_promised() -> None:
    assert names() == ("eu-ai-act", "mof", "osai-index", "osaid", "owd")
    assert set(evaluate(FrameworkFacts())) == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_has_its_data_and_its_evaluator(folder: str) -> None:
    data = package_json("judge", "frameworks", folder, "framework.json")
    assert KEYS - {"about"} <= set(data)
    assert data["sources"]
    assert callable(import_module(f"openness.judge.frameworks.{folder}").evaluate)


@pytest.mark.parametrize("folder", FOLDERS)
def test_data_files_name_only_components_of_the_vocabulary(folder: str) -> None:
    data = package_json("judge", "frameworks", folder, "framework.json")
    named = [row["component"] for row in data.get("code", ())]
    named += [part for row in data.get("dimensions", ()) for name in row["components"] for part in name.split("|")]
    named += data.get("components", []) + data.get("documents", [])
    assert set(named) <= set(COMPONENTS)


@pytest.mark.parametrize("name", names())
def test_each_framework_is_explained_with_its_sources(name: str) -> None:
    page = explain(name)
    assert page.endswith("\n")
    assert "Sources (read 2026" in page
    assert max(map(len, page.splitlines())) <= 110 or "http" in page


def test_the_ai_act_page_says_what_it_is_not() -> None:
    assert "not legal advice" in explain("eu-ai-act")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="osaid"):
        explain("osi")


STATUS = st.sampled_from(["released", "partial", "described", "absent", "not-applicable", "unknown"])
LICENSE = st.sampled_from(
    [None, "MIT", "CC-BY-4.0", "LicenseRef-llama-2", "NONE", "NOASSERTION", "MIT OR LicenseRef-x"]
)
ACCESS = st.sampled_from([None, "gated", "request", "paid", "private"])
BASIS = st.sampled_from(["declared", "observed", "both", "none"])


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from(COMPONENTS), st.tuples(STATUS, LICENSE, ACCESS, BASIS), max_size=12),
    st.sampled_from(["unknown", "all-released", "described", "none"]),
)
def test_any_facts_give_a_verdict_that_the_report_can_print(parts: dict[str, Any], disclosure: Any) -> None:
    facts = FrameworkFacts(
        {
            name: Part(name, status, basis, terms_of(text), access)
            for name, (status, text, access, basis) in parts.items()
        },
        observed_disclosure=disclosure,
    )
    found = evaluate(facts)
    json.dumps(found)
    assert found == evaluate(facts)
    for key in ("osaid", "owd", "eu_ai_act"):
        states = {reason["state"] for reason in found[key]["reasons"]}
        expected = (
            "does-not-conform" if "not-met" in states else "undecidable" if "undecidable" in states else "conforms"
        )
        assert found[key]["verdict"] == expected


def test_a_mof_file_is_decided_by_the_file_alone() -> None:
    text = (
        "framework: {name: Model Openness Framework}\nrelease:\n  name: T\n  producer: L\n"
        "  license: {distribution: {name: MIT}}\n"
        "  components: [{name: Model architecture}, {name: Zebra}]\n"
    )
    found = verdicts(load_manifest(text, "MOF.yml"), [])["mof"]
    assert found["progress"]["3"] == pytest.approx(100 / 6)
    assert found["unknown"] == ["Zebra"]
    assert "weights" in found["missing"]


def test_the_report_schema_accepts_the_verdicts() -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import

    schema = json.loads((ROOT / "schemas" / "openness-report-v1.schema.json").read_text(encoding="utf-8"))
    part = {**schema["properties"]["frameworks"], "$defs": schema["$defs"]}
    Draft202012Validator(part).validate(evaluate(FrameworkFacts()))
