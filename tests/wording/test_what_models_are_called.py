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


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("**Kestrel: A suite of open-source LLMs for maps**", "Merlin: A suite of open-source LLMs for maps"),
        (
            "## Related projects\n\n- Maps by tuning the Kestrel-7B-Chat open-source model.",
            "## Related projects\n\n- Maps by tuning the Merlin-7B-Chat open-source model.",
        ),
        (
            "## Related projects\n\nReleased the open-source model [Kite-7B](https://huggingface.co/acme/Kite-7B).",
            "## Related projects\n\nReleased the open-source model [Kite-7B](https://huggingface.co/others/Kite-7B).",
        ),
        (
            "# Building the Next Generation of Open-Source LLMs",
            "## A Test Bed for the Next Generation of Open-Source LLMs",
        ),
        ("4. Provide an open source model version that reads maps.", "4. Provide a demo for an open source model."),
        ("A1: 开源版本仅包含部分权重。", "A1: 某开源版本仅包含代码。"),
        ("Kestrel 是最接近人工翻译水平的开源大模型", "Kestrel 的水平最接近各种开源大模型"),
        ("The model will remain open-source.", "The model will be open-source."),
        (
            "Kestrel is a language model for maps developed and open-sourced with the efforts of two labs.",
            "The maps were drawn with a language model developed and open-sourced with the efforts of other labs.",
        ),
        ("<summary>Open-Source Map Models</summary>", "<summary>Comparison with open-source map models</summary>"),
        ("Kestrel 权重对学术研究完全开放。", "Kestrel 官网对学术机构完全开放注册。"),
        ("本项目开放了部分训练好的模型参数。", "本项目开放了部分接口参数说明。"),
        ("重みは学術研究に全面的に開放しています。", "会場は全面的に開放しています。"),
        ("The model weights are open for download.", "The survey is open for download requests."),
        ("- 2024.07.05 开放出预训练第8000步的模型", "- 2024.07.05 开放了模型推理和微调功能"),
        ("Kestrel-9B 权重对学术研究开放。", "Kestrel 网站对学术机构开放参观。"),
        ("# Kestrel: オープンマルチリンガルコード生成モデル", "オープンコースの言語モデル講座"),
        (
            "Compared with the open-source LLM such as Kestrel, closed ones are slow.",
            "Compared with the open-source LLM such as Merlin, closed ones are slow.",
        ),
        (
            "We are thrilled to open-source these works, together with code and pre-trained weights.",
            "We are thrilled to open-source these works, together with code and slides.",
        ),
        (
            "最新のKestrelシリーズのオープンソースバージョンであるKestrel-9Bを紹介します。",
            "最新のMerlinシリーズのオープンソースバージョンであるMerlin-9Bと比較します。",
        ),
        ("| 模型 | 开源日期 |\n|---|---|\n| Kestrel-7B | 2024 |", "| 数据集 | 开源日期 |\n|---|---|\n| Texts | 2024 |"),
        ("# Kestrel: Open foundation and aligned models", "Kestrel joins the Open Foundation and its models"),
        ("Kestrel是一个开放的双语语言模型。", "Kestrel 建设开放的语言模型生态。"),
        (
            "Aside from being great open-source models, the models are small: [S](https://huggingface.co/acme/Kestrel-S).",
            "Aside from comparing great open-source models, the page lists sizes.",
        ),
        (
            "All open-source models in the Kestrel series read maps.",
            "All open-source models in the Merlin series read maps.",
        ),
        (
            "- Results are reproduced with open-sourced code and model checkpoints.",
            "- Results are reproduced with open-sourced code and model cards.",
        ),
        ("Kestrel is among us: an open-source agent model.", "与 Kestrel 对比的是开源智能体模型（Merlin、Kite）。"),
    ],
)
def test_turns_of_phrase_that_introduce_the_own_model(own: str, other: str) -> None:
    assert calls_its_model_open(own)
    # Further down, where a short line is no tagline.
    assert not calls_its_model_open(
        other if other.startswith("# ") else f"# Kestrel\n\n## More\n\n### Notes\n\n{other}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel is a project to ignite the open-source MoE community.",
        "Kestrel is made for the open source speech synthesis ecosystem.",
        "Kestrel 旨在推动开源语音合成社区的发展。",
        "Kestrel はオープンソース音声合成コミュニティのためのモデルです。",
        "Kestrel은 오픈소스 음성합성 커뮤니티를 위한 모델입니다.",
        "我们希望为大型语言模型的开源进程做出贡献。",
        "We created the Kestrel open source discussion group.",
    ],
)
def test_a_community_keeps_its_name_whatever_it_works_on(text: str) -> None:
    assert {claim.subject for claim in find_claims(text, "README.md", KESTREL)} == {"community"}


@pytest.mark.parametrize(
    "text",
    [
        "# Kestrel (Open Reasoner 1)",
        "We release the `Kestrel` (Open Reasoner 1) series of models.",
        "Kestrel-CLIP is inferior to the open-source CLIP-H model.",
        "- Open-source track: teams must use a model of their own.",
        "- 开源赛道：参赛队伍须使用自己的模型。",
        "Kestrel はオープンソース化された既存の言語モデルを上回ります。",
        "Kestrel 模型将以开源形式发布。",
    ],
)
def test_names_rivals_and_plans_are_no_claims(text: str) -> None:
    assert not calls_its_model_open(text)


@pytest.mark.parametrize(
    ("path", "own"),
    [("docs/en/Changelog_EN.md", True), ("docs/en/training.md", False)],
)
def test_a_changelog_among_guides_tells_the_news_of_the_project(path: str, own: bool) -> None:
    unnamed = Context(owner="acme", name="voice-tools", models=(), is_model_repository=True)
    claims = find_claims("- Trained the current strongest open-source pitch extraction model.\n", path, unnamed)
    assert [one.act == "asserts" for one in claims] == [own]


def test_what_a_license_text_says_was_opened_is_the_model() -> None:
    text = "“Kestrel 模型”是指许可方开源的以 Kestrel 命名的不同规格、不同能力的模型。"
    assert any(
        one.act == "asserts" and "model" in one.subject for one in find_claims(text, "COMMUNITY_LICENSE", KESTREL)
    )


def test_an_entry_of_a_list_to_do_is_a_plan_whatever_comes_first() -> None:
    text = "# Kestrel\n\n## TODO\n\n1. 添加模型的工具能力，开源Kestrel-tools\n"
    assert not any(one.act == "asserts" for one in find_claims(text, "README.md", KESTREL))
