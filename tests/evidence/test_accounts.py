"""Accounts of training data: what is told, whether it is all of it, what is held back, and what a base model saw."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = (
    "# Zephra\n\nZephra is a small model. Weights: https://huggingface.co/lab/zephra-1b\n\n"
    "We release the weights of Zephra.\n\n"
)
TRAIN = (
    "import torch\n"
    + "# a setting\n" * 40
    + "for batch in loader:\n    loss = model(batch)\n    loss.backward()\n    optimizer.step()\n"
)
TUNE = TRAIN + "from peft import get_peft_model\n# sft lora sft lora fine-tune\n"
PREPARE = "import json\n# a step\n" * 30


def disclosure(text: str, **files: str) -> str:
    found = {path.replace("__", "/") + ".py": held for path, held in files.items()}
    return collect(repository_from({"README.md": MODEL + text, **found}, "lab+zephra")).data.disclosure


@pytest.mark.parametrize(
    "text",
    [
        "## Sequences\n\nAll contigs are at https://zenodo.org/records/1234567 as one archive.",
        "## Games\n\nRated games of 2019, https://database.lichess.org. No other games were used.",
        (
            "## Corpora\n\n| corpus | hours | from |\n|---|---|---|\n| MLS | 90 | https://www.openslr.org/94/ |\n"
            "| Voices | 12 | https://huggingface.co/datasets/lab/voices |\n"
        ),
        (
            "Data, both CC-BY:\n\n- Commands: http://download.example.org/data/commands.tar.gz\n"
            "- Noise: https://www.openslr.org/17\n"
        ),
        "Q: *Which pictures did it learn from?*\n\nA: https://www.kaggle.com/datasets/lab/leaves, nothing else.",
        "## 数据\n\n训练只用到一份数据：https://www.openslr.org/93/",
        "## 学習データ\n\n次のコーパスのみで学習しました：https://huggingface.co/datasets/lab/koe",
        "## 학습 데이터\n\n- 음성: https://huggingface.co/datasets/lab/moksori\n",
        "## Trainingsdaten\n\nAusschließlich https://huggingface.co/datasets/lab/stimmen und sonst nichts.",
        "## Données d'entraînement\n\n- Voix : https://www.openslr.org/57/\n",
        "## Datos\n\nUsamos únicamente https://huggingface.co/datasets/lab/voces.",
        "## Dati\n\n| corpus | dove |\n|---|---|\n| Voci | https://huggingface.co/datasets/lab/voci |\n",
    ],
)
def test_data_that_an_account_links_as_all_of_it(text: str) -> None:
    assert disclosure(text) == "all-released"


@pytest.mark.parametrize(
    "command",
    [
        "gsutil -m cp -r gs://reanalysis/era5.zarr data/",
        "wget https://example.org/2016.nc",
        "kaggle datasets download lab/leaves",
        "huggingface-cli download --repo-type dataset lab/leaves",
        "datasets download genome accession --inputfile list.txt",
    ],
)
def test_commands_of_an_account_fetch_the_data(command: str) -> None:
    assert disclosure(f"## Training data\n\nFields of 1979 to 2016.\n\n```\n{command}\n```\n") == "all-released"


@pytest.mark.parametrize(
    "command",
    [
        "wget https://example.org/zephra.safetensors",
        "huggingface-cli download lab/zephra-1b",
        "curl http://localhost:8000/v1/chat",
    ],
)
def test_commands_that_fetch_something_else_do_not(command: str) -> None:
    assert disclosure(f"## Data\n\nPut it there.\n\n```\n{command}\n```\n") == "none"


@pytest.mark.parametrize(
    "text",
    [
        "## Data\n\n- Speech: https://www.openslr.org/12\n- Studio speech, bought from a vendor\n",
        "## Data\n\nOne part is at https://huggingface.co/datasets/lab/part; the rest cannot be released.",
        "## Data\n\nThe model saw 22M photos. A research subset is at https://huggingface.co/datasets/lab/photos.",
        "## 数据\n\n我们开放 500 小时：https://huggingface.co/datasets/lab/speech 。其余数据无法公开。",
        "## 学習データ\n\n- 公開分：https://huggingface.co/datasets/lab/koe\n- 声優の音声（非公開）\n",
        "## 학습 데이터\n\n- https://huggingface.co/datasets/lab/moksori\n- 상담 음성 (비공개)\n",
        "## Trainingsdaten\n\nhttps://huggingface.co/datasets/lab/stimmen, der Rest ist vertraulich.",
        "## Données\n\nhttps://huggingface.co/datasets/lab/voix ; le reste ne peut pas être publié.",
        "## Datos\n\nhttps://huggingface.co/datasets/lab/voces; el resto no se puede publicar.",
    ],
)
def test_data_of_which_some_are_held_back(text: str) -> None:
    assert disclosure(text) == "partly-released"


@pytest.mark.parametrize(
    "text",
    [
        "The model was trained on [a mix](https://huggingface.co/datasets/lab/mix) and on proprietary logs.",
        "Training data: 80 % is at https://huggingface.co/datasets/lab/most, the other 20 % is under NDA.",
        "## Data\n\nWe publish 5k of the 200k dialogues: https://huggingface.co/datasets/lab/few.",
        "## Trainingsdaten\n\nNur ein Teil: https://huggingface.co/datasets/lab/teil",
    ],
)
def test_a_part_of_the_data(text: str) -> None:
    assert disclosure(text) == "partly-released"
    assert disclosure("## Data\n\nNo proprietary logs. All: https://huggingface.co/datasets/lab/mix") == "all-released"


def test_what_is_fetched_right_before_a_script_prepares_it() -> None:
    fetch = "```\ncurl -LO https://example.org/pairs_1.0.zip\n"
    assert disclosure(f"{fetch}python prepare_pairs.py *.zip\npython train.py\n```\n") == "all-released"
    assert disclosure(f"{fetch}python show.py *.zip\n```\n") == "none"
    assert disclosure(f"## Evaluation\n\n{fetch}python prepare_pairs.py *.zip\n```\n") == "none"


def test_a_script_beside_a_source_tells_how_the_data_were_made() -> None:
    told = "`prepare.py` packs Wikipedia and BookCorpus into 512 tokens."
    assert disclosure(told, prepare=PREPARE) == "described-fully"
    assert disclosure(f"You can also try: {told}", prepare=PREPARE) == "none"


def test_data_for_some_readers_only_are_not_open() -> None:
    text = "## Data\n\nAll of it is at https://zenodo.org/records/1234567"
    assert disclosure(text) == "all-released"
    assert disclosure(f"{text}, for non-commercial research.") == "released"
    assert disclosure(f"{text}, after signing an agreement.") == "released"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Corpus\n\nWikipedia dumps of May 2021; `prepare.py` drops pages below 40 words and duplicates.",
            "described-fully",
        ),
        ("## Corpus\n\nWeb pages and books; `prepare.py` drops pages below 40 words.", "none"),
        ("## Corpus\n\nWikipedia dumps and internal data of ours; `prepare.py` drops short pages.", "described"),
        (
            "## Datos\n\nEntrenamos con LDC2010S01 y LDC96S35; `prepare.py` filtra las grabaciones cortas.",
            "described-fully",
        ),
        ("## 语料\n\n维基百科与 CC-MAIN-2022-05，`prepare.py` 负责去重与过滤。", "described-fully"),
    ],
)
def test_a_recipe_names_its_sources_and_its_steps(text: str, expected: str) -> None:
    assert disclosure(text, prepare=PREPARE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Evaluation data\n\nScores on https://zenodo.org/records/1234567.",
        "## Your own data\n\nBring them, as in https://zenodo.org/records/1234567.",
        "## Data format\n\nLike https://zenodo.org/records/1234567.",
        "## Data\n\nThe checkpoint is at https://zenodo.org/records/1234567.",
        "It was trained on photos.\n\n- Demo: https://data.example.org/demo\n",
        "Read the docs at https://docs.example.org/datasets/formats. It was trained with care.",
    ],
)
def test_benchmarks_readers_data_and_models_are_no_training_data(text: str) -> None:
    assert disclosure(text) in ("none", "described")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("", "all-released"),
        ("语言部分初始化自 Qwen2.5-1.5B。\n\n", "partly-released"),
        ("Reasoning by reinforcement learning, starting at Qwen3-4B-Base.\n\n", "partly-released"),
        ("Modelo ajustado a partir de Llama-3.1-8B.\n\n", "partly-released"),
        ("Base: `EleutherAI/pythia-1.4b`.\n\n", "released"),
        ("The tool calls were sampled; each starts from an answer of Qwen3.\n\n", "all-released"),
    ],
)
def test_what_the_base_saw_counts(start: str, expected: str) -> None:
    assert disclosure(f"{start}## Data\n\nAll of it: https://huggingface.co/datasets/lab/turns") == expected


def test_a_command_that_trains_tells_the_base() -> None:
    data = "## Data\n\nAll of it: https://huggingface.co/datasets/lab/turns\n\n"
    assert disclosure(f"{data}```\npython train_sft.py --base Qwen/Qwen3-4B\n```\n") == "partly-released"
    assert disclosure(f"{data}```\npython train_sft.py --base lab/zephra-1b\n```\n") == "all-released"
    assert disclosure(f"{data}```\npython serve.py --base Qwen/Qwen3-4B\n```\n") == "all-released"


def test_tuning_made_a_model_that_starts_from_another() -> None:
    def status(text: str) -> str:
        files = {"README.md": MODEL + text, "train_sft.py": TUNE}
        return collect(repository_from(files, "lab+zephra")).component("training-code").status

    assert status("Base: `EleutherAI/pythia-1.4b`.") == "released"
    assert status("A model of our own design.") == "partial"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The trainer itself is https://github.com/lab/zephra-trainer; check out tag `v1`.", "released"),
        ("Our training code lives in https://github.com/lab/trainer, tag `v1`.", "released"),
        ("Personal trainers like https://github.com/lab/zephra-app, too.", "absent"),
    ],
)
def test_a_trainer_in_a_repository_beside(text: str, expected: str) -> None:
    files = {"README.md": MODEL + text, "generate.py": "model.generate(x)\n" * 40}
    assert collect(repository_from(files, "lab+zephra")).component("training-code").status == expected
