"""License badges: which part they speak of, which license they name."""

from __future__ import annotations

import pytest

from openness.evidence.badges import find_badges
from openness.evidence.collect import collect
from openness.evidence.document import read_document
from support import repository_from

MODEL = "\n# Zephra\n\nZephra is a language model: [weights](https://huggingface.co/lab/zephra-7b).\n"


@pytest.mark.parametrize(
    ("address", "parts", "kind", "license_id"),
    [
        ("Model%20Weights%20License-LLaMA2-yellow", ("weights",), "license", "LicenseRef-llama-2"),
        ("Code%20License-Apache_2.0-green.svg", ("code",), "license", "Apache-2.0"),
        ("Data%20License-CC%20By%20NC%204.0-red.svg", ("data",), "license", "CC-BY-NC-4.0"),
        ("Model_License-Model_Agreement-f5de53?&color=f5de53", ("weights",), "community-license", None),
        ("License-Apache--2.0-yellow", ("project",), "license", "Apache-2.0"),
        ("-MIT-MIT?logoColor=%231082c3&label=Code%20License", ("code",), "license", "MIT"),
    ],
)
def test_a_badge_names_the_license_of_its_part(
    address: str, parts: tuple[str, ...], kind: str, license_id: str | None
) -> None:
    text = f"[![badge](https://img.shields.io/badge/{address})](LICENSE)\n"
    (found,) = find_badges([read_document("README.md", text)])
    assert (found.parts, found.kind, found.expression, found.line) == (parts, kind, license_id, 1)


@pytest.mark.parametrize(
    "text",
    [
        "![](https://img.shields.io/badge/python-3.10-blue)",
        "![](https://img.shields.io/badge/License-see%20below-blue)",
        "![](https://img.shields.io/badge/Code_License-Model_Agreement-blue)",
        "| Zephra | ![](https://img.shields.io/badge/License-MIT-blue) | other |",
        "`https://img.shields.io/badge/`",
    ],
)
def test_other_badges_say_nothing(text: str) -> None:
    assert find_badges([read_document("README.md", text)]) == ()


def test_a_badge_governs_what_no_text_does() -> None:
    def weights(address: str) -> tuple[str | None, bool | None]:
        readme = f"![](https://img.shields.io/badge/{address})\n{MODEL}"
        found = collect(repository_from({"README.md": readme}, "lab+zephra")).governing["weights"]
        return found.license, found.open

    assert weights("License-Apache_2.0-green") == ("Apache-2.0", True)
    assert weights("Model_License-CC_BY--NC_4.0-green") == ("CC-BY-NC-4.0", False)
    assert weights("Code_License-MIT-green") == (None, None)
