"""Licenses and levels in written READMEs: what is read today must not get lost."""

from __future__ import annotations

from datetime import date

from written.readmes import levels, open_weights

TODAY = date(2026, 11, 22)


def test_weights_are_open_where_a_reader_says_so() -> None:
    shares = open_weights(TODAY)
    assert shares.precision >= 0.88, shares
    assert shares.recall >= 0.92, shares


def test_levels_follow_what_is_said_of_data_and_code() -> None:
    right, of = levels(TODAY)
    assert right >= 0.77 * of
