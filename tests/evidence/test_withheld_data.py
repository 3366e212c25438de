"""Training data that are withheld, and links and files that only look like training data."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = (
    "# Zephra\n\nZephra is a small model. Weights: https://huggingface.co/lab/zephra-1b\n\n"
    "We release the weights of Zephra.\n\n"
)
SUBSTITUTE = "\n\n## Data\n\nDownload the [OpenWebText](https://example.org/openwebtext) corpus.\n"


def disclosure(text: str, **files: bytes | str) -> str:
    found = {path.replace("__", "/").replace("_DOT_", "."): held for path, held in files.items()}
    return collect(repository_from({"README.md": MODEL + text, **found}, "lab+zephra")).data.disclosure


@pytest.mark.parametrize(
    "denial",
    [
        "We are not able to release the training data.",
        "For reasons of copyright the training data we used cannot be shared.",
        "Unfortunately, the training data we used in the paper is not publicly available.",
        "我们无法开源训练语料，因为没有权利，网上有许多开源数据集。",
        "由于版权限制，训练数据暂时不能公开。",
        "学習データは権利の都合で公開できません。",
        "학습 데이터는 저작권 때문에 공개할 수 없습니다.",
        "Wir können die Trainingsdaten leider nicht veröffentlichen.",
        "Nous ne pouvons pas publier les données d'entraînement.",
        "No podemos publicar los datos de entrenamiento.",
        "Não podemos publicar os dados de treinamento.",
        "Мы не можем: обучающие данные мы не публикуем.",
        "**Q: Will you share the training data?**\n\nA: I am sorry, that is not possible.",
        "**问：训练数据可以共享吗？**\n\n答：抱歉，不能。",
    ],
)
def test_a_denial_is_no_release_whatever_others_offer(denial: str) -> None:
    assert disclosure(denial) in ("none", "described")
    assert disclosure(SUBSTITUTE) == "released"
    assert disclosure(denial + SUBSTITUTE) == "partly-released"


@pytest.mark.parametrize(
    "text",
    [
        "我们开源了全部训练数据集。",
        "We also release the training data, which you may share.",
        "**Q: Where is the training data to download?**\n\nA: All of it, we release the training data on request.",
    ],
)
def test_a_release_is_no_denial(text: str) -> None:
    assert disclosure(text) == "released"


@pytest.mark.parametrize(
    "text",
    [
        "## 开源数据集结果\n\n我们选择了多个开源中文数据集进行验证。",
        "The training dataset is a mix of open-source datasets.",
        "The training data is sourced from fully open datasets.",
        "This guide provides step-by-step instructions for preparing datasets to train models.",
    ],
)
def test_data_of_others_that_are_called_open_are_not_released_here(text: str) -> None:
    assert disclosure(text) in ("none", "described")


@pytest.mark.parametrize(
    "text",
    [
        "- New model that was trained on 9 data sets, better than [v2](https://github.com/lab/zephra/releases/tag/v2)",
        (
            "## Models with 90 GB of data\n\n| Model | Hub | Drive |\n|---|---|---|\n"
            "| Zephra | [hub](https://huggingface.co/lab/zephra-1b) | [PyTorch](https://drive.google.com/a1) |\n"
        ),
        "## 大语料版\n\n| 模型 | 下载 |\n|---|---|\n| Zephra | [盘](https://pan.baidu.com/s/1a) |\n",
        "下载<a href='https://drive.google.com/a2'>句对</a>数据集，包含训练、验证和测试集，训练集有一万句。",
        "We provide the [preprocessed dataset](https://huggingface.co/datasets/lab/zephra-eval/resolve/main/coco.zip).",
    ],
)
def test_downloads_of_models_and_tasks_are_no_training_data(text: str) -> None:
    assert disclosure(text) in ("none", "described")


def test_a_table_of_data_is_one_although_it_names_models() -> None:
    rows = "|---|---|\n| Zephra | [drive](https://drive.google.com/a1) |\n"
    assert disclosure(f"## Data\n\n| Model | Training data |\n{rows}") == "all-released"
    assert disclosure(f"## Data\n\n| Model | Download |\n{rows}") == "none"


def test_a_source_linked_in_passing_is_not_all_of_it() -> None:
    link = "https://data.example.org/texts"
    assert disclosure(f"Also, [texts]({link}) are used, which it was trained on.") == "released"
    assert disclosure(f"It was trained on nothing else but [texts]({link}).") == "all-released"


def test_a_guide_fetches_an_example_of_data() -> None:
    guide = "# Training on GPUs\n\n### 1. Download [C4](https://example.org/c4) dataset\n\nIt is saved as `c4.jsonl`.\n"
    assert disclosure("", docs__gpu_training_DOT_md=guide) in ("none", "described")
    page = "## Data\n\nThe [C4](https://example.org/c4) corpus."
    assert disclosure("", docs__training_data_DOT_md=page) == "released"


def test_a_small_file_is_no_pointer_to_data() -> None:
    assert disclosure("", data__template_DOT_json=b"x" * 400) == "none"
    assert disclosure("", data__dialogs_DOT_json=b"x" * 133) == "released"


def test_the_page_of_a_release_holds_data_where_a_file_is_named() -> None:
    page = "https://github.com/lab/zephra/releases/tag/v1"
    assert disclosure(f"Q: *What did it learn from?*\n\nA: The [release]({page}) has it as `frames.tar`.") != "none"
    assert disclosure(f"Q: *What did it learn from?*\n\nA: See the [release]({page}).") == "none"
