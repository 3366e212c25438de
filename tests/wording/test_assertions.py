from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.wording.assertions import find_assertions
from wording_support import MODEL


@pytest.mark.parametrize(
    ("text", "components", "act"),
    [
        ("We release the training code and the model weights.", {"training-code", "weights"}, "asserts"),
        ("- [2024/06] Release the inference code.", {"inference-code"}, "asserts"),
        ("The intermediate checkpoints are released on the hub.", {"intermediate-checkpoints"}, "asserts"),
        ("We will release the training data soon.", {"training-data"}, "future"),
        ("- [ ] Release training code", {"training-code"}, "future"),
        ("- [x] Release training code", {"training-code"}, "asserts"),
        ("The training data is not released.", {"training-data"}, "denies"),
        ("我们开源了训练代码。", {"training-code"}, "asserts"),
        ("学習コードを公開しました。", {"training-code"}, "asserts"),
    ],
)
def test_components_said_to_be_released(text: str, components: set[str], act: str) -> None:
    found = find_assertions(text, "README.md", MODEL)
    assert [(one.kind, set(one.components), one.act) for one in found] == [("released", components, act)]


@pytest.mark.parametrize(
    "text",
    [
        "Please read the instructions before you train.",
        "- [Acorn](https://github.com/oak/acorn) released its training code.",
        "Nova uses open-source training code.",
        "Have you released the training code?",
        "| training code | released |\n|---|---|\n| training code | released |",
    ],
)
def test_words_without_a_release_of_ours_assert_nothing(text: str) -> None:
    assert [one for one in find_assertions(text, "README.md", MODEL) if one.act == "asserts"] == []


def test_reproducibility_and_frameworks() -> None:
    text = "Nova is fully reproducible.\n\nIt meets MOF Class I.\n\nNova complies with the Open Source AI Definition.\n"
    found = [(one.kind, one.framework, one.line) for one in find_assertions(text, "README.md", MODEL)]
    assert found == [("reproducible", None, 1), ("conforms", "mof", 3), ("conforms", "osaid", 5)]


def test_openness_badges() -> None:
    text = "![Open Source AI](https://img.shields.io/badge/open--source-AI-green)"
    assert [one.kind for one in find_assertions(text, "README.md", MODEL)] == ["badge"]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for found in find_assertions("We release " + text, "README.md", MODEL):
        assert found.line >= 1
