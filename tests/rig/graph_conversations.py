"""Releases, issues and pull requests as objects of GitHub's GraphQL API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rig.bodies import WEB, is_outdated
from rig.graph_nodes import Node, connection, written
from rig.state import node_id

if TYPE_CHECKING:
    from rig.state import Comment, Issue, Organization, Pull, Release, Repository, ReviewComment, State, Token


class Conversations:
    """What people write; repositories and accounts are `Repositories`' to tell of."""

    def __init__(self, state: State, token: Token) -> None:
        self.state = state
        self.token = token

    def repository_node(self, one: Repository) -> Node:
        raise NotImplementedError

    def owner_node(self, one: Organization) -> Node:
        raise NotImplementedError

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
            **written(item.login, item.body, item.created, item.updated, self.token),
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
            **written(one.issue.login, one.issue.body, one.issue.created, one.issue.updated, self.token),
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
            "owner": self.owner_node(self.state.owner(owner)),
        }

    def _comment(self, one: Repository, item: Comment) -> Node:
        return {
            "__typename": "IssueComment",
            **written(item.login, item.body, item.created, item.updated, self.token),
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
            **written(item.login, item.body, item.created, item.created, self.token),
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
