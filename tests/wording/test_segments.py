from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.wording.claims import find_claims
from openness.wording.context import Context
from openness.wording.documents import segments_of
from openness.wording.source import lines_of
from wording_support import MODEL, claims

PHRASES = [
    "open-source",
    "We open-source **Nova-7B**.",
    "[open source](https://github.com/acme/Nova)",
    "![open-source badge](https://img.shields.io/x)",
    "<p align='center'><b>Nova</b> is open-source</p>",
    "<!-- open source -->",
    "```\nopen source\n```",
    "| open-source | yes |\n|---|---|\n| Nova | 开源 |",
    "- [x] open-sourced weights",
    "> quoted open-source",
    "# Open-Source Nova",
    "模型已开源。",
    "オープンソース化しました",
    "&amp; open source \\*",
    "`open-source`",
    "<details><summary>open weights</summary>",
    "\t1. open models",
    "[[", "](", "<", "***", "~~", "é", "\x1e", "\u2028", "---", "title: open source",
]  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(PHRASES) | st.text(max_size=12), max_size=14).flatmap(
    lambda parts: st.sampled_from(["\n", "\r\n", "\r", " ", "\n\n", "\r\n\r\n", "\r\r"]).map(
        lambda sep: sep.join(parts)
    )
)
PATHS = st.sampled_from(["README.md", "docs/a.rst", "CITATION.cff", "MODEL_LICENSE", "notes.txt", "package.json"])


def _at(text: str, line: int, column: int) -> str:
    return re.split(r"\r\n|\r|\n", text)[line - 1][column - 1 :]


@given(DOCUMENTS, PATHS)
def test_claims_stand_where_they_say(text: str, path: str) -> None:
    for claim in find_claims(text, path, MODEL):
        shown = _at(text, claim.line, claim.column)
        # The words of a term may stand on two lines or have markup between them; the first one is at the place.
        assert shown.startswith((claim.text, *claim.text.split()[:1]))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_and_columns_are_those_of_an_editor(newline: str) -> None:
    text = newline.join(
        ["# Nova", "", "Some text,", "> - and **our open-source** model", "", "| a | open-source |", "|-|-|"]
    )
    found = [(claim.line, claim.column) for claim in claims(text)]
    assert found == [(4, 15), (6, 7)]
    assert all(_at(text, line, column).startswith("open-source") for line, column in found)


def test_front_matter_code_comments_and_urls_are_not_prose() -> None:
    matter = "---\nlicense: mit\ntags: [open-source]\n---\n"
    comment = "<!-- our open-source model -->\n"
    fence = "```sh\nwget https://x.oss-cn-beijing.aliyuncs.com/open-source\n```\n"
    links = "See https://example.org/open-source, `open-source`.\n[paper](https://openaccess.thecvf.com/open-source)\n"
    text = matter + comment + fence + links
    assert claims(text) == []


def test_a_front_matter_description_is_prose() -> None:
    assert [claim.line for claim in claims("---\ntitle: The best open-source chat model\n---\n")] == [2]


def test_html_blocks_are_cut_where_the_reader_sees_a_break() -> None:
    text = "<table><tr><td>\n<p><b>Nova</b> is an <i>open-source</i> model.</p></td><td>Other cell.</td></tr></table>\n"
    assert [(claim.line, claim.sentence) for claim in claims(text)] == [(2, "Nova is an open-source model.")]


def test_segments_know_their_headings_boxes_and_rows() -> None:
    plan = "# Top\n\n## Plan\n\n- [ ] one open source\n- [x] two open source\n\n"
    text = plan + "| Model | License |\n|---|---|\n| Nova | open source |\n"
    found = {segment.text.strip(): segment for segment in segments_of(text, "README.md", lambda raw: "open" in raw)}
    assert found["[ ] one open source"].headings == ("Top", "Plan")
    assert [found["[ ] one open source"].checked, found["[x] two open source"].checked] == [False, True]
    assert found["open source"].row == "Nova"


def test_sections_without_a_term_still_give_their_headings() -> None:
    text = "# Nova\n\nnothing\n\n## License\n\nnothing\n\n### Weights\n\nThe weights are open-source.\n"
    segment = next(iter(segments_of(text, "README.md", lambda raw: "open" in raw)))
    assert segment.headings == ("Nova", "License", "Weights")
    assert segment.place(0) == (11, 1)


def test_a_heading_sign_inside_a_fence_is_no_section() -> None:
    assert [claim.subject for claim in claims("```\n# our open-source model\n```\n")] == ["name"]


def test_restructured_text_code_blocks_are_left_out() -> None:
    text = "Nova\n====\n\nNova is an open-source model::\n\n    echo our open-source model\n\nEnd.\n"
    assert [claim.line for claim in find_claims(text, "index.rst", MODEL)] == [4]


@given(st.text(max_size=200))
def test_lines_are_never_lost(text: str) -> None:
    assert len(lines_of(text)) == len(re.findall(r"\r\n|\r|\n", text)) + 1


@given(st.text(max_size=300), st.text(max_size=10), st.text(max_size=10))
def test_any_text_and_any_names_are_read(text: str, owner: str, name: str) -> None:
    find_claims("open source " + text, "README.md", Context(owner, name, (text[:20],)))
