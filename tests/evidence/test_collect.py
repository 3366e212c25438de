"""What a whole repository shows: model or not, components, licenses that govern, data, in miniature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.evidence.collect import collect
from openness.read.tree import Entry, Kind
from openness.vocabulary import COMPONENTS
from support import repository_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.evidence.facts import RepositoryEvidence

MIT = """MIT License

Copyright (c) 2025 Example Lab

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

MODEL = """# Zephra: a small language model

Zephra is a family of language models trained from scratch.

| Model | Download |
|---|---|
| Zephra-1B | [Hugging Face](https://huggingface.co/example-lab/Zephra-1B) |
| Zephra-7B | [Hugging Face](https://huggingface.co/example-lab/Zephra-7B) |
"""

TRAIN = """import torch

def train(model, loader, optimizer):
    for batch in loader:
        loss = model(batch)
        loss.backward()
        optimizer.step()

if __name__ == "__main__":
    for epoch in range(10):
        train(None, [], None)
    # The rest of the recipe: schedule, checkpoints, logging, evaluation in the loop, and the like.
    print("done with all epochs of the training run, the checkpoints are in the output folder")
"""

SAMPLE = """import torch
from model import Zephra

model = Zephra.load("zephra-1b")
prompt = "Once upon a time there was a model whose code, weights and data were all published, and"
with torch.no_grad():
    print(model.generate(prompt, max_new_tokens=64, top_p=0.9, temperature=0.8, stop=None, seed=1234))
# Printed as plain text; see the README for the chat template that the tuned model expects from you.
"""


def gather(files: dict[str, bytes | str], name: str = "zephra", extra: Iterable[Entry] = ()) -> RepositoryEvidence:
    return collect(repository_from(files, name, extra))


def test_every_component_of_the_vocabulary_is_reported() -> None:
    for files in ({}, {"README.md": MODEL}):
        assert tuple(component.id for component in gather(dict(files)).components) == COMPONENTS


def test_a_sentence_about_weights_may_go_on_with_the_link_on_the_next_line() -> None:
    readme = (
        "# Zephra\n\nZephra is an upscaling network.\n\nWe release our model Zephra.\n\n"
        "- The pretrained models are available at\n[Drive](https://drive.google.com/x).\n"
    )
    assert gather({"README.md": readme, "LICENSE": MIT}).is_model_repository is True


def test_hub_links_make_a_model_repository() -> None:
    found = gather({"README.md": MODEL, "LICENSE": MIT})
    assert found.is_model_repository is True
    assert [model.name for model in found.models] == ["Zephra-1B", "Zephra-7B"]
    assert found.models[0].producer == "example-lab"
    assert [model.parameters for model in found.models] == [1_000_000_000, 7_000_000_000]
    weights = found.component("weights")
    assert weights.status == "released"
    assert weights.locations[0] == "hf:example-lab/Zephra-1B"
    assert (weights.evidence[0].path, weights.evidence[0].line) == ("README.md", 7)


@pytest.mark.parametrize(
    "readme",
    [
        "# clicker\n\nclicker is a library for building command line tools.\n\n```bash\npip install clicker\n```\n",
        "# Awesome models\n\nA curated list of models.\n\n- [A](https://huggingface.co/a/x)\n- [B](https://huggingface.co/b/y)\n",
        "# Speech corpus\n\nThis repository contains the dataset of our paper: 40 hours of read speech.\n",
        "# Old home\n\nThis repository has been moved to https://github.com/example/zephra.\n",
        """# runfast

runfast is a Python package for running large language models on small machines.

```python
load("meta-llama/Llama-3.1-8B")
```
""",
    ],
)
def test_libraries_lists_data_sets_and_redirects_are_no_models(readme: str) -> None:
    assert not gather({"README.md": readme, "LICENSE": MIT}, "clicker").is_model_repository


