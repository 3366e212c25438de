"""Files made to harm or deceive who reads them, each with what must be said of it.

Half of them are kinds that libraries are known to stumble over; the other half was thought of for these readers.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import sys
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from weightfiles import (
    field,
    gguf,
    gguf_text,
    gguf_value,
    npy,
    onnx,
    pytorch,
    raw_safetensors,
    safetensors,
    state_dict,
    varint,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = {"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}
SMALL = {"w": ("F32", [2])}
U64 = struct.Struct("<Q")
Kind = "tuple[str, Callable[[], bytes], str]"


def header(body: Any, data: int = 8) -> Callable[[], bytes]:
    """A safetensors file with this header, given as an object or as bytes."""
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda: raw_safetensors(text, bytes(data))


def tensor(**changes: Any) -> Callable[[], bytes]:
    """A safetensors file whose one tensor is described in another way."""
    return header({"w": {**ONE["w"], **changes}})


def start(tensors: int, keys: int, body: bytes = b"", version: int = 3) -> Callable[[], bytes]:
    """A GGUF file with these counts and this body."""
    return lambda: b"GGUF" + struct.pack("<IQQ", version, tensors, keys) + body


def entry(name: str, dimensions: list[int], kind: int = 0, offset: int = 0) -> bytes:
    """One line of a GGUF file's table of tensors."""
    shape = struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
    return gguf_text(name) + shape + struct.pack("<IQ", kind, offset)


def text_key(key: str, value: bytes | str) -> bytes:
    """A GGUF key with a text."""
    return gguf_text(key) + gguf_value(value)


def doubled() -> bytes:
    """An archive with two members of one name, the first of them hostile."""
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("archive/data.pkl", b"\x80\x02cos\nsystem\nX\x04\x00\x00\x00true\x85R.")
        archive.writestr("archive/data.pkl", b"\x80\x02}.")
    return held.getvalue()


def patched(body: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    """The body with a stretch replaced by another of the same length."""
    assert len(old) == len(new)
    assert old in body
    return body.replace(old, new, count)


def end_record(count: int, length: int, offset: int) -> bytes:
    """The end of an archive."""
    return b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, length, offset, 0)


def encrypted() -> bytes:
    """An archive whose pickle says that it is encrypted, so that programs which look for pickles pass it over."""
    body = bytearray(pytorch(SMALL, ["os.system"]))
    place = body.index(b"PK\x01\x02")
    body[place + 8] |= 1
    return bytes(body)


def other_local_name() -> bytes:
    """A pickle whose own header has another name than the directory: `zipfile` gives up on it, PyTorch loads it."""
    body = pytorch(SMALL, ["os.system"])
    place = body.index(b"archive/data.pkl")
    return body[:place] + b"archive/data.txt" + body[place + 16 :]


def wrong_checksum() -> bytes:
    """A packed pickle with a wrong checksum: `zipfile` gives up on it, PyTorch loads it."""
    body = pytorch(SMALL, ["os.system"])
    crc = struct.pack("<I", zlib.crc32(state_dict(SMALL, ["os.system"])))
    return patched(body, crc, bytes(4))


def with_prefix() -> bytes:
    """An archive behind other bytes: `zipfile` reads it, most programs that look at the start do not."""
    body = pytorch(SMALL)
    return b"PK\x03\x04" + bytes(96) + body


