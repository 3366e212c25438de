"""Inline suppressions: what they cover, and what makes one unreadable."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.facts.suppressions import read_inline


def test_a_comment_beside_text_covers_its_own_line_only() -> None:
    text = "first\nWe are open source. <!-- openness: ignore[OM401] agreed with the legal team -->\nthird\n"
    (found,) = read_inline(text, "README.md")
    assert (found.first, found.last, found.rules, found.reason) == (2, 2, ("OM401",), "agreed with the legal team")
    assert found.matches("OM401", "open-source-claim-unsupported", "README.md", 2)
    assert not found.matches("OM401", "open-source-claim-unsupported", "README.md", 3)
    assert not found.matches("OM401", "open-source-claim-unsupported", "docs/README.md", 2)


def test_a_comment_alone_covers_the_paragraph_below() -> None:
    text = "<!-- openness: ignore[open-source-claim-unsupported] quoted from the press -->\none\ntwo\n\nthree\n"
    (found,) = read_inline(text, "README.md")
    assert (found.first, found.last) == (1, 3)
    assert found.matches("OM401", "open-source-claim-unsupported", "README.md", 3)


def test_a_blank_line_between_comment_and_paragraph_does_not_matter() -> None:
    text = "<!-- openness: ignore[OM401] quoted from the press -->\n\none\ntwo\n\nthree\n"
    (found,) = read_inline(text, "README.md")
    assert (found.first, found.last) == (1, 4)


def test_a_block_covers_from_start_to_end() -> None:
    opening = "<!-- openness: ignore-start[OM401, OM402] a table of others' words -->"
    text = f"a\n{opening}\nb\n\nc\n<!-- openness: ignore-end -->\nd\n"
    (found,) = read_inline(text, "README.md")
    assert (found.first, found.last, found.rules) == (2, 6, ("OM401", "OM402"))


def test_yaml_comments_and_expiry() -> None:
    line = "license: mit  # openness: ignore[OM204] until=2027-01-31 relicensing is under way\n"
    (found,) = read_inline(line, "openness.yml")
    assert found.until == date(2027, 1, 31)
    assert found.reason == "relicensing is under way"
    assert found.problem is None


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("<!-- openness: ignore[OM401] -->", "no reason"),
        ("<!-- openness: ignore[OM401] ok -->", "no reason"),
        ("<!-- openness: ignore everything in this file -->", "names no rule"),
        ("<!-- openness: ignore[*] because I say so -->", "`*` is not accepted"),
        ("<!-- openness: ignore[OM401] until=soon because it will change -->", "not a date"),
        ("<!-- openness: ignore-start[OM401] a block without an end -->", "no `openness: ignore-end`"),
    ],
)
def test_a_malformed_suppression_says_why_and_covers_nothing(comment: str, words: str) -> None:
    (found,) = read_inline(comment + "\nopen source\n", "README.md")
    assert found.problem is not None
    assert words in found.problem
    assert not found.matches("OM401", "open-source-claim-unsupported", "README.md", 2)


_ALPHABET = "openness: ignore[-startend]OM401,*until=2027-01-31<>!#/{}\n ab"


@given(st.text(alphabet=st.sampled_from(_ALPHABET), max_size=200))
def test_any_text_is_read_without_an_error_and_places_stay_inside(text: str) -> None:
    lines = text.splitlines()
    for found in read_inline("openness: ignore\n" + text, "README.md"):
        assert found.first is not None
        assert found.last is not None
        assert 1 <= found.first <= found.last <= len(lines) + 1
