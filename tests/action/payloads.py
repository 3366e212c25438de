"""Small payloads of events, with the keys that GitHub's own have."""

from __future__ import annotations

from typing import Any

REPOSITORY = "tern-labs/tern-7b"
HEAD, BASE, MERGE, BEFORE = "1" * 40, "2" * 40, "3" * 40, "4" * 40
ZEROS = "0" * 40
ENVIRONMENT = {
    "GITHUB_REPOSITORY": REPOSITORY,
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_SHA": MERGE,
    "GITHUB_REF": "refs/heads/main",
    "GITHUB_RUN_ID": "17",
    "GITHUB_ACTOR": "ada",
}
_HERE = {"full_name": REPOSITORY, "default_branch": "main"}


def pull_request(
    head_repository: str | None = REPOSITORY, author: str = "ada", action: str = "synchronize"
) -> dict[str, Any]:
    """A pull request from that repository; None: its fork is gone."""
    origin = None if head_repository is None else {"full_name": head_repository}
    return {
        "action": action,
        "number": 7,
        "pull_request": {
            "number": 7,
            "title": "Open source the model",
            "body": "The weights are open.",
            "user": {"login": author},
            "base": {"ref": "main", "sha": BASE, "repo": {"full_name": REPOSITORY}},
            "head": {"ref": "topic", "sha": HEAD, "repo": origin},
        },
        "repository": _HERE,
    }


def push(before: str = BEFORE, after: str = HEAD, ref: str = "refs/heads/topic", **flags: bool) -> dict[str, Any]:
    """A push; `created`, `deleted` and `forced` are flags."""
    made = {"created": False, "deleted": False, "forced": False, **flags}
    return {"ref": ref, "before": before, "after": after, "repository": _HERE, **made}


def release(action: str = "published", body: str | None = "Fully open.") -> dict[str, Any]:
    """A release with notes."""
    return {
        "action": action,
        "release": {"tag_name": "v1.0", "name": "Tern 1.0", "body": body, "draft": False},
        "repository": _HERE,
    }


def merge_group(action: str = "checks_requested") -> dict[str, Any]:
    """A group of a merge queue."""
    return {"action": action, "merge_group": {"head_sha": HEAD, "base_sha": BASE}, "repository": _HERE}


def workflow_run(event: str = "pull_request", origin: str = "crane/tern-7b") -> dict[str, Any]:
    """An earlier run, for a pull request from a fork."""
    run = {"id": 99, "event": event, "head_sha": HEAD, "head_repository": {"full_name": origin}, "pull_requests": []}
    return {"action": "completed", "workflow_run": run, "repository": _HERE}
