from __future__ import annotations

import pytest

from openness.manifest.document import SIZE_LIMIT, Lines, join, parse, split
from openness.model import Span


def test_every_value_and_key_has_its_place() -> None:
    document = parse("a: 1\nb:\n  - x\n  - {c: 'two words'}\n", "f.yml")
    assert document.data == {"a": 1, "b": ["x", {"c": "two words"}]}
    assert document.spans["/a"] == Span(1, 4, 5)
    assert document.keys["/b"] == Span(2, 1, 2)
    assert document.spans["/b/0"] == Span(3, 5, 6)
    assert document.spans["/b/1/c"] == Span(4, 9, 20)
    assert document.problems == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_for_every_kind_of_newline(newline: str) -> None:
    document = parse(newline.join(["a: 1", "b: 2", "c: 3", ""]), "f.yml")
    assert [document.keys[f"/{key}"].line for key in "abc"] == [1, 2, 3]


def test_a_line_separator_inside_a_text_is_no_new_line() -> None:
    document = parse('a: "x\u2028y"\nb: 1\n', "f.yml")
    assert document.keys["/b"].line == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("NO", "NO"),
        ("true", True),
        ("~", None),
        ("", None),
        ("7", 7),
        ("-7", -7),
        ("7_000_000", 7_000_000),
        ("0x10", 16),
        ("0o17", 15),
        ("017", 17),
        ("7e9", 7e9),
        (".5", 0.5),
        ("1.10", 1.1),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("9" * 50, "9" * 50),
        ("2024-02-30", "2024-02-30"),
        ("2024-02-01T10:00:00Z", "2024-02-01T10:00:00Z"),
        ("12:30:00", "12:30:00"),
        ('"7"', "7"),
        ("'true'", "true"),
        ("!!str 7", "7"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        (">-\n  two\n  lines\n", "two lines"),
    ],
)
def test_values_mean_what_yaml_1_2_says_and_dates_stay_text(text: str, value: object) -> None:
    assert parse(f"a: {text}", "f.yml").data == {"a": value}


def test_json_is_read_as_well() -> None:
    document = parse('{"a": [1, 2.5, null, "x\\u00e9"],\t"b/c": {"~": false}}', "f.json")
    assert document.data == {"a": [1, 2.5, None, "xé"], "b/c": {"~": False}}
    assert "/b~1c/~0" in document.spans


def test_the_first_of_two_equal_keys_is_kept() -> None:
    document = parse("a: 1\nb: 2\na: {c: [1]}\n", "f.yml")
    assert document.data == {"a": 1, "b": 2}
    assert [(p.kind, p.line, p.column) for p in document.problems] == [("duplicate-key", 3, 1)]
    assert "/a/c" not in document.spans


def test_equal_keys_inside_a_dropped_value_are_not_reported_again() -> None:
    assert len(parse("a: 1\na: {c: 1, c: 2}\n", "f.yml").problems) == 1


def test_a_nul_in_a_key_is_only_a_key() -> None:
    assert parse('"\\0repeated": 1\nb: 2', "f.yml").data == {"\0repeated": 1, "b": 2}


def test_nothing_is_made_from_tags_anchors_and_aliases() -> None:
    text = "a: !!python/object/apply:os.system [ls]\nb: &x [1]\nc: *x\n? *x\n: 3\nd: !mine 1\n"
    document = parse(text, "f.yml")
    assert document.data == {"a": ["ls"], "b": [1], "c": None, "d": "1"}
    assert [p.line for p in document.problems] == [1, 2, 6]
    assert document.refused == {"/a", "/b", "/c", "/", "/d"}
    assert {p.kind for p in document.problems} == {"yaml"}


def test_an_alias_bomb_stays_small() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document = parse("\n".join(lines), "f.yml")
    assert isinstance(document.data, dict)
    assert document.data["a11"] == [None] * 9
    (problem,) = document.problems
    assert problem.message == (
        "anchors (`&a0`) are not used in a manifest; 110 more anchors and aliases stand below, to line 12"
    )


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "{a: " * 5_000, "- " * 5_000, "? " * 5_000, "x: " + "[a, " * 20_000, "[" * 3000 + "]" * 3000],
)
def test_depth_ends_the_reading(text: str) -> None:
    document = parse(text, "f.yml")
    assert not document.usable
    assert len(document.problems) == 1


def test_a_large_file_is_not_read() -> None:
    document = parse("a: " + "x" * SIZE_LIMIT, "f.yml")
    assert [p.kind for p in document.problems] == ["too-large"]
    assert parse("a: " + "é" * (SIZE_LIMIT // 2), "f.yml").problems[0].kind == "too-large"


def test_many_values_end_the_reading() -> None:
    document = parse("".join(f"k{n}: 1\n" for n in range(20_000)), "f.yml")
    assert [p.kind for p in document.problems] == ["too-large"]
    assert not document.usable


def test_many_problems_are_bounded() -> None:
    assert len(parse("a: 1\n" * 2_000, "f.yml").problems) == 200


@pytest.mark.parametrize(
    "text", ['"\\UFFFFFFFF"', "\x00", "a: \ud800", "\x85- a", "%YAML 9.9\n---\n", "@", "`", "- - :\n -"]
)
def test_odd_texts_give_a_document_all_the_same(text: str) -> None:
    document = parse(text, "f.yml")
    for problem in document.problems:
        assert problem.line >= 1


def test_a_place_is_found_for_what_is_not_there() -> None:
    document = parse("a:\n  b: {c: 1}\n", "f.yml")
    assert document.place("/a/b/missing") == document.keys["/a/b"]
    assert document.place("/nothing/at/all") == Span(1, 1)
    assert document.problem("/a/b", "x", key=True).column == 3


def test_pointers_are_escaped_and_back() -> None:
    assert split(join(join("", "a/b~c"), 3)) == ["a/b~c", "3"]


def test_spans_end_on_their_own_line_only() -> None:
    lines = Lines("ab\ncd")
    assert lines.span(0, 2) == Span(1, 1, 3)
    assert lines.span(0, 4) == Span(1, 1)
    assert lines.span(99) == Span(2, 3)
