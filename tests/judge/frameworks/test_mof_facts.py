"""The Model Openness Framework on a manifest of ours and on what was observed, and its strict reading."""

from __future__ import annotations

import pytest

from openness.judge.frameworks import explain
from openness.judge.frameworks.facts import FrameworkFacts
from openness.judge.frameworks.mof import evaluate
from openness.judge.frameworks.mof.tool import framework
from openness.judge.frameworks.shown import reasoning, summary
from openness.manifest.mof import component_ids

from .builders import part


def complete(**licenses: str) -> FrameworkFacts:
    documents = {
        "technical-report",
        "research-paper",
        "evaluation-results",
        "model-card",
        "data-card",
        "sample-outputs",
    }
    data = {"weights", "intermediate-checkpoints", "training-data", "evaluation-data"}
    parts = {}
    for name in component_ids().values():
        license = "CC-BY-4.0" if name in documents else "CDLA-Permissive-2.0" if name in data else "Apache-2.0"  # noqa: A001
        parts[name] = part(name, "released", licenses.get(name.replace("-", "_"), license))
    return FrameworkFacts(parts)


def test_a_complete_release_is_class_one_in_both_readings() -> None:
    found = evaluate(complete())
    assert found["class"] == 1
    assert found["progress"] == {"1": 100.0, "2": 100.0, "3": 100.0}
    assert found["strict"] == {"class": 1, "reasons": []}
    assert found["undecided"] == found["incomplete"] == found["missing"] == []


def test_the_strict_reading_differs_where_it_is_said_to() -> None:
    share_alike = evaluate(complete(model_card="GPL-3.0-only", weights="ODbL-1.0"))
    assert share_alike["class"] == 1
    assert share_alike["strict"]["class"] == 0
    assert {reason["component"] for reason in share_alike["strict"]["reasons"]} == {"model-card", "weights"}
    without_tools = complete()
    tools = FrameworkFacts({k: v for k, v in without_tools.parts.items() if k != "supporting-tools"})
    assert (evaluate(tools)["class"], evaluate(tools)["strict"]["class"]) == (1, 3)
    closed_data = evaluate(complete(training_data="NONE"))
    assert (closed_data["class"], closed_data["strict"]["class"]) == (2, 1)


def test_expressions_are_read_for_the_tool() -> None:
    assert evaluate(complete(training_code="MIT OR GPL-2.0-only"))["class"] == 1
    assert evaluate(complete(training_code="LicenseRef-llama-2 OR MIT"))["class"] == 1
    assert evaluate(complete(training_code="MIT AND LicenseRef-llama-2"))["invalid"] == ["training-code"]
    assert evaluate(complete(training_code="MIT AND Apache-2.0"))["class"] == 1


def test_partial_and_described_components_do_not_count() -> None:
    parts = dict(complete().parts)
    parts["data-card"] = part("data-card", "partial")
    parts["model-card"] = part("model-card", "described")
    found = evaluate(FrameworkFacts(parts))
    assert found["class"] == 0
    assert found["missing"] == ["data-card", "model-card"]
    assert found["incomplete"] == ["data-card", "model-card"]


def test_what_is_not_known_is_listed_apart() -> None:
    parts = {name: one for name, one in complete().parts.items() if name != "data-card"}
    parts["model-card"] = part("model-card", "released", "NOASSERTION")
    found = evaluate(FrameworkFacts(parts))
    assert found["undecided"] == ["data-card", "model-card"]
    assert found["invalid"] == ["model-card"]


def test_no_license_is_told_from_an_unknown_one() -> None:
    assert evaluate(complete(model_card="NONE"))["unlicensed"] == ["model-card"]


def test_any_training_metadata_is_model_metadata() -> None:
    parts = {name: one for name, one in complete().parts.items() if name != "model-config"}
    parts["training-logs"] = part("training-logs", "released", "Proprietary")
    assert evaluate(FrameworkFacts(parts))["invalid"] == ["model-config"]


@pytest.mark.parametrize(
    ("component", "expression", "tool", "strict"),
    [
        # Data sets under any license, or none; data under share-alike; documents under a license for code.
        ("training_data", "CC-BY-NC-4.0", 2, 1),
        ("weights", "CDLA-Sharing-1.0", 1, 0),
        ("weights", "PDDL-1.0", 0, 1),
        ("weights", "LicenseRef-OpenMDW-1.1", 0, 1),
        ("weights", "Apache-2.0", 1, 1),
        ("weights", "CC-BY-4.0", 1, 1),
        ("weights", "WTFPL", 1, 0),
        ("data_card", "CC-BY-SA-4.0", 1, 0),
        ("data_card", "CC0-1.0", 1, 1),
        ("model_card", "MIT", 1, 0),
        # Code that only the FSF calls free.
        ("training_code", "WTFPL", 1, 3),
        ("training_code", "BSD-4-Clause", 1, 3),
        ("training_code", "OpenSSL", 1, 3),
        ("training_code", "GPL-3.0-only", 1, 1),
        ("evaluation_data", "ODbL-1.0", 1, 3),
        # Sample outputs never count.
        ("sample_outputs", "NONE", 1, 1),
    ],
)
def test_tool_and_paper_on_one_license(component: str, expression: str, tool: int, strict: int) -> None:
    found = evaluate(complete(**{component: expression}))
    assert (found["class"], found["strict"]["class"]) == (tool, strict)


def test_a_paper_stands_in_for_the_report_in_both_readings() -> None:
    parts = {name: one for name, one in complete().parts.items() if name != "technical-report"}
    found = evaluate(FrameworkFacts(parts))
    assert (found["class"], found["strict"]["class"]) == (1, 1)


@pytest.mark.parametrize(
    "topic",
    [
        *(
            "Class I data sets",
            "kind of content",
            "share-alike",
            "licenses of documents",
            "OSI-approved licenses of code",
        ),
        *("parameters", "supporting libraries", "sample outputs", "16 components", "middle of 2025"),
        *("unknown component name", "PDDL-1.0", "expressions"),
    ],
)
def test_each_difference_between_tool_and_paper_is_named(topic: str) -> None:
    assert any(topic in line for line in framework()["differences"])
    assert topic.split(maxsplit=1)[0] in explain("mof")


def test_the_whole_reasoning_gives_both_readings() -> None:
    lines = reasoning("mof", evaluate(complete(weights="WTFPL", training_code="Proprietary")))
    assert "invalid (under a license that is not open): training-code" in lines
    assert "strict reading of the paper: no class" in lines
    assert "strict, class III: weights is not under a license for data that the paper accepts" in lines
    assert summary("mof", evaluate(complete())) == "class I"
    assert summary("mof", evaluate(FrameworkFacts())) == "no class, 0 % of class III"
