"""Files written by the formats' own libraries, where those are installed, are read as they were meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from openness.read.directory import DirectoryTree
from openness.read.repository import Repository
from openness.weights.survey import survey

if TYPE_CHECKING:
    from pathlib import Path

    from openness.weights.header import WeightHeader


def header_in(folder: Path, name: str) -> WeightHeader:
    file = survey(Repository(DirectoryTree(folder))).file(name)
    assert file is not None
    assert file.header is not None, file
    assert file.problems == ()
    return file.header


def library(name: str) -> Any:
    """The library, or a skipped test that says which one is missing."""
    return pytest.importorskip(name, reason=f"the library {name} is not installed")


def test_safetensors(tmp_path: Path) -> None:
    numpy = library("numpy")
    library("safetensors")
    writer = library("safetensors.numpy")
    tensors = {"a": numpy.zeros((4, 8), numpy.float16), "b": numpy.zeros(3, numpy.float64)}
    writer.save_file(tensors, tmp_path / "model.safetensors", metadata={"license": "mit"})
    header = header_in(tmp_path, "model.safetensors")
    assert (header.parameters, header.dtypes) == (35, (("F16", 32), ("F64", 3)))
    assert header.licenses == (("license", "mit"),)


@pytest.mark.parametrize("order", ["LITTLE", "BIG"])
def test_gguf(tmp_path: Path, order: str) -> None:
    numpy, gguf = library("numpy"), library("gguf")
    writer = gguf.GGUFWriter(tmp_path / "model.gguf", "llama", endianess=gguf.GGUFEndian[order])
    writer.add_license("apache-2.0")
    writer.add_base_model_count(1)
    writer.add_base_model_repo_url(0, "https://huggingface.co/a/b")
    writer.add_token_list([f"token {number}" for number in range(1000)])
    writer.add_tensor("a", numpy.zeros((4, 8), numpy.float16))
    quantized = numpy.zeros((2, 34), numpy.uint8)
    writer.add_tensor("b", quantized, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    header = header_in(tmp_path, "model.gguf")
    assert (header.parameters, header.dtypes) == (96, (("Q8_0", 64), ("F16", 32)))
    assert (header.architecture, header.licenses) == ("llama", (("general.license", "apache-2.0"),))
    assert header.base_models == (("general.base_model.0", "https://huggingface.co/a/b"),)


def test_onnx(tmp_path: Path) -> None:
    numpy, onnx = library("numpy"), library("onnx")
    helper = onnx.helper
    weights = onnx.numpy_helper.from_array(numpy.zeros((64, 64), numpy.float32), name="w")
    value = [helper.make_tensor_value_info(name, 1, [1]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "g", value[:1], value[1:], [weights])
    model = helper.make_model(graph)
    helper.set_model_props(model, {"license": "MIT"})
    onnx.save(model, str(tmp_path / "model.onnx"))
    onnx.save(
        model,
        str(tmp_path / "outside.onnx"),
        save_as_external_data=True,
        location="outside.onnx.data",
        size_threshold=0,
    )
    inline, outside = header_in(tmp_path, "model.onnx"), header_in(tmp_path, "outside.onnx")
    assert (inline.parameters, inline.licenses, inline.external) == (4096, (("license", "MIT"),), ())
    assert (outside.parameters, outside.external) == (4096, ("outside.onnx.data",))


@pytest.mark.parametrize("name", ["savez", "savez_compressed"])
def test_numpy(tmp_path: Path, name: str) -> None:
    numpy = library("numpy")
    getattr(numpy, name)(tmp_path / "weights.npz", a=numpy.zeros((4, 8), numpy.float16), b=numpy.zeros(3))
    header = header_in(tmp_path, "weights.npz")
    assert (header.parameters, header.dtypes) == (35, (("F16", 32), ("F64", 3)))


@pytest.mark.parametrize("zipped", [True, False])
def test_torch(tmp_path: Path, zipped: bool) -> None:
    torch = library("torch")
    tied = torch.zeros(4, 8, dtype=torch.bfloat16)
    state = {"a": tied, "tied": tied, "b": torch.nn.Parameter(torch.zeros(3)), "c": torch.zeros(6, dtype=torch.int64)}
    torch.save(state, tmp_path / "pytorch_model.bin", _use_new_zipfile_serialization=zipped)
    header = header_in(tmp_path, "pytorch_model.bin")
    assert header.parameters == 41
    assert dict(header.dtypes) == {"BF16": 32, "I64": 6, "F32": 3}
    assert (header.imports, header.code_objects) == ((), ())


def test_torch_modules_and_programs(tmp_path: Path) -> None:
    torch = library("torch")
    model = torch.nn.Sequential(torch.nn.Linear(8, 8), torch.nn.ReLU())
    torch.save(model, tmp_path / "whole.pt")
    header = header_in(tmp_path, "whole.pt")
    assert (header.parameters, header.imports) == (72, ())
    assert "torch.nn.modules.linear.Linear" in header.code_objects


def test_torch_types_without_a_storage_of_their_own(tmp_path: Path) -> None:
    torch = library("torch")
    state = {"a": torch.zeros(8).to(torch.float8_e4m3fn), "b": torch.zeros(3, dtype=torch.uint16)}
    torch.save(state, tmp_path / "model.pt")
    header = header_in(tmp_path, "model.pt")
    assert (header.parameters, header.dtypes) == (11, (("F8_E4M3", 8), ("U16", 3)))
