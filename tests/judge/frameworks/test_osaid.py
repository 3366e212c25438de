from __future__ import annotations

import pytest

from openness.judge.frameworks.facts import Part, Terms
from openness.judge.frameworks.osaid import evaluate
from openness.judge.frameworks.shown import reasoning
from openness.manifest.entities import Attestation, DataInfo, DataSource

from .builders import facts, part, states

ATTESTATION = Attestation("data-information", "A. Person, reviewer", "2026-01-15")
COMPLETE = DataInfo(
    disclosure="full",
    collection="web",
    characteristics="1T tokens",
    labeling="none",
    processing="filtered",
    sources=(
        DataSource("crawl", "public", location="https://example.org/crawl"),
        DataSource("books", "paid", location="https://example.org/books"),
        DataSource("letters", "no", reason="privacy"),
    ),
)


def test_everything_released_conforms() -> None:
    verdict = evaluate(facts())
    assert verdict["verdict"] == "conforms"
    assert set(states(verdict)) == {"data-information", "code", "parameters"}
    assert verdict["missing"] == []
    assert not verdict["attested"]


@pytest.mark.parametrize("component", ["training-code", "inference-code", "architecture-code", "data-processing-code"])
@pytest.mark.parametrize("status", ["absent", "described", "partial"])
def test_each_part_of_the_code_is_required_in_full(component: str, status: str) -> None:
    verdict = evaluate(facts(part(component, status)))  # type: ignore[arg-type]
    assert verdict["verdict"] == "does-not-conform"
    assert verdict["missing"] == [component]


def test_what_is_not_known_leaves_the_verdict_open() -> None:
    assert evaluate(facts(part("training-code", "unknown")))["verdict"] == "undecidable"
    assert evaluate(facts(part("weights", "released", "NOASSERTION")))["verdict"] == "undecidable"
    assert evaluate(facts(part("inference-code", "released", "NOASSERTION")))["verdict"] == "undecidable"


def test_an_unmet_element_outweighs_what_is_not_known() -> None:
    unsure = part("training-code", "unknown")
    assert evaluate(facts(unsure, part("weights", "absent")))["verdict"] == "does-not-conform"


@pytest.mark.parametrize("expression", ["CC-BY-4.0", "LicenseRef-llama-2", "CC-BY-NC-4.0", "NONE"])
def test_code_needs_an_osi_approved_license(expression: str) -> None:
    assert states(evaluate(facts(part("training-code", "released", expression))))["code"] == "not-met"


@pytest.mark.parametrize(
    ("expression", "state"),
    [
        ("MIT", "met"),
        ("CC-BY-4.0", "met"),
        ("OpenMDW-1.0", "met"),
        ("LicenseRef-llama-2", "not-met"),
        ("CC-BY-NC-4.0", "not-met"),
    ],
)
def test_weights_need_open_terms_of_any_kind(expression: str, state: str) -> None:
    assert states(evaluate(facts(part("weights", "released", expression))))["parameters"] == state


@pytest.mark.parametrize("access", ["paid", "private"])
def test_weights_behind_a_price_are_not_available(access: str) -> None:
    assert states(evaluate(facts(part("weights", access=access))))["parameters"] == "not-met"


def test_code_that_may_not_have_been_used_is_asked_for_only_when_stated() -> None:
    assert evaluate(facts(part("finetuning-code", "not-applicable")))["verdict"] == "conforms"
    assert evaluate(facts(part("finetuning-code", "unknown")))["verdict"] == "conforms"
    assert evaluate(facts(part("finetuning-code", "absent", basis="observed")))["verdict"] == "conforms"
    assert evaluate(facts(part("finetuning-code", "absent")))["verdict"] == "does-not-conform"
    assert evaluate(facts(part("supporting-tools", "described")))["verdict"] == "does-not-conform"


def test_openmdw_is_not_approved_for_code() -> None:
    assert states(evaluate(facts(part("training-code", "released", "OpenMDW-1.0"))))["code"] == "not-met"


@pytest.mark.parametrize("expression", ["WTFPL", "CC0-1.0"])
def test_licenses_that_others_call_free_are_not_approved_for_code(expression: str) -> None:
    assert states(evaluate(facts(part("training-code", "released", expression))))["code"] == "not-met"


def test_copyleft_is_allowed() -> None:
    assert evaluate(facts(license="AGPL-3.0-only"))["verdict"] == "conforms"


@pytest.mark.parametrize("component", ["evaluation-code", "evaluation-data", "evaluation-results", "sample-outputs"])
def test_optional_components_never_count(component: str) -> None:
    assert evaluate(facts(part(component, "absent")))["verdict"] == "conforms"


def test_nobody_has_to_ask_for_permission() -> None:
    assert states(evaluate(facts(part("weights", access="request"))))["parameters"] == "not-met"
    assert states(evaluate(facts(part("weights", access="gated"))))["parameters"] == "met"


def test_weights_without_any_license_may_be_free_by_nature() -> None:
    assert states(evaluate(facts(part("weights", "released", "NONE"))))["parameters"] == "undecidable"


