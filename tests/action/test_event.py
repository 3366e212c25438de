"""What is read of an event: GitHub's own fields, whatever else somebody put into the payload."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from action.payloads import (
    BASE,
    ENVIRONMENT,
    HEAD,
    REPOSITORY,
    ZEROS,
    merge_group,
    pull_request,
    push,
    release,
    workflow_run,
)
from openness.action.decision import Inputs, decide, decide_post
from openness.action.event import read_event
from openness.action.payload import LARGEST, parse

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("pull_request", "pull_request_target", "push", "release", "merge_group", "schedule", "workflow_run")


def test_a_pull_request_is_read_with_its_two_ends() -> None:
    event = read_event("pull_request", pull_request(), ENVIRONMENT)
    assert event.kind == "pull_request"
    assert event.pull_request is not None
    assert (event.pull_request.number, event.pull_request.base_sha, event.pull_request.head_sha) == (7, BASE, HEAD)
    assert event.run_url == f"https://github.com/{REPOSITORY}/actions/runs/17"
    assert not event.from_fork
    assert not event.from_dependabot


@pytest.mark.parametrize("origin", ["crane/tern-7b", None])
def test_a_fork_is_another_repository_or_one_that_is_gone(origin: str | None) -> None:
    assert read_event("pull_request", pull_request(origin), ENVIRONMENT).from_fork


def test_the_case_of_a_repository_does_not_make_a_fork() -> None:
    assert not read_event("pull_request", pull_request(REPOSITORY.upper()), ENVIRONMENT).from_fork


def test_dependabot_is_known_by_the_author_even_when_a_person_starts_the_run_again() -> None:
    assert read_event("pull_request", pull_request(author="dependabot[bot]"), ENVIRONMENT).from_dependabot


def test_the_zero_commit_of_a_new_branch_is_no_commit() -> None:
    event = read_event("push", push(before=ZEROS, created=True), ENVIRONMENT)
    assert event.push is not None
    assert event.push.before is None
    assert event.push.created


def test_a_reusable_workflow_has_the_event_of_its_caller() -> None:
    assert read_event("workflow_call", pull_request(), ENVIRONMENT).kind == "pull_request"
    assert read_event("workflow_call", {}, ENVIRONMENT).kind == "plain"


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("pull_request", {}),
        ("pull_request", {"pull_request": {"number": 7, "head": {"sha": "main"}}}),
        ("pull_request", {"pull_request": {"number": True, "head": {"sha": HEAD}}}),
        ("workflow_run", {"workflow_run": {"id": 1, "head_sha": HEAD, "head_repository": None}}),
    ],
)
def test_a_payload_without_what_it_needs_is_a_plain_event_that_says_so(name: str, payload: dict[str, Any]) -> None:
    event = read_event(name, payload, ENVIRONMENT)
    assert event.kind == "plain"
    assert "the payload names no" in event.problem
    assert decide(event, Inputs()).check


@pytest.mark.parametrize("name", ["issue_comment", "check_suite", "nonsense", "", "a\nb"])
def test_an_unknown_event_is_a_plain_check(name: str) -> None:
    event = read_event(name, {"action": "created"}, ENVIRONMENT)
    assert event.kind == "plain"
    assert decide(event, Inputs()).check


@pytest.mark.parametrize(
    ("variable", "value"),
    [("GITHUB_REPOSITORY", "a/b/../c"), ("GITHUB_SERVER_URL", "javascript:alert(1)"), ("GITHUB_RUN_ID", "1)[x](y")],
)
def test_odd_values_of_the_environment_make_no_address(variable: str, value: str) -> None:
    event = read_event("push", {}, ENVIRONMENT | {variable: value})
    assert value not in f"{event.server_url} {event.run_url}"


def test_odd_names_are_not_taken_for_revisions() -> None:
    payload = push(ref="--upload-pack=x")
    payload["repository"] = {"full_name": "a/b", "default_branch": "-x"}
    event = read_event("push", payload, {})
    assert event.default_branch is None
    assert event.ref is None


@pytest.mark.parametrize(
    "body", [b"", b"[1]", b"{", b"\xff\xfe", b'{"a": ' * 100_000, b" " * (LARGEST + 1)], ids=range(6)
)
def test_what_is_no_object_is_an_empty_payload(body: bytes) -> None:
    assert parse(body) == {}


def test_a_byte_order_mark_is_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + json.dumps(merge_group()).encode()) == merge_group()


@given(st.sampled_from(NAMES), ANY_JSON, st.dictionaries(st.sampled_from(list(ENVIRONMENT)), st.text()))
def test_no_payload_stops_a_run(name: str, payload: object, environment: dict[str, str]) -> None:
    event = read_event(name, payload, environment)
    decide(event, Inputs())
    decide_post(event)


@given(
    st.sampled_from([pull_request(), push(), release(), merge_group(), workflow_run()]),
    st.lists(st.tuples(st.integers(0, 40), ANY_JSON), min_size=1, max_size=3),
)
def test_no_change_to_a_real_payload_stops_a_run(payload: dict[str, Any], changes: list[tuple[int, object]]) -> None:
    changed = json.loads(json.dumps(payload))
    for index, value in changes:
        holder, key = _places(changed)[index % len(_places(changed))]
        holder[key] = value
    for name in NAMES:
        plan = decide(read_event(name, changed, ENVIRONMENT), Inputs())
        assert all(re.fullmatch(r"[0-9a-f]{40}(\^1)?|refs/remotes/origin/[^-].*", base) for base in plan.bases)


def _places(value: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    found = [(value, key) for key in value]
    for inner in value.values():
        if isinstance(inner, dict):
            found.extend(_places(inner))
    return found
