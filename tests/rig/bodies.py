"""Bodies of GitHub's answers, made from the examples of GitHub's own description and what the server knows."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from rig.description import description
from rig.patches import line_text
from rig.state import node_id

if TYPE_CHECKING:
    from rig.objects import Commit
    from rig.state import Asset, Comment, Issue, Organization, Pull, Release, Repository, Review, ReviewComment

Json = dict[str, Any]
API = "https://api.github.com"
WEB = "https://github.com"
_HELLO = "octocat/Hello-World"


def example(name: str, repository: Repository | None = None, replace: dict[str, str] | None = None) -> Any:
    """An example of the description, its addresses turned to a repository and by `replace`."""
    text = json.dumps(description().example(name))
    for old, new in (replace or {}).items():
        text = text.replace(old, new)
    if repository is not None:
        text = text.replace(_HELLO, repository.full_name)
    return json.loads(text)


def user(login: str, kind: str | None = None) -> Json:
    """An account in short."""
    body: Json = example("simple-user", replace={"octocat": login.replace("[bot]", "%5Bbot%5D")})
    kind = kind or ("Bot" if login.endswith("[bot]") else "User")
    number = sum(map(ord, login))
    return {**body, "login": login, "id": number, "node_id": node_id("U", number), "type": kind, "site_admin": False}


def repository_body(repository: Repository, owner: Organization, full: bool = True) -> Json:
    """A repository, as asked for alone or in a list."""
    body: Json = (
        example("full-repository-default-response", repository)
        if full
        else example("minimal-repository-items", repository)[0]
    )
    for key in ("template_repository", "parent", "source", "organization", "forked_from"):
        body.pop(key, None)
    license_id = repository.license
    body |= {
        "id": repository.id,
        "node_id": node_id("R", repository.id),
        "name": repository.name,
        "full_name": repository.full_name,
        "owner": user(repository.owner, owner.kind),
        "private": repository.private,
        "visibility": repository.visibility or ("private" if repository.private else "public"),
        "fork": repository.fork,
        "archived": repository.archived,
        "disabled": repository.disabled,
        "is_template": repository.template,
        "default_branch": repository.default_branch,
        "description": repository.description,
        "homepage": repository.homepage,
        "topics": repository.topics,
        "stargazers_count": repository.stars,
        "has_issues": repository.has_issues,
        "pushed_at": repository.pushed,
        "language": None,
        "size": 0 if repository.empty else 108,
        "license": {"key": license_id.lower(), "name": license_id, "spdx_id": license_id, "url": None, "node_id": "L_1"}
        if license_id
        else None,
    }
    if full:
        body["custom_properties"] = {name: value for name, value in repository.properties.items() if value is not None}
    return body


def organization(owner: Organization) -> Json:
    body: Json = example("organization-full", replace={"orgs/github": f"orgs/{owner.login}"})
    names = {"login": owner.login, "id": owner.id, "node_id": node_id("O", owner.id), "archived_at": None}
    return body | names | {"name": owner.name or owner.login, "description": owner.description}


def issue(repository: Repository, one: Issue) -> Json:
    """An issue; GitHub lists pull requests as issues too, with one key more."""
    body: Json = example("issue", repository, {"issues/1347": f"issues/{one.number}"})
    for key in ("pull_request", "milestone", "assignee", "closed_by", "active_lock_reason"):
        body[key] = None
    body |= {
        "id": repository.id * 10_000 + one.number,
        "node_id": node_id("I", f"{repository.id}_{one.number}"),
        "number": one.number,
        "title": one.title,
        "body": one.body,
        "user": user(one.login),
        "state": one.state,
        "state_reason": one.state_reason,
        "labels": [label(repository, name) for name in one.labels],
        "assignees": [user(login) for login in one.assignees],
        "locked": False,
        "comments": sum(comment.number == one.number for comment in repository.comments.values()),
        "created_at": one.created,
        "updated_at": one.updated,
        "closed_at": one.closed,
    }
    if one.number in repository.pulls:
        place = f"{API}/repos/{repository.full_name}/pulls/{one.number}"
        page = f"{WEB}/{repository.full_name}/pull/{one.number}"
        body["pull_request"] = {
            "url": place,
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
        }
    else:
        del body["pull_request"]
    return body


def label(repository: Repository, name: str) -> Json:
    number = sum(map(ord, name))
    return {
        "id": number,
        "node_id": node_id("LA", number),
        "url": f"{API}/repos/{repository.full_name}/labels/{name}",
        "name": name,
        "description": None,
        "color": "ededed",
        "default": False,
    }


def comment(repository: Repository, one: Comment) -> Json:
    kind = "pull" if one.number in repository.pulls else "issues"
    body: Json = example(
        "issue-comment",
        repository,
        {
            "issues/1347#issuecomment-1": f"{kind}/{one.number}#issuecomment-{one.id}",
            "issues/1347": f"issues/{one.number}",
            "issues/comments/1": f"issues/comments/{one.id}",
        },
    )
    body["performed_via_github_app"] = None
    return body | {
        "id": one.id,
        "node_id": node_id("IC", one.id),
        "body": one.body,
        "user": user(one.login),
        "created_at": one.created,
        "updated_at": one.updated,
        "author_association": "CONTRIBUTOR" if one.login.endswith("[bot]") else "NONE",
    }


def pull(repository: Repository, one: Pull, owner: Organization, full: bool = True) -> Json:
    number = {"pulls/1347": f"pulls/{one.number}", "issues/1347": f"issues/{one.number}"}
    number |= {"pull/1347": f"pull/{one.number}"}
    body: Json = (
        example("pull-request", repository, number)
        if full
        else example("pull-request-simple-items", repository, number)[0]
    )
    for key in ("milestone", "assignee", "active_lock_reason", "auto_merge"):
        body[key] = None
    target = repository_body(repository, owner)
    body |= {
        "id": repository.id * 10_000 + one.number,
        "node_id": node_id("PR", f"{repository.id}_{one.number}"),
        "number": one.number,
        "title": one.issue.title,
        "body": one.issue.body,
        "user": user(one.issue.login),
        "state": one.issue.state,
        "draft": one.draft,
        "locked": False,
        "labels": [label(repository, name) for name in one.issue.labels],
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "created_at": one.issue.created,
        "updated_at": one.issue.updated,
        "closed_at": one.issue.closed,
        "merged_at": one.issue.closed if one.merged else None,
        "head": _side(one.head, one.head_sha, one.head_repository, target),
        "base": _side(one.base, one.base_sha, repository.full_name, target),
    }
    if full:
        body |= {"merged": one.merged, "merged_by": None, "comments": 0, "review_comments": len(one.comments)}
    return body


def _side(name: str, sha: str, repository: str | None, like: Json) -> Json:
    """Head or base of a pull request; a fork that was deleted has no repository."""
    owner = (repository or "ghost/gone").split("/")[0]
    there = None
    if repository == like["full_name"]:
        there = like
    elif repository is not None:
        there = json.loads(json.dumps(like).replace(str(like["full_name"]), repository))
        there |= {"name": repository.split("/")[1], "full_name": repository, "fork": True, "id": like["id"] + 5_000_000}
        there["owner"] = user(owner)
    return {"label": f"{owner}:{name}", "ref": name, "sha": sha, "user": user(owner), "repo": there}


def review(repository: Repository, one: Pull, given: Review) -> Json:
    place = {"pull/12": f"pull/{one.number}", "pulls/12": f"pulls/{one.number}", "review-80": f"review-{given.id}"}
    body: Json = example("pull-request-review", repository, place)
    return body | {
        "id": given.id,
        "node_id": node_id("PRR", given.id),
        "user": user(given.login),
        "body": given.body,
        "state": given.state,
        "commit_id": given.commit,
        "submitted_at": given.submitted,
    }


def review_comment(repository: Repository, one: Pull, given: ReviewComment) -> Json:
    place = {
        "pulls/comments/1": f"pulls/comments/{given.id}",
        "pull/1": f"pull/{one.number}",
        "pulls/1": f"pulls/{one.number}",
        "diff-1": f"diff-{given.id}",
    }
    body: Json = example("pull-request-review-comment", repository, place)
    for key in ("in_reply_to_id", "position", "original_position"):
        body.pop(key, None)
    outdated = is_outdated(one, given)
    body |= {
        "id": given.id,
        "node_id": node_id("PRRC", given.id),
        "pull_request_review_id": given.review,
        "user": user(given.login),
        "body": given.body,
        "path": given.path,
        "line": None if outdated else given.line,
        "original_line": given.line,
        "side": given.side,
        "start_line": None if outdated else given.start_line,
        "original_start_line": given.start_line,
        "start_side": given.start_side,
        "commit_id": one.head_sha,
        "original_commit_id": given.commit,
        "created_at": given.created,
        "updated_at": given.created,
        "subject_type": "line" if given.line else "file",
    }
    if given.line is None or outdated:
        body.pop("line")
        body.pop("original_line") if given.line is None else None
    if given.reply_to is not None:
        body["in_reply_to_id"] = given.reply_to
    return body


def is_outdated(one: Pull, given: ReviewComment) -> bool:
    """Whether the line that a comment was written on is no longer in the diff as it was."""
    if given.line is None:
        return False
    shown = line_text(one, given.path, given.side, given.line)
    return shown is None or shown[1] != given.text


def release(repository: Repository, one: Release) -> Json:
    place = {"releases/1": f"releases/{one.id}", "v1.0.0": one.tag}
    body: Json = example("release", repository, place)
    body.pop("discussion_url", None)
    return body | {
        "id": one.id,
        "node_id": node_id("RE", one.id),
        "tag_name": one.tag,
        "target_commitish": one.target,
        "name": one.name,
        "body": one.body,
        "draft": one.draft,
        "prerelease": one.prerelease,
        "immutable": one.immutable,
        "created_at": one.created,
        "published_at": None if one.draft else one.created,
        "assets": [asset(repository, one, given) for given in one.assets],
    }


def asset(repository: Repository, one: Release, given: Asset) -> Json:
    place = {"assets/1": f"assets/{given.id}", "v1.0.0": one.tag, "example.zip": given.name}
    body: Json = example("release-asset", repository, place)
    return body | {
        "id": given.id,
        "node_id": node_id("RA", given.id),
        "name": given.name,
        "label": None,
        "content_type": given.content_type,
        "size": given.size,
        "digest": given.digest,
        "state": given.state,
        "browser_download_url": f"{WEB}/{repository.full_name}/releases/download/{one.tag}/{given.name}",
    }


def commit(repository: Repository, one: Commit, files: list[Json] | None = None) -> Json:
    """A commit as the REST API's commits, not as the Git database has it."""
    body: Json = example("commit", repository, {"6dcb09b5b57875f334f61aebed695e2e4193db5e": one.oid})
    person = {"name": one.author, "email": one.email, "date": time_text(one.when)}
    inner = {**body["commit"], "author": person, "committer": person, "message": one.message, "comment_count": 0}
    inner["tree"] = {"sha": one.tree, "url": f"{API}/repos/{repository.full_name}/git/trees/{one.tree}"}
    body |= {"commit": inner, "author": {}, "committer": {}, "parents": parents(repository, one, "commits")}
    for name in ("files", "stats"):
        body.pop(name, None)
    if files is not None:
        body["files"] = files
        body["stats"] = {key: sum(file[key] for file in files) for key in ("additions", "deletions")}
        body["stats"]["total"] = sum(body["stats"].values())
    return body


