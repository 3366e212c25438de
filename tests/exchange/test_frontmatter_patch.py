"""Front matter is changed where it has to be; every other byte stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openness.errors import UsageError
from openness.exchange import formats
from openness.exchange.frontmatter_text import find_block, patched
from openness.manifest.document import parse

CARD = """---
# what the hub shows
license: other   # see below
license_name: 'my-terms'
datasets:
- a/b   # the first
- "c/d"

# who made it
base_model: x/y
tags: [a,  b]   # free words
---

# Title

license: other
---
"""


def test_only_what_differs_is_touched() -> None:
    wanted: dict[str, Any] = {
        "license": "mit",
        "license_name": None,
        "datasets": ["c/d", "e/f"],
        "base_model": "x/y",
        "pipeline_tag": "text-generation",
    }
    assert patched(CARD, wanted, "README.md") == CARD.replace("license: other   #", "license: mit   #", 1).replace(
        "license_name: 'my-terms'\n", ""
    ).replace('- "c/d"\n', '- "c/d"\n- e/f\n').replace(
        "# free words\n---", "# free words\npipeline_tag: text-generation\n---"
    )


def test_nothing_to_change_changes_nothing() -> None:
    assert patched(CARD, {"license": "other", "datasets": ["a/b"], "nothing": None}, "README.md") == CARD


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_newlines_and_byte_order_mark_stay(newline: str, mark: str) -> None:
    text = mark + CARD.replace("\n", newline)
    new = patched(text, {"license": "mit", "library_name": "transformers", "datasets": ["z/z"]}, "README.md")
    assert new.startswith(mark + "---" + newline)
    assert new.replace(newline, "") == new.replace("\n", "").replace("\r", "")
    assert new.count(newline) == text.count(newline) + 2


def test_a_list_in_brackets_grows_and_keeps_its_comment() -> None:
    text = "---\ndatasets: [a/b] # all\nlicense: mit\n---\n"
    assert patched(text, {"datasets": ["c/d"]}, "README.md") == "---\ndatasets: [a/b, c/d] # all\nlicense: mit\n---\n"


@pytest.mark.parametrize("value", ["", " ~", " null", " |\n  a\n  b", "\n  - a\n  - b", " {a: 1}", " 'a'"])
def test_any_kind_of_value_is_replaced(value: str) -> None:
    text = f"---\nfirst: 1\nlicense:{value}\nlast: 2\n---\n"
    assert patched(text, {"license": "mit"}, "README.md") == "---\nfirst: 1\nlicense: mit\nlast: 2\n---\n"


def test_a_card_without_front_matter_gets_one() -> None:
    new = patched("# Model\r\n\r\nText\r\n", {"license": "mit"}, "README.md")
    assert new == "---\r\nlicense: mit\r\n---\r\n\r\n# Model\r\n\r\nText\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n{a: 1}\n---\n",
        "---\nlicense: mit\n",
        "---\na: [\n---\n",
        "---\na: &x 1\nb: *x\n---\n",
        "---\na: 1\na: 2\n---\n",
    ],
)
def test_front_matter_that_cannot_be_understood_is_left_alone(text: str) -> None:
    with pytest.raises(UsageError, match=r"^README\.md"):
        patched(text, {"license": "mit"}, "README.md")


def test_a_list_whose_items_run_over_lines_is_written_anew() -> None:
    text = "---\ndatasets:\n- a/b\n  - c/d # x\nlast: 1\n---\n"
    assert patched(text, {"datasets": ["n/m"]}, "README.md") == "---\ndatasets: [a/b - c/d, n/m]\nlast: 1\n---\n"


def test_a_license_that_the_card_names_is_not_called_unknown() -> None:
    manifest = formats.read("---\nlicense: other\n---\n", "README.md", "huggingface").manifest
    for line in ("license: cc", "license: other\nlicense_name: x"):
        card = f"---\n{line}\n---\n"
        assert formats.write(manifest, "huggingface", card).text == card
    assert formats.write(manifest, "huggingface", "---\ntags: [a]\n---\n").text == (
        "---\ntags: [a]\nlicense: unknown\n---\n"
    )


LINES = st.lists(
    st.sampled_from(
        [
            "license: other", "license: [mit, 'x']  # c", "license:", "datasets:", "- a/b", "  - c/d # x", "# comment",
            "", "tags: [a]", "x: 'y'", "base_model: >", "  folded", "model-index: [{name: x}]", "   ", "z: {a: 1}",
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(lines=LINES, newline=st.sampled_from(["\n", "\r\n"]))
def test_any_front_matter_says_what_was_wanted_and_keeps_the_rest(lines: list[str], newline: str) -> None:
    text = newline.join(["---", *lines, "---", "# Title", "license: none of this"])
    wanted: dict[str, Any] = {"license": "apache-2.0", "datasets": ["n/m"]}
    try:
        new = patched(text, wanted, "README.md")
    except UsageError:
        return
    before, after = (parse_block(one) for one in (text, new))
    assert after["license"] == "apache-2.0"
    held = after["datasets"] if isinstance(after["datasets"], list) else [after["datasets"]]
    assert "n/m" in held
    assert {key: value for key, value in after.items() if key not in wanted} == {
        key: value for key, value in before.items() if key not in wanted
    }
    assert new.endswith(newline.join(["---", "# Title", "license: none of this"]))
    assert patched(new, wanted, "README.md") == new


def parse_block(text: str) -> dict[str, Any]:
    found = find_block(text)
    assert found is not None
    data = parse(text[found.start : found.end], "README.md").data
    return data if isinstance(data, dict) else {}
