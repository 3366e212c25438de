"""Contents of Git objects from one long-lived `git cat-file --batch`."""

from __future__ import annotations

import select
import weakref
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from openness.errors import UnreadableError
from openness.read.git import TIMEOUT

if TYPE_CHECKING:
    import subprocess

    from openness.read.git import Git

_SKIP_LIMIT = 4 * 1024 * 1024
_CHUNK = 1 << 20
_AT_ONCE = 50  # names: far below what a pipe holds, so that neither side waits for the other


class ObjectReader:
    """Reads byte ranges of blobs; the process is started at the first read and ends with the reader."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._finalizer: weakref.finalize[[subprocess.Popen[bytes]], ObjectReader] | None = None

    def read(self, name: str, start: int, length: int | None) -> bytes:
        """Bytes of the object with this hexadecimal name; raises UnreadableError when it is not in this clone."""
        process = self._running()
        try:
            _ask(process, [name])
            return self._answer(process, name, start, length)
        except (OSError, ValueError) as error:
            self.close()
            raise UnreadableError(f"git stopped while object {name[:12]} was read") from error

    def read_small(self, names: list[str], limit: int) -> dict[str, bytes]:
        """The first `limit` bytes of many small objects, those that are in this clone.

        Git is asked for several at once, which saves waiting for each.
        """
        found: dict[str, bytes] = {}
        for first in range(0, len(names), _AT_ONCE):
            found |= self._read_at_once(names[first : first + _AT_ONCE], limit)
        return found

    def _read_at_once(self, names: list[str], limit: int) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        try:
            process = self._running()
            _ask(process, names)
            for name in names:
                with suppress(UnreadableError):
                    found[name] = self._answer(process, name, 0, limit)
        except (OSError, ValueError):
            self.close()
        return found

    def close(self) -> None:
        """End the process; a later read starts another."""
        if self._finalizer is not None:
            self._finalizer()
        self._process = self._finalizer = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch")
            self._finalizer = weakref.finalize(self, _end, self._process)
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], name: str, start: int, length: int | None) -> bytes:
        assert process.stdout is not None
        head = process.stdout.readline(256).split()
        if len(head) != 3:
            if head[-1:] == [b"missing"]:
                raise UnreadableError(f"object {name[:12]} is not in this clone")
            raise ValueError(head)
        size = int(head[2])
        first = min(start, size)
        wanted = size - first if length is None else min(length, size - first)
        self._skip(process, first)
        body = process.stdout.read(wanted)
        if len(body) != wanted:
            raise ValueError("short answer")
        rest = size - first - wanted + 1
        if rest > _SKIP_LIMIT:
            # Cheaper to begin anew than to let git unpack what nobody wants.
            self.close()
        else:
            self._skip(process, rest)
        return body

    def _skip(self, process: subprocess.Popen[bytes], count: int) -> None:
        assert process.stdout is not None
        while count > 0:
            chunk = process.stdout.read(min(count, _CHUNK))
            if not chunk:
                raise ValueError("short answer")
            count -= len(chunk)


def _ask(process: subprocess.Popen[bytes], names: list[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("".join(f"{name}\n" for name in names).encode("ascii"))
    process.stdin.flush()
    assert process.stdout is not None
    _wait(process.stdout)


def _wait(pipe: IO[bytes]) -> None:
    """Return when the pipe has something to read; raises OSError after TIMEOUT seconds."""
    # Where pipes cannot be polled (Windows) the wait has no end, as with any other file.
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        if not poll.poll(TIMEOUT * 1000):
            raise OSError("no answer")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    process.wait()
