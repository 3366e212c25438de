"""Byte ranges of one file, each byte counted against a budget."""

from __future__ import annotations

import struct
from functools import wraps
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.weights.facts import UNREAD
from openness.weights.header import Unreadable, WeightHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.read.tree import Tree

MIB = 1024 * 1024

BYTE_LIMIT = 64 * MIB
"""Bytes that are read of one file at most; the headers of published models stay under 20 MiB."""

STEP_LIMIT = 2_000_000
"""Items (names, opcodes, fields) that are walked in one file at most: a time limit that every machine agrees on."""

_U32 = {"<": struct.Struct("<I"), ">": struct.Struct(">I")}
_U64 = {"<": struct.Struct("<Q"), ">": struct.Struct(">Q")}


class HeaderError(UnreadableError):
    """A header that is malformed, hostile, or over a budget; the message completes "the file …"."""


class BudgetError(HeaderError):
    """A header that is larger than what is read of one; it may be sound."""


class UnsupportedError(HeaderError):
    """A file with which nothing is known to be wrong, and whose header is not read all the same."""


class ByteSource:
    """One file of a tree as byte ranges. `size` is in bytes; `bytes_read` and `steps` count what was spent."""

    def __init__(
        self, tree: Tree, path: str, size: int, *, byte_limit: int = BYTE_LIMIT, step_limit: int = STEP_LIMIT
    ) -> None:
        self.path = path
        self.size = size
        self.bytes_read = 0
        self.steps = 0
        self._tree = tree
        self._byte_limit = byte_limit
        self._step_limit = step_limit

    def read(self, start: int, length: int) -> bytes:
        """Exactly `length` bytes from `start`.

        Raises HeaderError when the file ends before or the budget does, UnreadableError when the tree cannot read it.
        """
        if start < 0 or length < 0 or start + length > self.size:
            raise HeaderError(f"ends at byte {self.size:,}, inside of its header")
        if self.bytes_read + length > self._byte_limit:
            raise BudgetError(f"has a header of more than {self._byte_limit:,} bytes")
        body = self._tree.read(self.path, start, length)
        self.bytes_read += len(body)
        if len(body) != length:
            raise HeaderError(f"ends at byte {start + len(body):,}, before its listed size")
        return body

    def spend(self, steps: int) -> None:
        """Count items that are walked; raises HeaderError past the limit."""
        self.steps += steps
        if self.steps > self._step_limit:
            raise BudgetError(f"has more than {self._step_limit:,} items in its header")


class Cursor:
    """Reads a stretch of a source from front to back, in chunks; what is skipped is not fetched."""

    def __init__(self, source: ByteSource, start: int = 0, end: int | None = None, chunk: int = 256 * 1024) -> None:
        self.source = source
        self.end = source.size if end is None else end
        self.order = "<"
        self._base = start
        self._buffer = b""
        self._place = 0
        self._chunk = chunk

    @property
    def offset(self) -> int:
        """Where the next byte comes from."""
        return self._base + self._place

    @property
    def left(self) -> int:
        """Bytes up to the end of the stretch."""
        return self.end - self.offset

    def take(self, count: int) -> bytes:
        """The next `count` bytes; raises HeaderError when the stretch ends before."""
        place = self._hold(count)
        self._place = place + count
        return self._buffer[place : self._place]

    def skip(self, count: int) -> None:
        """Pass over `count` bytes; raises HeaderError when the stretch ends before."""
        if count > self.left:
            raise HeaderError(f"ends at byte {self.end:,}, where {count:,} more bytes should follow")
        self._place += count

    def byte(self) -> int:
        """The next byte as a number."""
        place = self._hold(1)
        self._place = place + 1
        return self._buffer[place]

    def u32(self) -> int:
        """An unsigned number of four bytes."""
        place = self._hold(4)
        self._place = place + 4
        number: int = _U32[self.order].unpack_from(self._buffer, place)[0]
        return number

    def u64(self) -> int:
        """An unsigned number of eight bytes."""
        place = self._hold(8)
        self._place = place + 8
        number: int = _U64[self.order].unpack_from(self._buffer, place)[0]
        return number

    def line(self, limit: int) -> bytes:
        """Bytes up to the next newline, which is taken too; raises HeaderError when it does not come in `limit`."""
        end = self._buffer.find(b"\n", self._place)
        if end < 0:
            self._hold(min(limit, self.left))
            end = self._buffer.find(b"\n", self._place)
        if end < 0 or end - self._place > limit:
            raise HeaderError("has a line without an end")
        found = self._buffer[self._place : end]
        self._place = end + 1
        return found

    def skip_strings(self, count: int) -> None:
        """Pass over `count` strings that each follow their length in eight bytes."""
        self.source.spend(count)
        unpack = _U64[self.order].unpack_from
        place, held = self._place, len(self._buffer)
        for _ in range(count):
            if place + 8 > held:
                self._place = place
                place = self._hold(8)
                held = len(self._buffer)
            place += 8 + unpack(self._buffer, place)[0]
        self._place = place
        if self.left < 0:
            raise HeaderError("names a string that is longer than the file")

    def _hold(self, count: int) -> int:
        """Make sure that `count` bytes are in the buffer; their place in it."""
        if self._place + count <= len(self._buffer):
            return self._place
        if count > self.left:
            raise HeaderError(f"ends at byte {self.end:,}, where {count:,} more bytes should follow")
        rest = self._buffer[self._place :]
        self._base += self._place
        self._place = 0
        at = self._base + len(rest)
        wanted = min(max(self._chunk, count - len(rest)), self.end - at)
        self._buffer = rest + self.source.read(at, wanted)
        return 0


def guarded(read: Callable[[ByteSource], WeightHeader]) -> Callable[[ByteSource], WeightHeader | Unreadable]:
    """A reader whose errors about the file become an Unreadable."""

    @wraps(read)
    def guard(source: ByteSource) -> WeightHeader | Unreadable:
        try:
            return read(source)
        except UnsupportedError as error:
            return Unreadable(str(error), malformed=False, bytes_read=source.bytes_read)
        except HeaderError as error:
            too_large = isinstance(error, BudgetError)
            return Unreadable(str(error), too_large=too_large, bytes_read=source.bytes_read)
        except UnreadableError as error:
            return Unreadable(f"{UNREAD}: {error}", malformed=False, bytes_read=source.bytes_read)

    return guard
