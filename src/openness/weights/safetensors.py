"""Headers of safetensors files (https://github.com/huggingface/safetensors, format section, read 2026-11)."""

from __future__ import annotations

import json
import re
from math import prod
from typing import TYPE_CHECKING, Any, TypeGuard

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.weights.counts import histogram
from openness.weights.data import load_table
from openness.weights.header import Pairs, WeightHeader, clean
from openness.weights.source import MIB, BudgetError, HeaderError, guarded

if TYPE_CHECKING:
    from openness.weights.source import ByteSource

HEADER_LIMIT = 10 * MIB
"""Bytes of the longest header that is read; the format allows 100 MB, the largest published shards have 3 MB."""

TENSOR_LIMIT = 65_536
ELEMENT_LIMIT = 2**50
METADATA_LIMIT = 64
_RANK_LIMIT = 16
_DIGITS = re.compile(rb"\d{400}")
_LICENSE = compiled(r"(?:^|[._])licen[sc]e(?:[._](?:name|link|url))?$", re.IGNORECASE)
_BASE = compiled(r"^(?:base_model(?:_name_or_path)?|modelspec\.(?:merged_from|base_model)|ss_base_model)$")
_TELLING = compiled(f"{_LICENSE.pattern}|{_BASE.pattern}|^(?:modelspec\\.)?architecture$|^model_type$", re.IGNORECASE)
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
        raise BudgetError(f"gives its header {length:,} bytes, more than {HEADER_LIMIT:,}")
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
        metadata=metadata,
        problems=tuple(problems),
        bytes_read=source.bytes_read,
    )


def _refuse_crowded(raw: bytes) -> None:
    """Refuse, by counting bytes alone, what would cost the parser much memory: honest headers stay far below."""
    objects = raw.count(b"{")
    if raw[:1] != b"{":
        raise HeaderError("has a header that is not a JSON object")
    if objects > TENSOR_LIMIT:
        raise BudgetError(f"lists more than {TENSOR_LIMIT:,} tensors")
    if raw.count(b"[") > 2 * objects + 1000:
        raise HeaderError("has lists in its header that no tensor needs")
    if raw.count(b",") > 24 * objects + 50_000:
        raise HeaderError("lists more values than its tensors can have")
    if _DIGITS.search(raw):
        raise HeaderError("has a number of over 400 digits")


def _parse(raw: bytes) -> JsonPairs:
    """The header's entries in order, objects as lists of pairs; names are unique."""
    try:
        entries = json.loads(raw.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)
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


class _Tensor(NamedTuple):
    """What the header says of a tensor: `fault` completes "the file …" with the tensor's name put in."""

    dtype: str = ""
    elements: int = 0
    start: int = 0
    end: int = 0
    fault: str | None = None


_SHAPELESS = _Tensor(fault="describes `{}` without a type, a shape and a place that make sense")
_TWICE = _Tensor(fault="describes `{}` by a field that comes twice; readers differ on which one counts")
_HUGE = _Tensor(fault="gives `{}` more elements than any tensor has")


def _object(pairs: JsonPairs) -> _Object | _Tensor:
    """A JSON object as soon as it has been read; what describes a tensor is reduced at once to save memory."""
    if not any(name == "data_offsets" for name, _ in pairs):
        return _Object(pairs)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        return _TWICE
    dtype, shape, offsets = fields.get("dtype"), fields.get("shape"), fields["data_offsets"]
    if type(dtype) is not str or not _are_numbers(shape, _RANK_LIMIT) or not _are_numbers(offsets, 2):
        return _SHAPELESS
    if len(offsets) != 2 or offsets[0] > offsets[1]:
        return _SHAPELESS
    elements = prod(shape)
    return _HUGE if elements > ELEMENT_LIMIT else _Tensor(dtype, elements, offsets[0], offsets[1])


def _are_numbers(value: object, most: int) -> TypeGuard[list[int]]:
    """True for a list of at most that many whole numbers in the range of extents and offsets."""
    if type(value) is not list or len(value) > most:
        return False
    return all(type(number) is int and 0 <= number <= ELEMENT_LIMIT for number in value)


def _refuse_constant(text: str) -> None:
    raise HeaderError(f"has {text} in its header, which JSON does not know")


def _unique(pairs: object, where: str) -> JsonPairs:
    """The pairs of an object of which no name comes twice."""
    if type(pairs) is not _Object:
        raise HeaderError(f"has {where} in a form that is not a JSON object")
    if len(dict(pairs)) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise HeaderError(f"names `{clean(twice, 80)}` twice in {where}; readers differ on which one counts")
    return pairs


def _metadata(entries: JsonPairs) -> Pairs:
    body = next((value for name, value in entries if name == "__metadata__"), None)
    if body is None:
        return ()
    pairs = _unique(body, "`__metadata__`")
    if not all(type(value) is str for _, value in pairs):
        raise HeaderError("has a value in `__metadata__` that is not text")
    telling = [pair for pair in pairs if _TELLING.search(pair[0][:120])]
    others = [pair for pair in pairs[:METADATA_LIMIT] if pair not in telling]
    return tuple((clean(key, 120), clean(value)) for key, value in (telling + others)[:METADATA_LIMIT])


def _tensors(tensors: JsonPairs, data: int) -> tuple[dict[str, int], list[str]]:
    """Elements by type; raises HeaderError when a tensor does not fit its bytes or the bytes are not all covered."""
    bits = load_table("dtypes")["safetensors"]
    counts: dict[str, int] = {}
    spans = []
    unknown = set()
    for name, body in tensors:
        tensor = body if type(body) is _Tensor else _SHAPELESS
        if tensor.fault is not None:
            raise HeaderError(tensor.fault.format(clean(name, 80)))
        if tensor.end > data:
            raise HeaderError(f"puts `{clean(name, 80)}` past its end (byte {tensor.end:,} of {data:,})")
        width = bits.get(tensor.dtype)
        if width is None:
            unknown.add(clean(tensor.dtype, 40))
        elif tensor.elements * width != (tensor.end - tensor.start) * 8:
            size = tensor.end - tensor.start
            raise HeaderError(f"gives `{clean(name, 80)}` {size:,} bytes, which its shape does not have")
        key = "unknown" if width is None else tensor.dtype
        counts[key] = counts.get(key, 0) + tensor.elements
        spans.append((tensor.start, tensor.end))
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
