"""Links, labels and announcements that say where the training data are, and such as lead elsewhere."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MODEL = (
    "# Zephra\n\nZephra is a small model. Weights: https://huggingface.co/lab/zephra-1b\n\n"
    "We release the weights of Zephra.\n\n"
)
CORPUS = "https://github.com/someone/corpora"


def disclosure(text: str, **files: str) -> str:
    found = {path.replace("__", "/").replace("_DOT_", "."): held for path, held in files.items()}
    return collect(repository_from({"README.md": MODEL + text, **found}, "lab+zephra")).data.disclosure


@pytest.mark.parametrize(
    "text",
    [
        f"Zephra was trained on a [big corpus]({CORPUS}). Below are results on benchmarks.",
        f"我们使用[新闻语料]({CORPUS})训练了模型。",
        f"[新聞コーパス]({CORPUS})で学習しました。",
        f"[뉴스 말뭉치]({CORPUS})로 학습했습니다.",
        f"Zephra wurde auf dem [Zeitungskorpus]({CORPUS}) trainiert.",
        f"Zephra a été entraîné sur le [grand corpus]({CORPUS}).",
        f"Fue entrenado con el [corpus de prensa]({CORPUS}).",
        f"Foi treinado com o [corpus de imprensa]({CORPUS}).",
        f"Zephra обучена на [корпус новостей]({CORPUS}).",
        "First download the training data from the [Word Benchmark](https://example.org/words).",
        "It is trained on the\n[C4](https://example.org/c4) corpus as described in the paper.",
        "1. Download [LJ Speech Data]. In this example it is in `data/`.\n\n[LJ Speech Data]: https://example.org/lj",
        "## Train your own model\n\nDownload the [LJ Speech](https://example.org/lj) data.",
        "* Download MS COCO dataset images ([train](https://example.org/coco/train.zip), [test](https://x.org/t.zip))",
        "**Talks** dataset, 68 hours of talks, is released. Download: https://huggingface.co/datasets/someone/talks",
    ],
)
def test_links_to_what_the_model_learned_from(text: str) -> None:
    assert disclosure(text) in ("released", "all-released")


@pytest.mark.parametrize(
    "text",
    [
        "Zephra was trained on a [big corpus](https://arxiv.org/abs/2401.00001).",
        "We trained it with [OpenCLIP on LAION](https://huggingface.co/someone/clip-laion) as the encoder.",
        "It was evaluated. The model is trained.\n[C4](https://example.org/c4) scores are below.",
        "## Train on your own data\n\nDownload the [LJ Speech](https://example.org/lj) data.",
        "* Test it on COCO ([val](https://example.org/coco/val.zip))",
        "**Talks** benchmark is released for evaluation: https://huggingface.co/datasets/someone/talks",
    ],
)
def test_links_to_something_else(text: str) -> None:
    assert disclosure(text) in ("none", "described")


def test_a_guide_to_training_links_data_of_its_own_account() -> None:
    guide = "# Guide\n\nFor training get [the turns](https://huggingface.co/datasets/lab/zephra-turns).\n"
    assert disclosure("", docs__readme_training_DOT_md=guide) == "released"
    assert disclosure("", docs__readme_training_DOT_md=guide.replace("# Guide", "# Evaluation")) == "none"
    other = guide.replace("lab/zephra", "someone/other")
    assert disclosure("", docs__readme_training_DOT_md=other) == "none"


def test_a_section_of_data_links_its_training_and_test_sets() -> None:
    sets = "Download the training / test sets from [A](https://drive.google.com/a1)."
    assert disclosure(f"## Run it\n\n### Dataset preparation\n\n{sets}") == "all-released"
    assert disclosure(f"## Run it\n\n### Evaluation\n\n{sets}") == "none"


def test_a_script_that_downloads_and_trains_tells_the_data() -> None:
    told = "The recipe is `run.sh`: the script will automatically download the Calls data set, train and evaluate."
    assert disclosure(told) == "released"
    assert disclosure(told.replace(", train and evaluate", " and evaluate")) == "none"


def test_a_corpus_of_ones_own_is_not_all_that_a_model_saw() -> None:
    link = "[zephra-corpus](https://huggingface.co/datasets/lab/zephra-corpus)"
    assert disclosure(f"We also provide the speech corpus {link}.") == "released"
    assert disclosure(f"We also provide the pre-training corpus {link}.") == "all-released"


def test_the_sets_of_a_later_task_are_not_what_the_model_learned_from() -> None:
    step = "### Step 2\n\nDownload [SQuAD training and development data](https://example.org/squad)."
    assert disclosure(f"## Training\n\n{step}") == "released"
    assert disclosure(f"## Fine-tuning\n\n{step}") == "none"


def test_what_the_authors_gathered_and_do_not_link_is_kept_back() -> None:
    text = "## Training data\n\n- [The Pile](https://example.org/pile)\n- {}\n"
    assert disclosure(text.format("Web pages collected by our team")) == "partly-released"
    assert disclosure(text.format("我们自行收集的网页")) == "partly-released"
    assert disclosure(text.format("Web pages of [OSCAR](https://example.org/oscar)")) != "partly-released"
    ours = "[Web pages](https://huggingface.co/datasets/lab/zephra-web) collected by our team"
    assert disclosure(text.format(ours)) != "partly-released"


def test_a_sentence_names_the_data_set_that_is_linked_elsewhere() -> None:
    link = "Data: https://huggingface.co/datasets/lab/zephra-texts\n\n"
    assert disclosure(f"{link}Zephra was pre-trained on zephra-texts in one epoch.") == "all-released"
    assert disclosure(f"{link}Zephra was pre-trained on internal parts and zephra-texts.") != "all-released"
    assert disclosure(f"{link}Zephra was pre-trained on books.") == "released"


@pytest.mark.parametrize(
    "text",
    [
        "We provide the training example on the [COCO](https://cocodataset.org/#download) dataset.",
        "我们以 [COCO](https://cocodataset.org/#download) 数据集为例说明训练。",
        "[COCO](https://cocodataset.org/#download) データセットを例に学習します。",
    ],
)
def test_data_that_training_is_only_shown_with_were_not_learned_from(text: str) -> None:
    assert disclosure(f"## Training\n\n### Data\n\n{text}") == "none"
    shown = text.replace("example on", "run on").replace("为例说明", "进行").replace("例に", "用いて")
    assert disclosure(f"## Training\n\n### Data\n\n{shown}") != "none"


def test_commands_that_fetch_a_dump_below_a_title_about_pretraining_data() -> None:
    fetched = "```shell\nwget https://dumps.wikimedia.org/other/xxwiki-20240101-content.json.gz\n```"
    assert disclosure(f"## Pretraining Data\n\n{fetched}") == "all-released"
    assert disclosure(f"## Evaluation Data\n\n{fetched}") == "none"


def test_a_download_of_something_pretrained_is_no_data() -> None:
    drive = "[Google Drive](https://drive.google.com/open?id=14VNvGMtYWxuqT-PWDa8sD0e7hO486i8Y)"
    assert disclosure(f"## Training\n\n### Data\n\nDownload the articles from {drive}.") == "all-released"
    assert disclosure(f"## Training\n\n### Data\n\nDownload pre-trained Zephra from {drive}.") == "described"
    assert disclosure("Training data: https://huggingface.co/datasets/lab/zephra-checkpoints") != "released"


def test_a_line_that_says_what_the_training_data_are_means_all_of_them() -> None:
    link = "[the Welsh Wikipedia](https://example.org/about-wikis)"
    assert disclosure(f"Training data is the corpus of {link}.") == "all-released"
    assert disclosure(f"Training data is a filtered corpus of {link}.") == "described"
    assert disclosure(f"Training data with words of {link}.") != "all-released"


def test_a_data_set_fetched_below_a_title_about_pretraining_is_the_whole_of_it() -> None:
    fetched = "```bash\ngit clone https://huggingface.co/datasets/lab/zephra-texts\n```"
    assert disclosure(f"## Pre-training\n\n### Data\n\n{fetched}") == "all-released"
    assert disclosure(f"## Continued training\n\n### Data\n\n{fetched}") == "released"


def test_a_project_named_after_an_open_design_is_not_made_from_it() -> None:
    readme = MODEL.replace("Zephra", "BERT-Welsh").replace("zephra-1b", "bert-welsh")
    said = "Training data is the Welsh Wikipedia corpus from [Wikimedia Downloads](https://dumps.wikimedia.org/)."
    found = collect(repository_from({"README.md": readme + said}, "lab+bert-welsh"))
    assert found.data.disclosure == "all-released"


@pytest.mark.parametrize(
    ("head", "empty"), [("Data", "-"), ("Training data", "N/A"), ("数据", "无"), ("データセット", ""), ("데이터", "❌")]
)
def test_data_of_some_of_several_models_are_a_part(head: str, empty: str) -> None:
    table = f"| Model | Weights | {head} |\n|---|---|---|\n" + "".join(
        f"| Zephra-{n} | [link](https://huggingface.co/lab/zephra-{n}) | {{}} |\n" for n in (1, 2)
    )
    data = "[link](https://huggingface.co/datasets/lab/zephra-texts)"
    assert disclosure(table.format(data, empty)) == "partly-released"
    assert disclosure(table.format(data, data)) in ("released", "all-released")
    # No data anywhere in the column: the column alone withholds nothing that others have.
    assert disclosure(table.format(empty, empty)) in ("none", "described")
