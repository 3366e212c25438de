"""Who is called open, and whether it is said of them. The sentences are made up."""

from __future__ import annotations

import pytest

from openness.wording.claims import find_claims
from wording_support import LIBRARY, MODEL, UNKNOWN, claims, only, said

OURS = [
    "We open-source Nova-7B.",
    "We have open-sourced the base model and the chat model.",
    "- [2024/05] 🔥 Open-source the 7B checkpoints.",
    "- [x] Open-source the base model",
    "Nova is an open-source language model.",
    "Nova-7B is a powerful **open-source** vision-language model (VLM).",
    "This model is open source.",
    "Our open-weight models run on a laptop.",
    "Nova reaches state-of-the-art results among open-source models.",
    "Nova-7B is the best open-source model of its size.",
    "Nova ranks first among all open-source models.",
    "It is the closest open-source model to the commercial ones.",
    "We introduce Nova, a family of open-source speech models.",
    "We are releasing two open models under a permissive license.",
    "The weights are released with open weights.",
    "### Open-weight models",
    "Nova weights are fully open for academic research.",
    "我们开源了 Nova-7B 模型。",
    "Nova 是一个强大的开源大语言模型。",
    "本次开源的模型有 Nova-7B 和 Nova-13B。",
    "Nova 在同尺寸开源模型中排名第一。",
    "模型权重对学术研究完全开放。",
    "Nova-7B をオープンソース化しました。",
    "Nova-7B는 오픈소스 언어 모델입니다.",
    "Nous publions Nova, un modèle open source.",
    "Nova es un modelo de código abierto.",
    "Nova é um modelo de código aberto.",
    "Nova ist ein quelloffenes Sprachmodell.",
    "Nova — модель с открытым исходным кодом.",
    "We have uploaded the paper and open-sourced Nova-7B.",
    "We have open-sourced the AcornInstruct dataset and Nova.",
    "Nova is an openly available language model for law.",
    "All the training scripts and the model are opened.",
    "- Open source and free to use",
    "- 开源可商用：对学术研究完全开放",
    "- [x] 开源特定领域的咨询模型",
    "7B 和 13B 模型开源地址如下：",
    "这表明 Nova 是同量级开源模型中最好的。",
    "| Nova-7B | - State-of-the-art performance among open-source models |",
    "Nova is an open\u2011source speech and sound generation model family.",
    "As an open-source tool, Nova suits audiobooks and games.",
    "Nova reaches state-of-the-art results among open-source systems on this benchmark.",
    "在开源音频 tokenizer 中达到 SOTA 级重建效果。",
    "Nova reaches a new state-of-the-art across open-source LLMs.",
    "Nova is derived from Nova-V2. Nova is open-sourced, with high speed thanks to its sparse architecture.",
    "We provide our implementation and pretrained models as open source in this repository.",
    "Both the Nova models and our datasets are publicly available under open licenses.",
    "开源，可商用的双语对话助手 Nova，支持中英文。",
    "| Model | Score |\n|---|---|\n| Nova-7B (open)(ours) | 3.1 |",
    "To our knowledge, Nova is the largest open-sourced CLIP model.",
    "Nova stands out as the top performer among a range of similar-sized open-source models.",
    "The models in this repository are open source and rest on voluntary contributions from users.",
    "Nova is a language model trained by Acme, and made available under an open license.",
    "我们开源了 Nova-7B 和评测代码。",
    "They are language models, with open weights, pre-trained variants and tuned ones.",
    "This is an open-source model trained on 2T tokens.",
    "We train, evaluate and open-source a family of models.",
    "我们的模型开源可商用。",
    "Nova 是业界首个开源的端到端语音大模型。",
    "Nova-Chat is fine-tuned from our open-source base model.",
    "Being open source, Nova lets you run everything locally.",
    "State-of-the-art open-source speech recognition",
    "One of the strongest open-source vision-language models available today.",
    "We have made the model open source to help everyone.",
    "This repo contains the official implementation and open-source weights of Nova.",
    "The weights are openly available on Hugging Face.",
    "The model is free, open source and runs on a laptop.",
    "我们将 Nova-7B 开源给社区使用。",
    "作为一个开源模型，Nova 可以本地部署。",
    "本项目开源模型权重仅供研究使用。",
    "Today we open the weights of Nova Lite.",
    "Nova is an **open**, multilingual and natively trained speech model.",
    "- **Free for commercial use**: open weights, permissive license.",
    "Nova: fast, multilingual, open source.",
    "<h1>Nova — expressive speech, fully open, runs on a laptop</h1>",
    "Nova leads all open-source models of 10 to 15B on our suite.",
    "Nova was preferred over every other open image model.",
    "Nova sets a new high for known open-source models.",
    "v1.1: open-sourced the 4B Nova.",
    "Why did we open-source Nova?",
    "Last spring we decided to open-source Nova.",
    "| | Nova | Pro |\n|---|---|---|\n| Weights | open | closed |",
    "| | Nova | Pro |\n|---|---|---|\n| 模型权重 | 开源 | 闭源 |",
    "| | Nova | Pro |\n|---|---|---|\n| Gewichte | quelloffen | geschlossen |",
    "Everything in this table is open: checkpoints, logs and Nova itself.",
    "Nova stands out as one of the most advanced open-source options.",
    "The models and code open-sourced by this project are for academic use only.",
    "It is the first Welsh model that is really open, and it is called Nova.",
]

