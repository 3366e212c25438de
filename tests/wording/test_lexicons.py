from __future__ import annotations

import re
from typing import Any

import pytest

from openness.wording.claims import find_claims
from openness.wording.context import Context
from openness.wording.decide import rules
from openness.wording.lexicon import data, known_languages, languages_in, lexicon, raw_lexicon, term_pattern

LANGUAGES = known_languages()
CONTEXT = Context("acme", "Nova", ("acme/Nova-7B",), is_model_repository=True)
EXAMPLES = [(language, example) for language in LANGUAGES for example in raw_lexicon(language)["examples"]]
CUES = [cue.name for language in LANGUAGES for cue in lexicon(language).cues]


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=lambda value: str(value)[:60])
def test_every_example_of_a_lexicon_is_read_as_it_says(language: str, example: dict[str, Any]) -> None:
    found = [claim for claim in find_claims(example["text"], "README.md", CONTEXT) if claim.text == example["at"]]
    assert [(claim.subject, claim.act) for claim in found[:1]] == [(example["subject"], example["act"])]
    assert found[0].language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_shows_an_own_claim_a_comparison_and_the_community(language: str) -> None:
    kinds = {(example["subject"], example["act"]) for example in raw_lexicon(language)["examples"]}
    assert {("model", "asserts"), ("other", "mentions"), ("community", "mentions")} <= kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_what_lists_join_and_how_a_row_of_a_table_is_ours(language: str) -> None:
    raw = raw_lexicon(language)
    assert raw["also"]
    assert any(re.fullmatch(raw["joiners"], joiner, re.IGNORECASE) for joiner in raw["also"])
    assert raw["ours"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_a_language_can_be_written_in_its_hints(language: str) -> None:
    assert raw_lexicon(language)["hints"]
    for example in raw_lexicon(language)["examples"]:
        assert languages_in(example["text"])


def test_the_rules_ask_only_for_flags_that_something_sets() -> None:
    structural = {
        "heading", "title", "item", "cell", "code", "license", "paragraph", "metadata", "quoted", "image", "link-text",
        "checked", "unchecked", "at-start", "in-label", "in-quotes", "full", "tagline", "row-own", "subject-known",
        "row-model", "row-thing",
        "code-left", "everything", "own-left", "own-right", "own-start", "own-model", "third-left", "third-right",
        "third-start", "third-link", "sibling-left", "sibling-right", "sibling-link", "is-model", "not-model", "plural",
        "thanks-section", "others-section", "todo-section", "aside", "guide",
        "family-start", "title-field", "title-link", "section-own", "bare", "known-near", "known-left", "name-right",
        "known-before", "apposed", "known-after", "blog-link", "data-link",
        "loose", "title-run", "row-weights", "subject-own", "subject-name", "subject-noun", "subject-pronoun",
        "line", "noun-start",
    }  # fmt: skip
    prefixes = ("form-", "head-", "term-")
    for rule in rules():
        for flag in rule.all | rule.any | rule.none:
            assert flag in structural or flag in CUES or flag.startswith(prefixes), (rule.name, flag)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_initials_of_a_language_begin_its_terms(language: str) -> None:
    initials = raw_lexicon(language)["initials"]
    free = re.compile("|".join(f"(?:{entry['match']})" for entry in raw_lexicon(language)["terms"]), re.IGNORECASE)
    for example in raw_lexicon(language)["examples"]:
        assert all(match.group()[0].lower() in initials for match in free.finditer(example["text"]))


def test_rule_names_are_unique_and_the_last_fits_everything() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
    assert rules()[-1].matches(set())


def test_no_pattern_repeats_a_repetition() -> None:
    nested = re.compile(r"(?<!\\)[+*]\)[+*]")

    def walk(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict):
            return [text for part in value.values() for text in walk(part)]
        return [text for part in value for text in walk(part)] if isinstance(value, list) else []

    names = (*LANGUAGES, "uses", "licensing", "assertions", "parts", "sources", "honest", "sections")
    assert [text for name in names for text in walk(data(name)) if nested.search(text)] == []


def test_terms_of_all_languages_compile_into_one_pattern() -> None:
    pattern = term_pattern(LANGUAGES)
    assert pattern.search("an open-source model")
    assert pattern.search("オープンソースモデル")
