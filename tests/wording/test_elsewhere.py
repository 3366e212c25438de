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
        f"**We open-sourced Merlin LLMs, which run on a laptop. Check: {MERLIN}**",
        f"2026/01 开源了 Merlin 大模型。查看：{MERLIN}",
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
        f"Kestrel-7B is open source. Demo: {MERLIN}",
        f"We open-sourced Kestrel-7B. The data are elsewhere, as is the long story of how they came to be: {MERLIN}",
        f"Kestrel is open source, and so is a demo built with [Merlin]({MERLIN}).",
        f"We open-source the model weights and the [training code]({MERLIN}-train).",
    ],
)
def test_what_is_said_of_this_repository_stays_with_it(text: str) -> None:
    claims = find_claims(text, "README.md", CONTEXT)
    assert claims
    assert {claim.elsewhere for claim in claims} == {""}


SURE = 0.55


@pytest.mark.parametrize(
    "text",
    [
        "# Kestrel-7B\n\n## Merlin-3 开源模型和API\n",
        "# Kestrel-7B\n\n## Merlin-3B, our open-source model\n",
        (
            "# [Kestrel-7B](https://huggingface.co/acme/Kestrel-7B)\n\n"
            "We have open-sourced the model [Merlin-3B](https://huggingface.co/acme/Merlin-3B).\n"
        ),
    ],
)
def test_what_names_another_model_only_is_a_doubt(text: str) -> None:
    claims = [claim for claim in find_claims(text, "README.md", CONTEXT) if claim.act == "asserts"]
    assert claims
    assert max(claim.confidence for claim in claims) < SURE


@pytest.mark.parametrize(
    "text",
    [
        "# Kestrel-7B\n\n## Kestrel-7B, our open-source model\n",
        "# Kestrel-7B\n\n## Our open-source model under Apache-2.0\n",
        "We have open-sourced the model [Kestrel-13B](https://huggingface.co/acme/Kestrel-13B).\n",
        "Kestrel is open source, see also [Merlin-3B](https://huggingface.co/acme/Merlin-3B).\n",
        "We open-source the base model on top of [Kestrel-8x7B](https://huggingface.co/lab/Kestrel-8x7B).\n",
    ],
)
def test_what_names_this_model_is_sure(text: str) -> None:
    claims = [claim for claim in find_claims(text, "README.md", CONTEXT) if claim.act == "asserts"]
    assert claims
    assert max(claim.confidence for claim in claims) >= SURE