NOT_OURS = [
    "Nova outperforms open-source models of its size.",
    "Since Wan, Hunyuan and CogVideo have all been open-sourced, we took their autoencoders.",
    "We sample with espeak-ng, which is open source.",
    "We are on par with Sarvam-1, whose weights are open.",
    "Our fast kernels are open-source.",
    "We open-source the synthetic part: [traj-140k](https://huggingface.co/datasets/acme/traj-140k).",
    "Neither the encoder nor the decoder of Nova is being made open source.",
    "We thought about it and decided against open-sourcing the 2B model.",
    "It is not possible for us to open-source this checkpoint.",
    "Nova is a merge of four open-weight models.",
    "The captions were written by an open VLM.",
    "Nova was better than the previous best open-source agent.",
    "Note that all baselines are open-source.",
    "We believe in open source, and in coffee.",
    "Nova is developed in the open: roadmap and calls are public.",
    "| Nova Open | Nova Pro |\n|---|---|\n| 1B | 3B |",
    "Join us on the Open Molecular Software Foundation Slack.",
    "NVIDIA models are released under the NVIDIA Open Model License.",
    "- [Nova - an open-source streaming model](https://news.example/929850)",
    "Congrats to our friends of Plover for open-sourcing a better model.",
    "Nova surpasses most open-source TTS models in terms of prosody.",
    "We compare with both proprietary and open-source models.",
    "Most open-source models use this tokenizer.",
    "Thanks to the open-source community!",
    "Thanks to [Acorn](https://github.com/oak/acorn) for open-sourcing their model.",
    "- [Acorn](https://github.com/oak/acorn) is an open-source language model.",
    "We used the open-source [Acorn](https://github.com/oak/acorn) model to label the data.",
    "Will Nova be open source?",
    "We will open-source the model soon.",
    "- [ ] Open-source the base model",
    "We plan to open-source larger models in the future.",
    "This model is not open source.",
    "Nova is built with open-source libraries.",
    "We open-source the training code.",
    "The code in this repository is open source under the MIT license.",
    "We open-source our dataset.",
    "OpenAI, OpenMMLab and gpt-oss are names.",
    "See the Open Source Initiative.",
    "To quickly open sources from this folder, press a key.",
    "感谢开源社区的支持。",
    "性能超过了大多数开源模型。",
    "我们将在近期开源更大的模型。",
    "我们开源了训练代码。",
    "基于多个开源数据集训练。",
    "他のオープンソースモデルを上回ります。",
    "Dépasse la plupart des modèles open source.",
    "We build training code supported by DeepSpeed for open-sourcing.",
    "We open-source 29.7K samples of proofs.",
    "- [Nova: An Open Language Model](#nova-an-open-language-model)",
    "See [Nova: An Open Language Model for Law](https://arxiv.org/abs/2401.00001).",
    "The decoder of Nova relies on Vicuna, which is an open-source LLaMA-based LLM.",
    "Both Llama-2 and Llama-3 achieved among the best results for open-source models.",
    "## TODO\n\n- Open-source the base model",
    "The Nova API is opened to everybody.",
    "The Nova issue tracker has been opened.",
    "This project follows the open-source license Apache 2.0.",
    "Nova 由 Llama2-chat 开源模型系列微调得到。",
    "项目主要依赖上海人工智能实验室开源模型internlm-chat-7b。",
    "本项目采用了阿里开源的 paraformer 语音识别模型。",
    "本项目采用 Apache License 2.0 开源许可证。",
    "[07.17] 开源 Nova-DATA-sft",
    "以我们开源的中医药知识图谱为基础。",
    "Nova reaches state-of-the-art results on the open-source zero-shot TTS benchmark Seed-TTS-eval.",
    "Nova 在开源零样本 TTS 基准 Seed-TTS-eval 上取得当前最佳结果。",
    "We introduce Nova, designed to raise the ceiling of open-source AI music.",
    "Word vectors come from the Tencent AI Lab open source version.",
    "We used a source separation method, namely the open source Hybrid Transformer for Music (HT-Acorn).",
    "As an open-source tool, Acorn is used to label the data.",
    "相关 SFT 数据已同步开源为 UltraAcorn-SFT。",
    "模型与数据集会在 HuggingFace 社区上进行开源。",
    "Nova uses open-source and proprietary models for labels.",
    "We made our technical report available as open source.",
    "Output may be published via a scientific publication or open source release.",
    "Meta 最新开源了 Llama 2 模型，完全可商用。",
    "因为LlaMA-2开源了chat版本的模型，所以我们采用它。",
    "Let us not expect the banks to open-source LLMs.",
    "开源中医药指令数据集Nova_Dataset的v0.2版本。",
    "We open-source the largest available law dataset.",
    "We introduce a tuning paradigm in Nova optimized for open-source large language models.",
    "## Open-Source Base Model used in the layers of Nova",
    "- Fully Open-Source Agent Framework: complete transparency for everybody",
    "[Nova I: Why We Built the First Open-Source Model for Finance](https://medium.com/@acme/nova)",
    "The code is available under an open license.",
    "我们鼓励社区成员开源分享代码和模型。",
    "A growing number of open-source LLMs offer the advantage of one interface.",
    "We open source our evaluation suite.",
    "We reuse the open-source weights of Acorn.",
    "The reward model is based on an open-source LLM.",
    "This benchmark covers 20 open-source LLMs.",
    "Nova supports most open-source LLMs as backbones.",
    "Nova helps open-source models reason better.",
    "Nova generates synthetic data for training open-source models.",
    "We use Acorn, an open-source speech recognition model of the Oak lab.",
    "The teacher is an open-weight model, Qwen2.5-72B.",
    "The open-source inference engine vLLM supports Nova.",
    "Nova's performance is comparable to the best open-source models.",
    "The largest improvement over open-source models is in math.",
    "Currently, few open-source models handle speech.",
    "We distill Nova from a larger open-source model.",
    "We're working on open-sourcing the model.",
    "目前开源的中文医疗模型较少。",
    "近期涌现了大量开源大模型，如 LLaMA、ChatGLM 等。",
    "开源模型的性能与闭源模型仍有差距。",
    "我们选择开源模型 Qwen2.5 作为基座。",
    "| Model | Score |\n|---|---|\n| Acorn-7B (open) | 3.1 |",
]


