"""Which repositories release a model: what stands at the top of their first document, read as a person would."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MIT = "SPDX-License-Identifier: MIT\n"
MORE = "".join(f"\nChapter {number} tells how to set it up on a machine.\n" for number in range(3))


def is_model(readme: str, name: str) -> bool | None:
    files = {"README.md": readme + MORE, "LICENSE": MIT}
    return collect(repository_from(files, name)).is_model_repository


@pytest.mark.parametrize(
    ("name", "readme"),
    [
        (
            "lab+zephra",
            (
                "# Zephra: an agent for search\n\n[![Model](https://example.org/b.svg)](https://huggingface.co/lab/zephra-7b)\n\n"
                "We introduce Zephra, an agent powered by large language models.\n\n"
                "SearchSet is a synthetic but high-quality dataset of queries.\n"
            ),
        ),
        (
            "lab+zephra",
            (
                "# Zephra: efficient foundation model and benchmark\n\nZephra is a foundation model.\n\n"
                "The models are available at [the hub](https://huggingface.co/someone/zephra-117m).\n\n"
                "TestSet is a comprehensive benchmark of 28 datasets.\n"
            ),
        ),
        (
            "lab+zephra",
            (
                "# Zephra - 中文法律大模型\n\n🔥[Awesome-Resources](https://github.com/lab/awesome)整理了相关资源。\n\n"
                "Zephra 是一个经过微调的中文法律大模型。\n\n下载训练好的模型权重。\n"
            ),
        ),
        (
            "lab+zephra",
            (
                "# Zephra\n\n![Contributions welcome](https://example.org/badge.svg)\n\nZephra is a language model.\n\n"
                "We release the [weights](https://huggingface.co/lab/zephra-7b).\n"
            ),
        ),
    ],
)
def test_what_stands_beside_a_model_hides_it_not(name: str, readme: str) -> None:
    assert is_model(readme, name) is True


@pytest.mark.parametrize(
    ("name", "readme"),
    [
        (
            "jani+late-cutting",
            (
                "# Late cutting of short pieces in long-context embedding models\n\n"
                "It takes long inputs as [jani-embeddings](https://huggingface.co/jani/jani-embeddings-v2) can.\n"
            ),
        ),
        (
            "someone+open-zephra",
            "# Unofficial implementation of Zephra\n\nWe train on small data sets only.\n\n- Release the weights.\n",
        ),
        (
            "someone+open-models",
            "# Open models\n\nThese models are all licensed for commercial use.\n\n| A | B |\n|---|---|\n",
        ),
        (
            "lab+answers",
            "# Answers\n\nAnswers is a large-scale dataset of questions.\n\nWe release it with a model as baseline.\n",
        ),
    ],
)
def test_methods_copies_lists_and_data_sets_are_no_models(name: str, readme: str) -> None:
    assert is_model(readme, name) is not True


def test_a_place_of_weights_needs_little_more_unless_something_speaks_against_it() -> None:
    code = '```python\nfrom_pretrained("lab/zephra-8b")\n```\n'
    assert is_model(f"# Zephra\n\nAll about Zephra.\n\n{code}", "lab+zephra") is True
    assert is_model(f"# Zephra\n\nZephra is a library for search.\n\n{code}", "lab+zephra") is not True
    assert is_model("# Zephra\n\nWe released it. It shows how models are released.\n", "lab+zephra") is not True


def test_a_benchmark_with_baselines_is_no_model() -> None:
    title = "# Zephra benchmark data sets, baselines, pre-trained models and leaderboard\n\n"
    text = f"{title}The model is downloaded automatically: https://example.org/models/other.pdparams\n"
    assert is_model(text, "lab+zephra") is not True


def test_numbers_of_a_data_set_are_no_weights() -> None:
    entry: dict[str, bytes | str] = {
        "README.md": f"# Zephra\n\nWe present Zephra.\n{MORE}",
        "templates/datasets/butterfly.npz": b"\0" * 1_200_000,
    }
    assert collect(repository_from(entry, "lab+zephra")).component("weights").status != "released"


def test_the_license_of_a_copied_project_is_not_that_of_the_weights() -> None:
    files = {
        "README.md": "# Meta Pebble\n\nMeta Pebble is a model: [weights](https://huggingface.co/lab/meta-pebble-h14).\n",
        "LICENSE": "SPDX-License-Identifier: CC-BY-NC-4.0\n",
        "openpebble_LICENSE": MIT,
    }
    assert collect(repository_from(files, "lab+metapebble")).governing["weights"].license == "CC-BY-NC-4.0"


HUB = "Get [zephra](https://huggingface.co/lab/zephra-7b), a language model.\n"


@pytest.mark.parametrize(
    "name", ["zephra-finetune", "zephra.cpp", "zephra-recipes", "awesome-zephra", "zephra-metrics"]
)
def test_a_name_may_say_that_a_repository_works_on_a_model(name: str) -> None:
    assert is_model(f"# Zephra\n\n{HUB}", f"lab+{name}") is not True
    assert is_model(f"# Zephra\n\n{HUB}", "lab+zephra") is True
    assert is_model(f"# Zephra\n\n{HUB}".replace("lab/", f"{name}/"), f"{name}+{name}") is True


def test_the_name_of_a_folder_says_nothing_of_a_project_with_another_title() -> None:
    assert (
        is_model("# Zephra\n\nGet [it](https://huggingface.co/lab/zephra-7b), a language model.\n", "my-data") is True
    )


def test_models_of_others_are_not_own_for_one_word_of_the_name() -> None:
    other = "Try it with [this one](https://huggingface.co/someone/wisper-large-xy).\n"
    assert is_model(f"# wisper-subtitles\n\nSubtitles with times.\n\n{other}", "lab+wisper-subtitles") is not True
    own = "Try it with [this one](https://huggingface.co/someone/wisper-subtitles-xy).\n"
    assert is_model(f"# wisper-subtitles\n\nSubtitles with times.\n\n{own}", "lab+wisper-subtitles") is True


@pytest.mark.parametrize(
    ("readme", "expected"),
    [
        ("# Zephra\n\n1. Download pre-trained weights\n\n```\nwget https://files.example.org/Z_24.tgz\n```\n", True),
        ("# Zephra\n\n1. Download the dictionaries\n\n```\nwget https://files.example.org/Z_24.tgz\n```\n", False),
        ("# Zephra\n\n| Name | Checkpoint |\n|---|---|\n| Z | [a](https://drive.google.com/file/d/1) |\n", True),
        ("# Zephra\n\n| Name | Poster |\n|---|---|\n| Z | [a](https://drive.google.com/file/d/1) |\n", False),
        (
            "# Zephra\n\n## 下载专区\n\n| 模型 | 文件 |\n|---|---|\n| Z | [Z.tar](https://hub.example.org/model/Z) |\n",
            True,
        ),
    ],
)
def test_code_tables_and_file_names_hand_out_weights(readme: str, expected: bool) -> None:
    found = collect(repository_from({"README.md": readme + MORE, "LICENSE": MIT}, "lab+zephra"))
    assert (found.component("weights").status == "released") is expected


@pytest.mark.parametrize(
    ("readme", "expected"),
    [
        ("# Zephra\n\nThis is the official codebase for running the small Zephra model.\n\n", True),
        ("# Zephra\n\nThis is the codebase for running jobs on many machines.\n\n", False),
        ("# Zephra\n\nZephra is a library of pretrained word embeddings for search.\n\n", True),
        ("# Zephra\n\nZephra is a library for search with many models.\n\n", False),
        ("# Zephra：大規模な文書から作った文分散表現モデル\n\n", True),
        ("# Zephra\n\nZephra是用C++写成的高性能大模型推理库，支持多种硬件。\n\n", False),
        ("# Zephra\n\nZephra是一个综合性的中文评估基准，用于评估语言模型在中文语境下的能力。\n\n", False),
        ("# Zephra: Fast Large Language Model Serving at home\n\n", False),
        ("# Zephra\n\nThis is the official repository of the Zephra dataset for speech.\n\n", False),
    ],
)
def test_the_noun_that_a_project_is_called_decides(readme: str, expected: bool) -> None:
    offered = "## Model download\n\nWe provide the model weights: [file](https://drive.google.com/file/d/1).\n"
    told = is_model(readme + offered, "lab+zephra")
    bare = is_model(readme + "## Available models\n", "lab+zephra")
    assert (bare is True) is expected or (expected and told is True)


def test_others_version_with_weights_is_a_model() -> None:
    title = "# Zephra\n\nAn unofficial implementation of the Zephra paper.\n\n"
    assert is_model(f"{title}## Pretrained checkpoints\n\nhttps://example.org/models/zephra.pth\n", "me+zephra") is True
    assert is_model(f"{title}## Plans\n\nWe train it soon.\n", "me+zephra") is not True


def fetching(address: str) -> bool | None:
    code = f'URLS = {{"EN": "{address}"}}\n'
    readme = f"# Zephra\n\nZephra is a library.\n{MORE}\nPretrained models are at https://huggingface.co/lablab too.\n"
    return collect(
        repository_from({"README.md": readme, "zephra/download_utils.py": code}, "lablab+zephra")
    ).is_model_repository


def test_a_package_that_fetches_its_own_weights_releases_them() -> None:
    assert fetching("https://lablab-public.example.org/voices/EN/checkpoint.pth") is True
    assert fetching("https://example.org/others/checkpoint.pth") is not True


def test_a_model_that_is_only_introduced_is_not_given_out() -> None:
    def status(said: str) -> str:
        readme = f"# Zephra\n\nZephra is a language model with 7 billion parameters.\n\n{said}\n{MORE}"
        found = collect(repository_from({"README.md": readme, "LICENSE": MIT}, "lab+zephra"))
        assert found.is_model_repository
        return found.component("weights").status

    assert status("We introduce Zephra 7B, a large language model for schools.") == "unknown"
    assert status("We provide the model weights to everybody.") == "released"


def test_what_is_called_a_model_first_is_no_library_for_its_package() -> None:
    said = "We demonstrate the power of Zephra; the trained weights are available for download.\n\n"
    package = "Zephra is a python package available at https://github.com/lab/zephra.\n\n"
    title = "# Zephra: a language model for antibodies\n\n"
    assert is_model(f"{title}{said}{package}", "lab+zephra") is True
    assert is_model(f"# Zephra\n\n{package}{said}", "lab+zephra") is not True


def test_licensed_weights_with_a_place_are_those_of_a_library() -> None:
    library = "# Zephra\n\nZephra is a Python library for weather models.\n\n"
    license_ = "The trained model weights are under the CC-BY-SA-4.0 license.\n\n"
    place = "Checkpoints are in gs://zephra/checkpoints/v1.tar.\n"
    assert is_model(library + license_ + place, "lab+zephra") is True
    assert is_model(library + place, "lab+zephra") is not True


def test_files_of_somebody_elses_release_are_not_own() -> None:
    def fetched(owner: str) -> bool | None:
        place = f"https://github.com/{owner}/releases/download/v1/swin.pth"
        readme = f"# Zephra\n\nZephra controls a computer.\n\nDownload the checkpoint: {place}\n"
        return is_model(readme, "orrery+zephra")

    assert fetched("orrery/extras") is True
    assert fetched("others/zephra-weights") is True
    assert fetched("others/detector") is not True


def test_word_vectors_are_weights() -> None:
    offered = "[Drive](https://drive.google.com/file/d/1)\n"
    assert (
        is_model(f"# Word vectors of Zephra\n\n## Pre-trained Zephra word vectors\n\n{offered}", "lab+zephra") is True
    )
    assert is_model(f"# Pictures of Zephra\n\n## Slides\n\n{offered}", "lab+zephra") is not True


def test_arrays_named_as_parameters_are_weights() -> None:
    files = {"README.md": f"# Zephra\n\nCode of the paper.\n{MORE}"}

    def held(path: str) -> bool | None:
        return collect(
            repository_from({**files, path: b"\x93NUMPY" + b"\0" * 1_000_000}, "lab+zephra")
        ).is_model_repository

    assert held("model/params_0.npy") is True
    assert held("model/samples_0.npy") is not True


def test_shared_weights_of_an_architecture_are_not_given_out() -> None:
    intro = "# Zephra\n\nZephra is a theoretical implementation of a looped language model.\n\n"
    assert is_model(f"{intro}Each loop is a phase, all sharing weights.\n", "lab+zephra") is not True
    shared = "We are sharing the checkpoints: https://huggingface.co/lab/zephra-1b\n"
    assert is_model(f"{intro}{shared}", "lab+zephra") is True


def test_a_collection_of_models_ported_to_a_machine_is_a_list() -> None:
    collection = "# Zephra Model Zoo\n\nZephra Model Zoo is a collection of {} models {}.\n\n"
    offered = "We provide reference implementations.\n"
    assert is_model(collection.format("vision", "optimized to run on Acme chips") + offered, "lab+zephra") is False
    assert is_model(collection.format("7B", "with weights to download") + offered, "lab+zephra") is True


def test_a_function_named_get_model_fetches_nothing() -> None:
    def fetched_by(path: str) -> bool | None:
        files = {"README.md": f"# Zephra\n\nZephra answers questions.\n{MORE}", path: "x = 1\n" * 80}
        return collect(repository_from(files, "lab+zephra")).is_model_repository

    assert fetched_by("scripts/download_zephra_model.py") is True
    assert fetched_by("scripts/get_zephra_weights.sh") is True
    assert fetched_by("server/utils/get_zephra_model.py") is not True
    assert fetched_by("scripts/fetch_test_models.py") is not True


def test_the_page_of_another_project_is_no_download() -> None:
    row = "| Kite | [code]({}) | Download the pre-trained weights |\n"
    table = "# Zephra\n\nZephra draws maps.\n\n## Models\n\n| Model | Code | Checkpoint |\n|---|---|---|\n"
    assert is_model(table + row.format("https://github.com/others/kite"), "lab+zephra") is not True
    offered = row.format("https://example.org/kite.zip").replace("[code]", "[download]")
    assert is_model(table + offered, "lab+zephra") is True


def test_a_name_that_ends_in_bench_is_that_of_a_benchmark() -> None:
    readme = "# {}\n\nZephra scores models.\n\n## Pre-trained models\n\nDownload the weights of the scorers first.\n"
    drive = "Scorers: pre-trained weights on [Drive](https://drive.google.com/file/d/1)\n"
    assert is_model(readme.format("ZephraBench") + drive, "lab+ZephraBench") is not True
    assert is_model(readme.format("Zephra") + drive, "lab+Zephra") is True


def test_a_title_that_ends_in_model_names_one() -> None:
    said = "An open source AI model and interface for maps.\n\nDownload the checkpoint with `zephra get`.\n"
    assert is_model(f"# Zephra Foundation Model\n\n{said}", "zephra-team+model") is True
    listed = "An overview of papers and interfaces for maps.\n\nDownload the papers.\n"
    assert is_model(f"# Awesome Foundation Model\n\n{listed}", "zephra-team+awesome") is not True
