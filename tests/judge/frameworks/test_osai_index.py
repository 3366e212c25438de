from __future__ import annotations

from openness.judge.frameworks.facts import FrameworkFacts
from openness.judge.frameworks.osai_index import evaluate

from .builders import facts, part


def test_nothing_known_is_rated_nothing() -> None:
    found = evaluate(FrameworkFacts())
    assert set(found["dimensions"].values()) == {None}
    assert found["score_at_least"] == 0
    assert len(found["unrated"]) == 12


def test_released_parts_are_open() -> None:
    found = evaluate(facts())["dimensions"]
    for dimension in ("datasources_basemodel", "weights_basemodel", "trainingcode", "licenses"):
        assert found[dimension] == "open", dimension


def test_documents_are_partial_until_somebody_reads_them() -> None:
    found = evaluate(facts(part("data-card")))["dimensions"]
    for dimension in ("modelcard", "datasheet", "preprint"):
        assert found[dimension] == "partial", dimension


def test_what_no_file_shows_is_left_to_people() -> None:
    found = evaluate(facts(part("research-paper")))["dimensions"]
    assert [found[name] for name in ("paper", "code", "hardware_architecture")] == [None] * 3


def test_gated_weights_are_partial() -> None:
    assert evaluate(facts(part("weights", access="gated")))["dimensions"]["weights_endmodel"] == "partial"


def test_half_of_the_pipeline_is_partial() -> None:
    assert evaluate(facts(part("training-code", "absent")))["dimensions"]["trainingcode"] == "partial"
    nothing = facts(part("training-code", "absent"), part("data-processing-code", "absent"))
    assert evaluate(nothing)["dimensions"]["trainingcode"] == "closed"
    unsure = facts(part("training-code", "absent"), part("data-processing-code", "unknown"))
    assert evaluate(unsure)["dimensions"]["trainingcode"] == "closed"


def test_a_report_or_a_paper_is_a_preprint() -> None:
    paper_only = facts(part("technical-report", "absent"), part("research-paper"))
    assert evaluate(paper_only)["dimensions"]["preprint"] == "partial"
    assert evaluate(facts(part("technical-report", "absent")))["dimensions"]["preprint"] is None
    neither = facts(part("technical-report", "absent"), part("research-paper", "absent"))
    assert evaluate(neither)["dimensions"]["preprint"] == "closed"


def test_licenses_are_open_only_when_all_are() -> None:
    assert evaluate(facts(part("weights", "released", "LicenseRef-llama-2")))["dimensions"]["licenses"] == "partial"
    assert evaluate(facts(license="LicenseRef-llama-2"))["dimensions"]["licenses"] == "closed"
    assert evaluate(facts(license="NOASSERTION"))["dimensions"]["licenses"] is None


def test_the_base_of_a_fine_tune_is_not_rated_here() -> None:
    found = evaluate(facts(base_models=("hf:a/b",)))["dimensions"]
    assert found["weights_basemodel"] is None
    assert found["weights_endmodel"] == "open"


def test_the_score_is_the_sum_of_what_is_rated() -> None:
    found = evaluate(facts())
    values = {"open": 1.0, "partial": 0.5, "closed": 0.0, None: 0.0}
    assert found["score_at_least"] == sum(values[rating] for rating in found["dimensions"].values())
    assert found["score_maximum"] == 12


def test_documents_do_not_decide_the_licenses() -> None:
    assert evaluate(facts(part("model-card", "released", None)))["dimensions"]["licenses"] == "open"


def test_licenses_are_partial_where_code_or_data_are_missing() -> None:
    alone = FrameworkFacts({"weights": part("weights", "released", "MIT")})
    found = evaluate(alone)
    assert found["dimensions"]["licenses"] == "partial"
    (reason,) = [one["why"] for one in found["reasons"] if one["element"] == "licenses"]
    assert reason == "everything released is under an open license, but no code and no data"


def test_the_weights_of_a_base_model_that_is_not_named_are_not_known() -> None:
    assert evaluate(facts(treatment="instruction-tuned"))["dimensions"]["weights_basemodel"] is None
    assert evaluate(facts(treatment="pre-trained"))["dimensions"]["weights_basemodel"] == "open"
    assert evaluate(facts(treatment="instruction-tuned", base_models=()))["dimensions"]["weights_basemodel"] == "open"
