"""The directory of a zip archive, read without `zipfile` so that every oddity is seen and nothing is extracted.

Format: APPNOTE.TXT 6.3.10 by PKWARE, sections 4.3 and 4.5.3.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from openness.values import NamedTuple
from openness.weights.header import clean
from openness.weights.source import MIB, BudgetError, HeaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.weights.source import ByteSource

MEMBER_LIMIT = 50_000
DIRECTORY_LIMIT = 16 * MIB
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8


class Member(NamedTuple):
    """One file of an archive; sizes in bytes, `offset` that of its local header."""

    name: str
    size: int
    packed: int
    method: int
    offset: int
    encrypted: bool


class Archive(NamedTuple):
    """The members in the order of the directory, and what is odd about the archive as a whole."""

    members: tuple[Member, ...]
    problems: tuple[str, ...]

    def named(self, suffix: str) -> list[Member]:
        """Members whose name is the suffix or ends with `/` and the suffix."""
        return [one for one in self.members if one.name == suffix or one.name.endswith("/" + suffix)]


def read_archive(source: ByteSource) -> Archive:
    """The directory of an archive; raises HeaderError for one that readers could understand differently."""
    count, length, start, end = _find_directory(source)
    if count > MEMBER_LIMIT or length > DIRECTORY_LIMIT:
        raise BudgetError(f"is an archive of {count:,} members, more than {MEMBER_LIMIT:,} or than fit")
    shift = end - length - start
    if shift < 0:
        raise HeaderError("is an archive whose directory overlaps its end")
    if shift > 0:
        raise HeaderError(f"has {shift:,} bytes in front of its archive, which readers take in different ways")
    source.spend(count)
    members = tuple(_members(source.read(start, length), count))
    names = {one.name for one in members}
    if len(names) != len(members):
        raise HeaderError("is an archive with two members of one name; readers differ on which one counts")
    leaving = any(_escapes(name) for name in names)
    return Archive(members, ("has a member whose path leaves the archive",) if leaving else ())


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"


def _find_directory(source: ByteSource) -> tuple[int, int, int, int]:
    """Members, length and start of the directory as the end record gives them, and where the directory must end."""
    if source.size < 22:
        raise HeaderError("is too short for an archive")
    tail = source.read(source.size - 22, 22)
    start = source.size - 22
    if not (tail.startswith(_END) and tail[20:] == b"\0\0"):
        reach = min(source.size, 22 + _FULL16)
        tail = source.read(source.size - reach, reach)
        place = tail.rfind(_END)
        if place < 0 or len(tail) - place < 22:
            raise HeaderError("is an archive without an end record")
        start = source.size - reach + place
        tail = tail[place:]
        if len(tail) != 22 + int.from_bytes(tail[20:22], "little"):
            raise HeaderError("has bytes after the end of its archive")
    disk, first, here, count, length, offset = struct.unpack_from("<4H2I", tail, 4)
    if start >= 20 and source.read(start - 20, 4) == _LOCATOR64:
        return _find_directory64(source, start - 20)
    if disk or first or here != count:
        raise HeaderError("is a part of a divided archive")
    if count == _FULL16 or _FULL32 in (length, offset):
        raise HeaderError("is a large archive without the record that such archives need")
    return count, length, offset, start


def _find_directory64(source: ByteSource, locator: int) -> tuple[int, int, int, int]:
    (place,) = struct.unpack("<Q", source.read(locator + 8, 8))
    if place + 56 > locator:
        raise HeaderError("is a large archive whose end record is misplaced")
    record = source.read(place, 56)
    if record[:4] != _END64:
        raise HeaderError("is a large archive without its end record")
    disk, first, here, count, length, offset = struct.unpack_from("<2I4Q", record, 16)
    if disk or first or here != count:
        raise HeaderError("is a part of a divided archive")
    return count, length, offset, place


def _members(directory: bytes, count: int) -> Iterator[Member]:
    place = 0
    for _ in range(count):
        if place + _ENTRY.size > len(directory):
            raise HeaderError("is an archive whose directory is cut off")
        entry = _ENTRY.unpack_from(directory, place)
        signature, _, _, flags, method, _, _, _, packed, size, name_length, extra_length, comment_length = entry[:13]
        if signature != b"PK\x01\x02":
            raise HeaderError("is an archive whose directory is damaged")
        place += _ENTRY.size
        name = directory[place : place + name_length]
        extra = directory[place + name_length : place + name_length + extra_length]
        place += name_length + extra_length + comment_length
        if place > len(directory):
            raise HeaderError("is an archive whose directory is cut off")
        size, packed, offset = _wide(extra, size, packed, entry[16])
        yield Member(name.decode("utf-8", "surrogateescape"), size, packed, method, offset, bool(flags & 1))
    if place != len(directory):
        raise HeaderError("is an archive with more members than it says")


def _wide(extra: bytes, *values: int) -> tuple[int, int, int]:
    """The sizes and the offset, those that do not fit 32 bits taken from the extra field."""
    held = list(values)
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            body = extra[place + 4 : place + 4 + length]
            for index, value in enumerate(held):
                if value == _FULL32:
                    if len(body) < 8:
                        raise HeaderError("is an archive with a damaged size field")
                    held[index] = int.from_bytes(body[:8], "little")
                    body = body[8:]
        place += 4 + length
    return held[0], held[1], held[2]


def data_start(source: ByteSource, member: Member) -> int:
    """Where the bytes of a member begin; raises HeaderError when its local header tells another story."""
    local = source.read(member.offset, _LOCAL.size)
    fields = _LOCAL.unpack(local)
    start = member.offset + _LOCAL.size
    if fields[0] != b"PK\x03\x04":
        raise HeaderError(f"has no member where its archive puts `{clean(member.name, 80)}`")
    name = source.read(start, fields[9])
    if name.decode("utf-8", "surrogateescape") != member.name or fields[3] != member.method:
        raise HeaderError(
            f"describes the member `{clean(member.name, 80)}` in two ways; readers differ on which counts"
        )
    lengths: tuple[int, int] = fields[9:11]
    return start + sum(lengths)


def read_member(source: ByteSource, member: Member, limit: int) -> bytes:
    """The first `limit` bytes of a member, unpacked.

    Raises HeaderError for an encrypted member, another method than stored or deflated, and damaged data.
    """
    if member.encrypted:
        raise HeaderError(f"has an encrypted member, `{clean(member.name, 80)}`")
    start = data_start(source, member)
    if member.method == _STORED:
        if member.size != member.packed:
            raise HeaderError(f"gives the stored member `{clean(member.name, 80)}` two sizes")
        return source.read(start, min(member.size, limit))
    if member.method != _DEFLATED:
        raise HeaderError(f"packs `{clean(member.name, 80)}` by method {member.method}, which is not read")
    packed = source.read(start, min(member.packed, limit))
    try:
        return zlib.decompressobj(-15).decompress(packed, limit)
    except zlib.error as error:
        raise HeaderError(f"has a damaged member, `{clean(member.name, 80)}`") from error