class Reduce:
    """What pickles to a call of `posix.system`."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, ("true",)


def computed_import() -> bytes:
    """A pickle that takes the name of what it imports from its memo, out of order."""
    return (
        b"\x80\x04\x8c\x06system\x94\x8c\x05posix\x94\x8c\x01x\x94000"  # three texts into the memo, then dropped
        b"h\x01h\x00\x93\x8c\x04true\x85R."
    )


def hidden_import() -> bytes:
    """A pickle that builds the name of what it imports by a call, so that it stands nowhere."""
    return b"\x80\x04cbuiltins\nstr\n\x8c\x05posix\x85R\x8c\x06system\x93\x8c\x04true\x85R."


SAFETENSORS: dict[str, tuple[Callable[[], bytes], str]] = {
    "length of 2^63": (lambda: raw_safetensors(b"{}", length=1 << 63), "gives its header"),
    "length over the file": (lambda: raw_safetensors(b"{}", bytes(8), length=10**7), "gives its header"),
    "length over the limit": (lambda: raw_safetensors(b"{}" + b" " * (11 << 20)), "more than"),
    "nothing but a length of zero": (lambda: bytes(8), "not a JSON object"),
    "length of zero": (lambda: U64.pack(0) + b"{}", "not a JSON object"),
    "cut off": (lambda: safetensors(SMALL)[:20], "gives its header"),
    "empty": (lambda: b"", "too few"),
    "tensor twice": (header(b'{"w":' + json.dumps(ONE["w"]).encode() + b',"w":{}}'), "`w` twice"),
    "metadata twice": (header(b'{"__metadata__":{"license":"mit"},"__metadata__":{}}', 0), "twice"),
    "license twice": (header(b'{"__metadata__":{"license":"mit","license":"none"}}', 0), "`license` twice"),
    "field twice": (header(b'{"w":{"dtype":"F32","dtype":"I8","shape":[2],"data_offsets":[0,8]}}'), "comes twice"),
    "name twice by an escape": (header(b'{"w":{},"\\u0077":{}}'), "`w` twice"),
    "deep": (header(b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"), "no tensor needs"),
    "deep with spaces": (header(b'{"a":' + b"[ " * 600_000 + b"]" * 600_000 + b"}"), "no tensor needs"),
    # Newer versions of Python read this deep; what they read then makes no sense.
    "deep objects": (
        header(b'{"a":' * 3000 + b"1" + b"}" * 3000),
        "header" if sys.version_info < (3, 12) else "make sense",
    ),
    "not a number": (tensor(shape=[float("nan")]), "NaN"),
    "infinity": (header(b'{"w":{"dtype":"F32","shape":[Infinity],"data_offsets":[0,8]}}'), "Infinity"),
    "number of 5000 digits": (header(b'{"w":[' + b"9" * 5000 + b"]}"), "digits"),
    "negative extent": (tensor(shape=[-2]), "make sense"),
    "extent that is true": (tensor(shape=[True, 2]), "make sense"),
    "extent with a point": (tensor(shape=[2.0]), "make sense"),
    "extents that overflow": (tensor(shape=[4194305, 4194305, 211106198978564]), "more elements"),
    "too many dimensions": (tensor(shape=[1] * 60 + [2]), "make sense"),
    "overlap": (header({"a": ONE["w"], "b": {**ONE["w"], "data_offsets": [4, 12]}}, 12), "overlap"),
    "hole": (header({"a": ONE["w"], "b": {**ONE["w"], "data_offsets": [16, 24]}}, 24), "hole"),
    "hidden bytes at the end": (lambda: safetensors(SMALL) + b"PK\x03\x04hidden", "after its last tensor"),
    "archive at the end": (lambda: safetensors(SMALL) + end_record(0, 0, 0), "after its last tensor"),
    "shape of 28 GB in 8 bytes": (tensor(shape=[1_000_000, 7000]), "shape does not have"),
    "offsets swapped": (tensor(data_offsets=[8, 0]), "make sense"),
    "offset past the end": (tensor(shape=[4], data_offsets=[0, 16]), "past its end"),
    "metadata that is no text": (header({"__metadata__": {"license": ["mit"]}}, 0), "not text"),
    "metadata that is a list": (header({"__metadata__": ["license", "mit"]}, 0), "not a JSON object"),
    "tensor that is a text": (header({"w": "F32"}), "make sense"),
    "not UTF-8": (header(b'{"\xff":{}}', 0), "not UTF-8"),
    "UTF-16": (lambda: raw_safetensors('{"w": {}}'.encode("utf-16-le")), "header"),
    "list at the top": (header(b"[" + json.dumps(ONE).encode() + b"]"), "not a JSON object"),
    "two objects": (header(json.dumps(ONE).encode() * 2), "not JSON"),
    "300,000 empty tensors": (
        header({f"t{n}": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]} for n in range(300_000)}, 0),
        "more than",
    ),
    "two million numbers": (header(b'{"w":[' + b"1.5," * 2_000_000 + b"1]}"), "more values"),
    "a million lists": (header(b'{"w":[' + b"[]," * 1_000_000 + b"1]}"), "no tensor needs"),
    "pickle": (lambda: b"\x80\x04cposix\nsystem\n\x8c\x04true\x85R.", "gives its header"),
    "LFS pointer of an absurd size": (
        lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize " + b"9" * 20 + b"\n",
        "begins like a Git LFS pointer",
    ),
    "text": (lambda: b"Not Found: the file you asked for is behind a login.\n", "holds text"),
}

GGUF: dict[str, tuple[Callable[[], bytes], str]] = {
    "2^63 keys": (start(0, 1 << 63), "more than any model has"),
    "2^63 tensors": (start(1 << 63, 0), "more than any model has"),
    "text of 2^63 bytes": (start(0, 1, U64.pack(1 << 63)), "text of"),
    "array of 2^60 bytes": (start(0, 1, gguf_text("a.b") + struct.pack("<IIQ", 9, 0, 1 << 60)), "than the file"),
    "array of 2^40 texts": (start(0, 1, gguf_text("a.b") + struct.pack("<IIQ", 9, 8, 1 << 40)), "than the file"),
    "arrays 200,000 deep": (
        start(0, 1, gguf_text("a.b") + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 200_000),
        "array of arrays",
    ),
    "license twice": (start(0, 2, text_key("general.license", "mit") * 2), "twice"),
    "version 99": (start(0, 0, version=99), "version 99"),
    "version 0": (start(0, 0, version=0), "version 0"),
    "cut off in the keys": (lambda: gguf({"a": "b" * 100, "c": "d"})[:60], "longer than the file"),
    "cut off in the table": (lambda: gguf({}, SMALL)[:40], "more bytes should follow"),
    "cut off in the data": (lambda: gguf({}, {"w": ("F32", [64, 64])})[:-100], "its tensors need"),
    "unknown type of value": (start(0, 1, gguf_text("a") + struct.pack("<I", 77)), "type 77"),
    "unknown type in an array": (start(0, 1, gguf_text("a") + struct.pack("<IIQ", 9, 99, 1)), "type 99"),
    "extents that overflow": (start(1, 0, entry("t", [1 << 62, 1 << 62, 4, 4])), "more elements"),
    "four billion dimensions": (start(1, 0, gguf_text("t") + b"\xff" * 4 + bytes(64)), "dimensions"),
    "tensor twice": (start(2, 0, entry("t", [2]) * 2 + bytes(64)), "twice"),
    "tensor past the end": (start(1, 0, entry("t", [2], offset=1 << 40) + bytes(64)), "no tensor can be"),
    "crooked offset": (start(1, 0, entry("t", [2], offset=3) + bytes(64)), "no tensor can be"),
    "half a block": (start(1, 0, entry("t", [33], kind=8) + bytes(128)), "amid a block"),
    "alignment of zero": (start(0, 1, gguf_text("general.alignment") + struct.pack("<II", 4, 0)), "alignment"),
    "alignment that is a text": (start(0, 1, text_key("general.alignment", "32")), "alignment"),
    "three million texts": (
        start(0, 1, gguf_text("t") + struct.pack("<IIQ", 9, 8, 3_000_000) + bytes(24_000_000)),
        "more than 2,000,000 items",
    ),
    "text over the end": (
        start(0, 1, gguf_text("t") + struct.pack("<IIQ", 9, 8, 2) + U64.pack(1 << 40) + bytes(64)),
        "",
    ),
    "license that is not UTF-8": (start(0, 1, text_key("general.license", b"\xff\xfe")), "not UTF-8"),
    "only the magic": (lambda: b"GGUF", "more bytes should follow"),
}

PICKLES: dict[str, tuple[Callable[[], bytes], str]] = {
    "pickle of 200 MB in 200 KB": (
        lambda: zipped({"archive/data.pkl": bytes(200 << 20), "archive/version": b"3"}, deflated=True),
        "packs a pickle",
    ),
    "250,000 members": (
        lambda: (
            b"PK\x03\x04"
            + bytes(26)
            + b"PK\x06\x06"
            + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 250_000, 250_000, 0, 0)
            + b"PK\x06\x07"
            + struct.pack("<IQI", 0, 30, 1)
            + end_record(0xFFFF, 0, 0)
        ),
        "archive of 250,000 members",
    ),
    "no end": (lambda: b"PK\x03\x04" + bytes(100), "without an end record"),
    "two pickles of one name": (doubled, "two members of one name"),
    "path out of the archive": (
        lambda: zipped({"archive/data.pkl": state_dict({}), "archive/../../../etc/x": b"y"}),
        "leaves the archive",
    ),
    "encrypted pickle": (encrypted, "encrypted"),
    "two names for one member": (other_local_name, "in two ways"),
    "bytes in front": (with_prefix, "in front"),
    "bytes behind": (lambda: pytorch(SMALL) + b"hidden", "after the end"),
    "directory over its end": (lambda: b"PK\x03\x04" + bytes(60) + end_record(1, 46, 60), "overlaps"),
    "more members than said": (
        lambda: patched(
            zipped({"data.pkl": b"\x80\x02N.", "x": b""}), struct.pack("<HH", 2, 2), struct.pack("<HH", 1, 1)
        ),
        "more members than it says",
    ),
    "divided archive": (lambda: b"PK\x03\x04" + b"PK\x05\x06" + struct.pack("<4H2IH", 1, 0, 0, 0, 0, 0, 0), "divided"),
    "tensor storage of another size": (
        lambda: zipped({"a/data.pkl": state_dict({"w": ("F32", [8])}), "a/data/0": bytes(8)}),
        "not 32",
    ),
    "tensor storage that is not there": (
        lambda: zipped({"a/data.pkl": state_dict({"w": ("F32", [8])}), "a/version": b"3"}),
        "lacks the data",
    ),
    "unknown opcode": (lambda: zipped({"a/data.pkl": b"\x80\x02\xff."}), "unknown opcode"),
    "pickle without an end": (lambda: zipped({"a/data.pkl": b"\x80\x02}"}), "more bytes should follow"),
    "stack that is empty": (lambda: b"\x80\x02R.", "more from its stack"),
    "mark that is not there": (lambda: b"\x80\x02t.", "no beginning"),
    "endless line": (lambda: b"\x80\x02c" + b"a" * 100_000, "line"),
    "text of 2^63 bytes": (lambda: b"\x80\x04\x8d" + U64.pack(1 << 63), "more bytes should follow"),
    "a million opcodes": (lambda: b"\x80\x04" + b"N0" * 500_000 + b".", "drops more than"),
    "a million calls": (lambda: b"\x80\x04" + b"))R" * 350_000 + b".", "more than"),
    "a million things on the stack": (lambda: b"\x80\x04" + b"N" * 1_000_000 + b".", "more than"),
}

IMPORTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "call of the system": (lambda: pytorch(SMALL, ["os.system"]), "os.system"),
    "call in a bare pickle": (lambda: pickle.dumps(Reduce()), "posix.system"),
    "call by protocol 0": (lambda: b"\x80\x02" + b"cos\nsystem\n(S'true'\ntR.", "os.system"),
    "call by INST": (lambda: b"\x80\x02(S'true'\nios\nsystem\n.", "os.system"),
    "call by OBJ": (lambda: b"\x80\x02(cos\nsystem\nX\x04\x00\x00\x00trueo.", "os.system"),
    "name from the memo": (computed_import, "posix.system"),
    "name that is computed": (hidden_import, "a name that is computed"),
    "name by a number": (lambda: b"\x80\x02\x82\x01.", "copyreg extension registry"),
    "wrong checksum": (wrong_checksum, "os.system"),
    "second pickle": (
        lambda: zipped({"a/data.pkl": state_dict({}), "a/b.pkl": state_dict({}, ["os.system"])}),
        "os.system",
    ),
    "evaluation": (lambda: pytorch(SMALL, ["builtins.eval"]), "builtins.eval"),
    "look-alike of PyTorch": (lambda: pytorch(SMALL, ["torch._utils._rebuild_everything"]), "_rebuild_everything"),
    "pickle inside of a pickle": (lambda: pytorch(SMALL, ["torch.storage._load_from_bytes"]), "_load_from_bytes"),
    "function among the modules": (lambda: pytorch(SMALL, ["torch.nn.modules.module.getattr"]), "module.getattr"),
    "loader of PyTorch": (lambda: pytorch(SMALL, ["torch.hub.load"]), "torch.hub.load"),
}

ONNX: dict[str, tuple[Callable[[], bytes], str]] = {
    "external data out of the folder": (
        lambda: onnx(SMALL, external="../../../../etc/passwd"),
        "outside of its folder",
    ),
    "external data at the root": (lambda: onnx(SMALL, external="/etc/passwd"), "outside of its folder"),
    "external data on a drive": (lambda: onnx(SMALL, external="C:\\secrets"), "outside of its folder"),
    "field of 2^60 bytes": (lambda: field(1, 8) + field(2, b"x") + varint(7 << 3 | 2) + varint(1 << 60), "longer than"),
    "endless number": (lambda: field(1, 8) + field(2, b"x") + b"\xff" * 50, "64 bits"),
    "field with the number 0": (lambda: field(1, 8) + field(2, b"x") + b"\x00\x00", "number 0"),
    "unknown wire type": (lambda: field(1, 8) + field(2, b"x") + b"\x0f", "wire type"),
    "two graphs": (lambda: field(1, 8) + field(7, b"") * 2, "or several"),
    "no graph": (lambda: field(1, 8) + field(2, b"writer"), "no graph"),
    "property twice": (lambda: onnx(SMALL) + field(14, field(1, b"license")) * 2, "`license` twice"),
    "extents that overflow": (lambda: onnx({"w": ("F32", [1 << 40, 1 << 40])}, external="w"), "more elements"),
    "hundred dimensions": (lambda: onnx({"w": ("F32", [1] * 100)}), "dimensions"),
    "packed dimensions past their field": (
        lambda: field(1, 8) + field(7, field(5, varint(1 << 3 | 2) + varint(2) + b"\x01\xff" + b"\x01" * 8)),
        "runs over its end",
    ),
    "400,000 nodes": (lambda: field(1, 8) + field(7, field(1, b"") * 400_000), "more than 40,000 parts"),
    "200,000 tensors": (lambda: field(1, 8) + field(7, field(5, b"") * 200_000), "more than 16,384 tensors"),
    "cut off": (lambda: onnx(SMALL)[:-4], "longer than"),
}

NUMPY: dict[str, tuple[Callable[[], bytes], str]] = {
    "header that is a call": (
        lambda: zipped(
            {"x.npy": b"\x93NUMPY\x01\x00" + struct.pack("<H", 60) + b"__import__('os').system('true')".ljust(60)}
        ),
        "does not write",
    ),
    "header that makes patterns search for ever": (
        lambda: npy("<f4", [3]).replace(b"(3,)", b"(" + b"1" * 34 + b" "),
        "does not write",
    ),
    "objects": (lambda: zipped({"x.npy": npy("|O", [1])}), "unpickling"),
    "extents that overflow": (lambda: npy("<f4", [1 << 40, 1 << 40]), "more elements"),
    "no array inside": (lambda: zipped({"x.txt": b"hello"}), "without arrays"),
    "member that is no array": (lambda: zipped({"x.npy": b"hello, this is no array"}), "no array"),
    "damaged member": (
        lambda: patched(zipped({"x.npy": bytes(64)}, deflated=True), zlib.compress(bytes(64))[2:5], b"\xff\xff\xff", 1),
        "damaged",
    ),
    "5000 arrays": (lambda: zipped({f"{n}.npy": b"" for n in range(5000)}), "more than 4,096"),
}

ALL: dict[str, tuple[str, Callable[[], bytes], str]] = {
    f"{family}: {name}": (path, make, said)
    for family, path, kinds in (
        ("safetensors", "model.safetensors", SAFETENSORS),
        ("gguf", "model.gguf", GGUF),
        ("pytorch", "model.pt", PICKLES),
        ("pickle", "model.pt", IMPORTS),
        ("onnx", "model.onnx", ONNX),
        ("numpy", "model.npz", NUMPY),
    )
    for name, (make, said) in kinds.items()
}
