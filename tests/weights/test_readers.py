"""What the readers tell of sound files, and that no bytes whatever make them fail."""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.read.tree import MemoryTree
from openness.weights import gguf, npz, onnx, pytorch, safetensors
from openness.weights.header import Unreadable, WeightHeader
from openness.weights.source import ByteSource
from weightfiles import gguf as write_gguf
from weightfiles import npy, raw_safetensors, state_dict, zipped
from weightfiles import onnx as write_onnx
from weightfiles import pytorch as write_pytorch
from weightfiles import safetensors as write_safetensors

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TENSORS = {"a.weight": ("F16", [4, 8]), "b.weight": ("F32", [3])}
SOUND: dict[str, tuple[ModuleType, bytes]] = {
    "safetensors": (safetensors, write_safetensors(TENSORS, {"format": "pt", "license": "mit"})),
    "gguf": (gguf, write_gguf({"general.architecture": "llama", "tokenizer.ggml.tokens": ["a", "b"]}, TENSORS)),
    "gguf, big-endian": (gguf, write_gguf({"general.architecture": "llama"}, TENSORS, order=">")),
    "pytorch": (pytorch, write_pytorch(TENSORS)),
    "pytorch, packed": (pytorch, zipped({"a/data.pkl": state_dict({}), "a/version": b"3"}, deflated=True)),
    "pickle": (pytorch, pickle.dumps({"a": [1, 2.5, None, (1, 2, 3, 4), b"x", {"s"}, 2**70]}, 4)),
    "onnx": (onnx, write_onnx({"w": ("F32", [4, 4])}, {"license": "mit"})),
    "npz": (npz, zipped({"w.npy": npy("<f4", [3, 4])})),
}


def source_of(body: bytes, **limits: int) -> ByteSource:
    return ByteSource(MemoryTree({"file": body}), "file", len(body), **limits)


def header_of(reader: ModuleType, body: bytes) -> WeightHeader:
    header = reader.read(source_of(body))
    assert isinstance(header, WeightHeader), header
    return header


def refusal_of(reader: ModuleType, body: bytes, **limits: int) -> str:
    refusal = reader.read(source_of(body, **limits))
    assert isinstance(refusal, Unreadable), refusal
    return refusal.reason


def test_safetensors_tell_parameters_types_and_metadata() -> None:
    metadata = {
        "format": "pt",
        "modelspec.license": "CreativeML Open RAIL++-M",
        "base_model": "owner/name",
        "modelspec.architecture": "stable-diffusion-xl-v1-base",
    }
    header = header_of(safetensors, write_safetensors(TENSORS, metadata))
    assert (header.parameters, header.tensors, header.dtypes) == (35, 2, (("F16", 32), ("F32", 3)))
    assert header.licenses == (("modelspec.license", "CreativeML Open RAIL++-M"),)
    assert header.base_models == (("base_model", "owner/name"),)
    assert header.architecture == "stable-diffusion-xl-v1-base"
    assert header.bytes_read < len(write_safetensors(TENSORS, metadata))


def test_a_safetensors_header_that_begins_like_a_pickle_is_read() -> None:
    header = b'{"__metadata__":{"x":"y"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'.ljust(640)
    body = raw_safetensors(header, bytes(8))
    assert body.startswith(b"\x80\x02")
    assert header_of(safetensors, body).parameters == 2


def test_tensors_of_less_than_a_byte_and_of_types_yet_to_come_are_counted() -> None:
    half = raw_safetensors(b'{"w":{"dtype":"F4","shape":[3,4],"data_offsets":[0,6]}}', bytes(6))
    assert header_of(safetensors, half).dtypes == (("F4", 12),)
    new = header_of(safetensors, raw_safetensors(b'{"w":{"dtype":"F1","shape":[8],"data_offsets":[0,1]}}', bytes(1)))
    assert (new.parameters, new.problems) == (8, ("has tensors of an unknown type: F1",))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("version", [2, 3])
