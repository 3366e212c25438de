from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from openness.wording.claims import find_claims
from openness.wording.context import Context
from openness.wording.lexicon import Cue, data, lexicon

SCRIPT = Path(__file__).parents[2] / "scripts" / "wording_needs.py"


def test_the_words_that_cues_need_are_those_of_their_patterns() -> None:
    assert runpy.run_path(str(SCRIPT))["table"]() == data("needs")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:other|many)\s\w{1,9}$", ["many", "other"]),
        (r"a{2}x?bc", ["bc"]),
        (r"\w+|open", None),
        (r"(?:one )?two", ["two"]),
    ],
)
def test_a_pattern_needs_the_words_that_no_match_goes_without(pattern: str, words: list[str] | None) -> None:
    assert runpy.run_path(str(SCRIPT))["needs_of"](pattern) == words


def test_a_cue_whose_words_are_absent_is_not_found_and_one_without_list_is_looked_for() -> None:
    assert not Cue("any", "left", "(", ("word",)).is_in("nothing of the kind")
    assert Cue("any", "left", "kin[d]", ()).is_in("nothing of the kind")


def test_every_cue_is_asked_of_some_part_of_the_sentence() -> None:
    places = {"left", "right", "left-end", "right-start", "clause-left", "clause", "sentence"}
    assert {cue.where for cue in lexicon("en").cues} <= places
    assert find_claims("We open-source the model.", "README.md", Context("acme", "Nova", (), True))
