"""A repository as an organization's list shows it, before anything of it is read."""

from __future__ import annotations

from typing import Any

from openness.patterns import compiled
from openness.values import NamedTuple

_OID = compiled(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NAME = compiled(r"[A-Za-z0-9_.-]{1,100}")
_LOGIN = compiled(r"[A-Za-z0-9_-]{1,100}")
_MOST_TOPICS = 20
_MOST_TEXT = 1000


class Listed(NamedTuple):
    """One repository of the list.

    `id` is the host's own, which a new name does not change. `commit` and `tree` are object ids of the default
    branch's head, empty for an empty repository. `size` is in kilobytes, as the host counts. `visibility` is one of
    `public`, `private` and `internal`. `kind` is
    `repository`, or `model` or `dataset` on a hub. Times are as the host writes them (ISO 8601).
    """

    id: str
    owner: str
    name: str
    url: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    visibility: str = "public"
    archived: bool = False
    disabled: bool = False
    fork: bool = False
    template: bool = False
    branch: str = ""
    commit: str = ""
    tree: str = ""
    pushed_at: str = ""
    size: int = 0
    stars: int = 0
    issues: bool = True
    kind: str = "repository"

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return f"{self.owner}/{self.name}"


def is_login(text: str) -> bool:
    """True for what can be the name of an organization or a user."""
    return _LOGIN.fullmatch(text) is not None


def is_oid(text: object) -> bool:
    """True for the id of a Git object."""
    return isinstance(text, str) and _OID.fullmatch(text) is not None


def read_listed(node: object) -> Listed | None:
    """A repository from a node of GitHub's GraphQL, or None where the answer is not what GitHub documents."""
    if not isinstance(node, dict):
        return None
    owner = _mapping(node.get("owner")).get("login")
    name, identity = node.get("name"), node.get("id")
    if not (isinstance(owner, str) and isinstance(name, str) and isinstance(identity, str)):
        return None
    if not (_LOGIN.fullmatch(owner) and _NAME.fullmatch(name)) or name in (".", ".."):
        return None
    branch = _mapping(node.get("defaultBranchRef"))
    commit = _mapping(branch.get("target"))
    tree = _mapping(commit.get("tree")).get("oid")
    return Listed(
        identity[:100],
        owner,
        name,
        url=_address(node.get("url")),
        description=_text(node.get("description")),
        topics=_topics(node.get("repositoryTopics")),
        visibility=_text(node.get("visibility")).lower() or "public",
        archived=node.get("isArchived") is True,
        disabled=node.get("isDisabled") is True,
        fork=node.get("isFork") is True,
        template=node.get("isTemplate") is True,
        branch=_text(branch.get("name")),
        commit=str(commit["oid"]) if is_oid(commit.get("oid")) else "",
        tree=str(tree) if is_oid(tree) else "",
        pushed_at=_text(node.get("pushedAt"))[:40],
        size=_count(node.get("diskUsage")),
        stars=_count(node.get("stargazerCount")),
        issues=node.get("hasIssuesEnabled") is not False,
    )


def _topics(value: object) -> tuple[str, ...]:
    nodes = _mapping(value).get("nodes")
    found = []
    for node in (nodes if isinstance(nodes, list) else [])[:_MOST_TOPICS]:
        name = _mapping(_mapping(node).get("topic")).get("name")
        if isinstance(name, str):
            found.append(name[:100])
    return tuple(sorted(found))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value[:_MOST_TEXT] if isinstance(value, str) else ""


def _address(value: object) -> str:
    text = _text(value)
    return text if text.startswith(("https://", "http://")) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0
