"""Events as GitHub hands them to a run: payloads made of what the test server knows, and the variables beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rig import bodies

if TYPE_CHECKING:
    from rig.github_server import GitHubServer
    from rig.state import Pull, Release, Repository

ZEROS = "0" * 40


class Event(NamedTuple):
    """Name and payload of an event, and what it sets in the environment of a run."""

    name: str
    payload: dict[str, Any]
    environment: dict[str, str]


def _event(
    server: GitHubServer,
    name: str,
    repository: Repository,
    payload: dict[str, Any],
    actor: str = "maintainer",
    **given: str,
) -> Event:
    body = bodies.repository_body(repository, server.state.owner(repository.owner))
    whole = {**payload, "repository": body, "sender": bodies.user(actor)}
    environment = {
        "GITHUB_REPOSITORY": repository.full_name,
        "GITHUB_REPOSITORY_OWNER": repository.owner,
        "GITHUB_ACTOR": actor,
        "GITHUB_TRIGGERING_ACTOR": actor,
        **{f"GITHUB_{key.upper()}": value for key, value in given.items()},
    }
    return Event(name, whole, environment)


def pull_request(server: GitHubServer, pull: Pull, action: str = "opened", name: str = "pull_request") -> Event:
    """A pull request was opened, pushed to (`synchronize`) or closed."""
    repository = pull.repository
    body = bodies.pull(repository, pull, server.state.owner(repository.owner))
    payload: dict[str, Any] = {"action": action, "number": pull.number, "pull_request": body}
    actor = pull.issue.login
    return _event(server, name, repository, payload, actor, head_ref=pull.head, base_ref=pull.base)


def push(server: GitHubServer, repository: Repository, before: str, after: str, ref: str = "refs/heads/main") -> Event:
    """Commits were pushed; `before` is forty zeros for a new branch."""
    payload = {
        "ref": ref,
        "before": before,
        "after": after,
        "created": before == ZEROS,
        "deleted": after == ZEROS,
        "forced": False,
        "base_ref": None,
        "commits": [],
        "head_commit": None,
        "pusher": {"name": "maintainer", "email": None},
    }
    return _event(server, "push", repository, payload)


def release(server: GitHubServer, repository: Repository, one: Release, action: str = "published") -> Event:
    """A release was published."""
    return _event(server, "release", repository, {"action": action, "release": bodies.release(repository, one)})


def merge_group(server: GitHubServer, repository: Repository, head: str, base: str) -> Event:
    """A merge queue wants to know whether a group may be merged."""
    group = {
        "head_sha": head,
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-1-" + head,
        "base_sha": base,
        "base_ref": "refs/heads/main",
        "head_commit": {"id": head, "message": "merge"},
    }
    return _event(server, "merge_group", repository, {"action": "checks_requested", "merge_group": group})


def schedule(server: GitHubServer, repository: Repository) -> Event:
    """The clock."""
    return _event(server, "schedule", repository, {"schedule": "17 5 * * 1"})


def workflow_dispatch(server: GitHubServer, repository: Repository) -> Event:
    """Somebody pressed the button."""
    return _event(server, "workflow_dispatch", repository, {"inputs": {}, "ref": "refs/heads/main"})


def workflow_run(server: GitHubServer, pull: Pull, run: int, event: str = "pull_request") -> Event:
    """An earlier run has ended; as for forks, the payload does not say for which pull request it was."""
    repository = pull.repository
    fork = bodies.pull(repository, pull, server.state.owner(repository.owner))["head"]["repo"]
    known = {
        "id": run,
        "event": event,
        "status": "completed",
        "conclusion": "success",
        "head_sha": pull.head_sha,
        "head_branch": pull.head,
        "head_repository": fork,
        "pull_requests": [],
    }
    workflow = bodies.example("workflow-run", repository) | known
    return _event(server, "workflow_run", repository, {"action": "completed", "workflow_run": workflow})