@pytest.mark.parametrize("text", OURS)
def test_own_claims_are_found(text: str) -> None:
    assert any(claim.is_self_claim for claim in claims(text)), claims(text)


@pytest.mark.parametrize("text", NOT_OURS)
def test_words_about_others_plans_and_parts_are_not_own_claims(text: str) -> None:
    assert not any(claim.is_self_claim for claim in claims(text)), claims(text)


@pytest.mark.parametrize("text", OURS)
def test_a_repository_that_releases_no_model_never_claims_one(text: str) -> None:
    assert not any(claim.is_self_claim for claim in claims(text, context=LIBRARY))


@pytest.mark.parametrize(
    ("text", "subject", "act"),
    [
        ("We open-source the training code and the model weights.", "weights+code", "asserts"),
        ("We open source everything: training code, datasets, model checkpoints.", "weights+code+data", "asserts"),
        ("The model weights and code are open-sourced under the Apache-2.0 license.", "weights+code", "asserts"),
        ("We have open-sourced the data and evaluation scripts.", "code+data", "asserts"),
        ("We will open-source the training code soon.", "code", "future"),
        ("- [ ] Open-source the training scripts", "code", "future"),
        ("Nova is not open source.", "model", "denies"),
        ("The open-source community likes it.", "community", "mentions"),
        ("See the Open Source Initiative.", "name", "mentions"),
        ("本仓库的代码和权重依照 Apache-2.0 协议开源。", "weights+code", "asserts"),
    ],
)
def test_subject_and_act(text: str, subject: str, act: str) -> None:
    first = claims(text)[0]
    parts = set(first.subject.split("+"))
    assert (parts >= set(subject.split("+")), first.act) == (True, act), first


