"""One issue for each repository: found by marker and own authorship, written once, a second between two writes."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from openness.github.errors import ApiError
from openness.org.issue import LABEL, TITLE, Act, Existing, is_own
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openness.github.client import GitHubClient

_AT_ONCE = 25
_PAUSE = 1.0
"""Seconds between two writes, as GitHub asks (https://docs.github.com/rest/using-the-rest-api/best-practices)."""
_FIELDS = "nodes { number state stateReason body url viewerDidAuthor }"


class Done(NamedTuple):
    """What became of an act: the address of the issue, or why it was not carried out."""

    url: str
    failed: str = ""


def find_issues(client: GitHubClient, names: Sequence[str]) -> tuple[dict[str, list[Existing]], dict[str, str]]:
    """This account's issues with the marker by repository, and why for those that could not be looked up.

    Raises ApiError when GitHub cannot be asked at all.
    """
    login = _login(client)
    found: dict[str, list[Existing]] = {}
    refused: dict[str, str] = {}
    for first in range(0, len(names), _AT_ONCE):
        batch = names[first : first + _AT_ONCE]
        answer = client.graphql(_query(batch, login))
        reasons = {error.path[0]: error.message for error in answer.errors if error.path}
        for number, name in enumerate(batch):
            repository = answer.data.get(f"r{number}")
            if not isinstance(repository, dict):
                refused[name] = reasons.get(f"r{number}", "it could not be read")
            elif repository.get("hasIssuesEnabled") is False:
                refused[name] = "issues are disabled there"
            else:
                found[name] = _own(repository)
    return found, refused


class Writer:
    """Carries acts out."""

    def __init__(self, client: GitHubClient, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._sleep = sleep
        self._wrote = False

    def carry_out(self, name: str, act: Act) -> Done:
        """Do it; a refusal is told and not raised, so that the other repositories get theirs."""
        try:
            url = self._create(name, act) if act.kind == "create" else self._change(name, act)
            for duplicate in act.duplicates:
                self._patch(name, duplicate, {"state": "closed", "state_reason": "not_planned"})
        except ApiError as error:
            if error.kind == "rate-limited":
                raise
            needed = f" (the token needs {error.permissions})" if error.permissions else ""
            return Done("", f"{error.message}{needed}")
        return Done(url)

    def _create(self, name: str, act: Act) -> str:
        self._pause()
        body: dict[str, Any] = {"title": TITLE, "body": act.body, "labels": [LABEL]}
        try:
            return _url(self._client.post(f"/repos/{name}/issues", body))
        except ApiError as error:
            if not error.may_have_happened:
                raise
            # Whether it was written before the answer was lost, only the list tells.
            held = find_issues(self._client, [name])[0].get(name)
            if held:
                return held[0].url
            self._pause()
            return _url(self._client.post(f"/repos/{name}/issues", body))

    def _change(self, name: str, act: Act) -> str:
        if act.number is None or act.kind == "none":
            return ""
        body: dict[str, Any] = {"body": act.body}
        if act.kind == "close":
            body |= {"state": "closed", "state_reason": "completed"}
        elif act.kind == "reopen":
            body |= {"state": "open", "state_reason": "reopened"}
        return self._patch(name, act.number, body)

    def _patch(self, name: str, number: int, body: dict[str, Any]) -> str:
        self._pause()
        return _url(self._client.patch(f"/repos/{name}/issues/{number}", body))

    def _pause(self) -> None:
        if self._wrote:
            self._sleep(_PAUSE)
        self._wrote = True


def _query(names: Sequence[str], login: str) -> str:
    """Issues by label and by author: a label can be taken off, and not every kind of account is found by its name."""
    lines = ["query {"]
    for number, name in enumerate(names):
        owner, _, plain = name.partition("/")
        place = f"owner: {json.dumps(owner)}, name: {json.dumps(plain)}"
        order = "orderBy: {field: CREATED_AT, direction: ASC}"
        by_author = f"mine: issues(first: 50, filterBy: {{createdBy: {json.dumps(login)}}}, {order}) {{ {_FIELDS} }}"
        labeled = f"labeled: issues(first: 50, labels: [{json.dumps(LABEL)}], {order}) {{ {_FIELDS} }}"
        lines.append(f"r{number}: repository({place}) {{ hasIssuesEnabled {labeled} {by_author if login else ''} }}")
    return "\n".join([*lines, "}"])


def _login(client: GitHubClient) -> str:
    viewer = client.graphql("query { viewer { login } }").data.get("viewer")
    login = viewer.get("login") if isinstance(viewer, dict) else None
    return login if isinstance(login, str) else ""


def _own(repository: dict[str, Any]) -> list[Existing]:
    held: dict[int, Existing] = {}
    for key in ("labeled", "mine"):
        pages = repository.get(key)
        nodes = pages.get("nodes") if isinstance(pages, dict) else None
        for node in nodes if isinstance(nodes, list) else ():
            one = _read(node)
            if one is not None:
                held[one.number] = one
    return [held[number] for number in sorted(held)]


def _read(node: object) -> Existing | None:
    """An issue that this account wrote with the marker; None for every other."""
    if not isinstance(node, dict) or node.get("viewerDidAuthor") is not True:
        return None
    number, body = node.get("number"), node.get("body")
    if not isinstance(number, int) or not isinstance(body, str) or not is_own(body):
        return None
    state = str(node.get("state") or "").lower()
    return Existing(number, state, str(node.get("stateReason") or "").lower(), body, _url(node, "url"))


def _url(answer: object, key: str = "html_url") -> str:
    url = answer.get(key) if isinstance(answer, dict) else None
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""
