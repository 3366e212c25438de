from __future__ import annotations

from datetime import date

from openness.manifest.crossfield import expired_exceptions, states_license, unlocated, withheld_but_found
from openness.manifest.load import load_manifest

HEAD = "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: MIT\n"


def messages(text: str) -> list[str]:
    return [
        problem.message for problem in load_manifest(text, "openness.yml").problems if problem.kind == "cross-field"
    ]


def test_an_exception_expires_after_its_last_day() -> None:
    loaded = load_manifest(
        HEAD + "components: {weights: released}\n"
        "exceptions: [{rule: OM401, reason: agreed with legal, until: 2026-06-30}]\n",
        "openness.yml",
    )
    assert expired_exceptions(loaded, date(2026, 6, 30)) == []
    (problem,) = expired_exceptions(loaded, date(2026, 7, 1))
    assert (problem.kind, problem.line) == ("expired-exception", 5)
    assert "2026-06-30" in problem.message


def test_a_released_component_needs_a_place_unless_it_was_found() -> None:
    text = (
        HEAD
        + "components:\n  weights: released\n  tokenizer: released\n  model-card: {status: released, location: x}\n"
    )
    loaded = load_manifest(text, "openness.yml")
    assert [problem.line for problem in unlocated(loaded, frozenset({"tokenizer"}))] == [5]


def test_a_mistake_is_reported_once() -> None:
    wrong = "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: Apache 2.0\ncomponents: {weights: released}\n"
    assert messages(wrong) == []


def test_full_disclosure_with_documentation_needs_no_list() -> None:
    text = HEAD + "components: {weights: released}\ndata: {disclosure: full, documentation: ['arxiv:2402.00159']}\n"
    assert messages(text) == []


def test_marks_for_unknown_licenses_state_none() -> None:
    assert [states_license(text) for text in ("MIT", "NOASSERTION", "NONE", None)] == [True, False, False, False]


def test_a_withheld_component_that_was_found_is_told() -> None:
    loaded = load_manifest(HEAD + "components:\n  training-code: withheld\n  training-data: withheld\n", "openness.yml")
    (problem,) = withheld_but_found(loaded, frozenset({"training-code", "weights"}))
    assert (problem.line, problem.column) == (5, 3)
    assert "`training-code`" in problem.message
