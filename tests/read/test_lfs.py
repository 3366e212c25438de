from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.read.lfs import LfsPointer, parse_pointer

SHA = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{SHA}\nsize 12345\n".encode()


@pytest.mark.parametrize(
    "body",
    [
        POINTER,
        POINTER.removesuffix(b"\n"),
        POINTER.replace(b"git-lfs.github.com", b"hawser.github.com"),
        POINTER.replace(b"oid", b"ext-0-case sha256:" + b"0" * 64 + b"\noid"),
        POINTER + b"x-later-key anything\n",
    ],
)
def test_a_pointer_gives_digest_and_size(body: bytes) -> None:
    assert parse_pointer(body) == LfsPointer(SHA, 12345)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        POINTER.replace(b"sha256:4d", b"sha256:zz"),
        POINTER.replace(b"size 12345", b"size many"),
        POINTER.replace(b"\n", b"\r\n"),
        b"x" + POINTER,
        POINTER.split(b"oid")[0],
    ],
)
def test_anything_else_is_no_pointer(body: bytes) -> None:
    assert parse_pointer(body) is None


def test_a_text_cannot_hide_behind_the_first_lines_of_a_pointer() -> None:
    assert parse_pointer(POINTER + b"# Our model\n") is None
    assert parse_pointer(POINTER + b"key " + b"v" * 1024) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_pointer_or_none(body: bytes) -> None:
    parse_pointer(body)
    parse_pointer(POINTER + body)