def test_the_data_of_a_later_stage_count_too() -> None:
    released = evaluate(facts(part("finetuning-data")))
    assert released["reasons"][0]["components"] == ["training-data", "finetuning-data"]
    assert released["verdict"] == "conforms"
    withheld = evaluate(facts(part("finetuning-data", "absent")))
    assert states(withheld)["data-information"] == "not-met"
    assert withheld["missing"] == ["finetuning-data"]
    assert states(evaluate(facts(part("finetuning-data", "described"))))["data-information"] == "undecidable"
    assert states(evaluate(facts(part("finetuning-data", "not-applicable"))))["data-information"] == "met"
    assert states(evaluate(facts(part("finetuning-data", "absent", basis="observed"))))["data-information"] == "met"


def test_the_lists_speak_for_data_of_a_later_stage() -> None:
    verdict = evaluate(facts(part("finetuning-data", "absent"), data=COMPLETE, attestations=(ATTESTATION,)))
    assert states(verdict)["data-information"] == "met"


def test_released_data_under_restricting_terms_take_a_person() -> None:
    bound = part("training-data", "released", "CC-BY-NC-4.0")
    assert states(evaluate(facts(bound)))["data-information"] == "undecidable"
    attested = evaluate(facts(bound, attestations=(ATTESTATION,)))
    assert states(attested)["data-information"] == "met"
    assert attested["attested"]


def test_the_whole_reasoning_names_who_attests() -> None:
    verdict = evaluate(facts(part("training-data", "described"), data=COMPLETE, attestations=(ATTESTATION,)))
    assert "A. Person, reviewer" in reasoning("osaid", verdict)[0]


def test_each_of_the_three_lists_may_lack_something() -> None:
    described = part("training-data", "described")
    for source, words in (
        (DataSource("crawl", "public"), "where to get crawl"),
        (DataSource("books", "paid"), "where to get books"),
        (DataSource("letters", kind="undisclosed", obtainable="no"), "what letters is"),
    ):
        data = DataInfo("full", "a", "b", "c", "d", sources=(source,))
        verdict = evaluate(facts(described, data=data))
        assert words in verdict["reasons"][0]["why"]
        assert states(verdict)["data-information"] == "not-met"


def test_a_tokenizer_may_be_under_content_terms() -> None:
    assert evaluate(facts(part("tokenizer", "released", "CC-BY-4.0")))["verdict"] == "conforms"


def test_described_data_need_a_person() -> None:
    described = part("training-data", "described")
    assert states(evaluate(facts(described, data=COMPLETE)))["data-information"] == "undecidable"
    verdict = evaluate(facts(described, data=COMPLETE, attestations=(ATTESTATION,)))
    assert verdict["verdict"] == "conforms"
    assert verdict["attested"]
    assert verdict["reasons"][0]["attested_by"] == "A. Person, reviewer"


def test_an_attestation_does_not_mend_a_stated_gap() -> None:
    partial = DataInfo(disclosure="partial")
    verdict = evaluate(facts(part("training-data", "absent"), data=partial, attestations=(ATTESTATION,)))
    assert states(verdict)["data-information"] == "not-met"


@pytest.mark.parametrize(
    ("data", "lacking"),
    [
        (DataInfo(disclosure="full", sources=COMPLETE.sources), "collection"),
        (
            DataInfo(disclosure="full", collection="a", characteristics="b", labeling="c", processing="d"),
            "the list of sources",
        ),
        (
            DataInfo(disclosure="full", documentation=("x",), sources=(DataSource("crawl", "public"),)),
            "where to get crawl",
        ),
        (DataInfo(disclosure="full", documentation=("x",), sources=(DataSource("mix"),)), "what mix is"),
    ],
)
def test_incomplete_data_information_is_named(data: DataInfo, lacking: str) -> None:
    verdict = evaluate(facts(part("training-data", "described"), data=data))
    assert states(verdict)["data-information"] == "not-met"
    assert lacking in verdict["reasons"][0]["why"]


def test_linked_documentation_may_hold_the_description() -> None:
    data = DataInfo(disclosure="full", documentation=("arxiv:2402.00159",))
    assert states(evaluate(facts(part("training-data", "described"), data=data)))["data-information"] == "undecidable"


@pytest.mark.parametrize(
    ("disclosure", "state"),
    [
        ("all-released", "met"),
        ("released", "met"),
        ("described-fully", "undecidable"),
        ("described", "not-met"),
        ("none", "not-met"),
    ],
)
def test_without_a_manifest_the_disclosure_that_was_found_counts(disclosure: str, state: str) -> None:
    absent = Part("training-data", "absent", "observed", Terms())
    verdict = evaluate(facts(absent, observed_disclosure=disclosure))
    assert states(verdict)["data-information"] == state


def test_nothing_known_of_the_data_is_undecidable() -> None:
    assert states(evaluate(facts(part("training-data", "unknown"))))["data-information"] == "undecidable"


@pytest.mark.parametrize(("status", "verdict"), [("absent", "does-not-conform"), ("partial", "undecidable")])
def test_how_complete_a_find_is_stays_a_guess(status: str, verdict: str) -> None:
    found = part("training-code", status, basis="observed")  # type: ignore[arg-type]
    assert evaluate(facts(found))["verdict"] == verdict
