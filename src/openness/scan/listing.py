"""The repositories of an organization or a user, a hundred with every request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from openness.errors import UsageError
from openness.github.errors import ApiError
from openness.model import NotChecked
from openness.org.document import Organization
from openness.org.listed import Listed, is_login, read_listed
from openness.scan.objects import RATE
from openness.scan.transport import StoppedError, is_too_heavy, must_stop
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.github.client import GraphqlAnswer
    from openness.scan.transport import Transport

PAGE = 100
_MOST_PAGES = 2000
NODE = (
    "id name url description visibility isArchived isDisabled isFork isTemplate pushedAt diskUsage stargazerCount"
    " hasIssuesEnabled owner { login } repositoryTopics(first: 20) { nodes { topic { name } } }"
    " defaultBranchRef { name target { ... on Commit { oid tree { oid } } } }"
)
"""The fields of a repository that `read_listed` reads."""

QUERY = (
    "query($login: String!, $first: Int!, $after: String) {\n"
    + RATE
    + "\nrepositoryOwner(login: $login) { login url ... on Organization { name } ... on User { name }"
    " repositories(first: $first, after: $after, ownerAffiliations: [OWNER],"
    " orderBy: {field: CREATED_AT, direction: ASC}) {"
    " totalCount pageInfo { hasNextPage endCursor } nodes { " + NODE + " } } } }"
)


class Inventory(NamedTuple):
    """What an organization has: who it is, its repositories, and what of the list could not be read."""

    organization: Organization
    repositories: tuple[Listed, ...]
    gaps: tuple[NotChecked, ...]


def list_repositories(
    transport: Transport,
    login: str,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Inventory:
    """Every repository that the token may see.

    `progress` gets how many are listed and how many there are. Raises UsageError when there is no such owner, and
    StoppedError when the list cannot be read to its end: half a list is no ground for a report.
    """
    if not is_login(login):
        raise UsageError(f"{login[:100]!r} is not the name of an organization or user")
    found: dict[str, Listed] = {}
    unread = 0
    owner: dict[str, Any] = {}
    after: str | None = None
    page = PAGE
    for _ in range(_MOST_PAGES):
        variables = {"login": login, "first": page, "after": after}
        try:
            answer = transport.graphql(QUERY, variables, attempts=2 if page > 1 else None)
        except ApiError as error:
            page = _smaller(page, error)
            continue
        owner = _owner(answer, login)
        pages = owner["repositories"]
        for node in pages.get("nodes") or []:
            listed = read_listed(node)
            if listed is None:
                unread += 1
            else:
                found[listed.id] = listed
        progress(len(found), int(pages.get("totalCount") or 0))
        info = pages.get("pageInfo") or {}
        if info.get("hasNextPage") is not True or not isinstance(info.get("endCursor"), str):
            break
        after = info["endCursor"]
        page = min(PAGE, page * 2)
    return Inventory(_organization(owner, login), tuple(found.values()), _gaps(unread))


def _smaller(page: int, error: ApiError) -> int:
    """Half the page, or the end."""
    stop = must_stop(error)
    if stop is not None:
        raise stop from error
    if page == 1 or not is_too_heavy(error):
        raise StoppedError(f"the list of repositories could not be read: {error.message}") from error
    return page // 2


def _owner(answer: GraphqlAnswer, login: str) -> dict[str, Any]:
    owner = answer.data.get("repositoryOwner")
    if isinstance(owner, dict) and isinstance(owner.get("repositories"), dict):
        return owner
    for error in answer.errors:
        if error.type != "NOT_FOUND":
            raise StoppedError(f"the list of repositories could not be read: {error.message}")
    raise UsageError(f"there is no organization or user {login!r}, or this token may not see it")


def _organization(owner: dict[str, Any], login: str) -> Organization:
    url = owner.get("url") if isinstance(owner.get("url"), str) else ""
    name = owner.get("name") if isinstance(owner.get("name"), str) else ""
    known = owner.get("login")
    return Organization(
        _host(str(url)), known if isinstance(known, str) and is_login(known) else login, str(name)[:200], str(url)
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc or "github.com"
    except ValueError:
        return "github.com"


def _gaps(unread: int) -> tuple[NotChecked, ...]:
    if not unread:
        return ()
    return (NotChecked("the list of repositories", f"{unread} of it are not for this token"),)
