"""GitHub's own examples of webhook payloads, read as the payloads of runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from action.payloads import ENVIRONMENT
from openness.action.decision import COMMENT_MODES, Inputs, decide, decide_post
from openness.action.event import Event, read_event

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("pull_request", "push", "release", "merge_group", "workflow_run")


@pytest.fixture(scope="module")
def examples(npm_packages: Path) -> list[tuple[str, dict[str, Any]]]:
    """Name and payload of every example, of GitHub and of an old Enterprise Server."""
    found = []
    for edition in ("api.github.com", "ghes-35"):
        place = npm_packages / "node_modules" / "@octokit" / "webhooks-examples" / edition / "index.json"
        for event in json.loads(place.read_text(encoding="utf-8")):
            found += [(event["name"], payload) for payload in event["examples"]]
    return found


def read(name: str, payload: dict[str, Any]) -> Event:
    there = payload.get("repository", {}).get("full_name", "octo-org/octo-repo")
    return read_event(name, payload, {**ENVIRONMENT, "GITHUB_REPOSITORY": there})


def test_every_example_leads_to_a_plan(examples: list[tuple[str, dict[str, Any]]]) -> None:
    assert len(examples) > 400
    for name, payload in examples:
        event = read(name, payload)
        assert event.kind == (name if name in KINDS else "plain")
        assert event.problem == ""
        for mode in COMMENT_MODES:
            plan = decide(event, Inputs(comment=mode))
            assert plan.why
            assert not (plan.comment and plan.pull_request is None)
        decide_post(event)


def test_pull_requests_are_read_as_they_are(examples: list[tuple[str, dict[str, Any]]]) -> None:
    seen = 0
    for name, payload in examples:
        if name != "pull_request":
            continue
        seen += 1
        pull = read(name, payload).pull_request
        assert pull is not None
        told = payload["pull_request"]
        assert (pull.number, pull.head_sha, pull.base_sha) == (told["number"], told["head"]["sha"], told["base"]["sha"])
        assert pull.head_repository == told["head"]["repo"]["full_name"]
    assert seen >= 29


def test_pushes_and_releases_are_read_as_they_are(examples: list[tuple[str, dict[str, Any]]]) -> None:
    for name, payload in examples:
        event = read(name, payload)
        if event.push is not None:
            assert event.push.deleted == payload["deleted"]
            assert event.push.before == (None if set(payload["before"]) == {"0"} else payload["before"])
        if event.release is not None:
            assert event.release.tag == payload["release"]["tag_name"]
            assert event.release.body == (payload["release"]["body"] or "")
    assert {"push", "release"} <= {name for name, _ in examples}
