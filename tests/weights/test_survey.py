"""The survey of a whole repository: files, shards, the small files beside them, and what it costs."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from openness.read.commit import CommitTree
from openness.read.directory import DirectoryTree
from openness.read.repository import Repository
from openness.read.tree import Entry, Kind, MemoryTree
from openness.weights import files as files_module
from openness.weights import gguf as gguf_reader
from openness.weights.architectures import architectures_in, same_architecture
from openness.weights.sets import model_sets
from openness.weights.survey import WeightSurvey, survey
from support import repository_from, write_files
from weightfiles import gguf, onnx, pytorch, raw_safetensors, safetensors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pytest

    from support import GitRepository

ONE = {"w": ("F16", [4, 8])}


def index_of(count: int) -> str:
    return json.dumps(
        {"weight_map": {f"w{n}": f"model-{n:05d}-of-{count:05d}.safetensors" for n in range(1, count + 1)}}
    )


def test_a_repository_without_weights_gives_nothing_and_opens_nothing() -> None:
    files: dict[str, bytes | str] = {"README.md": "# Model", "config.json": '{"architectures": ["A"]}', "train.py": ""}

    class Closed(MemoryTree):
        def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
            raise AssertionError(f"{path} was opened")

    assert survey(Repository(Closed(files))) == WeightSurvey()


def test_nothing_heavy_is_imported_before_there_is_something_to_read() -> None:
    program = (
        "import sys; from openness.weights.survey import survey; from openness.read.repository import Repository; "
        "from openness.read.tree import MemoryTree; survey(Repository(MemoryTree({'a.py': b''}))); "
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert loaded & {"pickletools", "numpy", "torch", "pickle", "openness.weights.gguf"} == set()


def test_shards_are_grouped_and_counted_together() -> None:
    repository = repository_from(
        {
            "model.safetensors.index.json": index_of(3),
            **{f"model-0000{n}-of-00003.safetensors": safetensors({f"w{n}": ("F16", [n, 10])}) for n in (1, 2, 3)},
            "tiny-00001-of-00002.gguf": gguf({}, ONE),
            "tests/model.safetensors": safetensors(ONE),
        }
    )
    found = survey(repository)
    assert [(one.name, len(one.members), one.missing) for one in found.shard_sets] == [
        ("model.safetensors.index.json", 3, ()),
        ("tiny-*-of-00002.gguf", 1, ("tiny-00002-of-00002.gguf",)),
    ]
    whole, part = model_sets(found)
    assert (whole.parameters, whole.tensors, whole.complete) == (60, 3, True)
    assert (part.parameters, part.complete) == (None, False)


def test_shards_of_a_name_that_says_nothing_are_there_all_the_same() -> None:
    index = json.dumps({"weight_map": {"a": "model.safetensors", "b": "part-two.bin"}})
    files: dict[str, bytes | str] = {
        "model.safetensors": safetensors(ONE),
        "part-two.bin": b"\x00\x01",
        "model.safetensors.index.json": index,
    }
    found = survey(repository_from(files))
    assert [one.missing for one in found.shard_sets] == [()]
    assert [one.parameters for one in model_sets(found)] == [None]


def test_an_index_that_names_files_outside_or_is_no_index_is_harmless() -> None:
    for index in (
        '{"weight_map": {"w": "../../etc/passwd"}}',
        '{"weight_map": []}',
        "[]",
        '{"weight_map": {"w": 1}}',
        "{",
    ):
        found = survey(repository_from({"model.safetensors": safetensors(ONE), "model.safetensors.index.json": index}))
        assert [one.missing for one in found.shard_sets] == []


def test_configurations_and_adapters_beside_weights() -> None:
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "quantization_config": {"quant_method": "awq"},
    }
    adapter = {"base_model_name_or_path": "a/b", "peft_type": "LORA"}
    repository = repository_from(
        {
            "model.safetensors": safetensors(ONE),
            "config.json": json.dumps(config),
            "lora/adapter_model.safetensors": safetensors(ONE),
            "lora/adapter_config.json": json.dumps(adapter),
            "broken/adapter_config.json": "[" * 5000,
        }
    )
    found = survey(repository)
    config_found = found.config_of("model.safetensors")
    assert config_found is not None
    assert (config_found.architectures, config_found.quantization) == (("LlamaForCausalLM",), "awq")
    adapter_found = found.adapter_of("lora/adapter_model.safetensors")
    assert adapter_found is not None
    assert (adapter_found.base_model, adapter_found.kind) == ("a/b", "LORA")
    assert len(found.adapters) == 1


def signature(statement: Any) -> str:
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    return json.dumps({"dsseEnvelope": {"payload": payload}})


def test_signatures_list_digests_of_files_below_them() -> None:
    resources = [
        {"name": "a.bin", "algorithm": "sha256", "digest": "0" * 64},
        {"name": "b.bin", "algorithm": "blake2b", "digest": "0" * 64},
        {"name": "../../outside", "algorithm": "sha256", "digest": "1" * 64},
        {"name": "c.bin", "algorithm": "sha256", "digest": "not a digest"},
        "nonsense",
    ]
    whole = {"subject": [{"name": "m", "digest": {"sha256": "2" * 64}}], "predicate": {"resources": resources}}
    older = {"subject": [{"name": "x.bin", "digest": {"sha256": "3" * 64}}]}
    repository = repository_from(
        {
            "m/model.sig": signature(whole),
            "n/model.sig": signature(older),
            "o/model.sig": "no JSON",
            "p/model.sig": '{"dsseEnvelope": {"payload": "%%%"}}',
            "q/model.sig": signature({"predicate": {"resources": []}}),
        }
    )
    found = {one.path: one for one in survey(repository).signatures}
    assert found["m/model.sig"].digests == (("m/a.bin", "0" * 64),)
    assert found["n/model.sig"].digests == (("n/x.bin", "3" * 64),)
    assert [found[f"{name}/model.sig"].problem is None for name in "mnopq"] == [True, True, False, False, False]


def test_external_data_that_is_not_there_is_a_problem() -> None:
    there = survey(repository_from({"m/model.onnx": onnx(ONE_F32, external="w.data"), "m/w.data": b"x"}))
    absent = survey(repository_from({"m/model.onnx": onnx(ONE_F32, external="w.data")}))
    assert there.files[0].problems == ()
    assert absent.files[0].problems == ("takes tensors from `w.data`, which is not there",)


ONE_F32 = {"w": ("F32", [4])}


def test_weights_behind_links_inside_the_repository_are_read_once() -> None:
    body = safetensors(ONE)
    repository = repository_from(
        {"blobs/0a1b": body, "real.safetensors": body},
        extra=[
            Entry("snapshots/1/model.safetensors", 20, Kind.SYMLINK, target="../../blobs/0a1b"),
            Entry("alias.safetensors", 20, Kind.SYMLINK, target="real.safetensors"),
            Entry("out.safetensors", 20, Kind.SYMLINK, outside=True, target="/etc/model.safetensors"),
        ],
    )
    assert [one.path for one in survey(repository).files] == ["real.safetensors", "snapshots/1/model.safetensors"]


def test_files_without_content_are_unknown_and_no_error() -> None:
    names = ("model.safetensors", "model.gguf", "model.pt", "model.onnx", "w.npz", "model.h5", "model.keras")
    found = survey(repository_from({name: bytes(100_000) for name in names}))
    assert {one.stored for one in found.files} == {"unknown"}
    assert (len(found.files), found.bytes_read) == (len(names), 0)
    assert not any(one.problems for one in found.files)


def test_a_reader_that_fails_costs_one_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: object) -> None:
        raise IndexError

    monkeypatch.setattr(gguf_reader, "read", fail)
    found = survey(repository_from({"a.gguf": gguf({}, ONE), "b.safetensors": safetensors(ONE)}))
    assert found.files[0].problems == ("has a header that could not be made sense of (IndexError)",)
    assert found.files[1].header is not None


def test_past_the_budget_files_are_listed_and_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "OPENED_LIMIT", 3)
    found = survey(repository_from({f"{number}.safetensors": safetensors(ONE) for number in range(5)}))
    assert (len(found.files), found.not_opened) == (5, 2)
    assert [gap.what for gap in found.not_checked] == ["2 weight files"]
    assert [one.header is not None for one in found.files] == [True, True, True, False, False]


def test_packed_integers_make_the_number_of_parameters_unknown() -> None:
    packed = survey(repository_from({"model.safetensors": safetensors({"q": ("I32", [64]), "s": ("F16", [64])})}))
    plain = survey(repository_from({"model.safetensors": safetensors({"w": ("F16", [640]), "mask": ("I64", [8])})}))
    assert [model_sets(one)[0].packed for one in (packed, plain)] == [True, False]


def test_a_large_model_costs_its_headers_only(tmp_path: Path) -> None:
    size = 1 << 35
    header = json.dumps({"w": {"dtype": "F16", "shape": [size >> 11, 1024], "data_offsets": [0, size]}}).encode()
    head = raw_safetensors(header)
    write_files(tmp_path, {"model.bin": pytorch(ONE)})
    for number in range(1, 4):
        with (tmp_path / f"model-{number:05d}-of-00003.safetensors").open("wb") as file:
            file.write(head)
            file.truncate(len(head) + size)
    found = survey(Repository(DirectoryTree(tmp_path)))
    model = next(one for one in model_sets(found) if len(one.files) == 3)
    assert model.parameters == 3 * size // 2
    assert model.size is not None
    assert model.size > 100_000_000_000
    assert found.bytes_read < 5000


def test_architectures_by_their_many_names() -> None:
    assert architectures_in("LlamaForCausalLM") == {"llama"}
    assert architectures_in("Qwen2MoeForCausalLM") == {"qwen2moe"}
    assert architectures_in("GPT-NeoX (Pythia)") == {"gptneox"}
    assert architectures_in("transformer decoder") == frozenset()
    assert same_architecture(architectures_in("Mistral"), architectures_in("llama"))
    assert same_architecture(architectures_in("qwen2"), architectures_in("Qwen2MoE"))
    assert not same_architecture(architectures_in("gpt2"), architectures_in("gpt_neox"))


PATHS = st.sampled_from(
    [
        "model.safetensors",
        "model-00001-of-00002.safetensors",
        "model.gguf",
        "pytorch_model.bin",
        "m.pt",
        "m.onnx",
        "w.npz",
        "adapter_config.json",
        "adapter_model.safetensors",
        "config.json",
        "model.sig",
        "model.safetensors.index.json",
        "w.safetensors.dvc",
    ]
)
STARTS = st.sampled_from(
    [b"", b"{", b'{"weight_map":{', b"GGUF\x03\x00\x00\x00", b"PK\x03\x04", b"\x80\x02", b"outs:\n- "]
)
BODIES = st.tuples(STARTS, st.binary(max_size=80) | st.text(max_size=80).map(str.encode)).map(
    lambda parts: parts[0] + parts[1]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(PATHS, BODIES, max_size=5))
def test_no_repository_makes_the_survey_fail(files: dict[str, bytes | str]) -> None:
    found = survey(repository_from(files))
    model_sets(found)
    assert all(problem.isprintable() for one in found.files for problem in one.problems)


def test_a_commit_tells_the_same_as_the_files(
    git_repository: Callable[[Mapping[str, bytes | str]], GitRepository],
) -> None:
    made = git_repository(
        {
            "model.safetensors": safetensors(ONE, {"license": "mit"}),
            "model.gguf": gguf({"general.license": "mit"}, ONE),
            "pytorch_model.bin": pytorch(ONE, ["os.system"]),
            "model.onnx": onnx(ONE_F32),
            "adapter/adapter_config.json": '{"base_model_name_or_path": "a/b"}',
        }
    )
    with closing(CommitTree(made.root, "HEAD")) as tree:
        assert survey(Repository(tree)) == survey(Repository(DirectoryTree(made.root)))