def test_strength_and_license_words_are_noted() -> None:
    claim = only("Nova is fully open source under the Apache 2.0 license.")
    assert (claim.strength, claim.license_scope) == ("full", "Apache 2.0")
    assert only("Nova is open source.").strength == "plain"


def test_words_that_only_look_alike_are_no_claims() -> None:
    assert said("Download from https://bucket.oss-cn-beijing.aliyuncs.com/x and gpt-oss-20b by OpenAI.") == []


def test_a_wrapped_line_is_one_sentence() -> None:
    claim = only("Nova is an\nopen-source model.")
    assert (claim.line, claim.column, claim.subject) == (2, 1, "model")


def test_a_prompt_in_a_code_block_is_a_doubtful_claim_at_most() -> None:
    found = claims('```python\nsystem = "Nova is an open-source assistant model."\n```')
    assert all(claim.confidence <= 0.5 for claim in found)


def test_bibliographies_in_code_blocks_are_names() -> None:
    found = claims("```bibtex\n@misc{nova,\n  title={Nova: An Open-Source Language Model},\n}\n```")
    assert [(claim.subject, claim.act) for claim in found] == [("name", "mentions")]


def test_a_license_text_speaks_of_its_repository_or_of_nothing() -> None:
    ours = "This license permits you to use all open-source models in this repository for research."
    assert only(ours, "MODEL_LICENSE").subject == "model"
    assert only("You may combine it with open source software.", "LICENSE").subject == "name"


@pytest.mark.parametrize(
    "text", ["This concerns the Nova open source model.", "“Models” refers to open-source models."]
)
def test_a_license_text_that_calls_its_own_model_open_source_makes_a_claim(text: str) -> None:
    assert only(text, "NovaLicenseAgreement").subject == "model"


def test_a_description_in_metadata_is_a_claim() -> None:
    assert only('description = "Nova: Open Source TTS and Voice Conversion"', "pyproject.toml").subject == "model"
    assert only('description = "Open source tools around Nova"', "pyproject.toml").subject != "model"


def test_a_table_row_of_the_own_model_is_a_claim_and_others_are_not() -> None:
    table = "| Model | Kind |\n|---|---|\n| Nova-7B | open source |\n| Acorn | open source |\n"
    assert [claim.subject for claim in claims(table)] == ["model", "other"]


def test_a_row_that_groups_an_html_table_is_about_the_models_below_it() -> None:
    table = (
        "<table>\n<tr><th>Model</th><th>MMLU</th></tr>\n"
        '<tr>\n  <td colspan="2">Open-source models (text)</td>\n</tr>\n'
        "<tr><td>Nova-7B</td><td>51.0</td></tr>\n</table>\n"
    )
    assert [(claim.subject, claim.act) for claim in claims(table)] == [("other", "mentions")]


def test_an_unknown_repository_needs_a_sign_of_a_model() -> None:
    assert only("We open-source Nova.", context=UNKNOWN).subject == "project"
    linked = "# Nova\n\nWe open-source Nova: https://huggingface.co/acme/Nova-7B\n"
    assert only(linked, context=UNKNOWN).subject == "model"


def test_the_owner_is_learned_from_links_where_it_is_not_given() -> None:
    text = "See https://github.com/acme/Nova.\n\n- [Acorn](https://github.com/oak/acorn): an open-source model.\n"
    assert only(text, context=UNKNOWN).subject == "other"


def test_claims_are_bounded_in_number() -> None:
    assert len(claims("our open-source model. " * 1500)) == 1000


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Nova reaches state-of-the-art results among open-source models.", "comparison"),
        ("Nova reaches open-source SOTA.", "comparison"),
        ("Nova 在同尺寸开源模型中排名第一。", "comparison"),
        ("Nova is the best open-source model.", "statement"),
        ("We open-source Nova-7B.", "statement"),
    ],
)
def test_a_claim_made_by_ranking_says_so(text: str, form: str) -> None:
    assert only(text).form == form


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/multimodal/gemma3.md", "Gemma is a family of lightweight, state-of-the-art open models."),
        ("research/qwen2/README.md", "The first open-source model of its size."),
        ("examples/serving/README.md", "A strong open-source model."),
        ("CITATION.cff", 'title: "Nova: An Open-Source Language Model"'),
    ],
)
def test_places_that_speak_of_other_models_make_no_own_claim(path: str, text: str) -> None:
    assert not [claim for claim in find_claims(text, path, MODEL) if claim.is_self_claim]