def test_gguf_tells_the_same_in_both_byte_orders(order: str, version: int) -> None:
    fields = {
        "general.architecture": "llama",
        "general.license": "other",
        "general.license.name": "llama3.1",
        "general.license.link": "https://example.org/LICENSE",
        "general.base_model.count": 2,
        "general.base_model.0.repo_url": "https://huggingface.co/a/b",
        "general.base_model.1.organization": "c",
        "general.base_model.1.name": "d",
        "general.tags": ["text", "chat"],
        "tokenizer.ggml.tokens": [f"token {number}" for number in range(1000)],
        "tokenizer.ggml.token_type": list(range(1000)),
        "split.no": 1,
        "split.count": 3,
        "llama.use_parallel_residual": True,
        "llama.rope.freq_base": 10000.0,
    }
    header = header_of(gguf, write_gguf(fields, TENSORS, version=version, order=order))
    assert (header.parameters, header.tensors, header.dtypes) == (35, 2, (("F16", 32), ("F32", 3)))
    assert header.architecture == "llama"
    assert dict(header.licenses)["general.license.name"] == "llama3.1"
    assert [value for _, value in header.base_models] == ["https://huggingface.co/a/b", "c/d"]
    assert dict(header.metadata)["general.tags"] == "text, chat"
    assert header.shard == (2, 3)


def test_the_first_version_of_gguf_is_named_and_not_read() -> None:
    refusal = gguf.read(source_of(b"GGUF" + struct.pack("<III", 1, 0, 0)))
    assert isinstance(refusal, Unreadable)
    assert (refusal.malformed, "version 1" in refusal.reason) == (False, True)


def test_pytorch_tensors_are_counted_from_opcodes_and_matched_with_their_bytes() -> None:
    header = header_of(pytorch, write_pytorch(TENSORS))
    assert (header.format, header.parameters, header.tensors) == ("pytorch", 35, 2)
    assert header.dtypes == (("F16", 32), ("F32", 3))
    assert (header.imports, header.problems) == ((), ())


def test_checkpoints_with_optimizer_states_have_no_number_of_parameters() -> None:
    assert header_of(pytorch, write_pytorch(TENSORS, keys=["optimizer_states"])).parameters is None


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_of_plain_values_import_nothing(protocol: int) -> None:
    value = {"a": [1, 2.5, None, True, (1, 2, 3, 4), b"x" * 300, {"s"}, frozenset({1}), 2**70, "é" * 300], "b": -5}
    header = header_of(pytorch, pickle.dumps(value, protocol))
    assert (header.imports, header.problems) == ((), ())


def test_the_classes_of_a_model_that_was_saved_whole_are_told_from_foreign_imports() -> None:
    header = header_of(pytorch, write_pytorch(TENSORS, ["torch.nn.modules.linear.Linear", "own.model.Net"]))
    assert header.code_objects == ("torch.nn.modules.linear.Linear",)
    assert header.imports == ("own.model.Net",)


@pytest.mark.parametrize("members", [{"model/archive_format": b"pt2"}, {"archive_version": b"0"}])
def test_exported_programs_are_recognized(members: dict[str, bytes]) -> None:
    assert header_of(pytorch, zipped(members)).format == "torch-export"


def test_archives_of_other_kinds_are_named() -> None:
    keras = zipped({"metadata.json": b"{}", "config.json": b"{}", "model.weights.h5": b""})
    assert header_of(pytorch, keras).format == "keras"
    script = zipped({"m/data.pkl": b"\x80\x02}.", "m/constants.pkl": b"\x80\x02).", "m/code/x.py": b""})
    assert header_of(pytorch, script).format == "torchscript"
    assert "without weights" in refusal_of(pytorch, zipped({"readme.txt": b"hello"}))


def test_onnx_tells_parameters_properties_and_external_data() -> None:
    tensors = {"w": ("F32", [4, 4]), "b": ("F32", [4])}
    inline = header_of(onnx, write_onnx(tensors, {"license": "mit", "author": "x"}))
    assert (inline.parameters, inline.tensors, inline.dtypes) == (20, 2, (("FLOAT", 20),))
    assert inline.licenses == (("license", "mit"),)
    outside = header_of(onnx, write_onnx(tensors, external="model.onnx.data"))
    assert (outside.parameters, outside.external, outside.problems) == (20, ("model.onnx.data",), ())


def test_payloads_of_onnx_tensors_are_not_fetched() -> None:
    body = write_onnx({"w": ("F32", [1024, 1024])})
    assert header_of(onnx, body).bytes_read <= 64 * 1024 < len(body)


