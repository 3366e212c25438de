"""Front matter of model cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.evidence.frontmatter import MAX_BYTES, read_front_matter

CARD = """---
language:
- en
license: other
license_name: house-license
license_link: LICENSE
base_model:
- org/base-7b
- "org/other"
datasets: [org/corpus, org/more]
pipeline_tag: text-generation
---

# Name
"""


def test_values_come_with_their_places() -> None:
    front = read_front_matter(CARD)
    assert front is not None
    assert front.license_name is not None
    assert (front.licenses[0].text, front.licenses[0].line, front.licenses[0].column) == ("other", 4, 10)
    assert (front.license_name.text, front.license_name.line) == ("house-license", 5)
    assert [(value.text, value.line, value.column) for value in front.base_model] == [
        ("org/base-7b", 8, 3),
        ("org/other", 9, 3),
    ]
    assert [value.text for value in front.datasets] == ["org/corpus", "org/more"]
    assert front.end_line == 12
    assert front.is_model_card
    assert not front.is_dataset_card


def test_several_licenses_and_windows_newlines() -> None:
    front = read_front_matter("---\r\nlicense:\r\n  - mit\r\n  - apache-2.0\r\n---\r\ntext")
    assert front is not None
    assert [(value.text, value.line) for value in front.licenses] == [("mit", 3), ("apache-2.0", 4)]


def test_text_without_front_matter_has_none() -> None:
    assert read_front_matter("# Title\n---\nlicense: mit\n---\n") is None
    assert read_front_matter("") is None
    assert read_front_matter("---\n\nA rule, then prose without keys.\n") is None


def test_a_data_set_card_is_no_model_card() -> None:
    front = read_front_matter("---\nlicense: cc-by-4.0\ntask_categories:\n- text-generation\n---\n")
    assert front is not None
    assert front.is_dataset_card
    assert not front.is_model_card


def test_broken_yaml_is_a_problem_with_a_line() -> None:
    front = read_front_matter("---\nlicense: [mit\ntags: x: y\n---\n", "card.md")
    assert front is not None
    assert front.licenses == ()
    assert front.problems[0].path == "card.md"
    assert front.problems[0].line >= 2
    assert "cannot be read" in front.problems[0].message


def test_anchors_and_deep_nesting_are_refused() -> None:
    anchored = read_front_matter("---\na: &x [1]\nb: *x\nlicense: &l mit\nlicense_name: *l\n---\n")
    assert anchored is not None
    assert anchored.problems
    bomb = "---\n" + "a: " + "[" * 500 + "]" * 500 + "\n---\n"
    refused = read_front_matter(bomb)
    assert refused is not None
    assert refused.problems


@pytest.mark.parametrize(
    "value", ["-_", "0x_", "0b_", "0o_", "+_", "_", "1:_", "2026-99-99", "!!int x", "!!timestamp x"]
)
def test_values_that_the_parser_trips_over_are_survived(value: str) -> None:
    front = read_front_matter(f"---\nlicense: mit\ntags:\n- {value}\n---\n")
    assert front is not None
    assert front.problems or [one.text for one in front.licenses] == ["mit"]


def test_an_overlong_block_is_refused() -> None:
    body = "---\nlicense: mit\n" + "x: y\n" * (MAX_BYTES // 4) + "---\n"
    refused = read_front_matter(body)
    assert refused is not None
    assert refused.problems


@given(st.text(alphabet="abc:-[]{}&*!|>'\"#% \n\t,?@`\\éß中0_+.", max_size=300))
def test_no_text_makes_it_fail(body: str) -> None:
    front = read_front_matter(f"---\n{body}\n---\n")
    assert front is None or front.end_line >= 1


@given(
    st.dictionaries(
        st.sampled_from(["license", "tags", "datasets", "base_model"]),
        st.lists(st.text("ab-/", min_size=1, max_size=9), min_size=1, max_size=3),
    )
)
def test_every_listed_text_is_found_on_its_line(entries: dict[str, list[str]]) -> None:
    text = "---\n" + "".join(
        f"{key}:\n" + "".join(f"  - 'v{item}'\n" for item in items) for key, items in entries.items()
    )
    text += "---\n"
    front = read_front_matter(text)
    if front is None:
        assert not entries
        return
    rows = text.splitlines()
    for values in (front.licenses, front.tags, front.datasets, front.base_model):
        for value in values:
            assert value.text in rows[value.line - 1]
