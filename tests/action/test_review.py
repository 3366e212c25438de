"""Suggestions in the diff: the exact edit, only where GitHub takes it, never twice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.action.hunks import right_side
from openness.action.marker import identity_of, marker
from openness.action.review import MOST, Review, Thread, plan_review

BOT = "github-actions[bot]"
README = ["# Tern", "", "Tern is an open-source model.", "", "It is open-source and open-source again.", "", "End."]
PATCH_LINES = [
    "@@ -1,4 +1,5 @@ heading",
    " # Tern",
    " ",
    "-Tern is a model.",
    "+Tern is an open-source model.",
    " ",
    "+It is open-source and open-source again.",
    "@@ -10,2 +11,3 @@",
    " ten",
    "+eleven",
    " twelve",
    "\\ No newline at end of file",
]
PATCH = "\n".join(PATCH_LINES)


def finding(line: int, column: int, end: int, replacement: str = "open-weights", **changes: Any) -> dict[str, Any]:
    """A finding with an edit of that stretch of README.md."""
    fix = {"path": "README.md", "line": line, "column": column, "end_column": end, "replacement": replacement}
    usual = {
        "rule": "OM401",
        "name": "open-source-claim-unsupported",
        "severity": "warning",
        "path": "README.md",
        "line": line,
        "message": "“open-source” is said of the model.",
        "help": "",
        "evidence": [],
        "fix": fix,
        "fingerprint": "0" * 32,
        "new": True,
        "suppressed": None,
    }
    return {**usual, **changes}


def plan(
    *findings: dict[str, Any],
    patch: str | None = PATCH,
    threads: tuple[Thread, ...] = (),
    lines: list[str] | None = None,
) -> Review:
    judged = README if lines is None else lines

    def source(path: str, number: int) -> str | None:
        return judged[number - 1] if path == "README.md" and number <= len(judged) else None

    return plan_review({"findings": list(findings)}, {"README.md": patch}, source, threads, [BOT])


def block(body: str) -> str:
    """What the suggestion puts in the place of the line."""
    found = re.search(r"^(`{3,})suggestion\n(.*)\n\1$", body, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[2]


def test_the_new_side_of_a_patch_is_read_hunk_by_hunk() -> None:
    lines = right_side(PATCH)
    assert {number: (one.text, one.added, one.hunk) for number, one in lines.items()} == {
        1: ("# Tern", False, 1),
        2: ("", False, 1),
        3: ("Tern is an open-source model.", True, 1),
        4: ("", False, 1),
        5: ("It is open-source and open-source again.", True, 1),
        11: ("ten", False, 2),
        12: ("eleven", True, 2),
        13: ("twelve", False, 2),
    }


@pytest.mark.parametrize(
    ("patch", "numbers"),
    [
        (None, []),
        ("", []),
        ("Binary files differ", []),
        ("@@ -0,0 +1 @@\n+one", [1]),
        ("@@ -1,3 +0,0 @@\n-a\n-b\n-c", []),
        ("@@ -1,2 +1,2 @@\n a\n+b\n+too many", [1, 2]),
        ("@@ -1,9 +1,9 @@\n a\n+cut o", [1, 2]),
        ("@@ -1,2 +1,3 @@\n a\n+@@ -9,9 +9,9 @@\n b", [1, 2, 3]),
        ("@@ -1 +99999999999999 @@\n+x", []),
        ("@@ -1,2 +1,2 @@\n a\n?odd\n b", [1]),
    ],
)
def test_odd_patches_give_the_lines_that_are_certain(patch: str | None, numbers: list[int]) -> None:
    assert list(right_side(patch)) == numbers


@given(
    st.text()
    | st.lists(st.sampled_from(["@@ -1,3 +1,4 @@", "+a", "-b", " c", "", "\\ No newline", "x"])).map("\n".join)
)
def test_any_text_can_be_a_patch(patch: str) -> None:
    assert all(number == line.number for number, line in right_side(patch).items())


def test_a_suggestion_is_the_whole_line_with_the_edit_made() -> None:
    review = plan(finding(3, 12, 23))
    (one,) = review.comments
    assert one.as_json() == {"path": "README.md", "line": 3, "side": "RIGHT", "body": one.body}
    assert block(one.body) == "Tern is an open-weights model."
    assert identity_of(one.body, "suggestion") == one.key
    assert review.body == "1 suggestion on the openness wording of this pull request."


def test_several_edits_of_a_line_are_one_suggestion() -> None:
    (one,) = plan(finding(5, 7, 18), finding(5, 23, 34, message="Another reason.")).comments
    assert block(one.body) == "It is open-weights and open-weights again."
    assert one.body.count("OM401") == 2


def test_of_two_edits_that_overlap_one_is_made() -> None:
    (one,) = plan(finding(3, 12, 23), finding(3, 12, 29, "open-weights model")).comments
    assert block(one.body).count("weights") == 1


@pytest.mark.parametrize(
    "one",
    [
        finding(7, 1, 4),
        finding(3, 12, 23, new=False),
        finding(3, 12, 23, suppressed="a reason that is long enough"),
        finding(3, 12, 23, fix=None),
        finding(3, 12, 400),
        finding(3, 12, 23, "open-source"),
        finding(3, 12, 23, "open\u202eweights"),
        finding(3, 12, 23, "open\x00weights"),
    ],
    ids=["not in the diff", "known", "accepted", "no edit", "beyond the line", "no change", "reordered", "invisible"],
)
def test_what_has_no_honest_place_is_not_suggested(one: dict[str, Any]) -> None:
    assert plan(one).comments == ()


def test_a_file_without_a_patch_gets_no_suggestion_and_it_is_counted() -> None:
    review = plan(finding(3, 12, 23), patch=None)
    assert (review.comments, review.left_out) == ((), 1)


def test_a_line_that_was_judged_with_another_text_is_left_alone() -> None:
    assert plan(finding(3, 12, 23), lines=["", "", "Something else, open-source."]).comments == ()


def test_a_line_that_the_merge_moved_is_found_by_its_text() -> None:
    (one,) = plan(finding(4, 12, 23), lines=["More from the base.", *README]).comments
    assert one.line == 3


def test_lines_keep_their_carriage_return() -> None:
    patch = "@@ -0,0 +1,2 @@\n+Tern is an open-source model.\r\n+\r"
    (one,) = plan(finding(1, 12, 23), patch=patch, lines=["Tern is an open-source model."]).comments
    assert block(one.body) == "Tern is an open-weights model.\r"


def test_the_joiners_of_scripts_and_emoji_hold_no_suggestion_back() -> None:
    line = "👩\u200d💻 An open-source model, می\u200cخواهم."
    (one,) = plan(finding(1, 8, 19), patch=f"@@ -0,0 +1 @@\n+{line}", lines=[line]).comments
    assert block(one.body) == line.replace("open-source", "open-weights")


def test_a_line_with_backticks_does_not_end_the_block() -> None:
    line = "```` open-source ``` `````"
    (one,) = plan(finding(1, 6, 17), patch=f"@@ -0,0 +1 @@\n+{line}", lines=[line]).comments
    assert block(one.body) == "```` open-weights ``` `````"


def test_at_most_ten_are_posted_the_severest_first() -> None:
    lines = [f"Line {number} is open-source." for number in range(1, 31)]
    patch = "\n".join((f"@@ -0,0 +1,{len(lines)} @@", *(f"+{line}" for line in lines)))
    found = [
        finding(number, line.index("open") + 1, len(line), severity="error" if number == 30 else "note")
        for number, line in enumerate(lines, 1)
    ]
    review = plan(*found, patch=patch, lines=lines)
    assert len(review.comments) == MOST
    assert review.comments[0].line == 30
    assert review.left_out == 20


def test_what_was_suggested_before_is_not_suggested_again_and_stays_while_it_stands() -> None:
    (one,) = plan(finding(3, 12, 23)).comments
    for resolved in (False, True):
        again = plan(finding(3, 12, 23), threads=(Thread("t", BOT, one.body, resolved, outdated=False),))
        assert (again.comments, again.resolve) == ((), ())


def test_threads_whose_matter_is_settled_are_resolved() -> None:
    (one,) = plan(finding(3, 12, 23)).comments
    threads = (
        Thread("mended", BOT, one.body.replace(one.key, "f" * 20), resolved=False, outdated=False),
        Thread("outdated", BOT, one.body.replace(one.key, "e" * 20), resolved=False, outdated=True),
        Thread("resolved", BOT, one.body.replace(one.key, "d" * 20), resolved=True, outdated=True),
        Thread("somebody", "ada", one.body, resolved=False, outdated=True),
        Thread("talk", BOT, "No marker here.", resolved=False, outdated=True),
        Thread("forged", BOT, f"Quote:\n{marker('suggestion', 'c' * 20)}", resolved=False, outdated=True),
    )
    review = plan(finding(3, 12, 23), threads=threads)
    assert review.resolve == ("mended", "outdated")
    assert len(review.comments) == 1


def test_a_marker_that_somebody_else_wrote_holds_nothing_back() -> None:
    (one,) = plan(finding(3, 12, 23)).comments
    forged = Thread("t", "mallory", one.body, resolved=False, outdated=False)
    assert len(plan(finding(3, 12, 23), threads=(forged,)).comments) == 1


def test_findings_below_the_least_severity_are_not_suggested() -> None:
    report = {"findings": [finding(3, 12, 23)]}
    review = plan_review(report, {"README.md": PATCH}, lambda _path, line: README[line - 1], (), [BOT], least="error")
    assert review.comments == ()


@given(st.text(), st.text(), st.integers(1, 40), st.integers(1, 40))
def test_no_edit_breaks_out_of_its_block(line: str, replacement: str, column: int, end: int) -> None:
    line = line.replace("\n", " ").replace("\r", " ")
    found = finding(1, column, end, replacement, message=line or "x")
    for one in plan(found, patch=f"@@ -0,0 +1 @@\n+{line}", lines=[line]).comments:
        assert block(one.body) == line[: column - 1] + replacement + line[end - 1 :]
        assert one.body.startswith(marker("suggestion", one.key) + "\n")