@pytest.mark.parametrize("deflated", [False, True])
def test_numpy_archives_tell_elements_and_types(deflated: bool) -> None:
    arrays = {
        "a.npy": npy("<f4", [3, 4]),
        "b.npy": npy(">i8", [5]),
        "c.npy": npy("|b1", []),
        "d.npy": npy("<f2", [0, 3]),
    }
    header = header_of(npz, zipped(arrays, deflated=deflated))
    assert (header.parameters, header.tensors) == (18, 4)
    assert dict(header.dtypes) == {"F32": 12, "I64": 5, "BOOL": 1, "F16": 0}


@pytest.mark.parametrize("descr", ["<f\u00b9", "<i2\u00b9", "<x4", "<f", "|V8", "<U3"])
def test_unusual_types_of_numpy_are_counted_under_another_name(descr: str) -> None:
    body = npy("<f4", [3]).replace(b"<f4", descr.encode("latin-1"))
    assert header_of(npz, body).parameters == 3


def test_reading_ends_with_the_budget() -> None:
    body = write_safetensors({f"t{number}": ("F32", [1]) for number in range(100)})
    assert "more than 100 bytes" in refusal_of(safetensors, body, byte_limit=100)
    assert "more than 10 items" in refusal_of(safetensors, body, step_limit=10)


def test_texts_from_headers_are_made_harmless() -> None:
    header = header_of(safetensors, write_safetensors({}, {"license": "mit\x1b[31m\u202e\n" + "x" * 1000}))
    ((_, license_text),) = header.licenses
    assert license_text.isprintable()
    assert len(license_text) == 301


def told(reader: ModuleType, body: bytes) -> None:
    """Read the bytes; the answer must be a header or a refusal in one line."""
    source = source_of(body)
    result = reader.read(source)
    assert source.bytes_read <= 64 * 1024 * 1024
    if isinstance(result, Unreadable):
        assert result.reason.isprintable()
        assert len(result.reason) < 300
    else:
        assert all(text.isprintable() for pair in result.metadata for text in pair)
        assert all(text.isprintable() for text in (*result.imports, *result.problems))


def damaged(body: bytes) -> st.SearchStrategy[bytes]:
    """The body with some bytes replaced, cut out, doubled or cut off."""
    places = st.integers(0, len(body))

    def change(edits: list[tuple[int, int, bytes]]) -> bytes:
        made = body
        for start, length, new in edits:
            made = made[:start] + new + made[start + length :]
        return made

    return st.lists(st.tuples(places, st.integers(0, 12), st.binary(max_size=12)), min_size=1, max_size=4).map(change)


@pytest.mark.parametrize("name", sorted(SOUND))
def test_sound_files_are_read(name: str) -> None:
    reader, body = SOUND[name]
    assert header_of(reader, body).bytes_read > 0


@pytest.mark.parametrize("name", sorted(SOUND))
def test_damaged_files_never_make_a_reader_fail(name: str) -> None:
    reader, body = SOUND[name]

    @settings(max_examples=150, deadline=None)
    @given(damaged(body))
    def read_damaged(made: bytes) -> None:
        told(reader, made)

    read_damaged()


@pytest.mark.parametrize("reader", [safetensors, gguf, pytorch, onnx, npz], ids=lambda reader: reader.__name__)
def test_any_bytes_are_answered(reader: ModuleType) -> None:
    starts = [
        b"",
        b"GGUF\x03\x00\x00\x00",
        b"PK\x03\x04",
        b"\x80\x02",
        b"\x80\x04",
        b"\x08\x08\x12",
        b"\x93NUMPY\x01\x00",
    ]

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(starts), st.binary(max_size=300))
    def read_any(start: bytes, rest: bytes) -> None:
        told(reader, start + rest)

    read_any()


NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name != "__metadata__")
SHAPES = st.lists(st.integers(0, 5), max_size=3)


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(NAMES, st.tuples(st.sampled_from(["F32", "F16"]), SHAPES), max_size=5),
    st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4),
)
def test_what_is_written_is_what_is_read(tensors: dict[str, tuple[str, list[int]]], metadata: dict[str, str]) -> None:
    expected = sum(_elements(shape) for _, shape in tensors.values())
    writers: list[tuple[ModuleType, Callable[[], bytes]]] = [
        (safetensors, lambda: write_safetensors(tensors, metadata)),
        (gguf, lambda: write_gguf({f"general.x{key}": value for key, value in metadata.items()}, tensors)),
    ]
    for reader, write in writers:
        header = header_of(reader, write())
        assert (header.parameters, header.tensors) == (expected, len(tensors))


def _elements(shape: list[int]) -> int:
    count = 1
    for extent in shape:
        count *= extent
    return count
