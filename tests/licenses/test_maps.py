"""Component-to-license maps of ten repositories where several places speak, read by a person against their files."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest

from openness.evidence.collect import collect
from openness.read.directory import DirectoryTree
from openness.read.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

COMPONENTS = ("weights", "inference-code", "training-data")

MAPS = {
    # The README says MIT for the models; the license file beside the code is Apache.
    "zai-org/GLM-4.5": ("MIT", "Apache-2.0", None),
    # Code and weights are told apart in the README; the data are many sets under terms of their own.
    "NVlabs/VILA": ("CC-BY-NC-SA-4.0", "Apache-2.0", None),
    # One changed MIT text for code and weights.
    "MoonshotAI/Kimi-K2": ("LicenseRef-modified-mit-kimi-k2", "LicenseRef-modified-mit-kimi-k2", None),
    # The same, with a badge that says plain MIT and no code.
    "MiniMax-AI/MiniMax-M2": ("LicenseRef-modified-mit-minimax-m2", None, None),
    # LICENSE-CODE and LICENSE-MODEL.
    "deepseek-ai/DeepSeek-V3": ("LicenseRef-deepseek-1.0", "MIT", None),
    # One license text for all, with rules on use.
    "CompVis/stable-diffusion": ("LicenseRef-CreativeML-OpenRAIL-M", "LicenseRef-CreativeML-OpenRAIL-M", None),
    # LICENSE and LICENSE_weights; every model card says both in one sentence.
    "facebookresearch/audiocraft": ("CC-BY-NC-4.0", "MIT", None),
    # A folder of model licenses; all models of the table but one are under the first.
    "black-forest-labs/flux": ("LicenseRef-flux-1-dev-nc-1.1.1", "Apache-2.0", None),
    # No license file; one sentence, on the models.
    "QwenLM/Qwen3": ("Apache-2.0", None, None),
    # A text named after the model beside MIT for the repository.
    "rednote-hilab/dots.llm1": ("LicenseRef-dots-llm1", "MIT", None),
}

CONTRADICTED = {
    "zai-org/GLM-4.5": {("LICENSE", "Apache-2.0")},
    "deepseek-ai/DeepSeek-V3": set(),
    "black-forest-labs/flux": {("LICENSE", "Apache-2.0"), ("model_licenses/LICENSE-FLUX1-schnell", "Apache-2.0")},
    "rednote-hilab/dots.llm1": {("LICENSE", "MIT")},
}
"""License files that say otherwise of the weights than what governs them."""


def laid_out(corpus: Path, name: str, target: Path) -> Repository:
    """The repository with its kept texts, and every other file by name and size."""
    source = corpus / "repos" / name.replace("/", "+")
    if not source.is_dir():
        pytest.skip(f"{name} is not in this copy of the corpus")
    shutil.copytree(source / "files", target)
    with (source / "tree.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            place = target / row[0].strip('"')
            if len(row) != 3 or not row[1].strip().isdigit() or place.exists():
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.truncate(int(row[1]))
    return Repository(DirectoryTree(target))


@pytest.mark.parametrize("name", MAPS)
def test_the_map_is_what_a_reader_of_the_files_finds(corpus: Path, tmp_path: Path, name: str) -> None:
    evidence = collect(laid_out(corpus, name, tmp_path / name.rpartition("/")[2]))
    licenses = {component.id: component.license for component in evidence.components}
    assert tuple(licenses[component] for component in COMPONENTS) == MAPS[name]


@pytest.mark.parametrize("name", CONTRADICTED)
def test_only_files_that_say_otherwise_contradict(corpus: Path, tmp_path: Path, name: str) -> None:
    evidence = collect(laid_out(corpus, name, tmp_path / name.rpartition("/")[2]))
    against = evidence.governing["weights"].contradictions
    assert {(place.path, place.what) for place in against if not place.path.endswith(".md")} == CONTRADICTED[name]


@pytest.mark.parametrize("name", ["deepseek-ai/DeepSeek-V3", "black-forest-labs/flux", "facebookresearch/audiocraft"])
def test_what_is_said_of_the_weights_is_not_held_against_the_code(corpus: Path, tmp_path: Path, name: str) -> None:
    evidence = collect(laid_out(corpus, name, tmp_path / name.rpartition("/")[2]))
    assert evidence.governing["inference-code"].contradictions == ()
