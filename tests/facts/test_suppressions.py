"""Inline suppressions: what they cover, and what makes one unreadable."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.facts.gather import gather
from openness.facts.suppressions import read_inline
from openness.findings.run import run_rules
from support import repository_from


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


def test_what_stands_in_fenced_code_stays_in_it() -> None:
    start, end = "<!-- openness: ignore-start[OM401] words of others -->", "<!-- openness: ignore-end -->"
    text = f"```markdown\n{start}\n```\nWe are open source.\n```\n{end}\n```\n"
    (found,) = read_inline(text, "README.md")
    assert found.shown
    assert not found.matches("OM401", "open-source-claim-unsupported", "README.md", 4)


def test_a_comment_in_fenced_code_covers_what_the_code_says() -> None:
    text = "> ```python\n> # openness: ignore[OM401] the title of the paper\n> # open source\n> ```\n> more\n"
    (found,) = read_inline(text, "docs/card.md")
    assert (found.first, found.last, found.shown) == (2, 2, True)
    text = "~~~~yaml\n```\n# openness: ignore[OM401] the title of the paper\ntitle: open\n~~~~\n\nopen\n"
    (found,) = read_inline(text, "docs/card.md")
    assert (found.first, found.last, found.shown) == (3, 4, True)


def test_a_comment_in_a_code_span_is_text() -> None:
    assert read_inline("Write `<!-- openness: ignore[OM401] the reason for it -->` there.\n", "README.md") == []
    (found,) = read_inline("`open source` <!-- openness: ignore[OM401] a quoted `title` of a paper -->\n", "README.md")
    assert (found.line, found.shown) == (1, False)


def test_lines_are_counted_as_everywhere_else() -> None:
    (found,) = read_inline("a\x0cb\u2028c\n<!-- openness: ignore[OM401] words of others -->\nd\n", "README.md")
    assert (found.first, found.last) == (2, 3)


def test_nothing_is_said_of_an_example_that_covers_nothing() -> None:
    text = (
        "# Tern\n\n```markdown\n<!-- openness: ignore[OM401] words of others -->\n<!-- openness: ignore -->\n```\n"
        "\n<!-- openness: ignore[OM401] words of others -->\n"
    )
    repository = repository_from({"README.md": text})
    found = run_rules(gather(repository, today=date(2026, 11, 22)))
    assert [(one.rule, one.line) for one in found if one.rule in ("OM106", "OM107")] == [("OM107", 8)]


_ALPHABET = "openness: ignore[-startend]OM401,*until=2027-01-31<>!#/{}\n ab"


@given(st.text(alphabet=st.sampled_from(_ALPHABET), max_size=200))
def test_any_text_is_read_without_an_error_and_places_stay_inside(text: str) -> None:
    lines = text.splitlines()
    for found in read_inline("openness: ignore\n" + text, "README.md"):
        assert found.first is not None
        assert found.last is not None
        assert 1 <= found.first <= found.last <= len(lines) + 1
