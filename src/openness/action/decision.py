"""What a run does: a table from the event and the inputs to a plan, without looking at the repository.

A pull request from a fork or from Dependabot has a token that may only read, so nothing is written from there; the
findings are handed over to a second workflow instead, if there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.action.event import Event

CommentMode = Literal["never", "on-findings", "on-findings-delete", "on-changes", "always"]
COMMENT_MODES: tuple[CommentMode, ...] = get_args(CommentMode)
DEFAULT_COMMENT_MODE: CommentMode = "on-findings"


class Inputs(NamedTuple):
    """What the workflow's author chose.

    `suggestions` None: as long as comments are not switched off. `base` overrides what the event says; `none` judges
    without a base.
    """

    comment: CommentMode = DEFAULT_COMMENT_MODE
    suggestions: bool | None = None
    annotations: bool = True
    base: str = ""


class Plan(NamedTuple):
    """What is done, and why.

    `bases` are revisions to compare with, the first that can be had; empty: everything counts as new. `head` is the
    commit whose Git objects are judged; None: the checked-out files. `report_on` is the commit that links and review
    comments point to. `said` are words outside the files, as (source, text). `handover` says that the findings are
    for a second run, which may write, to tell.
    """

    check: bool
    bases: tuple[str, ...] = ()
    head: str | None = None
    report_on: str | None = None
    pull_request: int | None = None
    summary: bool = False
    annotate: bool = False
    comment: bool = False
    review: bool = False
    handover: bool = False
    said: tuple[tuple[str, str], ...] = ()
    why: str = ""


class PostPlan(NamedTuple):
    """What the second half does on `workflow_run`: `run` is the run whose findings are told, None: nothing is done."""

    run: int | None
    head_sha: str | None
    head_repository: str | None
    why: str


def decide(event: Event, inputs: Inputs) -> Plan:
    """The plan for that event."""
    plan = _DECIDERS[event.kind](event, inputs)
    if not plan.check:
        return plan
    bases = plan.bases if not inputs.base else () if inputs.base == "none" else (inputs.base,)
    return plan._replace(bases=bases, summary=True, annotate=inputs.annotations)


def decide_post(event: Event) -> PostPlan:
    """What the second half of the fork flow does: only a run that was started by a pull request is told of."""
    run = event.workflow_run
    if run is None:
        return PostPlan(None, None, None, event.problem or "this job tells of earlier runs: start it by workflow_run")
    if run.event != "pull_request":
        return PostPlan(None, None, None, "the earlier run was not started by a pull request")
    return PostPlan(run.id, run.head_sha, run.head_repository, "findings of the earlier run are told")


def _pull_request(event: Event, inputs: Inputs) -> Plan:
    pull = event.pull_request
    if pull is None or event.action == "closed":
        return Plan(check=False, why="the pull request is closed")
    merged = event.sha is not None and (event.ref or "").startswith("refs/pull/")
    first_parent = (f"{event.sha}^1",) if merged else ()
    plan = Plan(
        check=True,
        bases=(*first_parent, *_known(pull.base_sha)),
        report_on=pull.head_sha,
        pull_request=pull.number,
        said=_said(("pull request title", pull.title), ("pull request body", pull.body)),
    )
    if event.from_fork or event.from_dependabot:
        who = "a fork" if event.from_fork else "Dependabot"
        return plan._replace(handover=True, why=f"a pull request from {who}: the token may only read")
    return _telling(plan, inputs)._replace(why="a pull request")


def _pull_request_target(event: Event, inputs: Inputs) -> Plan:
    """The head is read from Git objects and never checked out: this event runs with a token that may write."""
    pull = event.pull_request
    if pull is None or event.action == "closed":
        return Plan(check=False, why="the pull request is closed")
    plan = Plan(
        check=True,
        bases=_known(pull.base_sha),
        head=pull.head_sha,
        report_on=pull.head_sha,
        pull_request=pull.number,
        said=_said(("pull request title", pull.title), ("pull request body", pull.body)),
        why="a pull request, judged from its commits without a checkout",
    )
    return _telling(plan, inputs)


def _push(event: Event, _inputs: Inputs) -> Plan:
    push = event.push
    if push is None or push.deleted or (push.after is None and event.sha is None):
        return Plan(check=False, why="a branch or tag was deleted")
    plan = Plan(check=True, report_on=push.after or event.sha)
    if event.on_tag:
        return plan._replace(why="a tag: everything counts")
    if push.before is not None:
        return plan._replace(bases=(push.before,), why="a push: what is new since the push before counts")
    if event.default_branch and event.ref != f"refs/heads/{event.default_branch}":
        branch = f"refs/remotes/origin/{event.default_branch}"
        return plan._replace(bases=(branch,), why="a new branch: what differs from the default branch counts")
    return plan._replace(why="a first push: everything counts")


def _release(event: Event, _inputs: Inputs) -> Plan:
    release = event.release
    if release is None or event.action in ("deleted", "unpublished"):
        return Plan(check=False, why="the release is gone")
    words = "\n\n".join(part for part in (release.name, release.body) if part)
    return Plan(check=True, report_on=event.sha, said=_said(("release notes", words)), why="a release: all counts")


def _merge_group(event: Event, _inputs: Inputs) -> Plan:
    group = event.merge_group
    if group is None or event.action == "destroyed":
        return Plan(check=False, why="the merge group is gone")
    why = "a merge queue: what is new since its base counts, and nothing is written"
    return Plan(check=True, bases=_known(group.base_sha), report_on=group.head_sha or event.sha, why=why)


def _schedule(event: Event, _inputs: Inputs) -> Plan:
    return Plan(check=True, report_on=event.sha, why="a scheduled run: everything counts")


def _plain(event: Event, _inputs: Inputs) -> Plan:
    return Plan(check=True, report_on=event.sha, why=event.problem or "no base to compare with: everything counts")


def _telling(plan: Plan, inputs: Inputs) -> Plan:
    comment = inputs.comment != "never"
    return plan._replace(comment=comment, review=comment if inputs.suggestions is None else inputs.suggestions)


def _known(revision: str | None) -> tuple[str, ...]:
    return () if revision is None else (revision,)


def _said(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((source, text) for source, text in pairs if text.strip())


_DECIDERS = {
    "pull_request": _pull_request,
    "pull_request_target": _pull_request_target,
    "push": _push,
    "release": _release,
    "merge_group": _merge_group,
    "schedule": _schedule,
    "workflow_run": _plain,
    "plain": _plain,
}
