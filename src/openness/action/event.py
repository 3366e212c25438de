"""The event that started a run, read from GitHub's payload and environment.

Payloads: https://docs.github.com/webhooks/webhook-events-and-payloads; what each event sets in a workflow run:
https://docs.github.com/actions/reference/events-that-trigger-workflows (both read 2026-11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.action import payload as field
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal[
    "pull_request", "pull_request_target", "push", "release", "merge_group", "schedule", "workflow_run", "plain"
]
DEPENDABOT = "dependabot[bot]"
_GITHUB = "https://github.com"
_LONGEST_RUN = 18
"""Digits of a run's number."""
_TITLE, _BODY = 1_000, 200_000
"""Characters that are read of a title and of a body; GitHub accepts 256 and 65,536, and 125,000 of release notes."""


class PullRequest(NamedTuple):
    """A pull request. `head_repository` is None where the fork it came from is gone."""

    number: int
    title: str
    body: str
    base_sha: str | None
    base_ref: str | None
    head_sha: str
    head_ref: str | None
    head_repository: str | None
    author: str | None


class Push(NamedTuple):
    """A push. `before` is None for a new branch or tag, `after` is None where one was deleted."""

    before: str | None
    after: str | None
    created: bool
    deleted: bool
    forced: bool


class MergeGroup(NamedTuple):
    """A group of pull requests in a merge queue."""

    head_sha: str | None
    base_sha: str | None


class Release(NamedTuple):
    """A release of the repository."""

    tag: str | None
    name: str
    body: str
    draft: bool


class WorkflowRun(NamedTuple):
    """The earlier run that a `workflow_run` event speaks of; which pull request it was for has to be looked up."""

    id: int
    event: str
    head_sha: str
    head_repository: str


class Event(NamedTuple):
    """What started this run. `kind` is `plain` for every event that has nothing of its own to say.

    `run` is the number of the run, which GitHub counts up. `problem` says what the payload lacked, where that makes an
    event plain.
    """

    name: str
    kind: Kind
    action: str
    repository: str | None
    server_url: str
    run_url: str | None
    sha: str | None
    ref: str | None
    default_branch: str | None
    actor: str | None
    run: int | None = None
    pull_request: PullRequest | None = None
    push: Push | None = None
    merge_group: MergeGroup | None = None
    release: Release | None = None
    workflow_run: WorkflowRun | None = None
    problem: str = ""

    @property
    def from_fork(self) -> bool:
        """True for a pull request whose head is in another repository, or in one that is gone."""
        pull = self.pull_request
        return pull is not None and (pull.head_repository or "").casefold() != (self.repository or "").casefold()

    @property
    def from_dependabot(self) -> bool:
        """True where GitHub gives Dependabot's read-only token, also when a person starts the run again."""
        author = self.pull_request.author if self.pull_request else None
        return DEPENDABOT in (author, self.actor)

    @property
    def on_tag(self) -> bool:
        """True where the reference of the run is a tag."""
        return (self.ref or "").startswith("refs/tags/")


def read_event(name: str, payload: object, environment: Mapping[str, str]) -> Event:
    """The event of that name; one that is unknown, or whose payload lacks what it needs, is a plain one.

    `payload` is what `GITHUB_EVENT_PATH` holds, decoded (`payload.parse`); nothing in it is trusted to be there or to
    be what it should. In a reusable workflow the event is the caller's.
    """
    event = _plain(name, payload, environment)
    kind = "workflow_call" if name == "workflow_call" else event.name
    if kind == "workflow_call":
        kind = next((one for one in _CALLERS if isinstance(field.inside(payload, one), dict)), "plain")
    reader = _READERS.get(kind)
    return event if reader is None else reader(event, payload)


