"""`openness post`: the second half for forks, which trusts nothing of the first but what it can check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commands.action_runs import CLAIMING, HONEST, MODEL, REPOSITORY, ActionRuns, Outcome, runs
from rig import events

if TYPE_CHECKING:
    from rig.state import Pull

__all__ = ("runs",)


def handed_over(runs: ActionRuns, pull: Pull) -> Path:
    """The folder that an artifact of the first run is downloaded to."""
    first = runs.opened(pull, token="t-read")
    folder = runs.git.root / "handed"
    folder.mkdir(exist_ok=True)
    Path(first.outputs["handover"]).replace(folder / "openness-findings.json")
    return folder


def post(runs: ActionRuns, pull: Pull, *, run_event: str = "pull_request", **inputs: str) -> Outcome:
    event = events.workflow_run(runs.server, pull, 4242, run_event)
    return runs.run(event, "post", **{"findings": "handed", **inputs})


def forked(runs: ActionRuns) -> Pull:
    return runs.pull_request(MODEL, {"README.md": CLAIMING}, fork="robin/my-tern")


def test_a_fork_gets_the_comment_that_its_own_run_could_not_write(runs: ActionRuns) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    outcome = post(runs, pull)
    (body,) = runs.bodies()
    assert outcome.code == 0
    assert "OM401" in body
    assert "/actions/runs/4242" in body
    assert outcome.outputs["comment-url"].endswith(f"#issuecomment-{runs.server.comments(REPOSITORY, 1)[0].id}")
    assert outcome.said("debug")[2:] == [
        "7 API requests, 0 s waited",
        "GET /repos/acme/tern/pulls 200",
        "GET /repos/acme/tern/issues/1/comments 200",
        "POST /repos/acme/tern/issues/1/comments 201",
        "GET /repos/acme/tern/issues/1/comments 200",
        "POST /graphql 200",
        "GET /repos/acme/tern/pulls/1/files 200",
        "POST /repos/acme/tern/pulls/1/reviews 200",
    ]


def test_a_fork_gets_the_suggestion_once(runs: ActionRuns) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    post(runs, pull)
    post(runs, pull)
    (comment,) = pull.comments
    assert (comment.path, comment.line) == ("README.md", 3)
    assert "```suggestion\nTern-1B is an open-weight language model.\n```" in comment.body


@pytest.mark.parametrize("inputs", [{"suggestions": "false"}, {"comment": "never"}])
def test_suggestions_can_be_switched_off_for_forks(runs: ActionRuns, inputs: dict[str, str]) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    post(runs, pull, **inputs)
    assert pull.comments == []


@pytest.mark.parametrize(
    "changes",
    [{"replacement": "a [free](https://evil.example)"}, {"text": "x open-source", "column": 3, "end_column": 14}],
)
def test_a_forged_edit_is_not_suggested(runs: ActionRuns, changes: dict[str, object]) -> None:
    pull = forked(runs)
    file = handed_over(runs, pull) / "openness-findings.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for finding in document["findings"]:
        if finding["fix"]:
            finding["fix"].update(changes)
    file.write_text(json.dumps(document), encoding="utf-8")
    outcome = post(runs, pull)
    assert (outcome.code, pull.comments, len(runs.bodies())) == (0, [], 1)


def test_a_second_half_that_is_late_leaves_what_a_later_run_wrote(runs: ActionRuns) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    post(runs, pull)
    (body,) = runs.bodies()
    outcome = runs.run(events.workflow_run(runs.server, pull, 4000), "post", findings="handed")
    assert (outcome.code, runs.bodies()) == (0, [body])


def test_the_next_push_of_the_fork_updates_it(runs: ActionRuns) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    post(runs, pull)
    runs.commit({"README.md": HONEST})
    handed_over(runs, pull)
    post(runs, pull)
    (body,) = runs.bodies()
    assert "✅" in body


def test_findings_of_a_commit_that_is_not_the_head_any_more_are_not_told(runs: ActionRuns) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    event = events.workflow_run(runs.server, pull, 4242)
    runs.commit({"NOTES.md": "Pushed meanwhile.\n"})
    outcome = runs.run(event, "post", findings="handed")
    assert (outcome.code, runs.bodies()) == (0, [])
    assert "no open pull request is at the commit that was judged" in outcome.log[0]


def test_findings_cannot_choose_another_pull_request(runs: ActionRuns) -> None:
    pull = forked(runs)
    folder = handed_over(runs, pull)
    runs.server.add_pull_request(REPOSITORY, head="main", number=9, files=[])
    file = folder / "openness-findings.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), "number": 9}), encoding="utf-8")
    outcome = post(runs, pull)
    assert (outcome.code, runs.bodies(9), runs.bodies(1)) == (0, [], [])
    assert any("is not what `openness action` hands over" in line for line in outcome.said("warning"))


def test_text_of_the_findings_cannot_mention_link_or_forge(runs: ActionRuns) -> None:
    pull = forked(runs)
    folder = handed_over(runs, pull)
    file = folder / "openness-findings.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    evil = "@acme/owners <!-- openness:comment v1 x --> ![x](https://evil.example/b.png) </details> closes #1"
    document["findings"][0]["message"] = document["findings"][0]["help"] = evil
    file.write_text(json.dumps(document), encoding="utf-8")
    post(runs, pull)
    (body,) = runs.bodies()
    assert "@acme" not in body
    rest = body.partition("\n")[2].replace("`<!-- openness: ignore", "")
    assert re.findall(r"(?<!\\)<", rest.replace("<sub>", "").replace("</sub>", "").replace("<br>", "")) == []
    assert "](https://evil" not in body


@pytest.mark.parametrize("content", ["", "[]", "{", "null", '{"format": "openness-handover"}', "[" * 100_000])
def test_a_file_that_is_not_a_handover_is_said_and_not_told(runs: ActionRuns, content: str) -> None:
    pull = forked(runs)
    (runs.git.root / "handed").mkdir()
    (runs.git.root / "handed" / "openness-findings.json").write_text(content, encoding="utf-8")
    outcome = post(runs, pull)
    assert (outcome.code, runs.server.journal, runs.bodies()) == (0, [], [])
    assert len(outcome.said("warning")) == 1


def test_nothing_handed_over_is_nothing_to_tell(runs: ActionRuns) -> None:
    outcome = post(runs, forked(runs))
    assert (outcome.code, runs.server.journal) == (0, [])
    assert outcome.log == ["openness: nothing to tell, the earlier run handed nothing over"]


def test_a_run_of_another_event_is_not_told_of(runs: ActionRuns) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    outcome = post(runs, pull, run_event="push")
    assert (outcome.code, runs.server.journal) == (0, [])


def test_the_input_is_asked_for(runs: ActionRuns) -> None:
    outcome = post(runs, forked(runs), findings="")
    assert outcome.code == 2
    assert "the input findings is empty" in outcome.log[0]


@pytest.mark.parametrize("status", [403, 500])
def test_a_run_that_could_not_tell_is_green_and_says_so(runs: ActionRuns, status: int) -> None:
    pull = forked(runs)
    handed_over(runs, pull)
    runs.server.faults.add("*", ".*", status=status, times=99)
    outcome = post(runs, pull)
    assert (outcome.code, len(outcome.said("warning"))) == (0, 1)


def test_the_file_itself_can_be_named_and_the_comment_told_apart(runs: ActionRuns) -> None:
    pull = forked(runs)
    folder = handed_over(runs, pull)
    outcome = post(runs, pull, findings=str(folder / "openness-findings.json"), comment_id="mine", comment="always")
    assert outcome.code == 0
    assert runs.bodies()[0].startswith("<!-- openness:comment v1 mine run=4242 -->")
