"""License files that hold or name several licenses, each for a part of the release."""

from __future__ import annotations

from pathlib import Path

import pytest

from openness.evidence.license_parts import in_parts
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
