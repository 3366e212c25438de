"""Text from a repository cannot act on the terminal it is printed to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.report.escape import display_width, printable


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain words", "plain words"),
        ("\x1b[2Jgone", "\\u{1b}[2Jgone"),
        ("a\tb", "a    b"),
        ("right\u202eto left", "right\\u{202e}to left"),
        ("zero\u200bwidth", "zero\\u{200b}width"),
        ("开源模型", "开源模型"),
        ("a\u00a0b", "a b"),
        ("\udcff", "\\u{dcff}"),
    ],
)
def test_invisible_characters_are_shown(raw: str, shown: str) -> None:
    assert printable(raw) == shown


@given(st.text())
def test_nothing_printed_can_control_the_terminal(text: str) -> None:
    shown = printable(text)
    assert all(char.isprintable() for char in shown)
    assert printable(shown) == shown


def test_width_counts_wide_characters_twice() -> None:
    assert display_width("开源") == 4
    assert display_width("open") == 4
    assert display_width("e\u0301") == 1