def test_a_hub_clone_without_code_is_a_model_repository() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 15000000000\n"
    files: dict[str, bytes | str] = {
        "README.md": "---\nlicense: apache-2.0\npipeline_tag: text-generation\n---\n# Zephra 7B\n",
        "model-00001-of-00002.safetensors": pointer,
        "model-00002-of-00002.safetensors": pointer,
        "config.json": "{}",
        "tokenizer.json": "{}",
    }
    found = gather(files)
    assert found.is_model_repository is True
    assert found.component("weights").status == "released"
    assert found.component("weights").license == "Apache-2.0"
    assert found.component("tokenizer").status == "released"
    assert found.component("model-card").status == "released"
    assert found.governing["weights"].basis == "front-matter"


def test_code_is_believed_when_its_text_shows_it() -> None:
    found = gather({"README.md": MODEL, "LICENSE": MIT, "train.py": TRAIN, "generate.py": SAMPLE})
    training = found.component("training-code")
    assert training.status == "released"
    assert (training.evidence[0].path, training.evidence[0].line) == ("train.py", 6)
    assert found.component("inference-code").status == "released"
    empty = gather({"README.md": MODEL, "LICENSE": MIT, "train.py": "print('soon')\n" * 40})
    assert empty.component("training-code").status == "absent"


def test_fine_tuning_code_alone_is_not_the_training_code() -> None:
    found = gather({"README.md": MODEL, "LICENSE": MIT, "finetune/finetune_lora.py": TRAIN + "# lora\n"})
    assert found.component("finetuning-code").status == "released"
    assert found.component("training-code").status == "partial"


def test_promised_training_code_is_absent() -> None:
    found = gather({"README.md": MODEL + "\n## Plan\n\n- [x] Weights\n- [ ] Training code\n", "LICENSE": MIT})
    training = found.component("training-code")
    assert training.status == "absent"
    assert training.evidence[0].line == 13


def test_the_weights_license_file_governs_the_weights_and_the_other_the_code() -> None:
    terms = "ZEPHRA MODEL LICENSE\n\n" + "You may use the Model for non-commercial research purposes only.\n" * 8
    found = gather({"README.md": MODEL, "LICENSE-CODE": MIT, "LICENSE-MODEL": terms, "train.py": TRAIN})
    assert found.governing["weights"].license != "MIT"
    assert found.governing["training-code"].license == "MIT"
    assert "training-code" in found.governs["LICENSE-CODE"]


def test_prose_ties_licenses_to_parts() -> None:
    prose = (
        "\n## License\n\nThe code is licensed under the MIT license, while the model weights are under CC-BY-NC-4.0.\n"
    )
    found = gather({"README.md": MODEL + prose, "LICENSE": MIT, "train.py": TRAIN})
    weights = found.governing["weights"]
    assert (weights.license, weights.open, weights.basis) == ("CC-BY-NC-4.0", False, "prose")
    assert weights.evidence[0].line == 12
    assert any(place.path == "LICENSE" for place in weights.contradictions)
    assert found.governing["training-code"].license == "MIT"


def test_a_repository_wide_license_is_weak_evidence_for_weights_elsewhere() -> None:
    found = gather({"README.md": MODEL, "LICENSE": MIT, "train.py": TRAIN})
    assert found.governing["weights"].license == "MIT"
    assert found.governing["weights"].basis == "repository"
    assert found.governing["weights"].confidence < found.governing["training-code"].confidence


@pytest.mark.parametrize(
    "terms",
    [
        "The model is for non-commercial use only.",
        "While the code is under MIT, the trained weights are made available for non-commercial use only.",
        "For commercial use of the model please contact us to obtain written authorization.",
        "模型权重对学术研究完全开放，如需商业用途请填写问卷申请授权。",
    ],
)
def test_terms_in_prose_bind_weights_under_a_repository_wide_license(terms: str) -> None:
    found = gather({"README.md": f"{MODEL}\n## License\n\n{terms}\n", "LICENSE": MIT})
    assert found.governing["weights"].open is False
    assert found.governing["weights"].restrictions[0].path == "README.md"


def test_permission_for_commercial_use_is_no_restriction() -> None:
    prose = "\n## License\n\nThe model is free for both research and commercial use.\n"
    assert gather({"README.md": MODEL + prose, "LICENSE": MIT}).governing["weights"].open is True


def test_a_restricted_base_model_binds_its_derivative() -> None:
    readme = MODEL.replace("trained from scratch", "fine-tuned from Llama 2")
    weights = gather({"README.md": readme, "LICENSE": MIT}).governing["weights"]
    assert (weights.open, weights.basis) == (False, "base-model")
    assert weights.contradictions[0].path == "LICENSE"


