from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.vocabulary import CODE_COMPONENTS
from openness.wording.statements import find_statements, find_terms
from wording_support import MODEL

CODE = tuple(sorted(CODE_COMPONENTS))


def stated(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(found.expression, found.applies_to) for found in find_statements(text, "README.md", MODEL)]


@pytest.mark.parametrize(
    ("text", "expression", "parts"),
    [
        ("Nova is released under the Apache 2.0 license.", "Apache-2.0", ()),
        ("The code is licensed under the MIT license.", "MIT", CODE),
        ("The model weights are released under CC BY-NC 4.0.", "CC-BY-NC-4.0", ("weights",)),
        ("Our training data is available under CC BY 4.0.", "CC-BY-4.0", ("training-data",)),
        ("The inference code is released under the MIT license.", "MIT", ("inference-code",)),
        ("模型权重依照 Apache-2.0 协议开源。", "Apache-2.0", ("weights",)),
    ],
)
def test_a_license_is_tied_to_what_the_sentence_names(text: str, expression: str, parts: tuple[str, ...]) -> None:
    assert stated(text) == [(expression, parts)]


def test_code_and_weights_in_one_sentence_keep_their_own_licenses() -> None:
    text = "The code is licensed under the MIT license, while the weights are under CC BY-NC 4.0."
    assert stated(text) == [("MIT", CODE), ("CC-BY-NC-4.0", ("weights",))]


def test_the_part_may_follow_the_license() -> None:
    assert stated("Licensed under Apache 2.0 (code) and CC BY 4.0 (model weights).")[0] == ("Apache-2.0", CODE)


def test_the_heading_says_which_part_where_the_sentence_does_not() -> None:
    assert stated("## License of the weights\n\nApache 2.0 license\n") == [("Apache-2.0", ("weights",))]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to Acorn, which is under the MIT license.",
        "- [Acorn](https://github.com/oak/acorn) is licensed under the MIT license.",
        "Contributions will be licensed under the Apache 2.0 license.",
        "If you need it under the MIT license, write to us.",
        "```\nlicensed under the MIT license\n```",
        "The corpus is cut by a tool (a script from Ada Field to filter dumps, licensed under GPLv3) and a shell.",
    ],
)
def test_licenses_of_others_are_left_out(text: str) -> None:
    assert stated(text) == []


def test_a_badge_names_a_license() -> None:
    text = "[![License: MIT](https://img.shields.io/badge/License-MIT-blue.svg)](LICENSE)"
    found = find_statements(text, "README.md", MODEL)
    assert [(one.source, one.expression, one.line, one.column) for one in found] == [("badge", "MIT", 1, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Some code in `ops/` originates from another project and is under Apache 2.0.",
        "The fonts used in the demo are licensed under the SIL Open Font License 1.1.",
        "The datasets used for training are released under CC BY 4.0.",
        "This notebook is released under the MIT license.",
        "Parts of the code are available under the BSD 3-Clause license.",
        "- Voice output using the MIT-Licensed Small Speech model",
        "Components of the code of the foo package (also MIT license) were integrated.",
        "This format is not supported due to the GPL-3.0 requirement.",
        "## Third-party notices\n\nFoo is licensed under the MIT license.",
        "We train with the [Foo](https://github.com/o/foo) tools that use an open ![License](https://img.shields.io/badge/L-MIT-blue)",
    ],
)  # fmt: skip
def test_parts_of_parts_and_material_of_others_say_nothing_about_the_whole(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text", ["Released under a Modified MIT License.", "Released under the MIT license with additional terms."]
)
def test_an_altered_license_is_not_the_one_it_is_named_after(text: str) -> None:
    assert [expression for expression, _ in stated(text) if expression] == []


@pytest.mark.parametrize(
    ("url", "expression", "parts"),
    [
        ("Code_License-MIT-blue", "MIT", CODE),
        ("Model%20License-CC%20BY--NC%204.0-red.svg", "CC-BY-NC-4.0", ("weights",)),
        ("License-Apache_2.0-green.svg", "Apache-2.0", ()),
    ],
)
def test_the_fields_of_a_badge_tell_part_and_license(url: str, expression: str, parts: tuple[str, ...]) -> None:
    assert stated(f"![license](https://img.shields.io/badge/{url})") == [(expression, parts)]


def test_all_other_materials_are_no_code() -> None:
    text = "## Code License\n\nAll software is under Apache 2.0.\n\nAll other materials are licensed under CC-BY 4.0.\n"
    assert [found.applies_to for found in find_statements(text, "README.md", MODEL)] == [
        tuple(sorted(CODE_COMPONENTS)),
        (),
    ]


def test_statements_in_benchmark_folders_are_about_the_benchmark() -> None:
    text = "The images are licensed under CC BY 4.0. Data is released under CC BY 4.0."
    assert not find_statements(text, "playground/data/small-bench/README.md", MODEL)


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("The model is for research purposes only.", "research-only", ("weights",)),
        ("Use of the weights for commercial purposes: commercial use is prohibited.", "non-commercial", ("weights",)),
        ("Nova is free for commercial use.", "commercial-allowed", ()),
        ("Our models support commercial use.", "commercial-allowed", ("weights",)),
        ("The dataset can be used for any purpose.", "no-restrictions", ("training-data",)),
        ("Please fill in this questionnaire to obtain the weights.", "registration-required", ("weights",)),
        ("模型权重仅供学术研究使用。", "research-only", ("weights",)),
        ("本模型支持商用。", "commercial-allowed", ("weights",)),
        ("禁止商用。", "non-commercial", ()),
        ("研究目的のみ利用できます。", "research-only", ()),
        ("연구 목적으로만 사용할 수 있습니다.", "research-only", ()),
        ("Usage non commercial.", "non-commercial", ()),
    ],
)  # fmt: skip
def test_terms_of_use_have_a_kind_and_a_part(text: str, kind: str, parts: tuple[str, ...]) -> None:
    first = find_terms(text, "README.md", MODEL)[0]
    assert (first.kind, first.applies_to) == (kind, parts)


@pytest.mark.parametrize(
    "text",
    [
        "Is it free for commercial use?",
        "It is not free for commercial use.",
        "The license of one corpus says “must allow commercial use”.",
    ],
)
def test_questions_and_denials_allow_nothing(text: str) -> None:
    assert not [one for one in find_terms(text, "README.md", MODEL) if one.kind == "commercial-allowed"]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for found in find_statements("license " + text, "README.md", MODEL):
        assert found.line >= 1
        assert found.column >= 1
    find_terms("research " + text, "README.md", MODEL)


@pytest.mark.parametrize(
    "text",
    [
        "The weights are free for commercial use with permission via application.",
        "Commercial use is allowed after registration.",
        "权重在登记后允许免费商业使用。",
    ],
)
def test_a_use_that_takes_a_permission_is_not_promised_to_everybody(text: str) -> None:
    assert not [one for one in find_terms(text, "README.md", MODEL) if one.kind == "commercial-allowed"]
