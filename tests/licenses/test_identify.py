"""What a maintainer is told about a license file."""

from __future__ import annotations

import random
import re
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licenses.texts import license_text
from openness.licenses.families import title_of
from openness.licenses.identify import identify

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.model import LicenseText

STANDARD = ["MIT", "Apache-2.0", "MPL-2.0"]


def only(text: str, path: str = "LICENSE") -> LicenseText:
    found = identify(text, path)
    assert len(found) == 1, [(item.expression, item.match) for item in found]
    return found[0]


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


HARMLESS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "one line": lambda text: " ".join(text.split()),
    "narrow": lambda text: "\n\n".join(textwrap.fill(p, 40, break_long_words=False) for p in paragraphs(text)),
    "markdown": lambda text: "\n\n".join(("# " if i == 0 else "") + p for i, p in enumerate(paragraphs(text))),
    "html": lambda text: "<html><body>" + "".join(f"<p>{p}</p>\n" for p in paragraphs(text)) + "</body></html>",
    "comment": lambda text: "\n".join(f" * {line}" for line in text.splitlines()),
    "windows": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "capitals": str.upper,
    "typographic quotes": lambda text: text.replace('"', "“").replace("'", "’"),
    "other numbering": lambda text: re.sub(r"(?m)^(\s*)(\d)\.\s", r"\1(\2) ", text),
    "another owner": lambda text: "Copyright (c) 2019-2025 Some Lab, Inc. and its friends\n\n" + text,
}


@pytest.mark.parametrize("identifier", STANDARD)
@pytest.mark.parametrize("change", HARMLESS)
def test_a_text_is_known_however_it_is_laid_out(identifier: str, change: str) -> None:
    found = only(HARMLESS[change](license_text(identifier)))
    assert found.expression == identifier
    assert found.match == "exact"
    assert found.open is True
    assert found.osi_approved


@pytest.mark.parametrize("identifier", ["BSD-2-Clause", "BSD-3-Clause"])
def test_members_of_the_bsd_family_are_told_apart(identifier: str) -> None:
    assert only(license_text(identifier)).expression == identifier


def test_a_license_section_of_a_readme_is_found_with_its_lines() -> None:
    readme = "# A model\n\nIt writes poems.\n\n## License\n\n" + license_text("MIT") + "\n\n## Citation\n\nNone yet.\n"
    found = only(readme, "README.md")
    assert (found.expression, found.match) == ("MIT", "exact")
    assert 6 <= found.line <= 12
    assert found.end_line < readme.count("\n") - 3


def test_two_licenses_in_one_file_are_both_found_in_order() -> None:
    found = identify(license_text("MIT") + "\n\n-----\n\n" + license_text("Apache-2.0"), "LICENSE")
    assert [item.expression for item in found] == ["MIT", "Apache-2.0"]
    assert found[0].end_line < found[1].line


def test_mit_without_a_right_is_modified_and_the_right_is_named() -> None:
    text = license_text("MIT").replace(", and/or sell", "").replace("and/or sell", "")
    found = only(text)
    assert (found.expression, found.match) == ("MIT", "modified")
    assert any(item.change == "removed" and "sell" in item.text and item.binding for item in found.differences)
    assert found.open is None
    assert not found.osi_approved


def test_an_added_user_cap_is_shown_with_its_line() -> None:
    clause = (
        "Products with more than 100 million monthly active users must display the name of the Software prominently."
    )
    text = license_text("MIT").rstrip() + f"\n\n{clause}\n"
    found = only(text)
    assert found.match == "modified"
    assert found.expression == "MIT"
    difference = next(item for item in found.differences if item.binding)
    assert difference.line == text.splitlines().index(clause) + 1
    assert "100 million" in difference.text


def test_a_list_of_other_peoples_parts_below_a_license_changes_nothing() -> None:
    listed = (
        "Open Source Software licensed under the BSD license and other licenses of the third-party "
        "components therein:\n"
        "1. numpy\nCopyright (c) 2005 NumPy Developers. All rights reserved. You must agree to its terms.\n"
    )
    assert only(license_text("MIT") + "\n\n" + listed).match == "exact"
    hidden = listed + "The weights may be used for non-commercial research purposes only.\n"
    assert only(license_text("MIT") + "\n\n" + hidden).match == "modified"


def test_a_changed_word_is_shown_with_what_it_replaces() -> None:
    text = license_text("Apache-2.0").replace("perpetual", "revocable", 1)
    found = only(text)
    assert found.match == "modified"
    assert any("revocable" in item.text for item in found.differences)


@pytest.mark.parametrize("identifier", STANDARD)
@pytest.mark.parametrize("share", [0.5, 0.75])
def test_a_truncated_text_is_no_plain_license(identifier: str, share: float) -> None:
    text = license_text(identifier)
    found = only(text[: int(len(text) * share)])
    assert found.expression == identifier
    assert found.match in ("modified", "partial")


