"""One megabyte of hostile text to every pattern and to every entry point: what is not linear does not come back."""

from __future__ import annotations

import pytest

from openness.wording.assertions import find_assertions
from openness.wording.claims import find_claims
from openness.wording.inline import visible
from openness.wording.lexicon import known_languages, term_pattern
from openness.wording.statements import find_statements, find_terms
from wording_support import MODEL

LANGUAGES = known_languages()
SIZE = 1_000_000
SEEDS = [
    "open ", "our open-source open-weight ", "[", "![a](", "](", "``a`", "*a_", "<a href='", "<!--", "&", "> ", "- ",
    "| open source ", "# open source\n", "~~~\n", "的开源的", "a. open source ", "[ ] ", "\r",
    "under the MIT license, ", "\ue000 ", "https://a/",
]  # fmt: skip


def _flood(seed: str, size: int = SIZE) -> str:
    return (seed * (size // len(seed) + 1))[:size]


@pytest.mark.parametrize("seed", SEEDS)
def test_inline_markup_and_terms_are_read_in_one_pass(seed: str) -> None:
    text = _flood(seed)
    assert visible(text) is not None
    assert sum(1 for _ in term_pattern(LANGUAGES).finditer(text)) >= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_flood_of_one_thing_is_read_to_the_end(seed: str) -> None:
    text = "our open-source model under the MIT license for research only\n\n" + _flood(seed, SIZE // 60)
    find_claims(text, "README.md", MODEL)
    find_statements(text, "README.md", MODEL)
    find_terms(text, "README.md", MODEL)
    find_assertions(text, "README.md", MODEL)
