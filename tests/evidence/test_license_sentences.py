"""What sentences, lists and tables of a README say of who may use the weights, in many turns of phrase."""

from __future__ import annotations

import pytest

from openness.evidence.collect import collect
from support import repository_from

MIT = "SPDX-License-Identifier: MIT\n"
NC = "SPDX-License-Identifier: CC-BY-NC-4.0\n"
HEAD = """# Orrery-3B

Orrery-3B is a language model for astronomy, trained from scratch.
Weights: https://huggingface.co/nightsky/Orrery-3B
"""


def weights_open(body: str, files: dict[str, str] | None = None) -> bool | None:
    """Whether the weights are open where the root has an MIT license, or the files given."""
    held = {"LICENSE": MIT} if files is None else files
    return (
        collect(repository_from({"README.md": f"{HEAD}\n{body}\n", **held}, "nightsky+Orrery"))
        .governing["weights"]
        .open
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Commercial use of the weights is fine, and no registration is needed.",
        "The weights are MIT. You don't need to apply for commercial use.",
        "The form that we asked companies to fill in for commercial use is no longer required.",
        "Use the weights commercially without asking for permission.",
        "权重可免费商用，无需申请，也不用登记。",
        "此前商用须填写申请表，现已作废，权重为 MIT。",
        "重みは MIT です。商用利用にあたり申請は不要です。",
        "가중치는 MIT입니다. 상업적 이용에 별도의 신청은 필요 없습니다.",
        "The weights may be used for research and for commercial work alike; nothing is restricted.",
        "Until 2024 the weights were under a non-commercial license. They are under MIT now.",
        "商业与非商业用途均可，模型权重采用 MIT。",
    ],
)
def test_a_condition_that_is_denied_or_lifted_restricts_nobody(sentence: str) -> None:
    assert weights_open(f"## License\n\n{sentence}") is True


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are for scientific research only.",
        "Weights: academic research. Commercial use not permitted.",
        "The checkpoints must not be used to provide a paid service.",
        "Only universities may use the weights; companies need a paid agreement.",
        "The weights may not be used in products that are sold.",
        "You can use the weights at no cost as long as your yearly revenue is below 2 million euros.",
        "We give the weights to researchers only.",
        "Use of the model is limited to teaching and research at non-profit institutions.",
        "The model weights are free for individuals; businesses must buy a license.",
        "The weights may not be redistributed.",
        "模型权重只用于科研。",
        "权重仅供科研机构使用，企业用户请与我们签订授权协议。",
        "模型参数仅限学术研究，谢绝商用。",
        "模型不得用于任何营利活动。",
        "月活用户超过一百万的公司使用本模型须另行取得授权。",
        "學術研究可自由使用模型權重，嚴禁商業用途。",
        "重みの利用は研究目的に限ります。",
        "学習済みモデルは研究目的に限って利用できます。商用利用はお断りします。",
        "モデルの商用利用をご希望の方はお問い合わせください。契約が必要です。",
        "A signed agreement is required for the weights; universities get it for free.",
        "The weights are free for students and hobbyists.",
        "You may not use the outputs of the model to train other models.",
        "Nobody may use the weights in the European Union; no rights are granted for the EU.",
        "Whoever passes the weights on must impose the same restrictions.",
        "企业使用模型前请先取得书面授权。",
        "不得利用本模型的输出训练其他大模型。",
        "가중치는 연구 목적으로만 사용할 수 있습니다.",
        "모델의 상업적 이용은 금지합니다.",
    ],
)
def test_a_restriction_in_other_words_is_one(sentence: str) -> None:
    assert weights_open(f"## License\n\nThe code is MIT.\n\n{sentence}") is False


@pytest.mark.parametrize(
    "sentence",
    [
        "Weights: Orrery Model License 1.2.",
        "The weights are under the Nightsky Research License.",
        "The weights are released under a modified MIT license.",
        "The weights are under the Nightsky OpenRAIL-M license.",
        "模型权重遵循《星图模型许可协议》。",
        "权重在 MIT 之外附加条款：不得用于军事。",
        "权重：星图社区许可。",
        "重みには Nightsky コミュニティライセンスが適用されます。",
    ],
)
def test_a_license_of_its_own_for_the_weights_outweighs_the_text_for_the_code(sentence: str) -> None:
    assert weights_open(f"## License\n\n{sentence}") is False


@pytest.mark.parametrize(
    "sentence",
    [
        "Our code is MIT. Orrery itself starts from Llama 2, and so the Llama 2 Community License binds you.",
        "The code is MIT. Out of respect for the authors of the corpus, Orrery comes under CC BY-NC 4.0.",
        "Orrery-3B inherits the Gemma Terms of Use from its base.",
    ],
)
def test_the_own_name_speaks_of_the_weights(sentence: str) -> None:
    assert weights_open(f"## License\n\n{sentence}") is False