def test_a_comparison_with_a_restricted_model_binds_nothing() -> None:
    readme = MODEL + "\nIt outperforms models fine-tuned from Llama 2.\n"
    assert gather({"README.md": readme, "LICENSE": MIT}).governing["weights"].open is True


def test_no_license_anywhere() -> None:
    weights = gather({"README.md": MODEL}).governing["weights"]
    assert (weights.license, weights.open) == (None, None)


@pytest.mark.parametrize(
    ("text", "disclosure"),
    [
        ("", "none"),
        ("The models were trained on 2 trillion tokens of web text.", "described"),
        (
            "We release the pre-training corpus: [corpus](https://huggingface.co/datasets/example-lab/zephra-corpus).",
            "all-released",
        ),
        (
            "We release part of the training data: [data](https://huggingface.co/datasets/example-lab/zephra-data).",
            "partly-released",
        ),
    ],
)
def test_data_information(text: str, disclosure: str) -> None:
    found = gather({"README.md": f"{MODEL}\n## Data\n\n{text}\n", "LICENSE": MIT})
    assert found.data.disclosure == disclosure


def test_benchmark_links_are_no_training_data() -> None:
    table = "\n## Evaluation\n\nBenchmarks: [MMLU](https://huggingface.co/datasets/cais/mmlu), [GSM8K](https://huggingface.co/datasets/openai/gsm8k).\n"
    assert gather({"README.md": MODEL + table, "LICENSE": MIT}).data.locations == ()


def test_use_policies_are_listed() -> None:
    found = gather({"README.md": MODEL, "USE_POLICY.md": "# Use policy\n\nDo no harm.\n"})
    assert [place.path for place in found.policies] == ["USE_POLICY.md"]


def test_submodules_links_and_unread_files_are_no_evidence() -> None:
    extra = [Entry("train", 0, Kind.SUBMODULE), Entry("pretrain.py", 30, Kind.SYMLINK, outside=True)]
    found = gather({"README.md": MODEL, "LICENSE": MIT}, extra=extra)
    assert found.component("training-code").status == "unknown"


def test_a_hundred_thousand_paths_keep_their_evidence() -> None:
    extra = [Entry(f"tasks/group{index % 300}/item{index}.yaml", 120) for index in range(100_000)]
    found = gather({"README.md": MODEL, "LICENSE": MIT, "train.py": TRAIN}, extra=extra)
    assert found.is_model_repository is True
    assert found.component("training-code").status == "released"


def test_hostile_documents_are_bounded() -> None:
    body = (
        "# x\n"
        + "| " * 50_000
        + "\n"
        + "[" * 20_000
        + "\n"
        + "> " * 9_000
        + "\n"
        + "<!--" * 5_000
        + "\n"
        + "a" * 300_000
    )
    found = gather({"README.md": body, "LICENSE": "(" * 100_000})
    assert not found.is_model_repository


APACHE_TAG = "SPDX-License-Identifier: Apache-2.0\n"
POLICY = """# Acceptable Use Policy

You agree you will not use, or allow others to use, the model to:

1. Engage in military, warfare, or weapons development.
2. Generate disinformation or facilitate fraud.

The model may not be used by any person or entity in the European Union.
"""


def license_of(evidence: RepositoryEvidence, component: str) -> str | None:
    return evidence.component(component).license


def test_data_and_papers_published_elsewhere_do_not_get_the_license_of_the_repository() -> None:
    text = MODEL + (
        "\n## Training data\n\nWe trained on [the corpus](https://huggingface.co/datasets/example-lab/zephra-corpus).\n"
        "\nPaper: https://arxiv.org/abs/2501.00001\n"
    )
    evidence = collect(repository_from({"README.md": text, "LICENSE": MIT, "train.py": TRAIN}))
    assert evidence.component("training-data").status == "released"
    assert license_of(evidence, "training-data") is None
    assert license_of(evidence, "training-code") == "MIT"


