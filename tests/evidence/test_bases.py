"""Which base model a repository's own model was made from, and whose terms that brings."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MIT = "SPDX-License-Identifier: MIT\n"
MODEL = """# Zephra: a small language model

Zephra is a family of language models.

| Model | Download |
|---|---|
| Zephra-1B | [Hugging Face](https://huggingface.co/example-lab/Zephra-1B) |
"""


def weights_license(readme: str, name: str = "lab+zephra") -> str | None:
    return collect(repository_from({"README.md": readme, "LICENSE": MIT}, name)).governing["weights"].license


@pytest.mark.parametrize(
    ("said", "license_id"),
    [
        ("We obtain Zephra by pretraining Llama-2-70B on a corpus of code.", "LicenseRef-llama-2"),
        ("Zephra is fine-tuned from DeepSeek-Coder-6.7B.", "LicenseRef-deepseek-1.0"),
        ("Zephra is fine-tuned from DeepSeek-R1.", "MIT"),
        (
            "The Zephra models are produced by mixed training on two corpora from the Llama-2-chat models.",
            "LicenseRef-llama-2",
        ),
        ("The Zephra models were trained via a recipe from our lab; Llama-2 scores lower.", "MIT"),
        ("Zephra took less compute than training Llama-2-70B.", "MIT"),
        ("- [2026/01] A version of Zephra-Adapter-Plus for SDXL is [here](https://huggingface.co/lab/Zephra).", "MIT"),
        ("Our lab also tuned BLOOM for [lab/bloom-zh](https://huggingface.co/lab/bloom-zh).", "MIT"),
    ],
)
def test_a_sentence_tells_the_base(said: str, license_id: str) -> None:
    assert weights_license(f"{MODEL}\n{said}\n") == license_id


def test_a_column_of_bases_tells_them() -> None:
    table = (
        "# Zephra\n\nZephra is a family of language models.\n\n"
        "| Kind | Base model | Name | Download |\n|---|---|---|---|\n"
        "| Chat | LLaMA2 | Zephra-13B | [here](https://huggingface.co/lab/zephra-13b) |\n"
        "| Base | Falcon | Zephra-7B | [here](https://huggingface.co/lab/zephra-7b) |\n"
    )
    assert weights_license(table) == "LicenseRef-llama-2"
    compared = table.replace("| Base model |", "| Compared with |")
    assert weights_license(compared) == "MIT"


@pytest.mark.parametrize("title", ["Baby-Llama2-Chinese", "tiny-llama2-chinese"])
def test_a_small_model_of_a_familys_design_is_not_made_from_it(title: str) -> None:
    readme = MODEL.replace("# Zephra: a small language model", f"# {title}")
    assert weights_license(readme, f"lab+{title.lower()}") == "MIT"


@pytest.mark.parametrize(
    ("models", "license_id"),
    [
        (["lab/Zephra-Llama-2-7b", "lab/Zephra-Llama-2-13b"], "LicenseRef-llama-2"),
        (["lab/zephra-gemma-2b"], "LicenseRef-gemma-terms"),
        (["lab/zephra-7b", "lab/zephra-13b", "lab/zephra-llama-2-7b"], "MIT"),
        (["lab/zephra-open-llama-3b"], "MIT"),
        (["lab/zephra-7b", "meta/llama-2-7b", "meta/llama-2-13b"], "MIT"),
    ],
)
def test_models_named_after_a_restricted_family_are_made_from_it(models: list[str], license_id: str) -> None:
    links = "".join(f"- Weights: https://huggingface.co/{model}\n" for model in models)
    readme = f"# Zephra\n\nZephra is a family of language models.\n\nWe release the weights:\n\n{links}"
    assert weights_license(readme) == license_id


def test_a_column_of_licenses_with_a_picture_is_read_and_the_restricted_majority_governs() -> None:
    def governing(rows: str) -> str | None:
        table = f"# Zephra\n\nZephra is a family of models.\n\n| Model | 📄 License |\n|---|---|\n{rows}"
        return weights_license(table)

    small = "| [Zephra-S](https://huggingface.co/lab/zephra-s) | Apache 2.0 |\n"
    large = "| [Zephra-L](https://huggingface.co/lab/zephra-l) | CC BY-NC 4.0 |\n"
    huge = "| [Zephra-XL](https://huggingface.co/lab/zephra-xl) | CC BY-NC 4.0 |\n"
    assert governing(small + large + huge) == "CC-BY-NC-4.0"
    tiny = small.replace("Zephra-S", "Zephra-T").replace("zephra-s", "zephra-t")
    assert governing(small + tiny + large) == "Apache-2.0"


def test_a_model_license_beside_a_software_license_is_that_of_the_weights() -> None:
    terms = "SPDX-License-Identifier: LicenseRef-gemma-terms\n"
    files = {"README.md": MODEL, "LICENSE": MIT, "LICENSE_GEMMA.txt": terms}
    governing = collect(repository_from(files, "lab+zephra")).governing
    assert governing["weights"].open is False
    assert governing["training-code"].license == "MIT"


def test_a_license_deep_in_the_tree_is_not_that_of_the_weights() -> None:
    deep = "SPDX-License-Identifier: CC-BY-NC-SA-4.0\n"
    files = {"README.md": MODEL, "LICENSE": MIT, "score/metrics/other/weights/LICENSE_model_weights": deep}
    assert collect(repository_from(files, "lab+zephra")).governing["weights"].license == "MIT"


@pytest.mark.parametrize(
    ("design", "base"),
    [
        ("Zephra 基于 transformers 实现的 Llama-2 模型代码训练。", "Zephra 基于 Llama-2 训练。"),
        ("Zephra 基于 Llama-2 从零开始训练。", "Zephra 基于 Llama-2 继续训练。"),
        ("Zephra, based on Llama-2, was trained from scratch.", "Zephra, based on Llama-2, was trained on maps."),
        ("## TODOs\n\n- (LoRA) fine-tuning of Llama-2 models for Zephra", "Zephra is a fine-tuned version of Llama-2."),
        ("Zephra comes from 2 base models (mT5 and Llama-2).", "Zephra comes from the base model Llama-2."),
    ],
)
def test_a_design_a_plan_or_one_of_several_bases_brings_no_terms(design: str, base: str) -> None:
    readme = "# Zephra\n\nZephra is a language model.\n\nWeights: https://huggingface.co/lab/zephra-7b\n\n{}\n"
    assert weights_license(readme.format(design)) == "MIT"
    assert weights_license(readme.format(base)) == "LicenseRef-llama-2"


def test_bases_side_by_side_under_different_terms_bind_nobody_for_sure() -> None:
    readme = "# Zephra\n\nZephra is a language model.\n\nWeights: https://huggingface.co/lab/zephra-7b\n\n{}\n"
    both = "Zephra-7B and Zephra-70B are fine-tuned from Mistral-7B and Llama-2-70B."
    assert weights_license(readme.format(both)) == "MIT"
    assert weights_license(readme.format("Zephra-70B is fine-tuned from Llama-2-70B.")) == "LicenseRef-llama-2"


def test_whose_weights_a_project_says_it_uses_is_its_base() -> None:
    readme = "# Zephra\n\nZephra is a language model.\n\nWeights: https://huggingface.co/lab/zephra-6b\n\n{}\n"
    assert weights_license(readme.format("本项目使用了 ChatGLM-6B 模型的权重。")) == "LicenseRef-chatglm-6b"
    assert weights_license(readme.format("本项目使用了 ChatGLM-6B 论文的评测结果。")) == "MIT"


def test_an_earlier_model_of_the_house_is_no_base_of_the_next() -> None:
    readme = "# Qwen7-VL\n\nQwen7-VL is a language model.\n\nWeights: https://huggingface.co/Qwen/Qwen7-VL-7B\n\n"
    news = "* 2030: The instruction-tuned Qwen2-VL-72B model, on which Qwen7-VL is based, is available.\n"
    assert weights_license(readme + news, "QwenLM+Qwen7-VL") == "MIT"
    other = readme.replace("Qwen7-VL", "Zephra").replace("Qwen/", "lab/") + news.replace("Qwen7-VL", "Zephra")
    assert weights_license(other, "lab+Zephra") != "MIT"
