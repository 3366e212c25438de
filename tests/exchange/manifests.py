"""Manifests made by hypothesis, and what they say in a form that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from openness.exchange.settle import settle
from openness.exchange.shape import long_form
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from openness.manifest.entities import Manifest

Data = dict[str, Any]

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40).map(
    lambda text: text.strip() or "a"
)
AWKWARD = st.sampled_from(
    [
        "yes",
        "null",
        "1.10",
        "7B",
        "- a",
        "a: b",
        "#x",
        "{",
        '"',
        "'",
        "\\",
        "é",
        "模型",
        "😀",
        "a # b",
        "*x",
        "&y",
        "2024",
    ]
)
WORD = st.one_of(TEXT, AWKWARD)
HUB = st.sampled_from(["hf:org/model", "hf:a-b/c.d_1", "hf:Org/Model-7B"])
DATASET = st.sampled_from(["hf:datasets/org/data", "hf:datasets/a/b-c", "hf:datasets/x/y"])
CODE = st.sampled_from(["gh:org/repo", "gh:org/repo@v1.0", "gh:org/repo:src/train.py", "gh:o/r@main:a/b.py"])
PLACE = st.one_of(
    HUB,
    DATASET,
    CODE,
    st.sampled_from(
        [
            "LICENSE",
            "src/model.py",
            "a b/ü.txt",
            "release:v1/model.safetensors",
            "release:latest/*.gguf",
            "arxiv:2402.00838",
            "arxiv:2402.00838v2",
            "doi:10.5281/zenodo.1234567",
            "https://example.org/model?x=1#y",
            "https://github.com/org/repo",
            "https://huggingface.co/org/model/blob/main/README.md",
            "hf:org/model@v1:config.json",
            "hf:org/model@a/b",
        ]
    ),
)
LICENSE = st.sampled_from(
    [
        "Apache-2.0",
        "MIT",
        "CC-BY-4.0",
        "LicenseRef-llama-2",
        "LicenseRef-own-terms",
        "Apache-2.0 OR MIT",
        "MIT AND CC-BY-4.0",
        "NOASSERTION",
        "NONE",
    ]
)
DIGEST = st.sampled_from(["sha256:" + "0a" * 32, "sha512:" + "b1" * 64])
STATUS = st.sampled_from(["released", "partial", "described", "withheld", "not-applicable"])
ACCESS = st.sampled_from(["public", "gated", "request", "paid"])


def some(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries(required, optional=optional)


FILE = some({"path": st.sampled_from(["model.safetensors", "a/b.bin"])}, digest=DIGEST, size=st.integers(0, 2**53 - 1))
COMPONENT = some(
    {"status": STATUS},
    name=WORD,
    license=LICENSE,
    license_file=PLACE,
    location=st.lists(PLACE, min_size=1, max_size=3, unique=True),
    access=ACCESS,
    digest=DIGEST,
    files=st.lists(FILE, min_size=1, max_size=2),
    format=st.sampled_from(["safetensors", "gguf"]),
    evidence=st.lists(PLACE, min_size=1, max_size=2),
    notes=WORD,
)
SOURCE = some(
    {"name": WORD, "obtainable": st.sampled_from(["public", "gated", "request", "paid", "no", "unknown"])},
    stage=st.sampled_from(["pretraining", "other"]),
    kind=st.sampled_from(["web-crawl", "undisclosed"]),
    location=PLACE,
    license=LICENSE,
    reason=WORD,
    size=WORD,
    notes=WORD,
)
BASE = some({"id": HUB}, relation=st.sampled_from(["finetune", "merge", "distilled"]), license=LICENSE)
MODEL = some(
    {"name": WORD, "producer": WORD},
    version=WORD,
    type=st.sampled_from(["language", "code", "vision", "image-generation", "embedding", "other"]),
    architecture=st.one_of(WORD, st.sampled_from(["transformer decoder", "RNN"])),
    treatment=st.sampled_from(["pre-trained", "fine-tuned", "instruction-tuned"]),
    parameters=st.one_of(
        st.integers(1, 10**15), st.sampled_from(["7B", "1.3T", "350M"]), st.just({"total": 8 * 10**9, "active": 10**9})
    ),
    base_model=st.one_of(st.just("none"), st.lists(BASE, min_size=1, max_size=2)),
    training_compute=some(
        {"flops": st.floats(1e18, 1e27)}, gpu_hours=st.integers(1, 10**7), hardware=WORD, source=PLACE
    ),
    released=st.sampled_from(["2024", "2024-11", "2024-11-22"]),
    homepage=PLACE,
)
RELEASE = some({"channel": st.sampled_from(["github", "huggingface", "zenodo"]), "location": PLACE}, access=ACCESS)
DATA_INFO = some(
    {},
    disclosure=st.sampled_from(["partial", "none"]),
    collection=WORD,
    characteristics=WORD,
    labeling=WORD,
    processing=WORD,
    documentation=st.lists(PLACE, min_size=1, max_size=2),
    sources=st.lists(SOURCE, min_size=1, max_size=3),
)
WHOLE = some(
    {
        "model": MODEL,
        "components": st.dictionaries(
            st.sampled_from([*COMPONENTS, "x-own-part"]),
            st.one_of(
                st.lists(COMPONENT, min_size=1, max_size=1),
                st.lists(COMPONENT.map(lambda one: {"name": "part", **one}), min_size=2, max_size=2),
            ),
            min_size=1,
            max_size=6,
        ),
    },
    license=LICENSE,
    license_file=st.sampled_from(["LICENSE", "docs/LICENSE.txt"]),
    claims=st.lists(
        some({"term": st.sampled_from(["open-weights", "open-source"])}, framework=WORD), min_size=1, max_size=3
    ),
    data=DATA_INFO,
    compliance=some({"general_purpose": st.booleans()}, output=st.just(["text", "image"])),
    attestations=st.just([{"about": "data-information", "by": "A. Reader", "date": "2026-01-02"}]),
    releases=st.lists(RELEASE, min_size=1, max_size=2),
    exceptions=st.just([{"rule": "OM401", "reason": "long enough for a reason", "until": "2027-01-01"}]),
)


def manifest(data: Data) -> Manifest:
    """The manifest that long-form data amounts to; the data must be valid as it stands."""
    found, losses = settle(data, "openness.yml")
    assert losses == []
    return found


manifests = WHOLE.map(manifest)


def said(one: Manifest) -> Data:
    """What a manifest says, without places and without the order of the components."""
    return long_form(one)
