"""Feed readers of untrusted input with whatever coverage leads to: `python benchmarks/fuzz.py READER [SECONDS]`.

Needs `atheris`, which is not among the project's dependencies because it is built for few platforms. libFuzzer prints
the number of inputs; an exception that a reader lets out, an input beyond two seconds or beyond 1 GB of memory ends
the run and is kept in a file.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
# In place of this folder, whose `action.py` would hide that of the tests.
sys.path[:1] = [str(ROOT / "src"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["openness"]):
    from openness.action.comment import render_comment
    from openness.action.decision import Inputs, decide, decide_post
    from openness.action.event import read_event
    from openness.action.handover import read_handover, write_handover
    from openness.action.payload import parse
    from openness.action.shape import ShapeError
    from openness.comparison.baseline import read_baseline
    from openness.errors import OpennessError
    from openness.evidence import metadata, packages
    from openness.evidence.frontmatter import read_front_matter
    from openness.facts.suppressions import read_inline
    from openness.findings.policy import rule_book
    from openness.licenses.identify import identify
    from openness.manifest.load import load_manifest
    from openness.policy.load import load_layer
    from openness.weights import gguf, npz, onnx, pytorch, safetensors
    from openness.weights.source import ByteSource, guarded
    from openness.wording.claims import find_claims
    from openness.wording.context import Context

import weightfiles  # noqa: E402 - found by the path set above
from action import payloads, stories  # noqa: E402

TENSORS = {"w": ("F32", (2, 3)), "b": ("F16", (3,))}
BOOK = rule_book()
EVENTS = ("pull_request", "push", "release", "merge_group", "workflow_run")
CONTEXT = Context(owner="tern-labs", name="tern", models=("tern-7b",), is_model_repository=True)


class OneFile:
    """The part of a tree that a reader of one file asks for."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self, _path: str, start: int = 0, length: int | None = None) -> bytes:
        """A stretch of the file."""
        return self.body[start:] if length is None else self.body[start : start + length]


def weights(read: Callable[[ByteSource], object]) -> Callable[[bytes], object]:
    """The reader on bytes; what it says of a bad file is an answer, anything else that it raises is a fault."""
    return lambda body: guarded(read)(ByteSource(OneFile(body), "file", len(body)))


def text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """The reader on text."""
    return lambda body: read(body.decode("utf-8", "replace"))


def fields(*readers: Callable[[str, str], Iterable[object]]) -> Callable[[bytes], object]:
    """Readers of metadata on text; ValueError and RecursionError are how they say that it is none."""

    def read(text: str) -> None:
        for reader in readers:
            with suppress(ValueError, RecursionError):
                list(reader(text, "file"))

    return lambda body: read(body.decode("utf-8", "replace"))


def event(body: bytes) -> None:
    """What a run would do after an event of this payload."""
    payload = parse(body)
    for name in EVENTS:
        found = read_event(name, payload, payloads.ENVIRONMENT)
        decide(found, Inputs())
        decide_post(found)


def artifact(body: bytes) -> None:
    """The comment that the second run makes of what the first has handed to it."""
    with suppress(ShapeError):
        render_comment(read_handover(body).report, stories.CONTEXT._replace(relayed=True))


def files(pattern: str, most: int = 40) -> list[bytes]:
    """Seeds out of this repository."""
    return [path.read_bytes()[:4000] for path in sorted(ROOT.glob(pattern))[:most]]


READERS: dict[str, tuple[Callable[[bytes], object], Callable[[], list[bytes]]]] = {
    "safetensors": (weights(safetensors.read), lambda: [weightfiles.safetensors(TENSORS)]),
    "gguf": (weights(gguf.read), lambda: [weightfiles.gguf({"general.architecture": "llama"}, TENSORS)]),
    "pytorch": (weights(pytorch.read), lambda: [weightfiles.pytorch(TENSORS)]),
    "onnx": (weights(onnx.read), lambda: [weightfiles.onnx(TENSORS)]),
    "npz": (weights(npz.read), lambda: [weightfiles.zipped({"w.npy": weightfiles.npy("<f4", (2, 3))})]),
    "manifest": (text(lambda body: load_manifest(body, "openness.yml")), lambda: files("examples/manifests/*.yml")),
    "markdown": (
        text(lambda body: find_claims(body, "README.md", CONTEXT)),
        lambda: files("tests/cases/open*/*/README.md"),
    ),
    "front-matter": (text(read_front_matter), lambda: files("tests/cases/*/*/README.md")),
    "suppressions": (text(lambda body: read_inline(body, "README.md")), lambda: files("docs/suppressions.md")),
    "citation": (fields(metadata.read_citation), lambda: files("tests/cases/*/*/CITATION.cff")),
    "toml": (
        fields(packages.read_pyproject, packages.read_cargo, metadata.read_reuse),
        lambda: [*files("pyproject.toml"), *files("tests/cases/*/*/*.toml")],
    ),
    "json": (
        fields(packages.read_package_json, metadata.read_codemeta, metadata.read_zenodo),
        lambda: [b'{"license": "MIT", "licenses": [{"type": "MIT"}]}', *files("tests/cases/*/*/*.json")],
    ),
    "policy": (
        text(lambda body: load_layer(body, "policy.yml", BOOK)),
        lambda: files("src/openness/data/policies/*.yml"),
    ),
    "event": (event, lambda: [json.dumps(payloads.pull_request()).encode(), json.dumps(payloads.push()).encode()]),
    "artifact": (artifact, lambda: [write_handover(stories.story("quiet"))]),
    "baseline": (
        text(lambda body: read_baseline(body, "baseline.json")),
        lambda: [b'{"schema_version": "1.0", "findings": []}'],
    ),
    "license": (text(lambda body: identify(body, "LICENSE")), lambda: files("tests/cases/license*/*/*LICENSE*")),
}


def main() -> None:
    """Run one reader for some seconds."""
    name, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    reader, seeds = READERS[name]

    def once(body: bytes) -> None:
        try:
            reader(body)
        except OpennessError:
            return

    with tempfile.TemporaryDirectory() as place:
        for number, seed in enumerate(seeds()):
            (Path(place) / f"seed{number}").write_bytes(seed)
        limits = [f"-max_total_time={seconds}", "-max_len=4096", "-rss_limit_mb=1024", "-timeout=2", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", place], once)
        atheris.Fuzz()


main()
