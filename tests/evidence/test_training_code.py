"""Training code that is here or linked, and what only looks like it."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = (
    "# Zephra\n\nZephra is a small model. Weights: https://huggingface.co/lab/zephra-1b\n\n"
    "We release the weights of Zephra.\n\n"
)
LOOP = (
    "model = Model.from_pretrained(path)\ntokenizer = Tokens.from_pretrained(path)\nconfig = C.from_pretrained(path)\n"
    "again = Model.from_pretrained(path)\n# a setting\n" + "# more\n" * 50 + "loss.backward()\n"
)


def status(text: str = "", **files: str) -> str:
    found = {path.replace("__", "/") + ".py": held for path, held in files.items()}
    held = {"README.md": MODEL + text, "generate.py": "model.generate(x)\n" * 40, **found}
    return collect(repository_from(held, "lab+zephra")).component("training-code").status


def test_a_script_named_for_pretraining_trains_although_it_loads_what_was_begun() -> None:
    assert status(run_pretrain=LOOP) == "released"
    assert status(run_train=LOOP) == "partial"
    assert status(finetune__run_pretrain_lora=LOOP) == "partial"


def test_estimators_train() -> None:
    code = "import tensorflow as tf\n" + "# a setting\n" * 40 + "estimator.train(input_fn=read)\n"
    assert status(run_pretraining=code) == "released"
    assert status(run_pretraining=code.replace(".train(", ".evaluate(")) == "absent"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The first was trained on 5 data sets and is [here](https://github.com/lab/zephra/releases/v2).",
            "absent",
        ),
        ("It was trained on a [big corpus](https://github.com/someone/corpora).", "absent"),
        ("It was trained with [a fork of the trainer](https://github.com/lab/trainer).", "released"),
        ("This repository does **not** contain model training code.", "absent"),
        ("本仓库不包含模型训练代码。", "absent"),
        ("Training script? See https://github.com/lab/zephra/issues/27, and the code at ![x](y).", "absent"),
        ("- **[Training Recipes](recipes/README.md)**: settings for all stages", "released"),
        ("- [Training recipes](#training)", "absent"),
        ("- [训练代码](https://github.com/lab/trainer)", "released"),
        ("Pretrain it on TPUs: https://colab.research.google.com/drive/1abc", "released"),
        ("Try the pretrained model: https://colab.research.google.com/drive/1abc", "absent"),
    ],
)
def test_where_documents_say_the_training_code_is(text: str, expected: str) -> None:
    assert status(text) == expected


def test_code_below_training_is_a_command_or_nothing() -> None:
    def told(code: str) -> str:
        return status(f"## Training\n\n```\n{code}\n```\n")

    assert told("./learn --steps 1000") == "released"
    assert told('{\n"instruction": "Say hello.",\n"output": "hello"\n}') == "absent"
    assert told("def noise(x):\n    return x\nmask = rand(x)") == "absent"


TUNE = "from peft import get_peft_model\n# sft sft sft fine-tune\n" + "# more\n" * 60 + "loss.backward()\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See tune/: instructions to replicate Zephra 2 models.", "released"),
        ("To reproduce our models of the paper, run `tune_sft.py`.", "released"),
        ("To reproduce the results of the models, run `score.py`.", "partial"),
        ("To reproduce the pre-training of our models see the paper.", "partial"),
        ("You can tune the model with `tune_sft.py`.", "partial"),
    ],
)
def test_tuning_made_what_it_is_said_to_replicate(text: str, expected: str) -> None:
    assert status(text, tune_sft=TUNE) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("zephra-train data=planets", "released"),
        ("python train.py --config base.yaml", "released"),
        ("zephra-finetune --train_file mine.json", "partial"),
        ("python train.py --init from_pretrained", "partial"),
    ],
)
def test_a_command_that_trains_counts_beside_code_that_tunes(command: str, expected: str) -> None:
    tune = "from trl import SFTTrainer\n" + "# a setting\n" * 40 + "SFTTrainer(model).train()\nloss.backward()\n"
    assert status(f"## Training\n\n```\n{command}\n```\n", scripts__finetune=tune) == expected
