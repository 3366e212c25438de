"""The objects of GitHub's GraphQL API, made of what the server knows only as far as a query asks."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from rig.bodies import WEB, is_outdated, time_text
from rig.serving import may_see
from rig.state import Comment, Issue, Pull, ReviewComment, node_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rig.state import Organization, Release, Repository, State, Token

Node = dict[str, Any]
_SHOWN = 512_000
"""Bytes of a blob's text that GitHub gives; the rest is cut off, and said to be."""


def refuse(kind: str, message: str) -> GraphQLError:
    """An error of the kind that GitHub names beside its message."""
    return GraphQLError(message, extensions={"type": kind})


def connection(items: Sequence[Any], node: Callable[[Any], Node], **arguments: Any) -> Node:
    """A page of a list, with the cursor that leads on."""
    after, first, last = arguments.get("after"), arguments.get("first"), arguments.get("last")
    start = int(base64.b64decode(after)) if after else 0
    end = min(len(items), start + first) if first is not None else len(items)
    if last is not None:
        start = max(start, end - last)
    return {
        "totalCount": len(items),
        "nodes": [node(item) for item in items[start:end]],
        "edges": [{"cursor": _cursor(number + 1), "node": node(items[number])} for number in range(start, end)],
        "pageInfo": {
            "hasNextPage": end < len(items),
            "hasPreviousPage": start > 0,
            "startCursor": _cursor(start) if items else None,
            "endCursor": _cursor(end) if items else None,
        },
    }


def _cursor(position: int) -> str:
    return base64.b64encode(str(position).encode()).decode()


def roots(state: State, token: Token, limit: Node) -> Node:
    """The fields of Query and Mutation."""
    graph = _Graph(state, token)
    return {
        "rateLimit": lambda _info, **_: limit,
        "viewer": lambda _info: _actor(token.login) | {"__typename": "User"},
        "organization": lambda _info, login: graph.owner(login, "Organization"),
        "user": lambda _info, login: graph.owner(login, "User"),
        "repositoryOwner": lambda _info, login: graph.owner(login, None),
        "repository": lambda _info, owner, name, **_: graph.repository(f"{owner}/{name}"),
        "node": lambda _info, id: graph.node(id),  # noqa: A006 - GitHub's name
        "nodes": lambda _info, ids: [graph.node(one) for one in ids],
        "resolveReviewThread": lambda _info, input: graph.resolve(input, True),  # noqa: A006
        "unresolveReviewThread": lambda _info, input: graph.resolve(input, False),  # noqa: A006
        "minimizeComment": lambda _info, input: graph.minimize(input),  # noqa: A006
        "addComment": lambda _info, input: graph.add_comment(input),  # noqa: A006
        "updateIssueComment": lambda _info, input: graph.update_comment(input),  # noqa: A006
    }


