"""Which training data a repository publishes: corpora that are fetched, lists, benchmarks and examples told apart."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = (
    "# Zephra\n\nZephra is a speech model: [weights](https://huggingface.co/lab/zephra-1b).\n\n"
    "We release the weights of Zephra.\n\n"
)
ROWS = b"\n".join(b'{"text": "a row of data"}' for _ in range(60_000))


def disclosure(text: str, **files: bytes | str) -> str:
    found = {path.replace("__", "/").replace("_DOT_", "."): held for path, held in files.items()}
    return collect(repository_from({"README.md": MODEL + text, **found}, "lab+zephra")).data.disclosure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Download and extract the [LJ Speech dataset](https://example.org/LJ-Speech-Dataset/).", "released"),
        (
            "Download [ImageNet](https://example.org/imagenet) dataset, and place it in your `IMAGENET_PATH`.",
            "released",
        ),
        (
            (
                "The training data (16 GB, PDB, 2021) can be downloaded from here: https://example.org/pdb.tar.gz;"
                " the small one is for testing."
            ),
            "all-released",
        ),
        (
            "## Pretraining on the genome\n\n```bash\ncurl https://example.org/hg38.ml.fa.gz > hg38.fa.gz\n```\n",
            "all-released",
        ),
        ("## Evaluation on the genome\n\n```bash\ncurl https://example.org/hg38.ml.fa.gz > x.gz\n```\n", "none"),
        ("Fine-tuning data includes publicly available instruction sets, for testing also others.", "none"),
        (
            "It was trained on the [MUSDB](https://example.org/musdb) dataset + an extra set of 800 songs.",
            "partly-released",
        ),
        ("The links lead to checkpoints, and we provide the data preprocessing code.", "none"),
    ],
)
def test_what_the_first_document_says(text: str, expected: str) -> None:
    assert disclosure(text) == expected


def test_training_that_starts_from_anothers_model_shows_not_all_data() -> None:
    own = "We release the pre-training data: [data](https://huggingface.co/datasets/lab/zephra-data).\n"
    start = "\n```bash\npython train.py --model_name_or_path someone/gtr-large\n```\n"
    assert disclosure(own) == "all-released"
    assert disclosure(own + start) == "released"
    assert disclosure(own + start.replace("someone/gtr-large", "lab/zephra-1b")) == "all-released"


def test_data_of_later_tasks_and_lists_are_no_training_data() -> None:
    assert disclosure("", downstream__search__dataset__java_DOT_jsonl=ROWS) == "none"
    assert disclosure("", data__mixture_data_list_2mix_DOT_csv=ROWS) == "none"
    assert disclosure("", data__corpus_DOT_jsonl=ROWS) == "released"


def test_an_example_of_the_documentation_is_not_what_the_model_saw() -> None:
    page = "# Training\n\nDownload [oscar](https://huggingface.co/datasets/someone/oscar-10k) for training.\n"
    assert disclosure("", docs__training_DOT_md=page) == "none"
    assert disclosure("", docs__training_DOT_md=page.replace("someone", "lab")) != "none"


def test_an_option_to_tune_makes_training_code_no_tuning_code() -> None:
    code = (
        'parser.add_argument("--fine-tune")\n'
        + "if args.fine_tune:\n    load()\n" * 3
        + "for batch in loader:\n    loss = model(batch)\n    loss.backward()\n    optimizer.step()\n"
        + "# more\n" * 40
    )

    def status(text: str) -> str:
        files = {"README.md": MODEL, "train.py": text}
        return collect(repository_from(files, "lab+zephra")).component("training-code").status

    assert status(code) == "released"
    assert status(code.replace("fine-tune", "lora").replace("fine_tune", "lora")) == "partial"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zephra was trained on Common Crawl and Wikipedia.", "described-fully"),
        ("Zephra was trained on various data such as Common Crawl, Wikipedia and news.", "described"),
        ("Zephra was trained on Common Crawl, Wikipedia, etc.", "described"),
        ("Zephra 的训练数据包括 Wikipedia、Common Crawl 等多种语料。", "described"),
        ("학습 데이터: Common Crawl, 한국어 Wikipedia, 뉴스 등", "described"),
        ("## How to train Zephra on Wikipedia", "none"),
    ],
)
def test_what_is_only_sampled_cannot_be_gathered_again(text: str, expected: str) -> None:
    script = "import json\n" + "# a step\n" * 60 + "rows = tokenize(json.loads(line))\n"
    assert disclosure(f"{text}\n", prepare_data_DOT_py=script) == expected
