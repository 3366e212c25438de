"""Formats are told by bytes and by name."""

from __future__ import annotations

import pickle

import pytest

from openness.weights.formats import is_aside, is_model_name, may_be_weights, recognize
from weightfiles import gguf, onnx, pytorch, safetensors, zipped

LEGACY = bytes.fromhex("80028a0a6cfc9c46f9206aa850192e") + b"more"
HDF5 = b"\x89HDF\r\n\x1a\n" + bytes(8)
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n"

BY_BYTES = [
    ("model.safetensors", safetensors({}), "safetensors"),
    ("anything", safetensors({"w": ("F32", [2])}), "safetensors"),
    ("model.gguf", gguf(), "gguf"),
    ("model.gguf", gguf(order=">"), "gguf"),
    ("ggml-model-q4_0.bin", b"ggjt" + bytes(8), "ggml"),
    ("ggml-model-q4_0.bin", b"tjgg" + bytes(8), "ggml"),
    ("pytorch_model.bin", pytorch({}), "pytorch"),
    ("model.ckpt", pytorch({}), "pytorch"),
    ("model.bin", LEGACY, "pytorch-legacy"),
    ("model.pkl", pickle.dumps([1], 2), "pickle"),
    ("model.joblib", pickle.dumps([1], 5), "pickle"),
    ("model.pt", pickle.dumps([1], 4), None),
    ("model.onnx", onnx({}), "onnx"),
    ("model.onnx", b"\x08\x0e\x12\x01x", "onnx"),
    ("model.h5", HDF5, "hdf5"),
    ("model.h5", bytes(512) + HDF5, "hdf5"),
    ("model.keras", zipped({"metadata.json": b"{}"}), "keras"),
    ("weights.npz", zipped({"w.npy": b""}), "npz"),
    ("w.npy", b"\x93NUMPY\x01\x00", "npy"),
    ("model.tflite", b"\x1c\x00\x00\x00TFL3", "tflite"),
    ("flax_model.msgpack", b"\x81\xa6params\x81", "flax"),
    ("model.engine", b"ftrt" + bytes(8), "tensorrt"),
    ("model.safetensors", LFS, "lfs-pointer"),
    ("model.safetensors", b"/annex/objects/SHA256E-s1--00.bin\n", "annex-pointer"),
]


@pytest.mark.parametrize(("path", "head", "expected"), BY_BYTES, ids=lambda value: str(value)[:30])
def test_bytes_tell_the_format(path: str, head: bytes, expected: str | None) -> None:
    found = recognize(path, head)
    assert found is not None
    if expected is not None:
        assert (found.id, found.certain) == (expected, True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/model-00001-of-00002.safetensors", "safetensors"),
        ("a/model-Q4_K_M.gguf", "gguf"),
        ("pytorch_model-00001-of-00002.bin", "pytorch"),
        ("consolidated.00.pth", "pytorch"),
        ("model/saved_model.pb", "tensorflow-saved-model"),
        ("model/variables/variables.data-00000-of-00001", "tensorflow-checkpoint"),
        ("checkpoint/_CHECKPOINT_METADATA", "orbax"),
        ("model.onnx_data", "onnx-data"),
        ("model.onnx.data", "onnx-data"),
        ("Model.mlpackage/Data/com.apple.CoreML/weights/weight.bin", "coreml"),
        ("openvino_model.bin", "openvino"),
        ("model.pdparams", "paddle"),
        ("model.nemo", "nemo"),
        ("tokenizer.json", "tokenizer"),
        ("firmware.bin", None),
        ("kokoro/voices/af.bin", None),
        ("README.md", None),
        ("train.py", None),
    ],
)
def test_the_name_decides_where_no_content_is_at_hand(path: str, expected: str | None) -> None:
    for head in (b"", bytes(64)):
        found = recognize(path, head)
        assert (found.id if found else None) == expected
        assert found is None or not found.certain


def test_only_files_that_may_be_weights_are_opened() -> None:
    for path, _, _ in BY_BYTES[:1] + BY_BYTES[2:]:
        assert may_be_weights(path), path
    for path in ("README.md", "data.bin", "src/model.py", "config.json", "Makefile", "a.b/c", "tokenizer.json"):
        assert not may_be_weights(path), path


def test_telling_names_and_side_folders() -> None:
    assert is_model_name("weights/model-00001-of-00002.safetensors")
    assert is_model_name("pytorch_model.bin")
    assert not is_model_name("assets/mel_filters.npz")
    assert is_aside("tests/data/model.safetensors")
    assert not is_aside("latest/model.safetensors")
