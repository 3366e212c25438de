"""Several models under different licenses: which has which, and what a claim about one is held against."""

from __future__ import annotations

from datetime import date

import pytest

from openness.evidence.document import read_document
from openness.evidence.model_licenses import Reading, models_named, read_model_licenses
from openness.facts.gather import gather
from openness.read.repository import Repository
from openness.read.tree import MemoryTree

READING = Reading(
    frozenset({"kestrel"}), frozenset({"kestrel2b", "kestrel40b", "wren30"}), {"NC_LICENSE": "CC-BY-NC-4.0"}
)


def read(text: str) -> dict[str, str]:
    return {one.name: one.license for one in read_model_licenses(read_document("README.md", text), READING)}


TWO = {"Kestrel-2B": "Apache-2.0", "Kestrel-40B": "CC-BY-NC-4.0"}


@pytest.mark.parametrize(
    "text",
    [
        "The Kestrel-2B model is released under the Apache 2.0 License.\nThe Kestrel-40B model is under CC BY-NC 4.0.",
        "Kestrel-2B is licensed under Apache-2.0, while Kestrel-40B is licensed under CC-BY-NC-4.0.",
        (
            "These models are Apache-2.0 licensed:\n\n- Kestrel-2B (for phones)\n\n"
            "These are licensed as found in [NC_LICENSE](NC_LICENSE):\n\n- Kestrel-40B\n"
        ),
        (
            "| Model | Size | License |\n|---|---|---|\n| Kestrel-2B | 2B | Apache 2.0 |\n"
            "| [Kestrel-40B](https://hf.co/acme/Kestrel-40B) | 40B | [CC-BY-NC-4.0](NC_LICENSE) |\n"
        ),
    ],
)
def test_sentences_lists_and_tables_tell_which_model_has_which_license(text: str) -> None:
    assert read(text) == TWO


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel-2B and Kestrel-40B are released under the Apache 2.0 License.",
        "The code of Kestrel-2B is under MIT. Kestrel-40B is released under the Apache 2.0 License.",
        "Kestrel-2B is under Apache-2.0. Kestrel-2B is under CC-BY-NC-4.0.",
        "If Kestrel-40B builds on Wren-30, it may be under CC-BY-NC-4.0. Kestrel-2B is under Apache-2.0.",
        "Kestrel-2B is under Apache-2.0. Osprey-7B is licensed under CC-BY-NC-4.0.",
    ],
)
def test_one_license_code_doubt_and_others_are_no_difference(text: str) -> None:
    assert read(text) == {}


def test_a_longer_name_hides_the_shorter_one_in_it() -> None:
    text = "Kestrel-2B is under Apache-2.0. Kestrel-2B-Chat is under CC-BY-NC-4.0."
    licenses = read_model_licenses(read_document("README.md", text), READING._replace(hosted=frozenset()))
    assert [one.name for one in models_named("kestrel 2b chat is open source", licenses)] in ([], ["Kestrel-2B-Chat"])


README = """# Kestrel

We open-source Kestrel-2B.

We open-source Kestrel-40B.

Weights: [2B](https://huggingface.co/acme/Kestrel-2B), [40B](https://huggingface.co/acme/Kestrel-40B)

## License

The Kestrel-2B model weights are released under the Apache 2.0 License.

The Kestrel-40B model weights are released under CC BY-NC 4.0.
"""


def test_a_claim_is_held_against_the_license_of_the_model_that_it_names() -> None:
    tree = MemoryTree({"README.md": README}, "acme+Kestrel")
    facts = gather(Repository(tree), today=date(2026, 11, 22))
    assert [(one.claim.line, one.severity, one.ground) for one in facts.claims] == [
        (3, "warning", "parts-missing"),
        (5, "error", "license-restricts"),
    ]
