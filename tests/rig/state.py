"""What the test server knows: organizations, repositories, pull requests and everything written to them."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from rig.objects import GitObjects, MemoryObjects

if TYPE_CHECKING:
    from rig.objects import Objects

_DAWN = datetime(2026, 1, 1, tzinfo=timezone.utc)


class Token(NamedTuple):
    """A credential. `permissions` as in a workflow (`contents: read`); `repositories` None means every repository.

    `kind` is installation (the token of a workflow, or of an app), user (a personal token) or anonymous.
    """

    login: str
    kind: str
    permissions: dict[str, str]
    repositories: frozenset[str] | None = None

    def may(self, permission: str, level: str) -> bool:
        given = self.permissions.get(permission, "none")
        return given in ("write", level)


@dataclass
class Comment:
    """A comment of an issue or pull request; the body of an issue's first post is not one."""

    id: int
    number: int
    login: str
    body: str
    created: str
    updated: str
    minimized: str | None = None


@dataclass
class ReviewComment:
    """A comment on a line; `text` is what the line held when it was written."""

    id: int
    review: int
    login: str
    path: str
    body: str
    line: int | None
    side: str
    start_line: int | None
    start_side: str | None
    commit: str
    created: str
    text: str | None = None
    reply_to: int | None = None
    resolved: bool = False
    minimized: str | None = None


@dataclass
class Review:
    id: int
    login: str
    body: str
    state: str
    commit: str
    submitted: str


@dataclass
class Issue:
    """An issue, or the conversation of a pull request."""

    number: int
    title: str
    body: str
    login: str
    created: str
    updated: str
    state: str = "open"
    state_reason: str | None = None
    labels: list[str] = field(default_factory=list)
    assignees: list[str] = field(default_factory=list)
    closed: str | None = None


@dataclass
class Pull:
    """A pull request; its revisions are names or object ids and are looked up when asked for."""

    issue: Issue
    head: str
    base: str
    repository: Repository
    head_repository: str | None
    head_objects: Objects
    draft: bool = False
    merged: bool = False
    reviews: list[Review] = field(default_factory=list)
    comments: list[ReviewComment] = field(default_factory=list)
    files: list[dict[str, Any]] | None = None

    @property
    def number(self) -> int:
        return self.issue.number

    @property
    def head_sha(self) -> str:
        return _commit(self.head_objects, self.head)

    @property
    def base_sha(self) -> str:
        return _commit(self.repository.objects, self.base)


@dataclass
class Asset:
    id: int
    name: str
    size: int
    digest: str | None
    content: bytes
    content_type: str = "application/octet-stream"
    state: str = "uploaded"


@dataclass
class Release:
    id: int
    tag: str
    name: str
    body: str
    draft: bool
    prerelease: bool
    immutable: bool
    target: str
    created: str
    assets: list[Asset] = field(default_factory=list)


@dataclass
class Artifact:
    id: int
    run: int
    name: str
    content: bytes


@dataclass
class Repository:
    """One repository with everything that belongs to it."""

    id: int
    owner: str
    name: str
    objects: Objects
    private: bool = False
    archived: bool = False
    fork: bool = False
    template: bool = False
    disabled: bool = False
    visibility: str | None = None
    default_branch: str = "main"
    description: str | None = None
    homepage: str | None = None
    license: str | None = None
    topics: list[str] = field(default_factory=list)
    properties: dict[str, str | list[str] | None] = field(default_factory=dict)
    stars: int = 0
    pushed: str = "2026-01-01T00:00:00Z"
    has_issues: bool = True
    issues: dict[int, Issue] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    releases: dict[int, Release] = field(default_factory=dict)
    artifacts: dict[int, Artifact] = field(default_factory=dict)
    runs: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    def resolve(self, expression: str) -> tuple[str, str] | None:
        """Kind and id of `REV` or `REV:path`, where HEAD is the default branch."""
        revision, colon, path = expression.partition(":")
        name = self.default_branch if revision == "HEAD" else revision
        found = self.objects.resolve(name + colon + path)
        if found is not None:
            return found
        for pull in self.pulls.values():
            if name in (pull.head_sha, f"refs/pull/{pull.number}/head"):
                return pull.head_objects.resolve(pull.head_sha + colon + path)
        return None

    def write(self, changes: dict[str, bytes | None], message: str = "change") -> str:
        """The id of a new commit on the default branch; only for repositories that are no real Git repository."""
        assert isinstance(self.objects, MemoryObjects), f"{self.full_name} is a Git repository: commit there"
        return self.objects.write(changes, message)

    @property
    def empty(self) -> bool:
        return self.objects.resolve(self.default_branch) is None


@dataclass
class Organization:
    login: str
    id: int
    kind: str = "Organization"
    name: str | None = None
    description: str | None = None


class State:
    """Everything there is on the server."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.owners: dict[str, Organization] = {}
        self.repositories: dict[str, Repository] = {}
        self._next = 1000

    def number(self) -> int:
        """An id that was not given before."""
        with self.lock:
            self._next += 1
            return self._next

    def now(self) -> str:
        """The server's time: it moves on by one second at every change, whatever the clock does."""
        return stamp(self.number())

    def owner(self, login: str, kind: str = "Organization") -> Organization:
        known = self.owners.get(login.lower())
        if known is None:
            known = self.owners[login.lower()] = Organization(login, self.number(), kind)
        return known

    def repository(self, full_name: str) -> Repository | None:
        return self.repositories.get(full_name.lower())

    def of_owner(self, login: str) -> list[Repository]:
        wanted = login.lower()
        found = [one for one in self.repositories.values() if one.owner.lower() == wanted]
        return sorted(found, key=lambda one: one.name.lower())


def stamp(seconds: int) -> str:
    """A time as GitHub writes it, so many seconds after the server's dawn."""
    return (_DAWN + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def node_id(kind: str, number: int | str) -> str:
    """The id of an object in the GraphQL API."""
    return f"{kind}_{number}"


def fake_sha(text: str) -> str:
    """An object id that belongs to no object."""
    return hashlib.sha1(text.encode()).hexdigest()


def _commit(objects: Objects, name: str) -> str:
    found = objects.resolve(name)
    if found is None and isinstance(objects, GitObjects):
        found = objects.resolve(f"refs/remotes/origin/{name}")
    return found[1] if found else fake_sha(name)
