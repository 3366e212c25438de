"""Clones of model hubs: weights, pointers and metadata beside them, and hardly a sentence."""

from __future__ import annotations

import json
import struct
from datetime import date
from typing import TYPE_CHECKING

import pytest

from miniatures import license_text
from openness.facts.gather import gather
from openness.read.repository import Repository
from openness.read.tree import Entry, MemoryTree
from weightfiles import gguf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.facts.gather import Facts

CONFIG = json.dumps({"architectures": ["HeronForCausalLM"], "model_type": "heron"})
LLAMA_ADAPTER = json.dumps({"base_model_name_or_path": "meta-llama/Llama-2-7b-hf", "peft_type": "LORA"})


def pointer(size: int) -> str:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{size:064x}\nsize {size}\n"


class Clone(MemoryTree):
    """Files whose tensors are left out: they are listed with the size that their header promises."""

    def entries(self) -> list[Entry]:
        return [
            entry._replace(size=5_000_000_000) if entry.path.endswith(".gguf") else self._whole(entry)
            for entry in super().entries()
        ]

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        body = super().read(path, start, length)
        return body.ljust(length or 0, b"\0") if path.endswith(".gguf") else body

    def _whole(self, entry: Entry) -> Entry:
        if not entry.path.endswith(".safetensors") or entry.size < 8 or b"git-lfs" in self.read(entry.path):
            return entry
        (length,) = struct.unpack("<Q", self.read(entry.path, 0, 8))
        header = json.loads(self.read(entry.path, 8, length))
        ends = [one["data_offsets"][1] for name, one in header.items() if name != "__metadata__"]
        return entry._replace(size=8 + length + max(ends))


def header_only(layers: int, metadata: Mapping[str, str] | None = None) -> bytes:
    """A safetensors header of `layers` times 16,777,216 parameters, without the tensors."""
    size = 4096 * 4096 * 2
    header: dict[str, object] = {} if metadata is None else {"__metadata__": dict(metadata)}
    for number in range(layers):
        header[f"layers.{number}"] = {
            "dtype": "BF16",
            "shape": [4096, 4096],
            "data_offsets": [number * size, (number + 1) * size],
        }
    body = json.dumps(header).encode()
    body += b" " * (-len(body) % 8)
    return struct.pack("<Q", len(body)) + body


def clone(files: dict[str, bytes | str], name: str = "heron-7b") -> Facts:
    return gather(Repository(Clone(files, name)), today=date(2026, 6, 1))


def quantized(**fields: object) -> bytes:
    named = {"general.architecture": "llama", **{f"general.{key}": value for key, value in fields.items()}}
    return gguf(named, {"w": ("F16", (4096, 4096))})[:4096]


@pytest.mark.parametrize(
    "files",
    [
        {"heron-7b.Q4_K_M.gguf": quantized()},
        {"README.md": "# Heron GGUF\n", "heron-7b.Q4_K_M.gguf": quantized()},
        {"README.md": "Heron\n", "config.json": CONFIG, "model.safetensors": header_only(4)},
        {"README.md": "# tern\n", "config.json": CONFIG, "pytorch_model.bin": pointer(440_000_000)},
        {"README.md": "---\nlicense: mit\n---\n# tern onnx\n", "onnx/model.onnx": pointer(440_000_000)},
        {"README.md": "# Tern\n", "model_index.json": "{}", "unet/model.safetensors": pointer(3_000_000_000)},
        {"README.md": "# LoRA\n", "adapter_config.json": LLAMA_ADAPTER, "adapter_model.safetensors": pointer(900)},
    ],
)
def test_weights_and_little_else_are_a_model(files: dict[str, bytes | str]) -> None:
    facts = clone(files)
    assert facts.evidence.is_model_repository is True
    assert facts.evidence.component("weights").status == "released"


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# tools\n", "assets/mel_filters.npz": bytes(3000), "tools.py": "print('x')\n" * 30},
        {"README.md": "# tools\n", "tests/fixtures/model.safetensors": header_only(4), "tools.py": "x = 1\n" * 30},
        {
            "README.md": "---\nlicense: cc-by-4.0\ntask_categories:\n- text-generation\n---\n# Tern data\n",
            "data/train-00000-of-00001.parquet": pointer(440_000_000),
        },
        {"README.md": "---\ntitle: demo\nsdk: gradio\nlicense: mit\n---\n", "app.py": "import gradio\n" * 20},
    ],
)
def test_tools_data_and_demos_are_none(files: dict[str, bytes | str]) -> None:
    assert clone(files).evidence.is_model_repository is not True


def test_the_license_in_a_header_governs_where_nothing_else_is_said() -> None:
    facts = clone({"README.md": "# Heron\n", "heron.gguf": quantized(license="apache-2.0")})
    assert facts.level.observed == "open-weights"
    governing = facts.evidence.governing["weights"]
    assert (governing.license, governing.basis, governing.evidence[0].path) == ("Apache-2.0", "weights", "heron.gguf")


def test_front_matter_is_stronger_than_a_header_and_a_header_than_the_license_of_the_folder() -> None:
    files: dict[str, bytes | str] = {"heron.gguf": quantized(license="llama3.1")}
    said = clone({**files, "README.md": "---\nlicense: mit\n---\n# Heron\n"})
    assert said.evidence.governing["weights"].license == "MIT"
    beside = clone({**files, "README.md": "# Heron\n", "LICENSE": license_text("Apache-2.0")})
    assert beside.evidence.governing["weights"].license == "LicenseRef-llama-3.1"


def test_parameters_come_from_headers() -> None:
    model = clone({"README.md": "# Heron\n", "config.json": CONFIG, "model.safetensors": header_only(4)}).model
    assert model is not None
    assert model.parameters == 4 * 4096 * 4096


def test_models_of_several_sizes_have_no_common_parameters() -> None:
    facts = clone({"small/model.safetensors": header_only(2), "large/model.safetensors": header_only(4)}, "heron")
    assert facts.evidence.models[0].parameters is None


def test_the_base_of_an_adapter_passes_its_license_on() -> None:
    files = {"README.md": "# LoRA\n", "adapter_config.json": LLAMA_ADAPTER, "adapter_model.safetensors": pointer(900)}
    facts = clone(dict(files))
    assert facts.evidence.models[0].base_model == "meta-llama/Llama-2-7b-hf"
    assert facts.evidence.governing["weights"].license == "LicenseRef-llama-2"
    assert facts.level.observed == "weights-available"
