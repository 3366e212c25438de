"""Headers of safetensors files (https://github.com/huggingface/safetensors, format section, read 2026-11)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from openness.weights.data import load_table
from openness.weights.header import Pairs, WeightHeader, clean, histogram
from openness.weights.source import MIB, HeaderError, guarded

if TYPE_CHECKING:
    from openness.weights.source import ByteSource

HEADER_LIMIT = 16 * MIB
"""Bytes of the longest header that is read; the format allows 100 MB, the largest published shards have 3 MB."""

TENSOR_LIMIT = 100_000
ELEMENT_LIMIT = 2**50
METADATA_LIMIT = 64
_RANK_LIMIT = 16
_DIGITS = re.compile(rb"\d{400}")
_LICENSE = re.compile(r"(?:^|[._])licen[sc]e(?:[._](?:name|link|url))?$", re.IGNORECASE)
_BASE = re.compile(r"^(?:base_model(?:_name_or_path)?|modelspec\.(?:merged_from|base_model)|ss_base_model)$")
_ARCHITECTURE = ("modelspec.architecture", "architecture", "model_type")

JsonPairs = list[tuple[str, Any]]


@guarded
def read(source: ByteSource) -> WeightHeader:
    """The header of a safetensors file, or why it is refused."""
    if source.size < 8:
        raise HeaderError("has under 8 bytes, too few for a safetensors header")
    length = int.from_bytes(source.read(0, 8), "little")
    if length > source.size - 8:
        raise HeaderError(f"gives its header {length:,} bytes and has {source.size:,}")
    if length > HEADER_LIMIT:
        raise HeaderError(f"gives its header {length:,} bytes, more than {HEADER_LIMIT:,}")
    raw = source.read(8, length)
    _refuse_crowded(raw)
    entries = _parse(raw)
    metadata = _metadata(entries)
    tensors = [(name, body) for name, body in entries if name != "__metadata__"]
    source.spend(len(tensors))
    counts, problems = _tensors(tensors, source.size - 8 - length)
    return WeightHeader(
        format="safetensors",
        parameters=sum(counts.values()),
        tensors=len(tensors),
        dtypes=histogram(counts),
        architecture=next((value for key in _ARCHITECTURE for name, value in metadata if name == key), None),
        licenses=tuple((key, value) for key, value in metadata if _LICENSE.search(key)),
        base_models=tuple((key, value) for key, value in metadata if _BASE.search(key)),
        metadata=metadata[:METADATA_LIMIT],
        problems=tuple(problems),
        bytes_read=source.bytes_read,
    )


def _refuse_crowded(raw: bytes) -> None:
    """Refuse, by counting bytes alone, what would cost the parser much memory: honest headers stay far below."""
    objects = raw.count(b"{")
    if raw[:1] != b"{":
        raise HeaderError("has a header that is not a JSON object")
    if objects > TENSOR_LIMIT or raw.count(b"[") > 2 * objects + 1000:
        raise HeaderError(f"lists more than {TENSOR_LIMIT:,} tensors, or nests them")
    if raw.count(b",") > 24 * objects + 50_000:
        raise HeaderError("lists more values than its tensors can have")
    if _DIGITS.search(raw):
        raise HeaderError("has a number of over 400 digits")


def _parse(raw: bytes) -> JsonPairs:
    """The header's entries in order, objects as lists of pairs; names are unique."""
    try:
        entries = json.loads(raw.decode("utf-8"), object_pairs_hook=_as_pairs, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise HeaderError(f"has a header that is not UTF-8 (byte {error.start + 8:,})") from error
    except RecursionError as error:
        raise HeaderError("has a header that is nested too deeply") from error
    except HeaderError:
        raise
    except ValueError as error:
        raise HeaderError(f"has a header that is not JSON: {clean(str(error), 120)}") from error
    return _unique(entries, "the header")


class _Object(list):  # type: ignore[type-arg]
    """The pairs of a JSON object, told from an array by its type."""


_as_pairs = _Object


def _refuse_constant(text: str) -> None:
    raise HeaderError(f"has {text} in its header, which JSON does not know")


def _unique(pairs: object, where: str) -> JsonPairs:
    if not isinstance(pairs, _Object):
        raise HeaderError(f"has {where} in a form that is not a JSON object")
    if len({name for name, _ in pairs}) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise HeaderError(f"names `{clean(twice, 80)}` twice in {where}; readers differ on which one counts")
    return pairs


def _metadata(entries: JsonPairs) -> Pairs:
    body = next((value for name, value in entries if name == "__metadata__"), None)
    if body is None:
        return ()
    pairs = _unique(body, "`__metadata__`")
    if not all(isinstance(value, str) for _, value in pairs):
        raise HeaderError("has a value in `__metadata__` that is not text")
    return tuple((clean(key, 120), clean(value)) for key, value in pairs)


def _tensors(tensors: JsonPairs, data: int) -> tuple[dict[str, int], list[str]]:
    """Elements by type; raises HeaderError when a tensor does not fit its bytes or the bytes are not all covered."""
    bits = load_table("dtypes")["safetensors"]
    counts: dict[str, int] = {}
    spans = []
    unknown = set()
    for name, body in tensors:
        dtype, shape, start, end = _fields(name, body)
        elements = 1
        for extent in shape:
            elements *= extent
        if elements > ELEMENT_LIMIT:
            raise HeaderError(f"gives `{clean(name, 80)}` more elements than any tensor has")
        if end > data:
            raise HeaderError(f"puts `{clean(name, 80)}` past its end (byte {end:,} of {data:,})")
        if dtype not in bits:
            unknown.add(clean(dtype, 40))
        elif elements * bits[dtype] != (end - start) * 8:
            raise HeaderError(f"gives `{clean(name, 80)}` {end - start:,} bytes, which its shape does not have")
        key = dtype if dtype in bits else "unknown"
        counts[key] = counts.get(key, 0) + elements
        spans.append((start, end))
    _refuse_gaps(spans, data)
    return counts, [f"has tensors of an unknown type: {name}" for name in sorted(unknown)[:3]]


def _refuse_gaps(spans: list[tuple[int, int]], data: int) -> None:
    spans.sort()
    place = 0
    for start, end in spans:
        if start != place:
            raise HeaderError(
                f"has {'a hole' if start > place else 'tensors that overlap'} at byte {place:,} of its data"
            )
        place = end
    if place != data:
        raise HeaderError(f"has {data - place:,} bytes after its last tensor")


def _fields(name: str, body: object) -> tuple[str, list[int], int, int]:
    pairs = _unique(body, f"`{clean(name, 80)}`")
    fields = dict(pairs)
    dtype, shape, offsets = fields.get("dtype"), fields.get("shape"), fields.get("data_offsets")
    if (
        type(dtype) is str
        and type(shape) is list
        and type(offsets) is list
        and len(offsets) == 2
        and len(shape) <= _RANK_LIMIT
        and all(type(extent) is int and 0 <= extent <= ELEMENT_LIMIT for extent in (*shape, *offsets))
        and offsets[0] <= offsets[1]
    ):
        return dtype, shape, offsets[0], offsets[1]
    raise HeaderError(f"describes `{clean(name, 80)}` without a type, a shape and a place that make sense")
