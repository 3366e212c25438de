from __future__ import annotations

import pytest

from openness.wording.honest import honest_wording
from wording_support import MODEL, claims


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Nova is an open-source language model.", "open-weight"),
        ("Nova is an open source language model.", "open weight"),
        ("# Nova: our Open-Source model", "Open-Weight"),
        ("Nova is the best OPEN-SOURCE MODEL ever.", "OPEN-WEIGHT"),
        ("We have open-sourced the Nova models.", "released the weights of"),
        ("We open-source the Nova models.", "release the weights of"),
        ("We are open-sourcing the Nova models.", "releasing the weights of"),
        ("The Nova models are open-sourced.", "released with open weights"),
        ("Nova is open-source.", "open-weight"),
        ("Nova 是一个强大的开源大语言模型。", "开放权重"),
        ("Nova は強力なオープンソースモデルです。", "オープンウェイト"),
        ("Nova는 강력한 오픈소스 모델입니다.", "오픈웨이트"),
        ("Nova es un modelo de código abierto.", "pesos abiertos"),
        ("Nova é um modelo de código aberto.", "pesos abertos"),
        ("Nous publions Nova, un modèle open source.", "à poids ouverts"),
        ("Nova — модель с открытым исходным кодом.", "с открытыми весами"),
    ],
)
def test_the_honest_word_keeps_case_hyphen_grammar_and_language(text: str, result: str) -> None:
    first = next(claim for claim in claims(text) if claim.is_self_claim)
    assert honest_wording(first, "open-weights") == result


@pytest.mark.parametrize(
    "text",
    [
        "Nova is fully open source.",
        "We open-source the model weights and the training code.",
        "Nova is the best among open-source models.",
        "Nova is an open-source model, not just any open-source model.",
        "Today, we release and open source Nova.",
        "We have adapted and open-sourced the Nova model.",
        "We open-source all details of the Nova model (data, code, weights).",
        "We have open-sourced our training recipes for the Nova model.",
        "Nova is the open-source version of Polaris.",
        "我们开源了 Nova-7B 模型。",
    ],
)
def test_what_a_person_must_rewrite_is_left_alone(text: str) -> None:
    assert [honest_wording(claim, "open-weights") for claim in claims(text)] == [None] * len(claims(text))


def test_only_open_weights_can_be_put_in_place() -> None:
    claim = claims("Nova is an open-source language model.")[0]
    assert honest_wording(claim, "open-source") is None
    assert honest_wording(claim, "open") is None


def test_words_about_others_are_never_rewritten() -> None:
    for claim in claims("Nova outperforms other open-source models.", context=MODEL):
        assert honest_wording(claim, "open-weights") is None
