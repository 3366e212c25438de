"""Headers of GGUF files, versions 2 and 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, read 2026-11)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.weights.counts import histogram
from openness.weights.data import load_table
from openness.weights.header import WeightHeader, clean
from openness.weights.source import MIB, Cursor, HeaderError, UnsupportedError, guarded

if TYPE_CHECKING:
    from openness.weights.source import ByteSource

MAGIC = b"GGUF"
KEY_LIMIT = 1 << 16
TENSOR_LIMIT = 200_000
STRING_LIMIT = 8 * MIB
ELEMENT_LIMIT = 2**50
METADATA_LIMIT = 64
_NAME_LIMIT = 1 << 16
_LIST_LIMIT = 16
_STRING, _ARRAY = 8, 9
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "B", 10: "Q", 11: "q", 12: "d"}
_WIDTHS = {code: struct.calcsize("<" + letter) for code, letter in _SCALARS.items()}
_WANTED = compiled(r"general\.|split\.|[\w-]{1,60}\.(?:block_count|context_length|expert_count|expert_used_count)$")
_BASE = compiled(r"general\.base_model\.(\d{1,4})\.(repo_url|url|organization|name)$")
_LICENSES = ("general.license", "general.license.name", "general.license.link")
_ALIGNMENT = "general.alignment"

Value = str | int | float | bool
Fields = dict[str, "Value | list[Value]"]


@guarded
def read(source: ByteSource) -> WeightHeader:
    """The header of a GGUF file, or why it is refused."""
    cursor = Cursor(source, chunk=64 * 1024)
    if cursor.take(4) != MAGIC:
        raise HeaderError("does not begin with GGUF")
    _version(cursor)
    tensors, keys = cursor.u64(), cursor.u64()
    if tensors > TENSOR_LIMIT or keys > KEY_LIMIT:
        raise HeaderError(f"announces {tensors:,} tensors and {keys:,} keys, more than any model has")
    fields = _fields(cursor, keys)
    alignment = fields.get(_ALIGNMENT, 32)
    if not isinstance(alignment, int) or not 1 <= alignment <= MIB:
        raise HeaderError("gives an alignment that makes no sense")
    counts, end = _tensors(cursor, tensors, alignment)
    start = -(-cursor.offset // alignment) * alignment
    if tensors and start + end > source.size:
        raise HeaderError(f"ends at byte {source.size:,}; its tensors need {start + end:,}")
    architecture = fields.get("general.architecture")
    return WeightHeader(
        format="gguf",
        parameters=sum(counts.values()),
        tensors=tensors,
        dtypes=histogram(counts),
        architecture=architecture if isinstance(architecture, str) else None,
        licenses=tuple((key, str(fields[key])) for key in _LICENSES if isinstance(fields.get(key), str)),
        base_models=_base_models(fields),
        metadata=_metadata(fields),
        problems=tuple(f"has text that is not UTF-8 in `{key}`" for key in sorted(fields) if _is_damaged(fields[key]))[
            :3
        ],
        shard=_shard(fields),
        bytes_read=source.bytes_read,
    )


def _is_damaged(value: Value | list[Value]) -> bool:
    return any(isinstance(one, str) and "\ufffd" in one for one in (value if isinstance(value, list) else [value]))


def _version(cursor: Cursor) -> None:
    """Read the version and set the byte order by it: the number is small in the right one."""
    version = cursor.u32()
    if version and version & 0xFFFF == 0:
        cursor.order = ">"
        version = int.from_bytes(version.to_bytes(4, "little"), "big")
    if version == 1:
        raise UnsupportedError("is GGUF version 1, which was never in wide use and is not read")
    if version not in (2, 3):
        raise HeaderError(f"is of GGUF version {version:,}, which does not exist yet")


def _fields(cursor: Cursor, count: int) -> Fields:
    """The keys that are of use here; every key is read, and none may come twice."""
    seen: set[str] = set()
    fields: Fields = {}
    for _ in range(count):
        cursor.source.spend(1)
        key = _text(cursor, _NAME_LIMIT)
        if key in seen:
            raise HeaderError(f"has the key `{clean(key, 80)}` twice; readers differ on which one counts")
        seen.add(key)
        value = _value(cursor, cursor.u32(), wanted=_WANTED.match(key) is not None)
        if value is not None:
            fields[clean(key, 120)] = value
    return fields


def _text(cursor: Cursor, limit: int) -> str:
    length = cursor.u64()
    if length > limit:
        raise HeaderError(f"has a text of {length:,} bytes in its header")
    return cursor.take(length).decode("utf-8", "replace")


def _value(cursor: Cursor, kind: int, *, wanted: bool) -> Value | list[Value] | None:
    """The value if it is wanted and fits; in any case the cursor stands behind it."""
    if kind == _STRING:
        if wanted:
            return clean(_text(cursor, STRING_LIMIT))
        cursor.skip_strings(1)
        return None
    if kind == _ARRAY:
        return _array(cursor, wanted=wanted)
    return _scalar(cursor, kind)


def _scalar(cursor: Cursor, kind: int) -> Value:
    letter = _SCALARS.get(kind)
    if letter is None:
        raise HeaderError(f"has a value of type {kind:,}, which does not exist")
    value: Value = struct.unpack(cursor.order + letter, cursor.take(_WIDTHS[kind]))[0]
    return bool(value) if kind == 7 else value


def _array(cursor: Cursor, *, wanted: bool) -> list[Value] | None:
    """The members of an array of texts or numbers; arrays of arrays are in no published model and are refused."""
    kind, count = cursor.u32(), cursor.u64()
    width = 8 if kind == _STRING else _WIDTHS.get(kind)
    if width is None:
        raise HeaderError(f"has an array of {'arrays' if kind == _ARRAY else f'type {kind:,}'}")
    if count > cursor.left // width:
        raise HeaderError(f"announces an array of {count:,} members, more than the file can hold")
    if wanted and count <= _LIST_LIMIT:
        return [clean(_text(cursor, STRING_LIMIT)) if kind == _STRING else _scalar(cursor, kind) for _ in range(count)]
    if kind == _STRING:
        cursor.skip_strings(count)
    else:
        cursor.skip(width * count)
    return None


def _tensors(cursor: Cursor, count: int, alignment: int) -> tuple[dict[str, int], int]:
    """Elements by type, and where the last tensor ends, counted from the start of the data."""
    types = load_table("dtypes")["ggml"]
    counts: dict[str, int] = {}
    names: set[str] = set()
    last = 0
    for _ in range(count):
        cursor.source.spend(1)
        name = _text(cursor, 1024)
        if name in names:
            raise HeaderError(f"names the tensor `{clean(name, 80)}` twice")
        names.add(name)
        elements, row = _shape(cursor, name)
        kind, offset = cursor.u32(), cursor.u64()
        if offset % alignment or offset > cursor.end:
            raise HeaderError(f"puts `{clean(name, 80)}` where no tensor can be (byte {offset:,})")
        title, block, size = types.get(str(kind), (f"type {kind}", 1, 0))
        if row % block:
            raise HeaderError(f"cuts the rows of `{clean(name, 80)}` amid a block")
        counts[title] = counts.get(title, 0) + elements
        last = max(last, offset + elements // block * size)
    return counts, last


def _shape(cursor: Cursor, name: str) -> tuple[int, int]:
    """Number of elements, and the length of a row."""
    rank = cursor.u32()
    if rank > 8:
        raise HeaderError(f"gives `{clean(name, 80)}` {rank:,} dimensions")
    elements, row = 1, 1
    for axis in range(rank):
        extent = cursor.u64()
        row = extent if axis == 0 else row
        elements *= extent
        if elements > ELEMENT_LIMIT:
            raise HeaderError(f"gives `{clean(name, 80)}` more elements than any tensor has")
    return elements, row


def _base_models(fields: Fields) -> tuple[tuple[str, str], ...]:
    """For each base model its repository, else its address, else its organization and name."""
    parts: dict[int, dict[str, str]] = {}
    for key, value in fields.items():
        match = _BASE.match(key)
        if match and isinstance(value, str) and value:
            parts.setdefault(int(match[1]), {})[match[2]] = value
    found = []
    for number, said in sorted(parts.items()):
        named = "/".join(said[part] for part in ("organization", "name") if part in said)
        found.append((f"general.base_model.{number}", said.get("repo_url") or said.get("url") or named))
    return tuple(found)


def _metadata(fields: Fields) -> tuple[tuple[str, str], ...]:
    shown = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in fields.items()
        if key.startswith("general.")
    }
    return tuple((key, clean(shown[key])) for key in sorted(shown)[:METADATA_LIMIT])


def _shard(fields: Fields) -> tuple[int, int] | None:
    number, count = fields.get("split.no"), fields.get("split.count")
    if isinstance(number, int) and isinstance(count, int) and 0 <= number < count <= 99_999 and count > 1:
        return number + 1, count
    return None
