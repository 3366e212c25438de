from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.read.text import decode


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", ""),
        ("Modèle 模型".encode(), "Modèle 模型"),
        (b"\xef\xbb\xbf# Title\r\n", "# Title\r\n"),
        ("模型\n".encode("utf-16"), "模型\n"),
        (b"\xfe\xff" + "a\n".encode("utf-16-be"), "a\n"),
        ("© 2024 Café".encode("cp1252"), "© 2024 Café"),
        (b"caf\xe9", "café"),
    ],
)
def test_bytes_are_read_in_the_encoding_they_are_in(body: bytes, text: str) -> None:
    assert decode(body) == text


@pytest.mark.parametrize("body", [b"\0", b"a\0b", b"\0" * 9000, b"\xff\xfe\0\0a\0\0\0"])
def test_nul_characters_make_it_binary(body: bytes) -> None:
    assert decode(body) is None


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40), st.integers(1))
def test_a_character_cut_in_two_does_not_change_the_encoding(text: str, where: int) -> None:
    body = text.encode()
    cut = decode(body[: where % (len(body) + 1)], cut=True)
    assert cut is not None
    assert text.removeprefix("\ufeff").startswith(cut)


@given(st.binary(max_size=64))
def test_any_bytes_give_text_or_none(body: bytes) -> None:
    assert decode(body) is None or b"\0" not in body or body[:2] in (b"\xff\xfe", b"\xfe\xff")