class _Graph:
    def __init__(self, state: State, token: Token) -> None:
        self.state = state
        self.token = token

    # -- accounts and repositories

    def owner(self, login: str, kind: str | None) -> Node:
        found = self.state.owners.get(login.lower())
        if found is None or kind not in (None, found.kind):
            article = "an" if kind == "Organization" else "a"
            what = kind or "User"
            raise refuse("NOT_FOUND", f"Could not resolve to {article} {what} with the login of '{login}'.")
        return self.owner_node(found)

    def owner_node(self, one: Organization) -> Node:
        def repositories(_info: object, **given: Any) -> Node:
            return connection(self._listed(one.login, given), self.repository_node, **given)

        return {
            "__typename": one.kind,
            "id": node_id("O", one.id),
            "databaseId": one.id,
            "login": one.login,
            "name": one.name,
            "description": one.description,
            "url": f"{WEB}/{one.login}",
            "repositories": repositories,
            "repository": lambda _info, name, **_: self.repository(f"{one.login}/{name}"),
        }

    def _listed(self, login: str, given: dict[str, Any]) -> list[Repository]:
        found = [one for one in self.state.of_owner(login) if may_see(self.token, one)]
        tests: dict[str, Callable[[Repository], object]] = {
            "isArchived": lambda one: one.archived,
            "isFork": lambda one: one.fork,
            "privacy": lambda one: "PRIVATE" if one.private else "PUBLIC",
            "visibility": lambda one: (one.visibility or ("private" if one.private else "public")).upper(),
        }
        for name, test in tests.items():
            if given.get(name) is not None:
                found = [one for one in found if test(one) == given[name]]
        order = given.get("orderBy") or {"field": "NAME", "direction": "ASC"}
        keys: dict[str, Callable[[Repository], Any]] = {
            "PUSHED_AT": lambda one: one.pushed,
            "STARGAZERS": lambda one: one.stars,
            "CREATED_AT": lambda one: one.id,
        }
        chosen = keys.get(order["field"], lambda one: one.name.lower())
        return sorted(found, key=chosen, reverse=order["direction"] == "DESC")

    def repository(self, full_name: str) -> Node:
        found = self.state.repository(full_name)
        if found is None or not may_see(self.token, found):
            raise refuse("NOT_FOUND", f"Could not resolve to a Repository with the name '{full_name}'.")
        return self.repository_node(found)

    def repository_node(self, one: Repository) -> Node:
        def license_info(_info: object) -> Node | None:
            if one.license is None:
                return None
            return {"id": "L_1", "key": one.license.lower(), "name": one.license, "spdxId": one.license}

        def branch(_info: object) -> Node | None:
            found = one.resolve("HEAD")
            return None if found is None else self._reference(one, one.default_branch, found[1])

        def topics(_info: object, **given: Any) -> Node:
            names = [{"id": f"RT_{name}", "topic": {"id": f"T_{name}", "name": name}} for name in one.topics]
            return connection(names, lambda item: item, **given)

        def releases(_info: object, **given: Any) -> Node:
            listed = list(reversed(one.releases.values()))
            shown = [item for item in listed if not item.draft or self.token.may("contents", "write")]
            return connection(shown, self._release, **given)

        def pull_request(_info: object, number: int) -> Node | None:
            found = one.pulls.get(number)
            if found is None:
                raise refuse("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.")
            return self.pull_node(found)

        def pull_requests(_info: object, **given: Any) -> Node:
            states = given.get("states")
            heads = given.get("headRefName")
            found = [
                item
                for item in one.pulls.values()
                if (not states or item.issue.state.upper() in states) and heads in (None, item.head)
            ]
            return connection(found, self.pull_node, **given)

        def issues(_info: object, **given: Any) -> Node:
            states, labels = given.get("states"), set(given.get("labels") or ())
            author = (given.get("filterBy") or {}).get("createdBy")
            found = [
                item
                for item in one.issues.values()
                if item.number not in one.pulls
                and (not states or item.state.upper() in states)
                and (not labels or labels & set(item.labels))
                and author in (None, item.login, item.login.removesuffix("[bot]"))
            ]
            return connection(found, lambda item: self._issue(one, item), **given)

        visibility = one.visibility or ("private" if one.private else "public")
        return {
            "__typename": "Repository",
            "id": node_id("R", one.id),
            "databaseId": one.id,
            "name": one.name,
            "nameWithOwner": one.full_name,
            "owner": lambda _info: self.owner_node(self.state.owner(one.owner)),
            "description": one.description,
            "homepageUrl": one.homepage,
            "url": f"{WEB}/{one.full_name}",
            "isArchived": one.archived,
            "isFork": one.fork,
            "isPrivate": one.private,
            "isTemplate": one.template,
            "isDisabled": one.disabled,
            "isLocked": False,
            "isMirror": False,
            "isEmpty": lambda _info: one.empty,
            "isInOrganization": lambda _info: self.state.owner(one.owner).kind == "Organization",
            "hasIssuesEnabled": one.has_issues,
            "visibility": visibility.upper(),
            "stargazerCount": one.stars,
            "forkCount": 0,
            "diskUsage": 108,
            "pushedAt": one.pushed,
            "createdAt": "2025-01-01T00:00:00Z",
            "updatedAt": one.pushed,
            "viewerPermission": "WRITE" if self.token.may("contents", "write") else "READ",
            "primaryLanguage": None,
            "licenseInfo": license_info,
            "defaultBranchRef": branch,
            "repositoryTopics": topics,
            "releases": releases,
            "latestRelease": lambda _info: next(
                (self._release(item) for item in reversed(one.releases.values()) if not item.draft), None
            ),
            "object": lambda _info, expression=None, oid=None: self._object(one, expression or oid or ""),
            "ref": lambda _info, **given: self._named(one, given["qualifiedName"]),
            "pullRequest": pull_request,
            "pullRequests": pull_requests,
            "issues": issues,
        }

    def _named(self, one: Repository, name: str) -> Node | None:
        found = one.objects.resolve(name)
        return None if found is None else self._reference(one, name.rsplit("/", 1)[-1], found[1])

    def _reference(self, one: Repository, name: str, oid: str) -> Node:
        target = lambda _info: self._git_object(one, oid, "commit")  # noqa: E731
        return {"id": node_id("REF", name), "name": name, "prefix": "refs/heads/", "target": target, "repository": None}

    # -- Git objects

    def _object(self, one: Repository, expression: str) -> Node | None:
        found = one.resolve(expression)
        return None if found is None else self._git_object(one, found[1], found[0])

    def _git_object(self, one: Repository, oid: str, kind: str) -> Node:
        body: Node = {"id": node_id(kind, oid), "oid": oid, "abbreviatedOid": oid[:7]}
        body |= {"__typename": kind.capitalize(), "repository": lambda _info: self.repository_node(one)}
        if kind == "blob":
            return body | _blob(one, oid)
        if kind == "tree":
            return body | {"entries": lambda _info: [self._entry(one, item) for item in one.objects.tree(oid)]}
        found = one.objects.commit(oid)
        when = time_text(found.when)
        return body | {
            "message": found.message,
            "messageHeadline": found.message.partition("\n")[0],
            "committedDate": when,
            "authoredDate": when,
            "url": f"{WEB}/{one.full_name}/commit/{oid}",
            "tree": lambda _info: self._git_object(one, found.tree, "tree"),
        }

    def _entry(self, one: Repository, item: Any) -> Node:
        there = None if item.kind == "commit" else lambda _info: self._git_object(one, item.oid, item.kind)
        return {
            "name": item.name,
            "path": item.name,
            "type": item.kind,
            "mode": int(item.mode, 8),
            "oid": item.oid,
            "size": item.size,
            "extension": f".{item.name.rpartition('.')[2]}" if "." in item.name else "",
            "isGenerated": False,
            "object": there,
        }

    # -- releases, issues, pull requests

    def _release(self, one: Release) -> Node:
        assets = [
            {
                "id": node_id("RA", item.id),
                "name": item.name,
                "size": item.size,
                "contentType": item.content_type,
                "downloadCount": 0,
                "createdAt": one.created,
                "updatedAt": one.created,
                "downloadUrl": f"{WEB}/releases/download/{one.tag}/{item.name}",
                "url": f"{WEB}/releases/download/{one.tag}/{item.name}",
            }
            for item in one.assets
        ]
        return {
            "id": node_id("RE", one.id),
            "databaseId": one.id,
            "name": one.name,
            "tagName": one.tag,
            "description": one.body,
            "isDraft": one.draft,
            "isPrerelease": one.prerelease,
            "isLatest": False,
            "createdAt": one.created,
            "publishedAt": None if one.draft else one.created,
            "updatedAt": one.created,
            "releaseAssets": lambda _info, **given: connection(assets, lambda item: item, **given),
        }

    def _issue(self, one: Repository, item: Issue) -> Node:
        return {
            "__typename": "Issue",
            **_written(item.login, item.body, item.created, item.updated, self.token),
            "id": node_id("I", f"{one.id}_{item.number}"),
            "number": item.number,
            "title": item.title,
            "state": item.state.upper(),
            "stateReason": item.state_reason.upper() if item.state_reason else None,
            "closed": item.state == "closed",
            "url": f"{WEB}/{one.full_name}/issues/{item.number}",
            "labels": lambda _info, **given: connection(
                item.labels, lambda name: {"id": f"LA_{name}", "name": name, "color": "ededed"}, **given
            ),
        }

    def pull_node(self, one: Pull) -> Node:
        repository = one.repository
        comments = [item for item in repository.comments.values() if item.number == one.number]
        return {
            "__typename": "PullRequest",
            **_written(one.issue.login, one.issue.body, one.issue.created, one.issue.updated, self.token),
            "id": node_id("PR", f"{repository.id}_{one.number}"),
            "number": one.number,
            "title": one.issue.title,
            "state": "MERGED" if one.merged else one.issue.state.upper(),
            "isDraft": one.draft,
            "merged": one.merged,
            "url": f"{WEB}/{repository.full_name}/pull/{one.number}",
            "baseRefName": one.base,
            "baseRefOid": one.base_sha,
            "headRefName": one.head,
            "headRefOid": one.head_sha,
            "isCrossRepository": one.head_repository != repository.full_name,
            "headRepository": lambda _info: self._head_repository(one),
            "headRepositoryOwner": lambda _info: (
                self.owner_node(self.state.owner(one.head_repository.split("/")[0])) if one.head_repository else None
            ),
            "repository": lambda _info: self.repository_node(repository),
            "comments": lambda _info, **given: connection(comments, lambda c: self._comment(repository, c), **given),
            "reviewThreads": lambda _info, **given: connection(
                [item for item in one.comments if item.reply_to is None],
                lambda item: self._thread(one, item),
                **given,
            ),
        }

    def _head_repository(self, one: Pull) -> Node | None:
        if one.head_repository is None:
            return None
        known = self.state.repository(one.head_repository)
        if known is not None:
            return self.repository_node(known)
        like = self.repository_node(one.repository)
        owner, name = one.head_repository.split("/")
        return like | {
            "nameWithOwner": one.head_repository,
            "name": name,
            "isFork": True,
            "owner": self.owner(owner, None),
        }

    def _comment(self, one: Repository, item: Comment) -> Node:
        return {
            "__typename": "IssueComment",
            **_written(item.login, item.body, item.created, item.updated, self.token),
            "id": node_id("IC", item.id),
            "databaseId": item.id,
            "fullDatabaseId": item.id,
            "isMinimized": item.minimized is not None,
            "minimizedReason": item.minimized,
            "url": f"{WEB}/{one.full_name}/pull/{item.number}#issuecomment-{item.id}",
        }

    def _thread(self, one: Pull, first: ReviewComment) -> Node:
        replies = [first, *(item for item in one.comments if item.reply_to == first.id)]
        may = self.token.may("pull-requests", "write") and self.token.may("contents", "write")
        outdated = is_outdated(one, first)
        return {
            "__typename": "PullRequestReviewThread",
            "id": node_id("PRRT", first.id),
            "isResolved": first.resolved,
            "isOutdated": outdated,
            "isCollapsed": first.resolved or outdated,
            "path": first.path,
            "line": None if outdated else first.line,
            "originalLine": first.line,
            "startLine": None if outdated else first.start_line,
            "originalStartLine": first.start_line,
            "diffSide": first.side,
            "startDiffSide": first.start_side,
            "subjectType": "LINE" if first.line else "FILE",
            "viewerCanResolve": may and not first.resolved,
            "viewerCanUnresolve": may and first.resolved,
            "viewerCanReply": self.token.may("pull-requests", "write"),
            "pullRequest": lambda _info: self.pull_node(one),
            "repository": lambda _info: self.repository_node(one.repository),
            "comments": lambda _info, **given: connection(replies, lambda c: self._review_comment(one, c), **given),
        }

    def _review_comment(self, one: Pull, item: ReviewComment) -> Node:
        outdated = is_outdated(one, item)
        return {
            "__typename": "PullRequestReviewComment",
            **_written(item.login, item.body, item.created, item.created, self.token),
            "id": node_id("PRRC", item.id),
            "databaseId": item.id,
            "fullDatabaseId": item.id,
            "path": item.path,
            "line": None if outdated else item.line,
            "originalLine": item.line,
            "startLine": None if outdated else item.start_line,
            "outdated": outdated,
            "isMinimized": item.minimized is not None,
            "minimizedReason": item.minimized,
            "diffHunk": "",
            "url": f"{WEB}/{one.repository.full_name}/pull/{one.number}#discussion_r{item.id}",
        }

    # -- by id, and mutations

    def _comments(self) -> Iterable[tuple[Repository, Comment]]:
        for one in self.state.repositories.values():
            for item in one.comments.values():
                yield one, item

    def _lines(self) -> Iterable[tuple[Pull, ReviewComment]]:
        for repository in self.state.repositories.values():
            for one in repository.pulls.values():
                for item in one.comments:
                    yield one, item

    def node(self, wanted: str) -> Node:
        kind, _, number = wanted.partition("_")
        if kind == "IC":
            for one, comment in self._comments():
                if str(comment.id) == number:
                    return self._comment(one, comment)
        if kind in ("PRRT", "PRRC"):
            for pull, line in self._lines():
                if str(line.id) == number:
                    return self._thread(pull, line) if kind == "PRRT" else self._review_comment(pull, line)
        for repository in self.state.repositories.values():
            if wanted == node_id("R", repository.id) and may_see(self.token, repository):
                return self.repository_node(repository)
            for pull in repository.pulls.values():
                if wanted == node_id("PR", f"{repository.id}_{pull.number}"):
                    return self.pull_node(pull)
        raise refuse("NOT_FOUND", f"Could not resolve to a node with the global id of '{wanted}'")

    def _need(self, *permissions: str) -> None:
        if not any(self.token.may(permission, "write") for permission in permissions):
            raise refuse("FORBIDDEN", "Resource not accessible by integration")

    def resolve(self, given: dict[str, Any], resolved: bool) -> Node:
        # A workflow's token needs `contents: write` for this, beside `pull-requests: write`.
        self._need("pull-requests")
        self._need("contents")
        for pull, line in self._lines():
            if node_id("PRRT", line.id) == given["threadId"]:
                line.resolved = resolved
                return {"clientMutationId": given.get("clientMutationId"), "thread": self._thread(pull, line)}
        raise refuse("NOT_FOUND", f"Could not resolve to a node with the global id of '{given['threadId']}'")

    def minimize(self, given: dict[str, Any]) -> Node:
        self._need("issues", "pull-requests")
        body = self.node(given["subjectId"])
        number = given["subjectId"].partition("_")[2]
        for _, comment in self._comments():
            if str(comment.id) == number:
                comment.minimized = given["classifier"].lower()
        for _, line in self._lines():
            if str(line.id) == number:
                line.minimized = given["classifier"].lower()
        reason = given["classifier"].lower()
        return {"minimizedComment": body | {"isMinimized": True, "minimizedReason": reason}}

    def add_comment(self, given: dict[str, Any]) -> Node:
        self._need("issues", "pull-requests")
        repository_id, _, number = given["subjectId"].partition("_")[2].partition("_")
        for one in self.state.repositories.values():
            if str(one.id) == repository_id and int(number) in one.issues:
                now = self.state.now()
                made = Comment(self.state.number(), int(number), self.token.login, given["body"], now, now)
                one.comments[made.id] = made
                return {"commentEdge": {"cursor": "", "node": self._comment(one, made)}}
        raise refuse("NOT_FOUND", f"Could not resolve to a node with the global id of '{given['subjectId']}'")

    def update_comment(self, given: dict[str, Any]) -> Node:
        self._need("issues", "pull-requests")
        for one, comment in self._comments():
            if node_id("IC", comment.id) == given["id"]:
                comment.body, comment.updated = given["body"], self.state.now()
                return {"issueComment": self._comment(one, comment)}
        raise refuse("NOT_FOUND", f"Could not resolve to a node with the global id of '{given['id']}'")


