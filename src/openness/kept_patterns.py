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
from typing import TYPE_CHECKING
from zlib import crc32

from openness import __version__, patterns
from openness.user_cache import user_cache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_BYTES = 16_000_000
_NUMBER = "I"


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
        codes = array(_NUMBER)
        codes.frombytes(body)
        patterns.restore(
            {
                (source, asked): patterns.Program(flags, groups, names, codes[start:end])
                for source, asked, flags, groups, names, start, end in said["patterns"]
            }
        )
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
