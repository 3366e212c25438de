"""What a static badge shows is read from its address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.licenses.names import read_name
from openness.licenses.shields import find_shields

BADGE = "https://img.shields.io/badge/"


@pytest.mark.parametrize(
    ("address", "label", "message"),
    [
        ("License-MIT-blue", "License", "MIT"),
        ("Model_License-CC--BY--NC--4.0-red", "Model License", "CC-BY-NC-4.0"),
        ("Code%20License-Apache%202.0-green.svg", "Code License", "Apache 2.0"),
        ("MIT-blue", "", "MIT"),
        ("MIT-blue?style=flat&label=License", "License", "MIT"),
        ("License-MIT-blue?label=Weights_License", "Weights License", "MIT"),
    ],
)
def test_label_and_message(address: str, label: str, message: str) -> None:
    (found,) = find_shields(f"[![x]({BADGE}{address})](LICENSE)")
    assert (found.label, found.message) == (label, message)


def test_a_badge_names_a_license_where_its_label_says_so() -> None:
    assert read_name(f"{BADGE}License-MIT-blue") == "MIT"
    assert read_name(f"{BADGE}MIT-blue?label=License") == "MIT"
    assert read_name(f"{BADGE}python-3.10-blue") is None


@given(st.text(alphabet="License-_%20/?&=#labe MIT\0", max_size=80))
def test_no_address_is_too_odd(tail: str) -> None:
    assert len(list(find_shields(BADGE + tail))) <= 1
