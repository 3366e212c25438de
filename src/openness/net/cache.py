"""Answers kept on disk between runs: whole files only, safe with several runs at once, bounded."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from openness.net.answer import Answer, outcome_of
from openness.user_cache import user_cache
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = 86_400.0
ENTRY_LIMIT = 1_000_000
"""Bytes of an answer that is kept; larger ones are asked for again."""

ENTRIES = 2000
_FORMAT = 1
_KEPT_HEADERS = frozenset({"etag", "last-modified", "content-type", "content-range", "content-length", "link"})


class Kept(NamedTuple):
    """An answer from an earlier run and its age in seconds."""

    answer: Answer
    age: float


def cache_directory(environment: Mapping[str, str]) -> Path:
    """Where answers are kept."""
    return user_cache(environment) / "http"


class DiskCache:
    """Answers by a key; whatever goes wrong with the disk means that nothing was kept."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._pruned = False

    def get(self, key: str) -> Kept | None:
        """The kept answer; None when there is none that can be read."""
        try:
            body = self._path(key).read_bytes()
            head, _, rest = body.partition(b"\n")
            said = json.loads(head)
            if said["format"] != _FORMAT or said["key"] != key or said["length"] != len(rest):
                return None
            status = int(said["status"])
            headers = {str(name): str(value) for name, value in said["headers"].items()}
            answer = Answer(outcome_of(status), status, str(said["url"]), headers, rest, moved=bool(said["moved"]))
            return Kept(answer, max(0.0, time.time() - float(said["time"])))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer: a new file beside the old one, then one rename, so that a reader sees either."""
        if len(answer.body) > ENTRY_LIMIT:
            return
        headers = {name: value for name, value in answer.headers.items() if name in _KEPT_HEADERS}
        head = {
            "format": _FORMAT,
            "key": key,
            "url": answer.url,
            "status": answer.status,
            "headers": headers,
            "time": time.time(),
            "moved": answer.moved,
            "length": len(answer.body),
        }
        place = self._path(key)
        name = None
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".new-", delete=False) as handle:
                name = handle.name
                handle.write(json.dumps(head).encode() + b"\n" + answer.body)
            os.replace(name, place)  # noqa: PTH105
        except OSError:
            if name is not None:
                with contextlib.suppress(OSError):
                    Path(name).unlink()
            return
        self._prune()

    def _path(self, key: str) -> Path:
        return self._directory / sha256(key.encode("utf-8", "replace")).hexdigest()

    def _prune(self) -> None:
        """Once in a run, the oldest entries past the bound go."""
        if self._pruned:
            return
        self._pruned = True
        with contextlib.suppress(OSError):
            aged = sorted((one.stat().st_mtime, one) for one in self._directory.iterdir())
            for _, one in aged[:-ENTRIES]:
                one.unlink(missing_ok=True)
