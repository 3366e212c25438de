"""Weight files made of bytes, without the libraries that usually write them."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Tensors = Mapping[str, tuple[str, Sequence[int]]]

_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I8": 1, "U8": 1, "F8_E4M3": 1}
_STORAGES = {"F64": "DoubleStorage", "F32": "FloatStorage", "F16": "HalfStorage", "BF16": "BFloat16Storage"}
_GGML = {"F32": (0, 4), "F16": (1, 2)}
_ONNX = {"F32": 1, "I64": 7, "F16": 10}


def elements(shape: Sequence[int]) -> int:
    """The product of the extents."""
    count = 1
    for extent in shape:
        count *= extent
    return count


def safetensors(tensors: Tensors, metadata: Mapping[str, str] | None = None) -> bytes:
    """A safetensors file with tensors of zeros, each given as (type, shape)."""
    header: dict[str, Any] = {} if metadata is None else {"__metadata__": dict(metadata)}
    place = 0
    for name, (dtype, shape) in tensors.items():
        size = elements(shape) * _BYTES[dtype]
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [place, place + size]}
        place += size
    return raw_safetensors(json.dumps(header).encode(), bytes(place))


def raw_safetensors(header: bytes, data: bytes = b"", length: int | None = None) -> bytes:
    """A safetensors file with exactly this header (padded to eight bytes) and the length as said."""
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def gguf_text(text: str | bytes, order: str = "<") -> bytes:
    """A text with its length before it."""
    body = text.encode() if isinstance(text, str) else text
    return struct.pack(order + "Q", len(body)) + body


def gguf_value(value: Any, order: str = "<") -> bytes:
    """A value with its type before it."""
    if isinstance(value, bool):
        return struct.pack(order + "I?", 7, value)
    if isinstance(value, int):
        return struct.pack(order + "II", 4, value)
    if isinstance(value, float):
        return struct.pack(order + "If", 6, value)
    if isinstance(value, (str, bytes)):
        return struct.pack(order + "I", 8) + gguf_text(value, order)
    kind = 8 if value and isinstance(value[0], str) else 4
    items = b"".join(gguf_text(one, order) if kind == 8 else struct.pack(order + "I", one) for one in value)
    return struct.pack(order + "IIQ", 9, kind, len(value)) + items


def gguf(
    fields: Mapping[str, Any] | None = None, tensors: Tensors | None = None, *, version: int = 3, order: str = "<"
) -> bytes:
    """A GGUF file with tensors of zeros."""
    fields, tensors = fields or {}, tensors or {}
    body = b"GGUF" + struct.pack(order + "IQQ", version, len(tensors), len(fields))
    for key, value in fields.items():
        body += gguf_text(key, order) + gguf_value(value, order)
    place = 0
    for name, (dtype, shape) in tensors.items():
        kind, width = _GGML[dtype]
        body += gguf_text(name, order) + struct.pack(order + f"I{len(shape)}Q", len(shape), *shape)
        body += struct.pack(order + "IQ", kind, place)
        place += -(-elements(shape) * width // 32) * 32
    return body + bytes(-len(body) % 32) + bytes(place)


def zipped(members: Mapping[str, bytes], *, deflated: bool = False) -> bytes:
    """A zip archive of the members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, archive.compression)
    return held.getvalue()


def _text(text: str) -> bytes:
    return b"X" + struct.pack("<I", len(text.encode())) + text.encode()


def _number(number: int) -> bytes:
    return b"\x8a\x08" + struct.pack("<q", number)


def state_dict(tensors: Tensors, imports: Sequence[str] = (), keys: Sequence[str] = ()) -> bytes:
    """The pickle of a state dict as PyTorch writes it (protocol 2), after calls of the functions named."""
    body = b"\x80\x02"
    for name in imports:
        module, _, function = name.rpartition(".")
        body += f"c{module}\n{function}\n".encode() + b"(X\x04\x00\x00\x00truetR0"
    body += b"}("
    for key in keys:
        body += _text(key) + b"}"
    for number, (name, (dtype, shape)) in enumerate(tensors.items()):
        body += _text(name) + b"ctorch._utils\n_rebuild_tensor_v2\n((" + _text("storage")
        body += f"ctorch\n{_STORAGES[dtype]}\n".encode() + _text(str(number)) + _text("cpu")
        body += _number(elements(shape)) + b"tQ" + _number(0)
        body += b"(" + b"".join(map(_number, shape)) + b"t(" + b"".join(_number(1) for _ in shape) + b"t"
        body += b"\x89ccollections\nOrderedDict\n)RtR"
    return body + b"u."


def pytorch(tensors: Tensors, imports: Sequence[str] = (), keys: Sequence[str] = ()) -> bytes:
    """A PyTorch file (zip) with tensors of zeros, which would call the functions named when it is loaded."""
    members = {"archive/data.pkl": state_dict(tensors, imports, keys), "archive/version": b"3\n"}
    for number, (dtype, shape) in enumerate(tensors.values()):
        members[f"archive/data/{number}"] = bytes(elements(shape) * _BYTES[dtype])
    return zipped(members)


def varint(number: int) -> bytes:
    """A number as Protocol Buffers write it."""
    body = b""
    while number > 127:
        body += bytes([number & 127 | 128])
        number >>= 7
    return body + bytes([number])


def field(number: int, body: bytes | int) -> bytes:
    """A field of Protocol Buffers."""
    if isinstance(body, int):
        return varint(number << 3) + varint(body)
    return varint(number << 3 | 2) + varint(len(body)) + body


def onnx(tensors: Tensors, properties: Mapping[str, str] | None = None, external: str | None = None) -> bytes:
    """An ONNX file with initializers of zeros, or with their bytes in another file."""
    graph = b""
    for name, (dtype, shape) in tensors.items():
        tensor = b"".join(field(1, extent) for extent in shape) + field(2, _ONNX[dtype]) + field(8, name.encode())
        if external is None:
            tensor += field(9, bytes(elements(shape) * _BYTES[dtype]))
        else:
            tensor += field(13, field(1, b"location") + field(2, external.encode())) + field(14, 1)
        graph += field(5, tensor)
    pairs = b"".join(field(14, field(1, k.encode()) + field(2, v.encode())) for k, v in (properties or {}).items())
    return field(1, 10) + field(2, b"writer") + field(7, graph) + pairs


def npy(descr: str, shape: Sequence[int]) -> bytes:
    """A NumPy file; the array's bytes are left out."""
    shown = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shown}), }}".encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header


WRITERS: dict[str, Callable[..., bytes]] = {
    "safetensors": safetensors,
    "gguf": gguf,
    "pytorch": pytorch,
    "onnx": onnx,
}
_STAND_IN = re.compile(r"\A@(safetensors|gguf|pytorch|onnx) (\{.*\})@\n?\Z", re.DOTALL)


def stand_in(text: str) -> bytes | None:
    """The weight file that a text like `@gguf {"fields": {…}}@` stands for; None for any other text."""
    match = _STAND_IN.match(text)
    return WRITERS[match[1]](**json.loads(match[2])) if match else None
