"""Restrictions read from license texts that nobody has catalogued."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.licenses.clauses import open_by_clauses, read_clauses, read_number


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("You may use the Model only for non-commercial purposes.", "non-commercial"),
        ("Commercial use is strictly prohibited.", "non-commercial"),
        ("本模型不得用于商业用途。", "non-commercial"),
        ("The weights are for academic research purposes only.", "research-only"),
        ("模型仅限学术研究使用。", "research-only"),
        ("Your use must comply with our Acceptable Use Policy.", "acceptable-use-policy"),
        ("您不得利用本软件从事任何危害国家安全的行为。", "acceptable-use-policy"),
        ("You will not use the Software for any military purposes.", "military-exclusion"),
        ("You must not use the outputs to improve any other AI model.", "no-train-other-models"),
        ("不得使用本模型的输出训练其他大语言模型。", "no-train-other-models"),
        ('You shall prominently display "Built with Foo" on a related website.', "naming-attribution"),
        ("You must include “Foo” at the beginning of the name of any such model.", "derived-model-naming"),
        ("This license does not apply in the European Union.", "territory-exclusion"),
        ("You may not use it to compete with the Licensor.", "competitor-exclusion"),
        ("You may not modify the Model or create derivative works of it.", "no-derivatives"),
        ("You may not distribute the weights.", "no-redistribution"),
        ("Licensor grants you a revocable license.", "revocable"),
        ("These restrictions must be included as an enforceable provision in any agreement.", "pass-through-terms"),
        ("Before commercial use you must obtain a license by filling out the questionnaire.", "gated-acceptance"),
        ("If you institute litigation over the Model, your license terminates.", "patent-retaliation"),
    ],
)
def test_a_restriction_is_read(sentence: str, kind: str) -> None:
    assert kind in {item.kind for item in read_clauses(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "You may use the Model for commercial and non-commercial purposes.",
        "In no event shall the authors be liable for any damages, including commercial damages.",
        "The license is irrevocable.",
        "You may modify and distribute the Software.",
        '"Outputs" means the results of the Model, which may not be complete.',
        "模型可以免费商用。",
    ],
)
def test_a_permission_or_definition_is_no_restriction(sentence: str) -> None:
    assert read_clauses(sentence) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("700 million", 700_000_000),
        ("1,000,000", 1_000_000),
        ("2.5 million", 2_500_000),
        ("100万", 1_000_000),
        ("1亿", 100_000_000),
        ("$10,000,000", 10_000_000),
        ("none", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert read_number(text) == number


def test_caps_carry_number_section_and_line() -> None:
    text = (
        "1. Use\n\nUse it well.\n\n2. Limits\n\n"
        "a. If your annual revenue exceeds US$ 10 million, contact us for a license.\n"
        "b. If you have more than 100 million monthly active users, request a license.\n"
    )
    found = {item.kind: item for item in read_clauses(text)}
    assert (found["revenue-cap"].value, found["revenue-cap"].section, found["revenue-cap"].line) == (
        10_000_000,
        "2.a",
        7,
    )
    assert (found["user-cap"].value, found["user-cap"].section, found["user-cap"].line) == (100_000_000, "2.b", 8)


def test_items_of_a_forbidding_list_are_forbidden() -> None:
    text = "You agree not to use the Model:\n\n(a) For military purposes;\n\n(b) To provide medical advice.\n"
    assert {"military-exclusion", "field-of-use"} <= {item.kind for item in read_clauses(text)}


def test_openness_is_refused_by_a_restriction_and_otherwise_undecided() -> None:
    assert open_by_clauses(read_clauses("Commercial use is prohibited.")) is False
    assert open_by_clauses(read_clauses("You may do what you like.")) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_lines_lie_in_the_text(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for item in read_clauses(text):
        assert item.line is not None
        assert 1 <= item.line <= lines
