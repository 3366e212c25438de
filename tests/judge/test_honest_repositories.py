"""Nothing is said against who claims no more than is there: control repositories and openly released models."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.read.repository import Repository
from openness.read.tree import Entry, MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from openness.findings.finding import Finding

HONEST = (
    "allenai/OLMo", "EleutherAI/pythia", "LLM360/amber-train", "jzhang38/TinyLlama", "openai/gpt-oss",
    "pallets/flask", "psf/black", "encode/httpx", "fastapi/fastapi", "tiangolo/typer", "pre-commit/pre-commit",
    "explosion/spaCy", "huggingface/lerobot", "ml-explore/mlx-lm", "karpathy/nanoGPT", "bigscience-workshop/petals",
    "EleutherAI/lm-evaluation-harness", "Hannibal046/Awesome-LLM", "eugeneyan/open-llms",
)  # fmt: skip

LIBRARY = {
    "README.md": "# Rowan\n\nRowan is an open source library for running open-source language models such as Llama.\n\n"
    "## License\n\nRowan is released under the MIT license.\n",
    "rowan/__init__.py": "VERSION = '1'\n",
    "setup.py": "from setuptools import setup\nsetup(name='rowan', license='MIT')\n",
}
WEIGHTS_ONLY = {
    "README.md": "# Alder-7B\n\nAlder-7B is an open-weight language model. Its inference code is open source.\n\n"
    "Weights: [acme/Alder-7B](https://huggingface.co/acme/Alder-7B)\n\n"
    "It outperforms other open-source models of its size; the training data are not released.\n\n"
    "## License\n\nThe model weights and the code are released under the Apache 2.0 license.\n",
    "inference.py": "print(model.generate(**inputs))\n",
}
RESTRICTED = {
    "README.md": "# Alder-7B\n\nAlder-7B is a language model. It is not open source: the weights are for research.\n\n"
    "Weights: [acme/Alder-7B](https://huggingface.co/acme/Alder-7B)\n\n"
    "We thank the open-source community, and Merlin, an open-source tokenizer.\n\n"
    "## License\n\nThe model weights are released under CC-BY-NC-4.0, the code under MIT.\n",
    "inference.py": "print(model.generate(**inputs))\n",
}


def about_wording(repository: Repository) -> list[Finding]:
    facts = gather(repository, today=date(2026, 11, 22))
    return [
        one for one in run_rules(facts) if one.rule.startswith("OM4") and one.severity in ("error", "warning")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "files"), [("rowan+rowan", LIBRARY), ("acme+Alder", WEIGHTS_ONLY), ("acme+Alder", RESTRICTED)]
)
def test_plain_words_about_what_is_there_draw_no_finding(name: str, files: dict[str, str]) -> None:
    assert about_wording(Repository(MemoryTree(files, name))) == []


@pytest.mark.parametrize("name", HONEST)
def test_real_repositories_that_claim_no_more_than_they_hold(corpus: Path, name: str) -> None:
    folder = corpus / "repos" / name.replace("/", "+", 1)
    kept = folder / "files"
    files = {str(path.relative_to(kept)): path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    rows = (row.split("\t") for row in (folder / "tree.tsv").read_text(encoding="utf-8").splitlines())
    extra = [
        Entry(row[0], int(row[1]))
        for row in rows
        if len(row) >= 3 and row[0] not in files and row[1].isdigit() and row[2].startswith("100")
    ]
    assert about_wording(Repository(MemoryTree(files, folder.name, extra))) == []