def git_commit(repository: Repository, one: Commit) -> Json:
    """A commit as the Git database has it."""
    body: Json = example("git-commit", repository)
    person = {"name": one.author, "email": one.email, "date": time_text(one.when)}
    return body | {
        "sha": one.oid,
        "node_id": node_id("C", one.oid),
        "url": f"{API}/repos/{repository.full_name}/git/commits/{one.oid}",
        "html_url": f"{WEB}/{repository.full_name}/commit/{one.oid}",
        "author": person,
        "committer": person,
        "message": one.message,
        "tree": {"sha": one.tree, "url": f"{API}/repos/{repository.full_name}/git/trees/{one.tree}"},
        "parents": parents(repository, one, "git/commits"),
    }


def parents(repository: Repository, one: Commit, kind: str) -> list[Json]:
    return [
        {
            "sha": oid,
            "url": f"{API}/repos/{repository.full_name}/{kind}/{oid}",
            "html_url": f"{WEB}/{repository.full_name}/commit/{oid}",
        }
        for oid in one.parents
    ]


def file_entry(repository: Repository, file: Json, head: str) -> Json:
    """A file of a pull request's or a commit's list."""
    path = file["filename"]
    return {
        "blob_url": f"{WEB}/{repository.full_name}/blob/{head}/{path}",
        "raw_url": f"{WEB}/{repository.full_name}/raw/{head}/{path}",
        "contents_url": f"{API}/repos/{repository.full_name}/contents/{path}?ref={head}",
        **file,
    }


def time_text(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