@pytest.mark.parametrize(
    "sentence",
    [
        "MIT is about the code alone.",
        "The MIT license covers only the source code.",
        "The license above does not extend to the checkpoints.",
        "- code: MIT\n- weights: TBD",
        "LICENSE 仅适用于代码，权重的许可尚未确定。",
        "MIT ライセンスはコードのみに適用されます。",
        "MIT 라이선스는 코드에만 적용됩니다.",
        "The weights aren't covered by this license.",
        "The checkpoints have licenses of their own; see their pages.",
    ],
)
def test_a_license_for_the_code_alone_leaves_the_weights_without_one(sentence: str) -> None:
    assert weights_open(f"## License\n\n{sentence}") is None


@pytest.mark.parametrize(
    "body",
    [
        "## FAQ\n\n**能商用吗？**\n\n可以。代码和模型都是 Apache-2.0。",
        "## FAQ\n\n**May I use it at work?**\n\nYes. Code and weights: MIT.",
        "## Getting started\n\nThe code and the weights are MIT, so go ahead.",
        "## よくある質問\n\nコードとモデルは MIT です。",
        "## 권리\n\n코드와 모델은 MIT입니다.",
        "## 权重获取\n\n模型权重统一使用 Apache License 2.0。",
        "## Licensing\n\nMIT for code and weights.",
    ],
)
def test_a_license_is_read_without_a_heading_for_it(body: str) -> None:
    assert weights_open(body, {}) is True


@pytest.mark.parametrize(
    ("body", "open_"),
    [
        ("**Is commercial use allowed?** No, the weights are for research.", False),
        ("**Can I use it in my product?**\n\nUnfortunately not.", False),
        ("**Can I use it commercially?**\n\nYes, go ahead.", True),
        ("**可以商用吗？** 暂时不行。", False),
        ("问：能商用吗？\n答：可以。", True),
        ("**Will you publish commercial benchmarks?**\n\nThe next ones are due in May. No promises.", True),
    ],
)
def test_an_answer_is_read_with_its_question(body: str, open_: bool) -> None:
    assert weights_open(f"## FAQ\n\n{body}") is open_


def test_what_a_model_is_meant_for_binds_where_no_license_gives_more() -> None:
    sentence = "## License notices\n\nOrrery-3B is intended for research use only."
    assert weights_open(sentence) is True
    assert weights_open(sentence, {}) is False


def test_the_models_of_others_in_a_table_are_not_this_one() -> None:
    rows = "| Starmap-L | 70 | CC BY-NC 4.0 |\n| Kepler | 71 | Gemma |\n| Orrery-3B (ours) | 80 | MIT |"
    assert weights_open(f"## Results\n\n| Model | Score | License |\n|---|---|---|\n{rows}") is True
    assert weights_open(f"## 对比\n\n| 模型 | 分数 | 许可 |\n|---|---|---|\n{rows.replace('ours', '本项目')}") is True


def test_what_stands_below_a_heading_about_others_is_theirs() -> None:
    assert weights_open("## Comparison\n\nThe weights of Starmap are for research only, CC BY-NC 4.0.") is True
    assert weights_open("## 致谢\n\n感谢 Starmap，其权重采用 CC BY-NC 4.0。") is True


@pytest.mark.parametrize("title", ["License of our checkpoint", "Model license", "Weights license", "License"])
def test_a_column_of_licenses_is_that_of_the_checkpoints(title: str) -> None:
    row = "| [orrery-2b](https://huggingface.co/nightsky/orrery-2b) | Gemma |"
    assert weights_open(f"| Model | {title} |\n|---|---|\n{row}") is False


def test_a_table_of_libraries_or_of_data_speaks_of_them_alone() -> None:
    held = {"LICENSE": NC}
    rows = "| starmap-models | 1.2 | MIT |\n| lens | 0.3 | Apache-2.0 |"
    for title in ("Name of the code library", "Package", "Dependency", "依赖", "ライブラリ名"):
        table = f"| {title} | Version | License |\n|---|---|---|\n{rows}"
        assert weights_open(table, held) is False
    assert weights_open("| Name | Size | License |\n|---|---|---|\n| Orrery-3B | 3B | MIT |", held) is True
    nc_rows = "| model-talk | 3 | CC BY-NC 4.0 |"
    assert weights_open(f"| Dataset | Size | License |\n|---|---|---|\n{nc_rows}") is True
    assert weights_open(f"| Model | Size | License |\n|---|---|---|\n{nc_rows}") is False


def test_most_of_several_models_decide() -> None:
    rows = [f"| [{one}](https://huggingface.co/nightsky/orrery-{one}) | 1 | MIT |" for one in ("s", "m", "l")]
    table = "| Checkpoint | Size | |\n|---|---|---|\n"
    assert weights_open(table + "\n".join(rows)) is True
    assert (
        weights_open(table + "\n".join(row.replace("MIT", "CC-BY-NC-4.0") for row in rows[1:]) + f"\n{rows[0]}")
        is False
    )


