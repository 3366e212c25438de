"""Names with `*` in locations of a manifest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.rules.remote_places import is_matched


@pytest.mark.parametrize(
    ("pattern", "path", "matched"),
    [
        ("model.safetensors", "model.safetensors", True),
        ("weights", "weights/model.safetensors", True),
        ("weights/", "weights/model.safetensors", True),
        ("weights", "weights-2/model.safetensors", False),
        ("*.gguf", "heron.gguf", True),
        ("*.gguf", "deep/heron.gguf", False),
        ("model-*-of-*.safetensors", "model-00001-of-00002.safetensors", True),
        ("model-*-of-*.safetensors", "model-00001.safetensors", False),
        ("ab*ba", "aba", False),
    ],
)
def test_names(pattern: str, path: str, matched: bool) -> None:
    assert is_matched(pattern, path) is matched


@given(st.text("ab*/", max_size=8), st.text("ab/", max_size=8))
def test_a_star_is_any_part_of_a_name(pattern: str, path: str) -> None:
    if "*" in pattern:
        literal = re.compile("[^/]*".join(map(re.escape, pattern.split("*"))))
        assert is_matched(pattern, path) is (literal.fullmatch(path) is not None)
