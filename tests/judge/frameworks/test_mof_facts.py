"""The Model Openness Framework on a manifest of ours and on what was observed, and its strict reading."""

from __future__ import annotations

from openness.judge.frameworks.facts import FrameworkFacts
from openness.judge.frameworks.mof import evaluate
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
