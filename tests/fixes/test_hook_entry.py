"""The hook in any `.pre-commit-config.yaml`: added at the end of the list, all else byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from openness.errors import UsageError
from openness.fixes.hook_entry import with_hook

URL, REVISION = "https://github.com/example/openness", "v1.2.3"
ENTRY = {"repo": URL, "rev": REVISION, "hooks": [{"id": "openness"}]}


def added(text: str) -> str:
    return with_hook(text, URL, REVISION)


def test_no_file_gives_a_whole_one() -> None:
    assert added("") == (
        "repos:\n  - repo: https://github.com/example/openness\n    rev: v1.2.3\n    hooks:\n      - id: openness\n"
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("repos:\n- repo: local\n  hooks: []\n", ["- repo: {}", "  rev: v1.2.3", "  hooks:", "    - id: openness"]),
        (
            "repos:\n-   repo: local\n    hooks:\n    -   id: black  # fast\n",
            ["-   repo: {}", "    rev: v1.2.3", "    hooks:", "      - id: openness"],
        ),
        ("repos: []\n", ["  - repo: {}", "    rev: v1.2.3", "    hooks:", "      - id: openness"]),
    ],
)
def test_the_style_of_the_list_is_kept(text: str, lines: list[str]) -> None:
    head = text.replace("repos: []", "repos:")
    assert added(text) == head + "".join(f"{line.format(URL)}\n" for line in lines)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_stands_around_the_list_stays(newline: str, mark: str) -> None:
    before = "# ours\nci: {skip: [mypy]}\nrepos:\n  - repo: meta\n    hooks:\n      - id: identity\n"
    after = "\n# the end\nexclude: |\n  ^docs/\n  # not a comment\nfail_fast: true"
    changed = added(mark + (before + after).replace("\n", newline))
    assert changed.startswith(mark + before.replace("\n", newline))
    assert changed.endswith(after.replace("\n", newline))
    assert changed.count("\n") == changed.count(newline)


def test_a_block_of_text_at_the_end_is_not_torn() -> None:
    head = "repos:\n  - repo: local\n    hooks:\n      - id: own\n"
    text = f"{head}        files: |\n          (?x)\n          # a\n          b\n"
    assert added(text).startswith(text)


def test_a_second_time_nothing_is_added() -> None:
    once = added("repos: []\n")
    assert added(once) == once
    assert with_hook(once, "https://github.com/other/openness", "v9") == once


@pytest.mark.parametrize(
    "text",
    ["repos: [{repo: meta, hooks: []}]\n", "fail_fast: true\n", "- repos\n", "repos: {\n", "repos: []\nrepos: []\n"],
)
def test_what_cannot_be_done_without_harm_is_said_with_the_entry(text: str) -> None:
    with pytest.raises(UsageError, match=r"put `- \{repo: https://github.com/example/openness, rev: v1.2.3"):
        added(text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("repos:", "- repo: local", "  - repo: meta", "    hooks: []", "  hooks:", "  # note", "", "ci: {}"),
                *("    rev: v1", "exclude: |", "   text", "fail_fast: no", "  -   repo: x", "      hooks: [{id: a}]"),
            ]
        ),
        max_size=10,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
@example(["repos:", "  - repo: meta", "# end"], "\n")
def test_whatever_is_written_there_reads_as_before_and_the_entry(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    try:
        changed = added(text)
    except UsageError:
        return
    if not text.strip():
        return
    old, new = YAML(typ="safe").load(text), YAML(typ="safe").load(changed)
    assert new == {**old, "repos": [*old["repos"], ENTRY]}
    rest = list(text.replace("[]", "", 1)) if "repos: []" in text else list(text)
    place = iter(changed)
    assert all(char in place for char in rest)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    try:
        YAML(typ="safe").load(added(text))
    except (UsageError, YAMLError):
        return
