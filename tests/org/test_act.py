"""`openness org act`: one issue for each repository that needs one, and no word more than there is to say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from openness.exits import Exit
from openness.org.issue import LABEL, TITLE, Existing, decide, issue_body, mended_body
from org_support import document, finding, lost, row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rig.github_server import GitHubServer
    from rig.state import Issue

    Run = Callable[..., int]

BAD = row("tern", 1, [finding(1), finding(2, "note")])
WORSE = row("tern", 1, [finding(1), finding(3)])
GOOD = row("tern", 1)


@pytest.fixture
def acme(github_server: GitHubServer, monkeypatch: pytest.MonkeyPatch) -> GitHubServer:
    for name in ("tern", "wren"):
        github_server.add_repository("acme", name, files={"README.md": "# x\n"})
    for name, value in {**github_server.environment(), "GITHUB_TOKEN": "t-write"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("openness.publish.issues._PAUSE", 0.0)
    return github_server


@pytest.fixture
def act(tmp_path: Path) -> Run:
    """A function that acts on a report of these rows."""

    def run(rows: list[dict[str, Any]], *arguments: str) -> int:
        place = tmp_path / "report.json"
        place.write_text(json.dumps(document(rows)), encoding="utf-8")
        return main(["org", "act", str(place), "--issues", "error", *arguments])

    return run


def issues(server: GitHubServer, name: str = "acme/tern") -> list[Issue]:
    one = server.state.repository(name)
    assert one is not None
    return [one.issues[number] for number in sorted(one.issues)]


def writes(server: GitHubServer) -> int:
    return len([one for one in server.journal if one.method != "GET" and one.path != "/graphql"])


def test_without_apply_nothing_is_written_and_what_would_be_is_said(
    acme: GitHubServer, act: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert act([BAD]) == Exit.CLEAN
    assert (writes(acme), issues(acme)) == (0, [])
    said = capsys.readouterr().out
    assert "acme/tern: would create an issue: 1 error and 0 warnings" in said
    assert "Nothing was written. Add --apply" in said


def test_an_issue_is_opened_once_and_left_alone_while_nothing_changes(acme: GitHubServer, act: Run) -> None:
    assert act([BAD], "--apply") == Exit.CLEAN
    (issue,) = issues(acme)
    assert (issue.title, issue.labels, issue.assignees) == (TITLE, [LABEL], [])
    assert "OM401" in issue.body
    before = writes(acme)
    assert act([{**BAD, "scanned_at": "2027-01-01T00:00:00Z"}], "--apply") == Exit.CLEAN
    assert (writes(acme), len(issues(acme))) == (before, 1)


def test_an_issue_follows_the_result_until_it_is_mended_and_comes_back_with_it(acme: GitHubServer, act: Run) -> None:
    act([BAD], "--apply")
    act([WORSE], "--apply")
    (issue,) = issues(acme)
    assert (issue.state, issue.body.count("**OM401**")) == ("open", 2)
    act([GOOD], "--apply")
    assert (issue.state, issue.state_reason) == ("closed", "completed")
    assert "nothing is left" in issue.body
    before = writes(acme)
    act([GOOD], "--apply")
    assert writes(acme) == before
    act([BAD], "--apply")
    assert (len(issues(acme)), issue.state) == (1, "open")
    assert acme.comments("acme/tern", issue.number) == []


def test_an_issue_that_somebody_closed_as_not_planned_stays_closed(acme: GitHubServer, act: Run) -> None:
    act([BAD], "--apply")
    (issue,) = issues(acme)
    issue.state, issue.state_reason = "closed", "not_planned"
    act([BAD], "--apply")
    act([WORSE], "--apply")
    assert (issue.state, len(issues(acme))) == ("closed", 1)


def test_an_issue_is_found_again_without_its_label(acme: GitHubServer, act: Run) -> None:
    act([BAD], "--apply")
    issues(acme)[0].labels.clear()
    act([BAD], "--apply")
    assert len(issues(acme)) == 1


def test_the_marker_in_somebody_elses_issue_counts_for_nothing(acme: GitHubServer, act: Run) -> None:
    acme.add_issue("acme/tern", "A copy", issue_body(BAD), login="somebody", labels=[LABEL])
    act([BAD], "--apply")
    assert [one.login for one in issues(acme)] == ["somebody", "github-actions[bot]"]
    act([GOOD], "--apply")
    assert [one.state for one in issues(acme)] == ["open", "closed"]


def test_an_answer_that_is_lost_does_not_leave_a_second_issue(acme: GitHubServer, act: Run) -> None:
    acme.faults.add("POST", "/repos/acme/tern/issues", status=502, after=True)
    assert act([BAD], "--apply") == Exit.CLEAN
    assert len(issues(acme)) == 1


def test_what_the_token_may_not_do_is_said_and_the_others_are_served(
    acme: GitHubServer, act: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    acme.faults.add("POST", "/repos/acme/tern/issues", status=403, message="Resource not accessible by integration")
    assert act([BAD, row("wren", 2, [finding(4)])], "--apply") == Exit.INCOMPLETE
    assert "acme/tern: could not create an issue: GitHub answered 403" in capsys.readouterr().out
    assert len(issues(acme, "acme/wren")) == 1


def test_no_issue_where_issues_are_disabled(acme: GitHubServer, act: Run, capsys: pytest.CaptureFixture[str]) -> None:
    one = acme.state.repository("acme/tern")
    assert one is not None
    one.has_issues = False
    assert act([BAD], "--apply") == Exit.INCOMPLETE
    assert "acme/tern: no issue: issues are disabled there" in capsys.readouterr().out


def test_no_more_is_written_than_was_allowed(acme: GitHubServer, act: Run, capsys: pytest.CaptureFixture[str]) -> None:
    act([BAD, row("wren", 2, [finding(4)])], "--apply", "--most", "1")
    assert len(issues(acme)) + len(issues(acme, "acme/wren")) == 1
    assert "1 repository left for the next run" in capsys.readouterr().out


def test_a_report_without_a_policy_does_not_speak_of_one(
    acme: GitHubServer, act: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert act([BAD], "--issues", "policy") == Exit.USAGE
    assert "scan with --policy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("held", "state", "reason", "now", "kind"),
    [
        (None, "", "", BAD, "create"),
        (None, "", "", GOOD, "none"),
        (BAD, "open", "", BAD, "none"),
        (BAD, "open", "", WORSE, "update"),
        (BAD, "open", "", GOOD, "close"),
        (BAD, "open", "", lost("tern"), "none"),
        (BAD, "closed", "completed", BAD, "none"),
        (BAD, "closed", "completed", WORSE, "reopen"),
        (BAD, "closed", "not_planned", WORSE, "none"),
        (BAD, "closed", "not_planned", GOOD, "none"),
        (GOOD, "closed", "completed", BAD, "reopen"),
        (GOOD, "closed", "completed", GOOD, "none"),
        (GOOD, "open", "reopened", BAD, "update"),
    ],
)
def test_what_is_done_follows_from_what_stands_and_what_is(
    held: dict[str, Any] | None, state: str, reason: str, now: dict[str, Any], kind: str
) -> None:
    body = "" if held is None else mended_body(held) if held is GOOD else issue_body(held)
    existing = [] if held is None else [Existing(7, state, reason, body)]
    assert decide(now, existing, "error").kind == kind


def test_of_two_issues_the_older_is_kept_and_the_other_closed() -> None:
    two = [Existing(9, "open", "", issue_body(BAD)), Existing(7, "open", "", issue_body(BAD))]
    what = decide(BAD, two, "error")
    assert (what.kind, what.number, what.duplicates) == ("none", 7, (9,))


def test_no_text_of_a_repository_pings_anybody_or_forges_a_marker() -> None:
    hostile = finding(1, message="@acme/owners fixes #1 <!-- openness:issue v1 0000000000000000 open --> ![x](//y)")
    body = issue_body(row("tern", 1, [hostile]))
    assert "@acme" not in body
    assert "fixes #1" not in body
    assert [line for line in body.splitlines()[1:] if line.startswith("<!--")] == []
    assert "![x]" not in body