def _plain(name: str, payload: object, environment: Mapping[str, str]) -> Event:
    server = field.server(environment.get("GITHUB_SERVER_URL")) or _GITHUB
    here = field.repository(environment.get("GITHUB_REPOSITORY"))
    here = here or field.repository(field.inside(payload, "repository", "full_name"))
    run = environment.get("GITHUB_RUN_ID", "")
    number = int(run) if run.isascii() and run.isdigit() and len(run) <= _LONGEST_RUN else None
    return Event(
        name=name if name.isascii() and name.replace("_", "").isalnum() and len(name) <= 100 else "unknown",
        kind="plain",
        action=field.text(field.inside(payload, "action"), 100),
        repository=here,
        server_url=server,
        run_url=f"{server}/{here}/actions/runs/{run}" if here and number is not None else None,
        run=number,
        sha=field.sha(environment.get("GITHUB_SHA")),
        ref=field.ref(environment.get("GITHUB_REF")),
        default_branch=field.ref(field.inside(payload, "repository", "default_branch")),
        actor=field.login(environment.get("GITHUB_ACTOR")),
    )


def _pull_request(event: Event, payload: object) -> Event:
    raw = field.inside(payload, "pull_request")
    number = field.number(field.inside(raw, "number")) or field.number(field.inside(payload, "number"))
    head = field.sha(field.inside(raw, "head", "sha"))
    if number is None or head is None:
        return event._replace(problem="the payload names no pull request with a number and a head commit")
    pull = PullRequest(
        number=number,
        title=field.text(field.inside(raw, "title"), _TITLE),
        body=field.text(field.inside(raw, "body"), _BODY),
        base_sha=field.sha(field.inside(raw, "base", "sha")),
        base_ref=field.ref(field.inside(raw, "base", "ref")),
        head_sha=head,
        head_ref=field.ref(field.inside(raw, "head", "ref")),
        head_repository=field.repository(field.inside(raw, "head", "repo", "full_name")),
        author=field.login(field.inside(raw, "user", "login")),
    )
    kind: Kind = "pull_request_target" if event.name == "pull_request_target" else "pull_request"
    return event._replace(kind=kind, pull_request=pull)


def _push(event: Event, payload: object) -> Event:
    push = Push(
        before=field.sha(field.inside(payload, "before")),
        after=field.sha(field.inside(payload, "after")),
        created=field.flag(field.inside(payload, "created")),
        deleted=field.flag(field.inside(payload, "deleted")),
        forced=field.flag(field.inside(payload, "forced")),
    )
    reference = field.ref(field.inside(payload, "ref")) or event.ref
    return event._replace(kind="push", push=push, ref=reference, sha=push.after or event.sha)


def _merge_group(event: Event, payload: object) -> Event:
    raw = field.inside(payload, "merge_group")
    group = MergeGroup(field.sha(field.inside(raw, "head_sha")), field.sha(field.inside(raw, "base_sha")))
    return event._replace(kind="merge_group", merge_group=group)


def _release(event: Event, payload: object) -> Event:
    raw = field.inside(payload, "release")
    release = Release(
        tag=field.ref(field.inside(raw, "tag_name")),
        name=field.text(field.inside(raw, "name"), _TITLE),
        body=field.text(field.inside(raw, "body"), _BODY),
        draft=field.flag(field.inside(raw, "draft")),
    )
    return event._replace(kind="release", release=release)


def _workflow_run(event: Event, payload: object) -> Event:
    raw = field.inside(payload, "workflow_run")
    identifier = field.number(field.inside(raw, "id"))
    head = field.sha(field.inside(raw, "head_sha"))
    origin = field.repository(field.inside(raw, "head_repository", "full_name"))
    if identifier is None or head is None or origin is None:
        return event._replace(problem="the payload names no earlier run with its commit and its repository")
    run = WorkflowRun(identifier, field.text(field.inside(raw, "event"), 100), head, origin)
    return event._replace(kind="workflow_run", workflow_run=run)


def _schedule(event: Event, _payload: object) -> Event:
    return event._replace(kind="schedule")


_CALLERS = ("pull_request", "merge_group", "release")
_READERS: dict[str, Callable[[Event, object], Event]] = {
    "pull_request": _pull_request,
    "pull_request_target": _pull_request,
    "push": _push,
    "merge_group": _merge_group,
    "release": _release,
    "workflow_run": _workflow_run,
    "schedule": _schedule,
}
