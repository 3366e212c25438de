"""One megabyte of hostile text to every pattern and to every entry point: what is not linear does not come back."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from openness.wording.assertions import find_assertions
from openness.wording.claims import find_claims
from openness.wording.inline import visible
from openness.wording.lexicon import cue_sources, data, known_languages, lexicon, ours, term_pattern
from openness.wording.statements import find_statements, find_terms
from wording_support import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

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


PARTS = (
    "adverbials", "modifiers", "predicate_right", "parenthetical", "np_stop", "object_stop", "joiners", "full",
    "full_after", "license_words", "articles", "apposed", "finite", "by", "of", "including", "opened_as", "possessive",
)  # fmt: skip
TABLES = ("assertions", "licensing", "uses", "parts", "sections", "sources", "spoken")
HOSTILE = "our open we not \ue000 的 [a, and 开源模型 released under the "
LIMIT = 300
"""Seconds for all patterns together: some ten are enough where each is linear, and none where one is not."""


def patterns() -> Iterator[re.Pattern[str]]:
    """Every pattern of the lexicons and of the tables beside them."""
    for language in LANGUAGES:
        words = lexicon(language)
        yield from (re.compile(source) for source in cue_sources(language).values())
        yield from words.heads.values()
        yield from (getattr(words, part) for part in PARTS)
    yield ours()
    for table in TABLES:
        yield from compiled({key: value for key, value in data(table).items() if key not in ("note", "hints")})


def compiled(value: object) -> Iterator[re.Pattern[str]]:
    """Every text in a table's value, read as a pattern."""
    if isinstance(value, str):
        yield re.compile(value, re.IGNORECASE)
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from compiled(item)


def search_all() -> int:
    """Feed a megabyte to each pattern; returns how many there were."""
    text = _flood(HOSTILE)
    return len([pattern.search(text) for pattern in patterns()])


def test_a_megabyte_is_fed_to_every_pattern_of_the_lexicons() -> None:
    program = "import runpy, sys; sys.path[:0] = sys.argv[2:]; print(runpy.run_path(sys.argv[1])['search_all']())"
    command = [sys.executable, "-c", program, __file__, *sys.path]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=LIMIT)
    assert int(done.stdout) > 400