def _actor(login: str) -> Node:
    """An account; what REST calls `github-actions[bot]` is `github-actions` here."""
    kind = "Bot" if login.endswith("[bot]") else "User"
    name = login.removesuffix("[bot]")
    return {"__typename": kind, "id": node_id("U", name), "login": name, "url": f"{WEB}/{name}", "name": name}


def _written(login: str, body: str, created: str, updated: str, token: Token) -> Node:
    return {
        "author": _actor(login),
        "authorAssociation": "NONE",
        "body": body,
        "createdAt": created,
        "updatedAt": updated,
        "viewerDidAuthor": login == token.login,
        "viewerCanUpdate": login == token.login,
        "viewerCanDelete": login == token.login,
        "viewerCanMinimize": token.may("pull-requests", "write"),
    }


def _blob(one: Repository, oid: str) -> Node:
    def data() -> bytes:
        return one.objects.blob(oid)

    def is_binary(_info: object) -> bool:
        return one.objects.size(oid) > 4_000_000 or b"\0" in data()[:8000]

    def text(info: object) -> str | None:
        return None if is_binary(info) else data()[:_SHOWN].decode(errors="replace")

    size = one.objects.size(oid)
    return {"byteSize": size, "isBinary": is_binary, "isTruncated": size > _SHOWN, "text": text}