def test_a_component_that_is_not_there_has_no_license() -> None:
    evidence = collect(repository_from({"README.md": MODEL, "LICENSE": MIT}))
    assert {one.license for one in evidence.components if one.status in ("absent", "described", "unknown")} == {None}


def test_a_license_in_a_folder_governs_that_folder_only() -> None:
    files = {
        "README.md": MODEL,
        "LICENSE": MIT,
        "train.py": TRAIN,
        "runtime/LICENSE": APACHE_TAG,
        "runtime/generate.py": "import torch\n" * 40 + "\ndef run(model):\n    return model.generate()\n",
    }
    evidence = collect(repository_from(files))
    assert license_of(evidence, "inference-code") == "Apache-2.0"
    assert license_of(evidence, "training-code") == "MIT"
    assert license_of(evidence, "weights") == "MIT"


def test_a_use_policy_binds_and_is_no_license() -> None:
    text = MODEL + "\nUse of the weights is subject to our [policy](USE_POLICY.md).\n"
    evidence = collect(repository_from({"README.md": text, "LICENSE": MIT, "USE_POLICY.md": POLICY}))
    weights = evidence.governing["weights"]
    assert weights.open is False
    assert [place.path for place in weights.restrictions] == ["USE_POLICY.md"]


def test_a_model_named_as_base_is_a_base() -> None:
    text = "---\nbase_model: meta-llama/Llama-2-7b-hf\n---\n" + MODEL
    evidence = collect(repository_from({"README.md": text}))
    assert [(base.family, base.license) for base in evidence.bases] == [("llama-2", "LicenseRef-llama-2")]


@pytest.mark.parametrize(
    ("path", "component"),
    [
        ("scripts/run_dataloader.py", "inference-code"),
        ("scripts/prepare_changelog.py", "data-processing-code"),
        ("inference/dependencies/other/finetune.py", "finetuning-code"),
        ("src/zephra/lora.py", "finetuning-code"),
        ("docker/docker_cli_demo.sh", "inference-code"),
        ("ldm/dpm_solver.py", "training-code"),
    ],
)
def test_a_name_that_tells_nothing_is_no_evidence(path: str, component: str) -> None:
    evidence = collect(repository_from({"README.md": MODEL, path: b"\x00" * 4000}))
    assert evidence.component(component).status == "absent"


@pytest.mark.parametrize(
    ("path", "component"),
    [
        ("generate.py", "inference-code"),
        ("run_zephra.py", "inference-code"),
        ("scripts/pretrain.sh", "training-code"),
        ("scripts/evaluate_mmlu.py", "evaluation-code"),
        ("data/openwebtext/prepare.py", "data-processing-code"),
        ("finetune/finetune_lora.py", "finetuning-code"),
    ],
)
def test_a_telling_name_is_evidence_where_the_text_is_not_known(path: str, component: str) -> None:
    evidence = collect(repository_from({"README.md": MODEL, path: b"\x00" * 4000}))
    assert evidence.component(component).status in ("released", "partial")


@pytest.mark.parametrize(
    "line",
    [
        "We do not release the training code and the training data.",
        "We advise to use training frameworks such as [Axel](https://github.com/axel/axel) to fine-tune.",
        "If you want to train it, use this [training code](https://github.com/axel/axel).",
    ],
)
def test_what_is_withheld_or_somebody_elses_is_not_released(line: str) -> None:
    evidence = collect(repository_from({"README.md": f"{MODEL}\n{line}\n"}))
    assert evidence.component("training-code").status == "absent"
    assert evidence.component("training-data").status == "absent"


def test_terms_of_the_base_model_bind_across_an_abbreviation() -> None:
    text = MODEL + (
        "\n**License notice**: users must comply with the licenses of the base models for checkpoints made from them"
        " (e.g. [Llama community license](https://ai.meta.com/llama/license/) for Llama 2).\n"
    )
    evidence = collect(repository_from({"README.md": text, "LICENSE": MIT}))
    assert evidence.governing["weights"].open is False


def test_a_license_beside_a_model_on_a_hub_is_the_models() -> None:
    text = MODEL + "\n- New license: [OpenRAIL-M](https://huggingface.co/example-lab/Zephra-1B/blob/main/license.txt)\n"
    evidence = collect(repository_from({"README.md": text, "LICENSE": MIT}))
    assert evidence.governing["weights"].open is False
    assert evidence.governing["inference-code"].license == "MIT"


