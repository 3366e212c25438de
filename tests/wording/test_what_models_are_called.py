"""What a project calls its model, whatever the noun; and what is opened by others or belongs to them."""

from __future__ import annotations

import pytest

from openness.wording.claims import find_claims
from openness.wording.context import Context

KESTREL = Context(owner="acme", name="Kestrel", models=("Kestrel-7B",), is_model_repository=True)
TUNED = Context(owner="acme", name="Kestrel-Yi-34B", models=("Kestrel-Yi-34B",), is_model_repository=True)


def calls_its_model_open(text: str, context: Context = KESTREL) -> bool:
    claims = find_claims(text, "README.md", context)
    return any(one.act == "asserts" and {"model", "weights"} & set(one.subject.split("+")) for one in claims)


@pytest.mark.parametrize(
    "noun",
    ["world simulator", "simulator", "protein designer", "speech recognizer", "translator", "codec", "embedder",
     "dialogue system", "voice conversion system", "vocoder", "policy"],
)  # fmt: skip
def test_a_name_is_the_models_whatever_it_is_said_to_be(noun: str) -> None:
    assert calls_its_model_open(f"We are excited to introduce **Kestrel**, an open-source {noun} for long videos.")
    assert calls_its_model_open(f"Kestrel is a powerful open-source {noun} for everyone.")
    assert not calls_its_model_open(f"Kestrel is compared with an open-source {noun} of others.")


@pytest.mark.parametrize(
    "noun", ["library", "toolkit", "benchmark", "dataset", "training framework", "script", "app", "web UI"]
)
def test_tools_code_and_data_are_no_models(noun: str) -> None:
    assert not calls_its_model_open(f"Kestrel comes with a powerful open-source {noun} for everyone.")


@pytest.mark.parametrize(
    "text",
    [
        "- The project is officially open-sourced, featuring inference scripts and a series of model weights.",
        "模型已在我们的 [Huggingface 模型仓库](https://huggingface.co/acme) 开源，欢迎下载使用。",
        "通过Kestrel大模型的开源为促进中文社区的发展贡献力量。",
        "本项目开放的模型权重可以直接使用。",
        "# Kestrel - Open Multilingual Chatbot for Everyone",
    ],
)
def test_ways_to_say_it(text: str) -> None:
    assert calls_its_model_open(text)


@pytest.mark.parametrize(
    "text",
    [
        "- The project is officially open-sourced, with training scripts.",
        "Kestrel is competitive with the strongest open-source models in its class.",
        "Kestrel-Yi-34B 是acme基于零一万物开源的**Yi-34B**模型，使用15W+语料训练而来。",
        "- The Yi series models, open-sourced by the 01-ai team, have shown impressive performance.",
        "The Qwen2 models open-sourced by Alibaba are strong.",
        "一个开源世界需要更多的人。",
    ],
)
def test_ways_to_speak_of_others(text: str) -> None:
    assert not calls_its_model_open(text, TUNED)


def test_a_sentence_goes_on_about_what_the_one_before_linked() -> None:
    (claim,) = find_claims(
        "* We released [Merlin](https://github.com/acme/Merlin). This is an open-source model for animation.",
        "README.md",
        KESTREL,
    )
    assert claim.elsewhere == "acme/Merlin"
    (claim,) = find_claims("* We released Kestrel. This is an open-source model for animation.", "README.md", KESTREL)
    assert claim.elsewhere == ""


def test_news_of_another_project_leads_to_it() -> None:
    (claim,) = find_claims(
        "**2023/3/28 开源了中文LLaMA大模型，可在PC上部署，查看：https://github.com/acme/Chinese-LLaMA**",
        "README.md",
        KESTREL,
    )
    assert claim.elsewhere == "acme/Chinese-LLaMA"
