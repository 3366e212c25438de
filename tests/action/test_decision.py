"""What a run does, cell by cell: the whole table is kept in golden/decisions.txt."""

from __future__ import annotations

from typing import Any

import pytest

from action.goldens import same_as_golden
from action.payloads import (
    BASE,
    BEFORE,
    ENVIRONMENT,
    HEAD,
    MERGE,
    ZEROS,
    merge_group,
    pull_request,
    push,
    release,
    workflow_run,
)
from openness.action.decision import COMMENT_MODES, Inputs, Plan, decide, decide_post
from openness.action.event import read_event

MERGE_REF = {"GITHUB_REF": "refs/pull/7/merge"}
BOT = {"GITHUB_ACTOR": "dependabot[bot]"}
EVENTS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "pull request": ("pull_request", pull_request(), MERGE_REF),
    "pull request, closed": ("pull_request", pull_request(action="closed"), MERGE_REF),
    "pull request, head checked out": ("pull_request", pull_request(), {"GITHUB_REF": "refs/heads/topic"}),
    "pull request from a fork": ("pull_request", pull_request("crane/tern-7b"), MERGE_REF),
    "pull request from a fork that is gone": ("pull_request", pull_request(None), MERGE_REF),
    "pull request from Dependabot": ("pull_request", pull_request(author="dependabot[bot]"), MERGE_REF),
    "pull request, run by Dependabot": ("pull_request", pull_request(), MERGE_REF | BOT),
    "pull_request_target": ("pull_request_target", pull_request("crane/tern-7b"), {}),
    "pull_request_target, closed": ("pull_request_target", pull_request(action="closed"), {}),
    "push": ("push", push(), {}),
    "push, forced": ("push", push(forced=True), {}),
    "push, new branch": ("push", push(before=ZEROS, created=True), {}),
    "push, first of the default branch": ("push", push(before=ZEROS, ref="refs/heads/main", created=True), {}),
    "push, branch deleted": ("push", push(after=ZEROS, deleted=True), {}),
    "push, tag": ("push", push(before=ZEROS, ref="refs/tags/v1", created=True), {"GITHUB_REF": "refs/tags/v1"}),
    "release, published": ("release", release(), {"GITHUB_REF": "refs/tags/v1.0"}),
    "release without notes": ("release", release(body=None), {"GITHUB_REF": "refs/tags/v1.0"}),
    "release, deleted": ("release", release("deleted"), {"GITHUB_REF": "refs/tags/v1.0"}),
    "merge group": ("merge_group", merge_group(), {}),
    "merge group, destroyed": ("merge_group", merge_group("destroyed"), {}),
    "schedule": ("schedule", {"schedule": "0 4 * * 1"}, {}),
    "workflow_dispatch": ("workflow_dispatch", {"inputs": {}, "ref": "refs/heads/main"}, {}),
    "workflow_run": ("workflow_run", workflow_run(), {}),
    "workflow_call of a pull request": ("workflow_call", pull_request(), MERGE_REF),
    "issue_comment": ("issue_comment", {"action": "created"}, {}),
    "pull_request without a pull request": ("pull_request", {}, {}),
}
INPUTS = {
    "defaults": Inputs(),
    "comment never": Inputs(comment="never"),
    "no suggestions": Inputs(suggestions=False),
    "only suggestions": Inputs(comment="never", suggestions=True),
    "no annotations": Inputs(annotations=False),
    "base given": Inputs(base="v1.0"),
    "no base": Inputs(base="none"),
}


def plan_of(name: str, inputs: Inputs | None = None) -> Plan:
    event, payload, environment = EVENTS[name]
    return decide(read_event(event, payload, ENVIRONMENT | environment), inputs or Inputs())


NAMES_OF_COMMITS = {f"{MERGE}^1": "merge^1", BASE: "base", BEFORE: "before", "refs/remotes/origin/main": "origin/main"}
FLAGS = {"summary": "S", "annotate": "A", "comment": "C", "review": "R", "handover": "H"}
LEGEND = """\
What a run does, by event (rows) and inputs (columns).
S writes the job summary, A annotates, C comments, R suggests in the diff, H hands the findings over to a second run.
After them: the bases to compare with, in the order in which they are tried; "all" where everything counts.

"""


def cell(plan: Plan) -> str:
    """A plan in a few letters."""
    if not plan.check:
        return "nothing"
    bases = ",".join(NAMES_OF_COMMITS.get(base, base) for base in plan.bases) or "all"
    return f"{''.join(letter for name, letter in FLAGS.items() if getattr(plan, name))} {bases}"


def test_every_event_with_every_input_does_what_the_table_says() -> None:
    rows = [["event", *INPUTS]]
    rows.extend([event, *(cell(plan_of(event, inputs)) for inputs in INPUTS.values())] for event in EVENTS)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    table = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    whys = [f"{event}: {plan_of(event).why}" for event in EVENTS]
    same_as_golden("decisions.txt", LEGEND + "\n".join((*table, "", *whys)) + "\n")


def test_a_pull_request_is_told_of_at_its_head_and_its_words_are_judged() -> None:
    plan = plan_of("pull request")
    assert (plan.pull_request, plan.report_on, plan.head) == (7, HEAD, None)
    assert plan.said == (
        ("pull request title", "Open source the model"),
        ("pull request body", "The weights are open."),
    )


def test_the_notes_of_a_release_are_judged() -> None:
    assert plan_of("release, published").said == (("release notes", "Tern 1.0\n\nFully open."),)


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("mode", COMMENT_MODES)
def test_only_a_pull_request_of_the_repository_itself_is_written_to(event: str, mode: str) -> None:
    plan = plan_of(event, Inputs(comment=mode))  # type: ignore[arg-type]
    name, payload, environment = EVENTS[event]
    found = read_event(name, payload, ENVIRONMENT | environment)
    if plan.comment or plan.review:
        assert plan.pull_request == 7
        assert found.kind == "pull_request_target" or not (found.from_fork or found.from_dependabot)
        assert not plan.handover
    if plan.handover:
        assert found.from_fork or found.from_dependabot


def test_a_head_that_anybody_wrote_is_never_checked_out_where_the_token_may_write() -> None:
    plan = plan_of("pull_request_target")
    assert plan.head == HEAD


@pytest.mark.parametrize("event", [name for name in EVENTS if plan_of(name).check])
def test_the_summary_is_always_written(event: str) -> None:
    assert all(plan_of(event, inputs).summary for inputs in INPUTS.values())


def test_the_second_half_tells_of_runs_that_a_pull_request_started_and_of_no_others() -> None:
    told = decide_post(read_event("workflow_run", workflow_run(), ENVIRONMENT))
    assert (told.run, told.head_sha, told.head_repository) == (99, HEAD, "crane/tern-7b")
    for event in ("push", "pull_request_target", "schedule"):
        assert decide_post(read_event("workflow_run", workflow_run(event), ENVIRONMENT)).run is None
    other = decide_post(read_event("pull_request", pull_request(), ENVIRONMENT))
    assert other.run is None
    assert "workflow_run" in other.why