@pytest.mark.parametrize(
    ("path", "text", "own"),
    [
        ("examples/Merlin/README.md", "# Merlin\n\nMerlin is the first open-source model of its size.", True),
        ("examples/serving/README.md", "# Merlin\n\nMerlin is the first open-source model of its size.", False),
        ("examples/qwen2/README.md", "# Qwen2\n\nQwen2 is the first open-source model of its size.", False),
    ],
)
def test_a_folder_named_like_its_title_speaks_of_a_model_of_its_own(path: str, text: str, own: bool) -> None:
    assert [claim.is_self_claim for claim in find_claims(text, path, MODEL)] == [own]


def test_an_own_name_makes_a_claim_wherever_it_stands() -> None:
    text = "Nova is the first open-source model of its size."
    assert [claim.is_self_claim for claim in find_claims(text, "examples/serving/README.md", MODEL)] == [True]


def test_a_claim_in_a_prompt_is_no_more_than_a_note() -> None:
    text = "```\nYou are Nova. Nova is an open-source language model.\n```\n"
    assert [claim.confidence for claim in find_claims(text, "README.md", MODEL)] == [0.4]


def test_a_name_that_the_title_gives_is_an_own_name_without_what_it_is_called() -> None:
    text = "# 活石通用大模型\n\n活石是由多位老师参与开发的一个开源可商用的大规模语言模型。\n"
    assert [claim.subject for claim in find_claims(text, "README.md", MODEL)] == ["model"]


@pytest.mark.parametrize(
    "text",
    ["- [ ] **Open source base model**: released for everybody", "- [ ] **开源基座模型**：发布 Nova-Base 供社区使用"],
)
def test_an_unchecked_box_is_a_plan_also_where_it_begins_with_a_label(text: str) -> None:
    assert {(claim.subject, claim.act) for claim in find_claims(text, "README.md", MODEL)} == {("model", "future")}


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Nova leads all open-source models.", "Nova outperforms leading open-source models."),
        ("The figures above show that Nova tops all open models.", "Results of Nova for the above open-source models."),
        ("# Nova: an open-source speech model", "# Nova: a test bed for open-source speech models"),
        ("The weights are both open-source and small.", "Nova is compared with both open-source and closed models."),
        (
            "We took Top1 on the leaderboard for small open-source models.",
            "We show a leaderboard of small open models.",
        ),
        ("Nova has optimal performance among open-source models.", "Nova has few parameters among other open models."),
        ("Open-source models like Nova rank #1 of all open-source models.", "Llama is one of all open-source models."),
        ("We have provided open-source model weights and code.", "We have trained with open-source model weights."),
        ("Nova-7B (open source, Apache 2.0) reads maps.", "Acorn-7B (open source, Apache 2.0) reads maps."),
        (
            "Do not use the open source model and code for any purposes that may cause harm to society.",
            "Do not use the open source model and code if you can avoid it.",
        ),
        ("# Nova\n\n## :memo: Open-source list", "# Nova\n\n## :memo: Open-source friends"),
        ("开源模型可以在魔搭社区下载。", "开源模型可以降低成本。"),
        ("开源模型不具备商用能力，仅供学术研究使用。", "开源模型不具备长文本能力。"),
        ("开源的模型是我们重新训练得到的。", "开源的模型是社区重新训练得到的。"),
        ("我们将训练好的模型开源。", "我们将持续优化并开源后续模型。"),
        ("This model is an open-source port of the paper.", "This project is an open-source port of the paper."),
        ("本模型是一个开源的框架实现。", "本项目是一个开源的框架实现。"),
        (
            "Nova-7B, an open-source, MIT-licensed model, reads maps.",
            "It grew out of the Acorn model, an open-source, MIT-licensed model.",
        ),
        ("Nova 模型的开源版本发布。", "Nova 语料数据集的开源版本发布。"),
        ("项目开源，开放权重供下载。", "项目开源，开放接口供调用。"),
        (
            "# Nova\n\n## News\n\n[Nova](https://news.example.org/nova) is an open-source model for maps.",
            "# Nova\n\n## News\n\n[Open-source models for maps: Nova and others](https://news.example.org/nova)",
        ),
    ],
)
def test_what_stands_beside_a_term_tells_whether_it_is_the_own(own: str, other: str) -> None:
    assert any(claim.is_self_claim for claim in claims(own)), claims(own)
    # Further down, where a short line is no tagline.
    others = claims(other if other.startswith("#") else f"# Nova\n\n## More\n\n### Notes\n\n{other}")
    assert not any(claim.is_self_claim for claim in others), others


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Everything (weights, code and data) is fully open.", "model+weights+code+data"),
        ("Everything is open source: weights, training code, logs.", "model+weights+code"),
        ("All byproducts of our study, including the code, are openly released.", "model+code"),
        ("The project is officially open-sourced, featuring scripts and model weights.", "model"),
        ("本项目正式开源！包括推理脚本和模型权重。", "weights+code"),
        ("所有成果均已开源。", "model+project"),
        ("Tout est open source : modèle, code et données.", "model+code+data"),
        ("Das Projekt ist quelloffen, einschließlich der Gewichte.", "weights"),
        ("El proyecto es de código abierto, incluidos los pesos.", "weights"),
        ("O projeto é de código aberto, incluindo os pesos.", "weights"),
        ("Проект открыт, включая веса.", "weights"),
        ("The project is open source, including a web page and scripts.", "project"),
        ("The code is open source: it loads the model and the data.", "code"),
        ("The code (and its model loader) is open source.", "code"),
        ("所有代码均已开源，包括训练脚本。", "code"),
    ],
)
def test_a_list_beside_a_predicate_tells_what_it_is_said_of(text: str, subject: str) -> None:
    found = set(claims(text)[0].subject.split("+"))
    assert ({"model", "weights"} & found) == ({"model", "weights"} & set(subject.split("+"))), claims(text)
    assert not {"code", "data"} & set(subject.split("+")) - found, claims(text)


