from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.wording.claims import find_claims
from openness.wording.context import Context
from openness.wording.transliteration import native_names, spelled_alike, stems_to_find, without_accents


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("ホトトギスは公開中です", "hototogisu", "ホトトギス"),
        ("샛별은 언어 모델입니다", "saetbyeol", "샛별"),
        ("거북선 2B", "Geobukseon", "거북선"),
        ("Веса Росомахи открыты", "rosomaha", "Росомахи"),
        ("シャチ", "shachi", "シャチ"),
    ],
)
def test_a_name_is_known_in_the_script_of_the_language(text: str, name: str, found: str) -> None:
    assert [text[start:end] for start, end in native_names(text, stems_to_find([name]))] == [found]


def test_words_that_spell_something_else_are_no_names() -> None:
    assert not list(
        native_names("모델과 데이터, モデルとデータ, модель и данные", stems_to_find(["saetbyeol", "rosomaha"]))
    )
    assert not stems_to_find(["abc"])


def test_a_name_with_accents_is_the_repository_s_own() -> None:
    context = Context("acme", "hemicycle", ("acme/hemicycle-7B",), is_model_repository=True)
    claims = find_claims("Hémicycle est un modèle open source.", "README.md", context)
    assert [(claim.subject, claim.act) for claim in claims] == [("model", "asserts")]


@given(st.text(max_size=80))
def test_any_text_can_be_spelled(text: str) -> None:
    assert len(without_accents(text)) == len(text)
    assert spelled_alike(text).isascii()
    assert all(
        0 <= start < end <= len(text) for start, end in native_names(text, stems_to_find(["rosomaha", "shachi"]))
    )


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("**Nova est-il open source ?** Oui, poids compris.", "asserts"),
        ("**¿Es Nova open source?** No, la licencia lo impide.", "denies"),
        ("Novaはオープンソースですか？はい、そうです。", "asserts"),
    ],
)
def test_a_question_says_what_its_answer_says(text: str, act: str) -> None:
    context = Context("acme", "Nova", ("acme/Nova-7B",), is_model_repository=True)
    assert [claim.act for claim in find_claims(text, "README.md", context)] == [act]
