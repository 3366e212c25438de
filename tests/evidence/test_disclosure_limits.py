"""What only looks like words on training data, or like code that trained the model."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from openness.read.repository import Repository
from openness.read.tree import MemoryTree

README = (
    "# Kestrel\n\nKestrel-7B is a language model.\n\nWeights: [Kestrel-7B](https://huggingface.co/acme/Kestrel-7B)\n\n"
    "## License\n\nThe model weights are released under Apache 2.0.\n\n"
)


def disclosure(text: str) -> str:
    return collect(Repository(MemoryTree({"README.md": README + text}, "acme+Kestrel"))).data.disclosure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestrel-7B is trained on the Pile.", "described"),
        ("You can train your model on the Pile, too.", "none"),
        ("Let's say the Pile has x chunks.", "none"),
        (
            "## Training data\n\nThe training data are at [corpus](https://huggingface.co/datasets/acme/kestrel-corpus).",
            "all-released",
        ),
        ("## Fine-tuning\n\nTune on [chat](https://huggingface.co/datasets/ArmelR/chat): trains for days.", "none"),
    ],
)  # fmt: skip
def test_advice_examples_and_data_to_tune_with_disclose_nothing(text: str, expected: str) -> None:
    assert disclosure(text) == expected


def test_what_trains_inside_an_evaluation_is_no_training_code() -> None:
    files = {
        "README.md": README,
        "evaluation/retail/tasks_train.py": "loss.backward()\n",
        "evaluation/train.py": "x = 1\n",
    }
    assert collect(Repository(MemoryTree(files, "acme+Kestrel"))).component("training-code").status == "absent"
