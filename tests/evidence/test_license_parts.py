"""License files that hold or name several licenses, each for a part of the release."""

from __future__ import annotations

from pathlib import Path

import pytest

from openness.evidence.document import read_document
from openness.evidence.license_parts import in_parts
from openness.evidence.prose import find_license_sentences
from openness.licenses.identify import identify

APACHE = (Path(__file__).resolve().parents[2] / "LICENSE").read_text(encoding="utf-8")
NAMED = {
    "list": "The parts have licenses of their own:\n\n- Code: MIT License\n- Model weights: CC-BY-NC-4.0\n",
    "table": "| Part | License |\n|---|---|\n| Source code | MIT |\n| Model weights | CC BY-NC 4.0 |\n",
    "sentences": (
        "The code in this repository is licensed under the MIT License. The pretrained model weights are licensed "
        "under the Creative Commons Attribution-NonCommercial 4.0 International License.\n"
    ),
    "headings": "## Code License\n\nMIT\n\n## Model License\n\nCC-BY-NC-4.0\n",
    "labels": "Code License: MIT\nModel License: CC BY-NC 4.0\n",
    "left out": "| MIT | Code (excluding model weights) |\n|---|---|\n| CC-BY-NC-4.0 | 300M model (with weights) |\n",
    "bare": "- Code: MIT\n- Weights: CC-BY-NC-4.0\n",
}


def parts(text: str, path: str = "LICENSE") -> dict[str | None, tuple[str, ...]]:
    """The components of each license of a file."""
    return {
        one.expression: scoped.scope
        for scoped in in_parts(path, text, identify(text, path), wide=True)
        for one in scoped.texts
    }


@pytest.mark.parametrize("case", NAMED)
def test_named_licenses_go_to_the_parts_that_they_are_named_for(case: str) -> None:
    found = parts(NAMED[case])
    assert "inference-code" in found["MIT"]
    assert "weights" not in found["MIT"]
    assert "weights" in found["CC-BY-NC-4.0"]


def test_a_whole_text_and_a_sentence_after_it_are_for_what_they_say() -> None:
    text = (
        f"The code is released under the following license:\n\n{APACHE}\n\nThe model weights are under CC BY-NC 4.0.\n"
    )
    found = parts(text)
    assert "training-code" in found["Apache-2.0"]
    assert found["CC-BY-NC-4.0"][0] == "weights"


def test_a_license_for_the_code_says_nothing_of_weights_under_one_that_nobody_knows() -> None:
    text = "The source code is licensed under the MIT License.\nThe models are under the Kestrel Model License.\n"
    assert "weights" not in parts(text)["MIT"]


@pytest.mark.parametrize(
    "text",
    [
        APACHE,
        f"Copyright 2026 Kestrel Model Team\n\n{APACHE}",
        "Licensed under either of Apache License, Version 2.0 or MIT license at your option.\n",
        f"{APACHE}\n\nThird-party components:\n\n- dataset reader, MIT License\n- model weights of others, CC-BY-4.0\n",
    ],
)
def test_files_that_tell_no_parts_apart_are_left_whole(text: str) -> None:
    assert parts(text) == {}


def test_a_choice_of_licenses_is_one_expression() -> None:
    text = "Licensed under either of Apache License, Version 2.0 or MIT license at your option.\n"
    assert [one.expression for one in identify(text, "LICENSE")] == ["Apache-2.0 OR MIT"]


SENTENCES = {
    "The code is licensed under Apache-2.0, model weights under CC-BY-NC-4.0.": ("Apache-2.0", "CC-BY-NC-4.0"),
    "代码依照 Apache-2.0 协议开源，模型权重采用 CC BY-NC 4.0 协议。": ("Apache-2.0", "CC-BY-NC-4.0"),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_commas_part_the_licenses_of_code_and_weights(sentence: str) -> None:
    found = {one.expression: one.parts for one in find_license_sentences([read_document("README.md", sentence)])}
    assert found == {SENTENCES[sentence][0]: ("code",), SENTENCES[sentence][1]: ("weights",)}


def test_a_link_to_a_license_file_names_its_license() -> None:
    document = read_document("docs/model.md", "The weights are subject to the [model license](../LICENSE-MODEL).")
    found = find_license_sentences([document], texts={"LICENSE-MODEL": "LicenseRef-llama-2"})
    assert [(one.expression, one.parts) for one in found] == [("LicenseRef-llama-2", ("weights",))]


def test_what_is_left_out_of_a_license_is_not_under_it() -> None:
    said = "All models are under MIT, except for the base models, which are under Apache-2.0."
    document = read_document("README.md", f"## License\n\n{said}")
    assert [one.expression for one in find_license_sentences([document])] == ["MIT"]


def test_a_comparison_of_products_licenses_nothing() -> None:
    row = "| Self-hosted | ✅ Yes (models: MIT License) | ❌ Cloud only |"
    assert find_license_sentences([read_document("README.md", f"## License\n\n{row}\n")]) == ()


def test_a_model_named_by_its_size_is_one() -> None:
    said = "- Kestrel-72B and Kestrel-7B are licensed under the MIT License that can be found in this repository."
    document = read_document("README.md", f"## License\n\n{said}\n")
    assert [(one.expression, one.parts) for one in find_license_sentences([document])] == [("MIT", ("weights",))]
