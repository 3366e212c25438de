"""Headers of ONNX files (https://github.com/onnx/onnx/blob/main/onnx/onnx.in.proto, read 2026-11)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.weights import protobuf
from openness.weights.counts import histogram
from openness.weights.data import load_table
from openness.weights.header import WeightHeader, clean
from openness.weights.protobuf import LENGTH, VARINT, fields, text
from openness.weights.source import BudgetError, Cursor, HeaderError, guarded

if TYPE_CHECKING:
    from openness.weights.source import ByteSource

TENSOR_LIMIT = 16_384
NODE_LIMIT = 40_000
ELEMENT_LIMIT = 2**50
_PROPERTY_LIMIT = 64
_EXTERNAL_LIMIT = 1000
_RANK_LIMIT = 64
_CHUNK = 16 * 1024
_TEXTS = {2: "producer_name", 3: "producer_version", 4: "domain", 6: "doc_string"}
_LICENSE = compiled(r"(?:^|[._ -])licen[sc]e(?:[._ -](?:name|link|url))?$", re.IGNORECASE)
_BASE = compiled(r"(?:^|[._])base[_ -]?model$", re.IGNORECASE)


@dataclass(slots=True)
class _Model:
    """What has been read of a model so far."""

    version: int | None = None
    graphs: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    tensors: int = 0
    external: dict[str, None] = field(default_factory=dict)


@guarded
def read(source: ByteSource) -> WeightHeader:
    """The header of an ONNX file, or why it is refused; payloads of tensors are passed over."""
    cursor = Cursor(source, chunk=_CHUNK)
    model = _Model()
    for number, kind, value in fields(cursor, source.size):
        if number == 1 and kind == VARINT:
            model.version = value
        elif number in _TEXTS and kind == LENGTH:
            model.properties[_TEXTS[number]] = clean(text(cursor, value))
        elif number == 7 and kind == LENGTH:
            model.graphs += 1
            _graph(cursor, value, model)
        elif number == 14 and kind == LENGTH:
            _property(cursor, value, model)
    if model.version is None or model.graphs != 1:
        raise HeaderError("is not an ONNX model: it has no version" if model.version is None else _GRAPHS)
    problems = [f"takes tensors from `{path}`, outside of its folder" for path in model.external if leaves(path)]
    properties = tuple(model.properties.items())
    return WeightHeader(
        format="onnx",
        parameters=sum(model.counts.values()),
        tensors=model.tensors,
        dtypes=histogram(model.counts),
        licenses=tuple((key, value) for key, value in properties if _LICENSE.search(key)),
        base_models=tuple((key, value) for key, value in properties if _BASE.search(key)),
        metadata=properties,
        external=tuple(sorted(model.external)),
        problems=tuple(problems[:3]),
        bytes_read=source.bytes_read,
    )


_GRAPHS = "is not an ONNX model: it has no graph, or several"


def leaves(path: str) -> bool:
    """True when a path of external data is not below the model's folder."""
    parts = path.replace("\\", "/").split("/")
    return path.startswith(("/", "\\")) or ".." in parts or path[1:2] == ":"


def _property(cursor: Cursor, end: int, model: _Model) -> None:
    """A pair of texts; the same key must not come twice."""
    pair = _pair(cursor, end)
    key = clean(pair.get(1, ""), 120)
    if key in model.properties and key not in _TEXTS.values():
        raise HeaderError(f"has the property `{key}` twice; readers differ on which one counts")
    if len(model.properties) < _PROPERTY_LIMIT:
        model.properties.setdefault(key, clean(pair.get(2, "")))


def _pair(cursor: Cursor, end: int) -> dict[int, str]:
    return {number: text(cursor, value) for number, kind, value in fields(cursor, end) if kind == LENGTH}


def _graph(cursor: Cursor, end: int, model: _Model) -> None:
    for count, (number, kind, value) in enumerate(fields(cursor, end)):
        if count > NODE_LIMIT:
            raise BudgetError(f"has a graph of more than {NODE_LIMIT:,} parts")
        if number == 5 and kind == LENGTH:
            model.tensors += 1
            if model.tensors > TENSOR_LIMIT:
                raise BudgetError(f"holds more than {TENSOR_LIMIT:,} tensors")
            _tensor(cursor, value, model)


def _tensor(cursor: Cursor, end: int, model: _Model) -> None:
    """Count one initializer and note where its bytes are."""
    dimensions: list[int] = []
    kind_of = "unknown"
    for number, kind, value in fields(cursor, end):
        if number == 1 and kind == VARINT:
            dimensions.append(value)
        elif number == 1 and kind == LENGTH:
            while cursor.offset < value:
                dimensions.append(protobuf.varint(cursor))
                if len(dimensions) > _RANK_LIMIT:
                    break
        elif number == 2 and kind == VARINT:
            kind_of = load_table("dtypes")["onnx"].get(str(value), "unknown")
        elif number == 13 and kind == LENGTH:
            pair = _pair(cursor, value)
            if pair.get(1) == "location" and len(model.external) < _EXTERNAL_LIMIT:
                model.external[clean(pair.get(2, ""))] = None
        if len(dimensions) > _RANK_LIMIT:
            raise HeaderError(f"has a tensor of more than {_RANK_LIMIT} dimensions")
    elements = 1
    for extent in dimensions:
        elements *= extent
        if elements > ELEMENT_LIMIT:
            raise HeaderError("has a tensor with more elements than any has")
    model.counts[kind_of] = model.counts.get(kind_of, 0) + elements
