"""The file between the two halves of the fork flow: everything that is needed, and nothing that could do harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from action.stories import CONTEXT, STORIES, story
from openness.action.comment import render_comment
from openness.action.handed import LARGEST
from openness.action.handover import read_handover, write_handover
from openness.action.shape import ShapeError
from openness.action.sticky import news
from openness.report.policy_line import policy_lines
from policy_support import CLOSED, judged, stack


@pytest.mark.parametrize("name", STORIES)
def test_the_second_half_says_what_the_first_would_have_said(name: str) -> None:
    report = story(name)
    handed = read_handover(write_handover(report))
    assert render_comment(handed.report, CONTEXT) == render_comment(report, CONTEXT)
    assert news(handed.report, "note") == news(report, "note")


def test_the_folder_and_the_identity_come_along() -> None:
    handed = read_handover(write_handover(story("quiet"), "models/a/openness.yml", "models/a"))
    assert (handed.identity, handed.folder) == ("models/a/openness.yml", "models/a")
    assert read_handover(write_handover(story("quiet"))).identity == "."


def test_data_are_handed_over_and_no_markdown() -> None:
    document = json.loads(write_handover(story("says-too-much")))
    assert "suppressed" not in document["findings"][0]
    assert "<" not in write_handover(story("says-too-much")).decode()


def with_edit(**changes: object) -> dict[str, Any]:
    """A file with the edit of one finding, changed like this."""
    report = story("first-release")
    readme = dict(STORIES["first-release"][1])["README.md"]
    assert isinstance(readme, str)
    report["findings"] = [one for one in report["findings"] if one["fix"]][:1]
    made: dict[str, Any] = json.loads(write_handover(report, text_of={"README.md": readme}.get))
    made["findings"][0]["fix"].update(changes)
    return made


def edits(document: dict[str, Any]) -> list[Any]:
    return [one["fix"] for one in read_handover(json.dumps(document).encode()).report["findings"]]


def test_an_edit_comes_along_with_the_line_that_it_is_of() -> None:
    (edit,) = edits(with_edit())
    words = edit["text"][edit["column"] - 1 : edit["end_column"] - 1]
    assert (words, edit["replacement"]) == ("open-source", "open-weight")
    handed = read_handover(json.dumps(with_edit()).encode())
    assert handed.lines == {("README.md", edit["line"]): edit["text"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"replacement": "![x](https://evil.example)"},
        {"replacement": "open-weight @acme/owners"},
        {"replacement": ""},
        {"column": 1},
        {"column": 9, "end_column": 3},
        {"end_column": 5001},
        {"text": "run: curl evil.example"},
    ],
)
def test_an_edit_that_is_not_in_this_tools_own_words_is_none(changes: dict[str, object]) -> None:
    assert edits(with_edit(**changes)) == [None]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": "two\nlines"}, "fix.text has invisible characters"),
        ({"text": "x" * 5_001}, "fix.text is longer than 5,000"),
        ({"replacement": "x" * 101}, "fix.replacement is longer than 100"),
        ({"path": "../README.md"}, "fix.path is not a path in the repository"),
        ({"line": 0}, "fix.line is not a number"),
    ],
)
def test_an_edit_that_cannot_be_one_is_refused(changes: dict[str, object], why: str) -> None:
    assert why in refused(with_edit(**changes))


def test_the_policy_is_told_in_the_same_line() -> None:
    report, _ = judged(CLOSED, stack("name: acme\nmode: evaluate\nlevel: open-weights\n"))
    handed = read_handover(write_handover(report)).report
    assert list(policy_lines(handed)) == list(policy_lines(report))
    assert "Policy acme" in render_comment(handed, CONTEXT)


def test_what_could_not_be_read_comes_along() -> None:
    handed = read_handover(write_handover(story("quiet"), incomplete="`openness.yml`: it is not text"))
    assert handed.incomplete == "`openness.yml`: it is not text"


def test_accepted_findings_stay_at_home() -> None:
    report = story("says-too-much")
    for finding in report["findings"]:
        finding["suppressed"] = "looked at and accepted"
    assert json.loads(write_handover(report))["findings"] == []


def test_odd_characters_are_made_visible_before_they_are_handed_over() -> None:
    report = story("says-too-much")
    for finding in report["findings"]:
        finding.update(path="a/../\u202eb\\c", message="\x1b[31mred\u202e", help="\x00")
        finding["evidence"] = [{"path": "/", "line": 1, "what": "\u2066"}]
    handed = read_handover(write_handover(report))
    assert handed.report["findings"][0]["message"] == "\\u{1b}[31mred\\u{202e}"
    assert handed.report["findings"][0]["path"] == "a/u{202e}b/c"


def test_many_findings_are_cut_new_ones_first_and_counted() -> None:
    report = story("says-too-much")
    new = next(one for one in report["findings"] if one["new"])
    known = {**new, "new": False, "message": "模" * 1_000, "help": "模" * 1_000}
    report["findings"] = [known] * 500 + [new]
    body = write_handover(report)
    assert len(body) <= LARGEST
    handed = read_handover(body).report
    assert handed["findings"][0]["new"]
    assert len(handed["findings"]) + handed["left_out"] == 501


_WRITTEN = write_handover(story("license-changed"))


def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_WRITTEN)
    return made


def refused(value: object) -> str:
    with pytest.raises(ShapeError) as caught:
        read_handover(value if isinstance(value, bytes) else json.dumps(value).encode())
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "other"}, "format is none of the values that are known"),
        ({"version": 2}, "version is none of the values that are known"),
        ({"version": True}, "version is none of the values that are known"),
        ({"pull_request": 7}, "has the unknown key pull_request"),
        ({"identity": "../../x"}, "identity is not a path in the repository"),
        ({"folder": "/etc"}, "folder is not a path in the repository"),
        ({"level": "open"}, "level is none of the values that are known"),
        ({"findings": {}}, "findings is not an array"),
        ({"findings": [{}] * 301}, "findings has 301 entries"),
        ({"findings": ["x"]}, "findings[0] is not an object"),
        ({"left_out": -1}, "left_out is not a number"),
        ({"left_out": 1.5}, "a number is not a whole one"),
        ({"left_out": 10**20}, "a number is too long"),
        ({"tool": "0.1 <b>"}, "tool has not the form"),
    ],
)
def test_what_is_not_exactly_such_a_file_is_refused_with_the_reason(change: dict[str, Any], why: str) -> None:
    assert why in refused(document() | change)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("message", "a\u202eb", "findings[0].message has invisible characters"),
        ("message", "a\nb", "findings[0].message has invisible characters"),
        ("message", "x" * 1_001, "findings[0].message is longer than 1,000 characters"),
        ("message", 7, "findings[0].message is not a text"),
        ("path", "a/../../b", "findings[0].path is not a path in the repository"),
        ("path", "a\\b", "findings[0].path is not a path in the repository"),
        ("line", 0, "findings[0].line is not a number from 1"),
        ("line", True, "findings[0].line is not a number from 1"),
        ("severity", "fatal", "findings[0].severity is none of the values"),
        ("rule", "OM40x", "findings[0].rule has not the form"),
        ("new", 1, "findings[0].new is none of the values"),
        ("suppressed", None, "findings[0] has the unknown key suppressed"),
    ],
)
def test_every_value_of_a_finding_is_checked(key: str, value: object, why: str) -> None:
    changed = document()
    changed["findings"][0][key] = value
    assert why in refused(changed)


def test_a_missing_key_is_named() -> None:
    changed = document()
    del changed["findings"][0]["help"]
    assert refused(changed) == "findings[0] lacks help"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is not JSON that can be read"),
        (b"\xff", "it is not UTF-8"),
        (b"[" * 100_000, "it is not JSON that can be read"),
        (b" " * (LARGEST + 1), "it has 1,048,577 bytes"),
        (b'{"format": 1, "format": 2}', "a key is given twice"),
        (b'{"left_out": NaN}', "a number is not a whole one"),
        (b"null", "the whole is not an object"),
    ],
    ids=range(7),
)
def test_what_is_no_document_is_refused(body: bytes, why: str) -> None:
    assert why in refused(body)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["../x", "released", "\u202e"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.integers(0, 10_000), ANY_JSON)
def test_a_file_with_any_value_changed_is_refused_or_can_be_shown(index: int, value: object) -> None:
    changed = document()
    places = _places(changed)
    holder, key = places[index % len(places)]
    holder[key] = value
    try:
        handed = read_handover(json.dumps(changed).encode())
    except ShapeError:
        return
    render_comment(handed.report, CONTEXT._replace(relayed=True))


@given(st.binary(max_size=200) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_stop_a_run(body: bytes) -> None:
    with pytest.raises(ShapeError):
        read_handover(body)


def _places(value: Any) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    found = [(value, key) for key in keys]
    for key in keys:
        found.extend(_places(value[key]))
    return found
