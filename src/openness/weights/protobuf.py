"""The wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/), fields one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.weights.source import Cursor, HeaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5


def varint(cursor: Cursor) -> int:
    """A number of variable length; raises HeaderError past 64 bits."""
    value = shift = 0
    while True:
        byte = cursor.byte()
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFF_FFFF_FFFF_FFFF
        shift += 7
        if shift > 63:
            raise HeaderError("has a number of more than 64 bits")


def fields(cursor: Cursor, end: int) -> Iterator[tuple[int, int, int]]:
    """Fields up to `end` as (number, wire type, value); of those with a length the value is where they end.

    The caller may read into such a field; what it leaves is skipped without being fetched.
    """
    while cursor.offset < end:
        cursor.source.spend(1)
        tag = varint(cursor)
        number, kind = tag >> 3, tag & 7
        if number == 0:
            raise HeaderError("has a field with the number 0")
        if kind == VARINT:
            yield number, kind, varint(cursor)
        elif kind == LENGTH:
            length = varint(cursor)
            stop = cursor.offset + length
            if stop > end:
                raise HeaderError(f"announces a field of {length:,} bytes, longer than what holds it")
            yield number, kind, stop
            if cursor.offset > stop:
                raise HeaderError("has a field that runs over its end")
            cursor.skip(stop - cursor.offset)
        elif kind in (FIXED64, FIXED32):
            yield number, kind, cursor.u64() if kind == FIXED64 else cursor.u32()
        else:
            raise HeaderError(f"has a field of the unknown wire type {kind}")
    if cursor.offset != end:
        raise HeaderError("has a field that runs over its end")


def text(cursor: Cursor, end: int, limit: int = 4096) -> str:
    """The start of the field that the cursor stands in, as text."""
    return cursor.take(min(end - cursor.offset, limit)).decode("utf-8", "replace")
