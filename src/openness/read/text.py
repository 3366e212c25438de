"""Bytes of a file as text."""

from __future__ import annotations

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def looks_binary(head: bytes) -> bool:
    """True when the beginning of a file holds NUL bytes and is no UTF-16."""
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode(body: bytes, *, cut: bool = False) -> str | None:
    """Text of the bytes, or None when they are binary (hold NUL characters).

    UTF-8 with or without a byte-order mark and UTF-16 with one are decoded; anything else is read as Windows-1252, in
    which Western texts make sense. `cut` says that the bytes stop in the middle of the file.
    """
    text = _decode(body, cut=cut)
    return None if "\0" in text else text


def _decode(body: bytes, *, cut: bool) -> str:
    for mark, encoding in _UTF16_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "ignore" if cut else "replace")
    body = body.removeprefix(_UTF8_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if cut and error.reason == "unexpected end of data" and error.start >= len(body) - 3:
            return body[: error.start].decode("utf-8")
        return body.decode("cp1252", "replace")
