"""Whether the comment is created, updated, deleted or left alone: the whole table is kept in golden/comments.txt."""

from __future__ import annotations

import pytest

from action.goldens import same_as_golden
from action.stories import story
from openness.action.decision import COMMENT_MODES, CommentMode
from openness.action.marker import carries, identity_of, marker, run_of
from openness.action.sticky import Existing, News, decide_comment, news, own_comments

BOT = "github-actions[bot]"
NEWS: tuple[News, ...] = ("findings", "lowered", "changed", "quiet", "incomplete")


def comment(number: int, body: str = "", author: str = BOT, created: str = "2026-01-01T00:00:00Z") -> Existing:
    return Existing(number, author, created, body or f"{marker('comment', '.')}\nold text")


EXISTING = {"none": (), "one": (comment(1),), "two": (comment(1), comment(2))}


def test_every_cell_of_the_table() -> None:
    lines = ["mode x what there is to say x own comments there, for a run that may write", ""]
    for mode in COMMENT_MODES:
        lines.append(f"{mode:<20}" + "".join(f"{name:<28}" for name in EXISTING).rstrip())
        for said in NEWS:
            cells = []
            for existing in EXISTING.values():
                act = decide_comment(mode, said, existing, may_write=True, body="new text")
                at = f" {act.comment}" if act.comment else ""
                removed = f", remove {' '.join(map(str, act.remove))}" if act.remove else ""
                cells.append(f"{f'{act.kind}{at}{removed}':<28}")
            lines.append(f"  {said:<18}{''.join(cells)}".rstrip())
    same_as_golden("comments.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("mode", COMMENT_MODES)
@pytest.mark.parametrize("said", NEWS)
@pytest.mark.parametrize("existing", EXISTING.values(), ids=EXISTING)
def test_a_run_that_may_not_write_writes_nothing(mode: CommentMode, said: News, existing: tuple[Existing, ...]) -> None:
    act = decide_comment(mode, said, existing, may_write=False)
    assert (act.kind, act.remove) == ("none", ())


def test_a_pull_request_that_was_always_clean_gets_no_comment() -> None:
    modes: tuple[CommentMode, ...] = ("on-findings", "on-findings-delete", "on-changes")
    assert {decide_comment(mode, "quiet", (), may_write=True).kind for mode in modes} == {"none"}


def test_a_note_alone_is_no_reason_for_a_comment() -> None:
    report = story("says-too-much")
    for finding in report["findings"]:
        finding["severity"] = "note"
    assert news(report, "note") == "changed"
    assert decide_comment("on-findings", "changed", (), may_write=True).kind == "none"


def test_a_comment_does_not_stay_red_after_the_mending() -> None:
    assert decide_comment("on-findings", "quiet", (comment(1),), may_write=True, body="green").kind == "update"


def test_a_comment_that_says_so_already_is_left_alone() -> None:
    there = comment(1, "text\r\nmore\r\n")
    assert decide_comment("always", "findings", (there,), may_write=True, body="text\nmore\n").kind == "none"


def test_runs_that_raced_end_in_the_oldest_comment() -> None:
    act = decide_comment("on-findings", "findings", (comment(3), comment(5)), may_write=True, body="new")
    assert (act.kind, act.comment, act.remove) == ("update", 3, (5,))


@pytest.mark.parametrize("mode", COMMENT_MODES)
@pytest.mark.parametrize("said", NEWS)
def test_what_a_later_run_wrote_is_not_overwritten_by_an_earlier_one(mode: CommentMode, said: News) -> None:
    later = comment(1, f"{marker('comment', '.', 12)}\ngreen")
    act = decide_comment(mode, said, (later,), may_write=True, body=f"{marker('comment', '.', 9)}\nred")
    assert (act.kind, act.remove, act.outdated) == ("none", (), mode != "never")


@pytest.mark.parametrize(("there", "mine"), [(9, 12), (9, 9), (None, 9), (9, None)])
def test_a_comment_is_updated_by_a_run_that_is_not_earlier(there: int | None, mine: int | None) -> None:
    known = comment(1, f"{marker('comment', '.', there)}\nred")
    body = f"{marker('comment', '.', mine)}\ngreen"
    assert decide_comment("on-findings", "quiet", (known,), may_write=True, body=body).kind == "update"


def test_a_comment_is_kept_while_it_is_not_known_whether_everything_is_mended() -> None:
    act = decide_comment("on-findings-delete", "incomplete", (comment(1),), may_write=True, body="incomplete")
    assert act.kind == "update"


def test_own_comments_are_those_of_the_account_that_begin_with_the_marker_oldest_first() -> None:
    forged = f"Look:\n{marker('comment', '.')}"
    there = [
        comment(9, created="2026-01-02T00:00:00Z"),
        comment(4, created="2026-01-03T00:00:00Z"),
        comment(1, author="mallory"),
        comment(2, forged),
        comment(3, f" {marker('comment', '.')}"),
        comment(5, marker("comment", "models/other")),
        comment(6, marker("suggestion", ".")),
        comment(7, author="GitHub-Actions[bot]"),
    ]
    assert [one.id for one in own_comments(there, ".", [BOT])] == [7, 9, 4]


@pytest.mark.parametrize(
    "identity", [".", "models/a", "a b/--> <b>.yml", "ünï/模型.yml", "x" * 5_000, "a\nb", "\ud800"]
)
def test_a_marker_is_one_line_that_nothing_breaks_out_of(identity: str) -> None:
    line = marker("comment", identity)
    assert line.count("-->") == 1
    assert "\n" not in line
    assert line.isascii()
    assert carries(f"{line}\r\ntext", "comment", identity)
    assert carries(marker("comment", identity, 17), "comment", identity)
    assert (run_of(line), run_of(marker("comment", identity, 17))) == (None, 17)
    assert identity_of(line, "comment")
    assert identity_of(line, "suggestion") is None
