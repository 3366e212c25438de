"""The compiled patterns of earlier runs, in a file of the user's cache directory.

The file is one line of JSON, what each pattern is and where its program begins, and then the programs, as numbers.
It belongs to one version of this package on one version of Python. Whatever is wrong with it means a slower run.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from array import array
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from openness import __version__, patterns
from openness.user_cache import user_cache

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 16_000_000
_NUMBER = "I"
_FIELDS = 5


class _Programs(Mapping[patterns.Key, patterns.Program]):
    """The programs of a file; a run asks for some of them."""

    def __init__(self, rows: dict[patterns.Key, tuple[Any, ...]], body: bytes) -> None:
        self._rows = rows
        self._codes = array(_NUMBER)
        self._codes.frombytes(body)

    def __getitem__(self, key: patterns.Key) -> patterns.Program:
        flags, groups, names, start, end = self._rows[key]
        try:
            return patterns.Program(flags, groups, names, self._codes[start:end])
        except TypeError as error:
            raise KeyError(key) from error

    def __iter__(self) -> Iterator[patterns.Key]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@contextlib.contextmanager
def kept_patterns() -> Iterator[None]:
    """Use the patterns of earlier runs meanwhile; afterwards keep those that are new."""
    place = _place()
    if place is None:
        yield
        return
    _load(place)
    try:
        yield
    finally:
        if not patterns.is_complete():
            _save(place)


def _place() -> Path | None:
    version = patterns.version()
    if version is None or array(_NUMBER).itemsize != 4:
        return None
    tag = sys.implementation.cache_tag or sys.implementation.name
    return user_cache(os.environ) / f"patterns-{__version__}-{tag}-{version}-{sys.byteorder}"


def _load(place: Path) -> None:
    try:
        with place.open("rb") as handle:
            about = os.fstat(handle.fileno())
            if about.st_size > _MOST_BYTES or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
                return
            head, _, body = handle.read().partition(b"\n")
        said = json.loads(head)
        if said["sum"] != crc32(body):
            return
        rows = {(source, asked): tuple(row) for source, asked, *row in said["patterns"]}
        if all(len(row) == _FIELDS for row in rows.values()):
            patterns.restore(_Programs(rows, body))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return


def _save(place: Path) -> None:
    codes = array(_NUMBER)
    rows: list[object] = []
    for (source, asked), program in patterns.programs().items():
        start = len(codes)
        try:
            codes.extend(program.code)
        except (OverflowError, TypeError):
            return
        rows.append([source, asked, program.flags, program.groups, program.names, start, len(codes)])
    if not rows:
        return
    body = codes.tobytes()
    head = json.dumps({"sum": crc32(body), "patterns": rows}).encode("ascii")
    # Two runs at once may both write; each file is whole, and the last one stays.
    new = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with new.open("xb") as handle:
            handle.write(head + b"\n" + body)
        new.replace(place)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
