"""Where queries and mutations of GitHub's GraphQL API begin: nothing is made before a query asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rig.graph_nodes import Node, actor, refuse
from rig.graph_repositories import Repositories
from rig.serving import may_see
from rig.state import Comment, node_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rig.state import Pull, Repository, ReviewComment, State, Token


def roots(state: State, token: Token, limit: Node) -> Node:
    """The fields of Query and Mutation."""
    graph = _Graph(state, token)
    return {
        "rateLimit": lambda _info, **_: limit,
        "viewer": lambda _info: actor(token.login) | {"__typename": "User"},
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


class _Graph(Repositories):
    """Objects by their id, and what changes them."""

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
