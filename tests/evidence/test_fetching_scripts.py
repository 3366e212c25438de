"""Scripts of a repository that fetch public data, as its documents tell."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = (
    "# Zephra\n\nZephra is a small model. Weights: https://huggingface.co/lab/zephra-1b\n\n"
    "We release the weights of Zephra.\n\n"
)
PREPARE = "## Data preparation\n\n```\npython scripts/{}\n```\n"


def disclosure(text: str, path: str, script: str) -> str:
    files = {"README.md": MODEL + text, path: script + "\n" + "# a step\n" * 40}
    return collect(repository_from(files, "lab+zephra")).data.disclosure


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("build_maze_dataset.py", 'rows = hf_hub_download(repo, "train.csv", repo_type="dataset")'),
        ("prepare_dataset.py", 'rows = load_dataset("lab/mazes")'),
        ("download_wiki.sh", "wget https://huggingface.co/datasets/lab/wiki/resolve/main/wiki.txt"),
        ("get_coco.sh", "url=http://images.example.org/zips/\ncurl -L $url/train.zip -o train.zip"),
        ("get_street_data.sh", 'S3="https://street.example.org/data/street.tar.gz"\nwget $S3'),
    ],
)
def test_a_script_that_fetches_the_data_of_training(name: str, script: str) -> None:
    assert disclosure(PREPARE.format(name), f"scripts/{name}", script) == "released"
    assert disclosure("Read more in the paper.", f"scripts/{name}", script) == "none"
    evaluation = PREPARE.format(name).replace("Data preparation", "Evaluation")
    assert disclosure(evaluation, f"scripts/{name}", script) == "none"


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("download_data.sh", "curl -L https://example.org/models/zephra.safetensors -o z"),
        ("download_data.sh", "wget https://example.org/glue/data.zip"),
        ("download_data.sh", "# wget https://example.org/data.zip\necho later"),
        ("get_counts.py", 'rows = snapshot_download(repo, repo_type="dataset")'),
        ("prepare_dataset.py", 'rows = load_dataset("json", data_files=path)'),
    ],
)
def test_scripts_that_fetch_something_else(name: str, script: str) -> None:
    assert disclosure(PREPARE.format(name), f"scripts/{name}", script) == "none"


def test_scripts_of_tuning_fetch_the_data_of_tasks() -> None:
    name, script = "download_wiki.sh", "wget https://huggingface.co/datasets/lab/wiki/resolve/main/wiki.txt"
    assert disclosure(PREPARE.format(name), f"finetune/{name}", script) == "none"
