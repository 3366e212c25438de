"""Sentences and rows that name licenses for several parts: each name counts for its own part."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = """# Zephra: a small language model

Zephra is a family of language models trained from scratch.

| Model | Download | License |
|---|---|---|
| Zephra-1B | https://huggingface.co/example-lab/Zephra-1B | CC BY-NC 4.0 license |
| Zephra-7B | https://huggingface.co/example-lab/Zephra-7B | CC BY-NC 4.0 license |
"""
CODE = {"generate.py": "import torch\n\nmodel = torch.load('zephra.pt')\nprint(model.generate('Hello'))\n"}


@pytest.mark.parametrize(
    "sentence",
    [
        "This code is under [the MIT license](LICENSE-CODE). The use of the models is subject to CC-BY-NC-4.0.",
        "This code is under the `MIT license`. The model weights are under CC-BY-NC-4.0.",
        "This code is under Apache 2.0. The model weights are under CC-BY-NC-4.0.",
        "License: Code is under MIT, model weights are under CC-BY-NC-4.0.",
    ],
)
def test_a_sentence_that_names_both_contradicts_neither(sentence: str) -> None:
    governing = collect(repository_from({"README.md": f"{MODEL}\n## License\n\n{sentence}\n", **CODE})).governing
    assert governing["weights"].license == "CC-BY-NC-4.0"
    assert governing["weights"].contradictions == ()
    assert governing["inference-code"].contradictions == ()


def test_the_license_in_a_row_with_a_hub_page_is_that_of_the_weights() -> None:
    governing = collect(repository_from({"README.md": MODEL, **CODE})).governing
    weights = governing["weights"]
    assert (weights.license, weights.basis, weights.evidence[0].line) == ("CC-BY-NC-4.0", "prose", 7)
    assert governing["inference-code"].license is None


def test_the_license_in_a_row_with_a_data_set_is_not_that_of_the_weights() -> None:
    rows = MODEL.replace("huggingface.co/", "huggingface.co/datasets/")
    governing = collect(repository_from({"README.md": rows, **CODE})).governing
    assert governing["weights"].basis != "prose"


def test_another_license_for_the_weights_elsewhere_contradicts() -> None:
    text = f"{MODEL}\n## License\n\nThe model weights are released under Apache-2.0.\n"
    weights = collect(repository_from({"README.md": text, **CODE})).governing["weights"]
    assert weights.license == "CC-BY-NC-4.0"
    assert [place.line for place in weights.contradictions] == [12]