def test_a_license_in_the_folder_of_the_weights_is_theirs() -> None:
    files = {"LICENSE": MIT, "weights/LICENSE": NC, "weights/fetch.sh": "echo\n"}
    assert weights_open("", files) is False
    code = {"LICENSE": MIT, "models/LICENSE": NC, "models/net.py": "import torch\n"}
    assert weights_open("", code) is True


def test_sentences_that_were_wrapped_by_hand_are_read_whole() -> None:
    text = (
        "The code carries the MIT license. The weights of all sizes are meant for\n"
        "non-profit research, and commercial\nuse of them is not permitted."
    )
    readme = f"{HEAD}\n## License\n\n{text}\n"
    found = collect(repository_from({"README.md": readme, "LICENSE": MIT})).governing["weights"]
    assert found.open is False
    assert found.restrictions[0].line == 8
    listed = "Code: MIT\nWeights: CC BY-NC 4.0"
    assert weights_open(f"## License\n\n{listed}") is False


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are MIT. Somebody else's weights that we compare with are non-commercial.",
        "代码与权重均为 MIT。同类项目的权重只供科研使用。",
        "Code and weights are MIT. An enterprise license with support is sold separately for commercial use.",
        "Code and weights are MIT. Please do not use the model for anything illegal.",
        "The weights are MIT, which means that they are free for personal use, research, and commercial use.",
        "Orrery-3B is free for both non-profit and for-profit use.",
        "Our 3B model is competitive with the strongest proprietary models. MIT.",
        "Unlike Starmap, whose community license restricts its use, Orrery is MIT.",
        "We changed the license of the weights from CC BY-NC to MIT.",
        "It is NOT necessary for you to submit a request for commercial usage. The weights are MIT.",
        "The testdata were collected from the sky and are for non-commercial research only. The weights are MIT.",
        "Please note that this capability is intended **solely for academic research purposes**. Weights: MIT.",
        "The hosted service has terms of its own and may not be resold by others. Code and weights are MIT.",
        "与某些只许科研使用的模型不同，Orrery 的权重是 MIT。",
        "Orrery-3B is intended for research and educational purposes only. Code and weights are MIT.",
        "We chose MIT over a non-commercial license.",
        "While the dataset is CC BY-NC 4.0, the weights and code are MIT.",
        "权重与代码皆为 MIT，欢迎商用，也欢迎联系我们交流。",
        "All of it, weights included, is MIT. We would love to hear from companies that use it.",
    ],
)
def test_what_others_or_courtesy_ask_restricts_nobody(sentence: str) -> None:
    assert weights_open(f"## License\n\n{sentence}") is True


def test_an_offer_of_another_license_beside_the_gpl_restricts_nobody() -> None:
    offer = "If you need a commercial license, please contact us."
    gpl = {"LICENSE": "SPDX-License-Identifier: GPL-3.0-only\n"}
    assert weights_open(f"## License\n\nOrrery-3B is under the GPL-v3 license. {offer}", gpl) is True
    assert weights_open(f"## License\n\nOrrery-3B is under our own license. {offer}", gpl) is not True


@pytest.mark.parametrize(
    ("said", "terms"),
    [
        ("> Kite Beats Diffusion: Llama for Models of Maps", "## License\n\nWeights: Llama 2"),
        ("The weights are Gemma in all but name.", "The weights are under the Gemma terms of use."),
        ("Baselines: Llama 2 and other models.", "Models: Llama 2 Community License."),
    ],
)
def test_the_name_of_a_model_alone_is_no_license(said: str, terms: str) -> None:
    assert weights_open(said) is True
    assert weights_open(terms) is False


@pytest.mark.parametrize(
    ("said", "is_open"),
    [
        ("Orrery-3B is licensed under the same license as StarCoder.", False),
        ("The checkpoints are restricted to uses that comply with the license agreements of Kite and LLaMA 3.", False),
        ("权重采用与 Llama 2 相同的许可。", False),
        ("重みは Llama 2 と同じライセンスです。", False),
        ("The weights are under the same license as Mistral-7B.", True),
        ("The code follows the license of Llama 2.", True),
    ],
)
def test_the_license_of_another_model_may_be_said_to_hold(said: str, is_open: bool) -> None:
    assert weights_open(f"## License\n\n{said}") is is_open


def test_a_restriction_that_names_its_cause_holds_beside_an_open_license() -> None:
    body = "## License\n\nOur code and model are under the MIT license.\n\n{} Orrery-3B can be used only for research."
    assert weights_open(body.format("Due to these dependencies,")) is False
    assert weights_open(body.format("For a demo,")) is True


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        ("README_20300605.md", True),
        ("README_zh_240605.md", True),
        ("README_old.md", True),
        ("README_details.md", False),
        ("README_2B.md", False),
    ],
)
def test_an_earlier_front_page_speaks_of_the_models_of_its_time(name: str, is_open: bool) -> None:
    terms = "# Orrery-2B\n\n## License\n\nThe weights of Orrery are under the Llama 2 Community License.\n"
    assert weights_open("Orrery-3B reads maps.", {"LICENSE": MIT, name: terms}) is is_open
