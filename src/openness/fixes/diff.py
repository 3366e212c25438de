"""Changed files as a unified diff that `git apply` takes."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_NEWLINE = "\\ No newline at end of file\n"
_QUOTED = compiled(r'[\x00-\x1f"\\\x7f-\U0010ffff]')


def unified(path: str, before: bytes, after: bytes) -> str:
    """The difference of two texts; lines end at LF alone, as in Git."""
    old, new = _lines(before), _lines(after)
    rows = unified_diff(old, new, _name("a", path), _name("b", path), n=3)
    return "".join(_whole(rows))


def _lines(body: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", body.decode("utf-8"))


def _whole(rows: Iterator[str]) -> Iterator[str]:
    for row in rows:
        yield row if row.endswith("\n") else f"{row}\n{_NO_NEWLINE}"


def _name(side: str, path: str) -> str:
    """A path as Git writes it: in quotes, with octal escapes, where it holds anything unusual."""
    full = f"{side}/{path}"
    if not _QUOTED.search(full):
        return full
    escaped = _QUOTED.sub(lambda char: "".join(f"\\{byte:03o}" for byte in char[0].encode()), full)
    return f'"{escaped}"'