def test_a_notice_is_a_reference_not_a_text() -> None:
    text = license_text("Apache-2.0")
    notice = text[text.index('Licensed under the Apache License, Version 2.0 (the "License")') :]
    found = only(notice, "main.py")
    assert (found.expression, found.match) == ("Apache-2.0", "reference")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("SPDX-License-Identifier: Apache-2.0", "Apache-2.0"),
        ("// SPDX-License-Identifier: (mit OR apache-2.0)\nint x;\n", "MIT OR Apache-2.0"),
        ("# SPDX-License-Identifier: GPL-2.0-or-later WITH Classpath-exception-2.0\n", None),
        ("Please refer to license: https://github.com/facebookresearch/llama/blob/main/LICENSE", "LicenseRef-llama-2"),
        ("The weights are licensed under the Creative Commons Attribution-NonCommercial 4.0 license.", "CC-BY-NC-4.0"),
        ("MIT License", "MIT"),
    ],
)
def test_tags_and_pointers_are_references(text: str, expression: str | None) -> None:
    found = only(text)
    assert found.match == "reference"
    assert found.expression == (expression or "GPL-2.0-or-later WITH Classpath-exception-2.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Copyright (c) 2025 A Company. All rights reserved.\n",
        "# Model\n\nThe code and weights are released under the MIT License. See LICENSE.\n",
        "Datasets:\n\n* One: Apache 2.0\n* Two: CC-BY-NC-4.0\n* Three: ODC-By\n",
        "def license():\n    return 'MIT'\n",
    ],
)
def test_what_is_no_license_is_left_alone(text: str) -> None:
    assert identify(text, "README.md") == ()


UNKNOWN = """Aurora Model License

1. Grant. The Licensor hereby grants you a revocable license to use the Model.

2. Limits.
2.1 You may use the Model solely for non-commercial research purposes.
2.2 If your products have more than 5,000,000 monthly active users, you must request another license.
2.3 You may not use the Model or its outputs to train any other large language model.

By downloading the Model you agree to this License.
"""


def test_an_unknown_license_is_read() -> None:
    found = only(UNKNOWN)
    assert (found.expression, found.match, found.open) == (None, "unknown", False)
    assert found.title == "Aurora Model License"
    kinds = {item.kind: item for item in found.restrictions}
    assert kinds["user-cap"].value == 5_000_000
    assert (kinds["user-cap"].section, kinds["user-cap"].line) == ("2.2", 7)
    assert {"non-commercial", "no-train-other-models"} <= set(kinds)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer_with_lines_inside_it(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for found in identify(text, "LICENSE"):
        assert 1 <= found.line <= found.end_line <= lines


@pytest.mark.parametrize("body", ["license " * 60_000, "a" * 600_000, "\t#" * 200_000, " " * 600_000, "<a" * 200_000])
def test_senseless_text_gets_no_license(body: str) -> None:
    assert identify(body, "LICENSE") == ()


INSERTIONS = [
    "You may not use the Software for any military purpose.",
    "This license is granted for non-commercial research purposes only.",
    "Users located in the European Union are excluded from this license.",
]


@pytest.mark.parametrize("seed", range(12))
def test_an_inserted_condition_is_always_noticed(seed: int) -> None:
    rng = random.Random(seed)
    identifier = rng.choice(STANDARD)
    text = license_text(identifier)
    place = rng.choice([match.end() for match in re.finditer(r"[.;]\s", text)])
    found = only(text[:place] + rng.choice(INSERTIONS) + " " + text[place:])
    assert (found.expression, found.match) == (identifier, "modified")
    assert any(item.binding for item in found.differences)


@pytest.mark.parametrize("seed", range(12))
def test_a_deleted_condition_is_always_noticed(seed: int) -> None:
    rng = random.Random(seed)
    text = license_text("MIT")
    word = rng.choice(["use", "copy", "modify", "merge", "publish", "distribute", "sublicense"])
    found = only(re.sub(rf"\b{word},\s", "", text, count=1))
    assert (found.expression, found.match) == ("MIT", "modified")
    assert any(item.change == "removed" and word in item.text for item in found.differences)


def test_a_license_file_of_two_lines_is_read_for_what_it_restricts() -> None:
    text = "This model is released for non-commercial research purposes only.\nAsk the authors for other uses.\n"
    (found,) = identify(text, "LICENSE")
    assert (found.match, found.expression, found.open) == ("unknown", None, False)
    assert {one.kind for one in found.restrictions} >= {"non-commercial", "research-only"}
    assert identify(text, "notes.txt") == ()
    assert identify("See the file COPYING.\n", "LICENSE") == ()


def test_a_changed_text_of_creative_commons_bears_the_title_that_stands_first() -> None:
    text = "# Attribution-NonCommercial 4.0 International\n\n### Using Creative Commons Public Licenses\n\n"
    assert title_of(text) == "Attribution-NonCommercial 4.0 International"
