"""Accounts, repositories and Git objects as objects of GitHub's GraphQL API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rig.bodies import WEB, time_text
from rig.graph_conversations import Conversations
from rig.graph_nodes import Node, blob, connection, refuse
from rig.serving import may_see
from rig.state import node_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from rig.objects import Entry
    from rig.state import Organization, Repository


class Repositories(Conversations):
    """Everything that hangs on an account."""

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

    def _object(self, one: Repository, expression: str) -> Node | None:
        found = one.resolve(expression)
        return None if found is None else self._git_object(one, found[1], found[0])

    def _git_object(self, one: Repository, oid: str, kind: str) -> Node:
        body: Node = {"id": node_id(kind, oid), "oid": oid, "abbreviatedOid": oid[:7]}
        body |= {"__typename": kind.capitalize(), "repository": lambda _info: self.repository_node(one)}
        if kind == "blob":
            return body | blob(one, oid)
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

    def _entry(self, one: Repository, item: Entry) -> Node:
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