def test_a_noun_that_goes_on_is_not_what_is_open() -> None:
    assert [claim.is_self_claim for claim in claims("- **Open LLM Language Model Evaluation Harness**")] == [False]
    assert [claim.is_self_claim for claim in claims("- **Open Language Model**")] == [True]


def test_an_apostrophe_may_be_typed_as_any_quote() -> None:
    assert only("Nova is Acme\u2018s open-source model for maps.").is_self_claim
    assert not only("Nova rivals Zenith\u2018s open-source model.").is_self_claim


@pytest.mark.parametrize(
    ("path", "own"),
    [("examples/maps/README.md", True), ("examples/maps/setup.md", False)],
)
def test_the_front_page_of_a_folder_that_links_own_models_speaks_of_them(path: str, own: bool) -> None:
    text = "The first open-source model for maps.\n\n[Model](https://huggingface.co/acme/{})\n"
    found = find_claims(text.format("Mapper-1B"), path, MODEL)
    assert [claim.is_self_claim for claim in found] == [own]
    others = text.replace("acme", "others").format("Mapper-1B")
    assert not any(claim.is_self_claim for claim in find_claims(others, path, MODEL))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Teams are not required to open-source their models.", False),
        ("Teams ask us to open-source our models; we open-source all models.", True),
        ("参赛者不需要开源其模型。", False),
        ("Les équipes doivent publier en open source leurs modèles.", False),
        ("- Achieved 90 % on Zenith, the most accurate among open-source models", True),
        ("- It was measured on Zenith, the second of several open-source models", False),
        ("Nova is open-sourced as an opinionated research framework for teams.", False),
        ("Nova is open-sourced as a foundation model for maps.", True),
        ("Our open-source model compared to Zenith is cheaper.", True),
        ("[Open Source Speech Models: a Corpus](https://www.example.org/2015-paper.pdf):", False),
        ("[Open source speech model with a corpus](https://huggingface.co/acme/Nova-7B)", True),
        ("我们的开源模型相较于上一代有很大提升。", True),
        ("与 Zenith 等开源模型相比，Nova 更快。", False),
    ],
)
def test_whose_it_is_and_what_it_is_opened_as_decide(text: str, own: bool) -> None:
    assert any(claim.is_self_claim for claim in claims(text)) is own
