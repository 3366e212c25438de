from __future__ import annotations

from openness.manifest.crossfield import states_license, unlocated
from openness.manifest.load import load_manifest

HEAD = "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: MIT\n"


def messages(text: str) -> list[str]:
    return [
        problem.message for problem in load_manifest(text, "openness.yml").problems if problem.kind == "cross-field"
    ]


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