def test_two_models_loaded_by_the_projects_name_are_released() -> None:
    text = """# Quovel: seeing and hearing

Quovel is out! It answers in two languages.

It is rather small, and it learned from public recordings.

There is more to come.

```python
model = AutoModel.from_pretrained("quovel-lab/Quovel-7B")
other = AutoModel.from_pretrained("quovel-lab/Quovel-7B-hf")
```
"""
    assert collect(repository_from({"README.md": text})).is_model_repository is True


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("It reads up to 128K tokens at once.", "absent"),
        ("A mixture of experts with eight experts.", "absent"),
        ("本项目不承担开源模型和代码导致的数据安全风险。", "absent"),
        ("The model was trained on subsets of [LAION](https://laion.ai/).", "described"),
        ("It was trained on 2 trillion tokens.", "described"),
        ("我们开源了指令数据。", "released"),
    ],
)
def test_training_data_are_what_a_line_says_of_them(line: str, status: str) -> None:
    evidence = collect(repository_from({"README.md": f"{MODEL}\n{line}\n"}))
    assert evidence.component("training-data").status == status


def test_code_that_loads_the_released_model_did_not_make_it() -> None:
    readme = MODEL + "\nZephra-7B is fine-tuned from [Mistral-7B](https://huggingface.co/mistralai/Mistral-7B-v0.1).\n"
    own: dict[str, bytes | str] = {"README.md": readme, "LICENSE": MIT, "finetune/finetune_lora.py": TRAIN + "# lora\n"}
    assert gather(own).component("training-code").status == "released"
    adapts: dict[str, bytes | str] = {
        **own,
        "finetune/finetune_lora.py": "BASE = 'example-lab/Zephra-7B'\n" + TRAIN + "# lora\n",
    }
    assert gather(adapts).component("training-code").status == "partial"


def test_a_scaler_that_takes_the_loss_trains() -> None:
    step = "import torch\n" * 30 + "\ndef one_epoch(model, batches, loss_scaler):\n    loss_scaler(loss, optimizer)\n"
    found = gather({"README.md": MODEL, "LICENSE": MIT, "engine_pretrain.py": step, "engine_finetune.py": TRAIN})
    assert [place.path for place in found.component("training-code").evidence] == ["engine_pretrain.py"]


def test_a_page_that_leads_to_the_model_of_its_name_needs_few_words() -> None:
    page = "# Zephra-7B\n\n[Hugging Face](https://huggingface.co/example-lab/Zephra-7B)\n"
    assert gather({"README.md": page}).is_model_repository is True


@pytest.mark.parametrize(
    ("name", "readme"),
    [
        (
            "moonpebble",
            (
                "# moonpebble\n\na tiny vision language model that runs anywhere\n\n## Use\n\n"
                '```python\nAutoModel.from_pretrained("lab/moonpebble2")\n```\n\n'
                "Clouds - Clouds lets you run jobs in a few lines; here is how to run moonpebble there.\n"
            ),
        ),
        (
            "zephra",
            (
                "# Zephra: an open language model\n\n[Weights](https://huggingface.co/lab/zephra_7b)\n\n"
                "This repository hosts data and training code related to Zephra.\n"
            ),
        ),
        (
            "kozephra",
            (
                "## KoZephra\n\n`KoZephra`는 한국어 텍스트로 학습된 언어모델입니다.\n\n"
                '```python\nfrom_pretrained("lab/kozephra-v2")\n```\n'
            ),
        ),
        (
            "zephra-japanese",
            "# Zephra日本語モデル\n\nhttps://example.org/models/zephra-medium.tar.bz2\n",
        ),
        (
            "zephra",
            (
                "# Zephra\n\n我们提出了Zephra，一个在法律数据上训练的模型。\n\n"
                "[2024/4/25] 发布了新版[Zephra 2](https://github.com/lab/zephra/blob/main/demo.md)模型参数。\n"
            ),
        ),
    ],
)
def test_a_model_is_known_by_its_tagline_and_its_own_language(name: str, readme: str) -> None:
    more = "".join(f"\nChapter {number} tells how to set it up on a machine.\n" for number in range(3))
    assert gather({"README.md": readme + more, "LICENSE": MIT}, name).is_model_repository is True


