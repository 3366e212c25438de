"""Git LFS pointer files (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md)."""

from __future__ import annotations

import re

from openness.values import NamedTuple

POINTER_LIMIT = 1024
"""Bytes that a pointer may have at most; a longer file that begins like one is a file of its own."""

_VERSIONS = (b"version https://git-lfs.github.com/spec/v1\n", b"version https://hawser.github.com/spec/v1\n")
_LINE = re.compile(rb"[a-z0-9.-]{1,64} [^\n]{1,512}")
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)
_SIZE = re.compile(rb"^size (\d{1,19})$", re.MULTILINE)


class LfsPointer(NamedTuple):
    """What a pointer says of the object it stands for; `size` is in bytes."""

    sha256: str
    size: int


def parse_pointer(body: bytes) -> LfsPointer | None:
    """The pointer that the whole of a file is, or None when it is something else.

    Keys that are not known are tolerated, as the specification asks; other text is not.
    """
    if len(body) > POINTER_LIMIT or not body.startswith(_VERSIONS):
        return None
    oid, size = _OID.search(body), _SIZE.search(body)
    if oid is None or size is None:
        return None
    if not all(_LINE.fullmatch(line) for line in body.removesuffix(b"\n").split(b"\n")):
        return None
    return LfsPointer(oid.group(1).decode(), int(size.group(1)))
