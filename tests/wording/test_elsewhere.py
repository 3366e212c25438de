"""News of a sister project is told apart from what is said of the model of this repository."""

from __future__ import annotations

import pytest

from openness.wording.claims import find_claims
from openness.wording.context import Context

CONTEXT = Context(owner="acme", name="Kestrel", models=("Kestrel-7B",), is_model_repository=True)
MERLIN = "https://github.com/acme/Merlin"


@pytest.mark.parametrize(
    "text",
    [
        f"We have open-sourced [Merlin-3B]({MERLIN}), our model for long texts.",
        f"- [Merlin open source model]({MERLIN}) We have open sourced the Merlin-3B series.",
        f"新一代开源模型 [Merlin-3B]({MERLIN}) 已发布。",
        f"We open-sourced Merlin, see {MERLIN}.",
        f"[2026/01] [Merlin]({MERLIN}) is open-sourced!",
    ],
)
def test_news_of_another_repository_of_the_owner_names_that_repository(text: str) -> None:
    claims = find_claims(text, "README.md", CONTEXT)
    assert claims
    assert {claim.elsewhere for claim in claims} == {"acme/Merlin"}


def test_what_follows_a_link_to_anybodys_repository_is_said_of_that_one() -> None:
    text = "We release [Kestrel3](https://github.com/lab/Kestrel3), a fully open, efficient language model."
    assert [claim.elsewhere for claim in find_claims(text, "README.md", CONTEXT)] == ["lab/Kestrel3"]


@pytest.mark.parametrize(
    "text",
    [
        "We have open-sourced [Kestrel-7B](https://huggingface.co/acme/Kestrel-7B).",
        "We have open-sourced [Kestrel-7B](https://github.com/acme/Kestrel).",
        f"Kestrel-7B, the successor of [Merlin]({MERLIN}), is an open-source model.",
        f"Kestrel is open source, and so is a demo built with [Merlin]({MERLIN}).",
        f"We open-source the model weights and the [training code]({MERLIN}-train).",
    ],
)
def test_what_is_said_of_this_repository_stays_with_it(text: str) -> None:
    claims = find_claims(text, "README.md", CONTEXT)
    assert claims
    assert {claim.elsewhere for claim in claims} == {""}
