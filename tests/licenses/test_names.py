"""License names in tags, classifiers, addresses and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.licenses.catalog import all_entries, lookup
from openness.licenses.names import find_names, read_name


@pytest.mark.parametrize(
    ("raw", "expression"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("the MIT license", "MIT"),
        ("3-clause BSD", "BSD-3-Clause"),
        ("GPLv3", "GPL-3.0-only"),
        ("GPL v2+", "GPL-2.0-or-later"),
        ("GNU Lesser General Public License v2.1 or later", "LGPL-2.1-or-later"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("BY-NC-SA", None),
        ("Creative Commons Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"),
        ("License :: OSI Approved :: BSD License", None),
        ("llama2", "LicenseRef-llama-2"),
        ("openrail++", "LicenseRef-OpenRAIL++-M"),
        ("bigscience-bloom-rail-1.0", "LicenseRef-BigScience-RAIL-1.0"),
        ("gemma", "LicenseRef-gemma-terms"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("http://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0"),
        ("https://ai.meta.com/llama/license/", "LicenseRef-llama-2"),
        ("https://img.shields.io/badge/license-CC%20BY--NC%204.0-lightgrey", "CC-BY-NC-4.0"),
        ("https://example.org/terms", None),
        ("other", None),
        ("proprietary", None),
        ("", None),
        ("MIT University", None),
        ("MIT_x OR é", None),
        ("LicenseRef-a_b", None),
    ],
)
def test_names_are_read(raw: str, expression: str | None) -> None:
    assert read_name(raw) == expression


@pytest.mark.parametrize(
    ("sentence", "expressions"),
    [
        ("The model is released under the Apache 2.0 license.", ["Apache-2.0"]),
        ("MIT-licensed code, CC BY-NC 4.0 weights.", ["MIT", "CC-BY-NC-4.0"]),
        ("Code is under MIT and the weights under the Llama 2 Community License.", ["MIT", "LicenseRef-llama-2"]),
        ("Use follows the Gemma Terms of Use.", ["LicenseRef-gemma-terms"]),
        ("本项目采用 Apache 2.0 许可证", ["Apache-2.0"]),
        ("It was made at MIT by people who like Gemma.", []),
        ("It runs on BSD and needs Apache Arrow.", []),
        ("We fine-tune Llama 2 on text.", []),
        ("See the MIT-0 license.", ["MIT-0"]),
        ("GLM-4 开源模型的功能演示", []),
        ("它们采用MIT开源许可证发布", ["MIT"]),
        ("[License](models/llama3_3/LICENSE)", []),
        ("licensed under GPLv3 or later", ["GPL-3.0-or-later"]),
        ("对比的模型包括 MPT 和 Llama 2，我们采用了其报告的结果", []),
        ("我们采用 Llama 2，效果更好", []),
        ("权重遵循 Llama 2 许可协议", ["LicenseRef-llama-2"]),
        ("本项目采用 MIT，欢迎使用", ["MIT"]),
    ],
)
def test_names_in_sentences(sentence: str, expressions: list[str]) -> None:
    found = find_names(sentence)
    assert [item[2] for item in found] == expressions
    for start, end, _, raw in found:
        assert sentence[start:end] == raw


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_finding_names_never_fails(text: str) -> None:
    for start, end, _, raw in find_names(text):
        assert text[start:end] == raw
    read_name(text)


def test_every_entry_of_the_catalog_is_found_by_its_id_and_its_hugging_face_ids() -> None:
    for entry in all_entries():
        assert lookup(entry.id) == entry
        assert entry.source or entry.url
        assert entry.date
        assert entry.open_by
        for tag in entry.hf_ids:
            tagged = lookup(tag)
            assert tagged is not None
            assert tag in tagged.hf_ids


def test_spdx_names_of_the_list_lead_to_their_ids() -> None:
    for identifier in ("Zlib", "EPL-2.0", "PostgreSQL", "MPL-2.0", "ISC", "Unlicense"):
        entry = lookup(identifier)
        assert entry is not None
        assert read_name(entry.name) == identifier


def test_what_is_open_says_by_whom() -> None:
    for identifier, by in (("MIT", "OSI"), ("CC-BY-4.0", "OKD"), ("OpenMDW-1.0", "our list"), ("WTFPL", "FSF")):
        entry = lookup(identifier)
        assert entry is not None
        assert entry.open is True
        assert by in entry.open_by