@pytest.mark.parametrize(
    "readme",
    [
        (
            "# Steps: a supervision data set\n\nSteps is a process supervision dataset containing labels for"
            " model-generated solutions.\n\nWe release all large-scale model samples used to evaluate.\n"
        ),
        "# Steps\n\nWe present a method for training large language models.\n\nWe release all figures.\n",
        "# Steps\n\nA model context protocol server that lists files.\n\nWe release it every week.\n",
        (
            "# 寻找那些 GPT 的平替\n\nGPT 开源平替汇总，持续更新\n\n## 一\n\n### Acorn\n\n"
            "Acorn 是一个 7B 的大语言模型，已发布。\n\nhttps://github.com/acorn/acorn\n\n"
            "### Birch\n\nBirch 是一个 13B 的大语言模型，现已发布权重。\n"
        ),
    ],
)
def test_what_is_said_of_models_makes_no_model(readme: str) -> None:
    assert gather({"README.md": readme, "LICENSE": MIT}, "steps").is_model_repository is not True


NEWS = "".join(f"- Release {number} runs faster than the one before.\n" for number in range(60))


@pytest.mark.parametrize(
    ("name", "readme"),
    [
        (
            "pebble-survey",
            (
                "# Pebble survey\n\nA collection of papers and resources related to large language models.\n\n"
                "## Models\n\n- [Checkpoint](https://huggingface.co/lab/pebble-7b)\n- [Checkpoint](https://huggingface.co/lab/slate)\n"
            ),
        ),
        (
            "runfast",
            (
                f"# runfast\n\n## News\n\n{NEWS}\n# Introduction\n\nrunfast is a toolkit for serving models.\n\n"
                '```python\nload("runfast/runfast-7b")\nload("runfast/runfast-9b")\n```\n'
            ),
        ),
        (
            "runfast",
            "# runfast\n\n"
            + "".join(f"- [Part {number}](#part)\n\n" for number in range(30))
            + "runfast is a toolkit for deploying and serving embedding models.\n\n"
            "First download the weights, which are available on the hub.\n",
        ),
        ("runfast", "# runfast\n\nDownload [the installer](https://ollama.com/download/runfast.dmg) of runfast.\n"),
    ],
)
def test_surveys_and_servers_are_no_models(name: str, readme: str) -> None:
    assert gather({"README.md": readme, "LICENSE": MIT}, name).is_model_repository is not True


def test_how_a_model_is_run_in_a_library_makes_it_no_library() -> None:
    readme = (
        "# Zephra\n\nWe introduce Zephra, a large language model.\n\n## Contents\n\n"
        "- Run Zephra: snippets for running Zephra models in the Transformers library.\n\n"
        '```python\nload("example-lab/Zephra-1B")\nfrom_pretrained("example-lab/Zephra-7B")\n```\n'
    )
    hub = "\nSee the [models of Zephra](https://huggingface.co/collections/example-lab/zephra).\n"
    assert gather({"README.md": readme + hub}).is_model_repository is True


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("## Weights\n\n```python\nmodel.load_state_dict(fetch())\n```\n", {}, "partial"),
        ("## Weights\n\n```python\nprint('hello')\n```\n", {}, "absent"),
        ("", {"evaluate.py": "accuracy = compare(model(x), y)\n" * 20}, "partial"),
        ("", {"plot.py": "draw(x)\n" * 60}, "absent"),
        ("## How do I use it?\n\n```python\nfrom zephra import Model\n```\n", {}, "partial"),
        ("## Verwendung\n\n```python\nfrom zephra import Model\n```\n", {}, "partial"),
    ],
)
def test_what_else_shows_how_a_model_is_run(text: str, files: dict[str, str], expected: str) -> None:
    readme = f"# Zephra\n\nZephra is a language model.\n\nWeights: https://huggingface.co/lab/zephra-1b\n\n{text}"
    found = collect(repository_from({"README.md": readme, **files}, "lab+zephra"))
    assert found.component("inference-code").status == expected
