"""Headers of NumPy files: `.npy` and archives of them (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.weights.archive import read_archive, read_member
from openness.weights.counts import histogram
from openness.weights.header import WeightHeader, clean
from openness.weights.source import BudgetError, HeaderError, guarded

if TYPE_CHECKING:
    from openness.weights.source import ByteSource

ARRAY_LIMIT = 4096
ELEMENT_LIMIT = 2**50
_MAGIC = b"\x93NUMPY"
_HEAD = 1024
_HEADER = compiled(
    r"\{'descr': (?P<descr>'[^']{1,40}'|\[[^\]]{1,800}\]), 'fortran_order': (?:True|False), "
    r"'shape': \((?P<shape>[0-9, ]{0,700})\),? ?\}\s{0,1000}"
)
_EXTENT = compiled(r"[0-9]{1,18}")
_KINDS = {"f": "F", "i": "I", "u": "U", "c": "C", "V": "void", "S": "bytes", "U": "text", "O": "object"}


@guarded
def read(source: ByteSource) -> WeightHeader:
    """The header of a `.npy` or `.npz` file, or why it is refused."""
    head = source.read(0, min(source.size, _HEAD))
    if head.startswith(_MAGIC):
        return _header(source, "npy", [_array(head, source.path)], [])
    archive = read_archive(source)
    arrays = [one for one in archive.members if one.name.endswith(".npy")]
    if not arrays:
        raise HeaderError("is an archive without arrays")
    if len(arrays) > ARRAY_LIMIT:
        raise BudgetError(f"holds {len(arrays):,} arrays, more than {ARRAY_LIMIT:,}")
    found = [_array(read_member(source, one, _HEAD), one.name) for one in arrays]
    return _header(source, "npz", found, list(archive.problems))


def _header(source: ByteSource, form: str, arrays: list[tuple[str, int]], problems: list[str]) -> WeightHeader:
    counts: dict[str, int] = {}
    for kind, elements in arrays:
        counts[kind] = counts.get(kind, 0) + elements
    objects = counts.pop("object", 0)
    if objects:
        problems.append("holds arrays of Python objects, which are loaded by unpickling them")
    return WeightHeader(
        format=form,
        parameters=sum(counts.values()),
        tensors=len(arrays),
        dtypes=histogram(counts),
        problems=tuple(problems),
        bytes_read=source.bytes_read,
    )


def _array(head: bytes, name: str) -> tuple[str, int]:
    """Type and number of elements of one array. The header is matched, never evaluated."""
    shown = clean(name.rpartition("/")[2], 80)
    if head[:6] != _MAGIC or len(head) < 12:
        raise HeaderError(f"has in `{shown}` no array")
    wide = head[6] >= 2
    start = 12 if wide else 10
    length = int.from_bytes(head[8:start], "little")
    match = _HEADER.fullmatch(head[start : start + length].decode("latin-1"))
    if match is None:
        raise HeaderError(f"describes the array `{shown}` in a form that NumPy does not write")
    elements = 1
    for part in match["shape"].split(","):
        extent = part.strip()
        if not extent:
            continue
        if _EXTENT.fullmatch(extent) is None:
            raise HeaderError(f"describes the array `{shown}` in a form that NumPy does not write")
        elements *= int(extent)
        if elements > ELEMENT_LIMIT:
            raise HeaderError(f"gives the array `{shown}` more elements than any has")
    return _kind(match["descr"]), elements


def _kind(descr: str) -> str:
    """The element type by its short name: `'<f4'` is F32, structured types are `record`."""
    if not descr.startswith("'"):
        return "object" if "O'" in descr else "record"
    plain = descr.strip("'").lstrip("<>|=")
    width = plain[1:]
    if plain[:1] in "fiuc" and width.isdecimal() and len(width) < 3:
        return f"{_KINDS[plain[0]]}{int(width) * 8}"
    return "BOOL" if plain in ("b1", "?") else _KINDS.get(plain[:1], "other")
