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
        ("Zephra took less compute than training Llama-2-70B.", "MIT"),
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
