"""Git LFS pointer files (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = b"version https://git-lfs.github.com/spec/v1\n"
_OLD_HEAD = b"version https://hawser.github.com/spec/v1\n"
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)
_SIZE = re.compile(rb"^size (\d{1,19})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LfsPointer:
    """What a pointer says of the object it stands for; `size` is in bytes."""

    sha256: str
    size: int


def parse_pointer(body: bytes) -> LfsPointer | None:
    """The pointer that the bytes are, or None when they are something else."""
    if not body.startswith((_HEAD, _OLD_HEAD)):
        return None
    oid, size = _OID.search(body), _SIZE.search(body)
    if oid is None or size is None:
        return None
    return LfsPointer(oid.group(1).decode(), int(size.group(1)))
