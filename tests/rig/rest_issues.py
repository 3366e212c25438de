"""Operations on issues and their comments; a pull request is an issue too."""

from __future__ import annotations

import re
from typing import Any

from rig.bodies import comment, example, issue, label
from rig.serving import READ_ONLY, Call, Page, Refusal, invalid, may_see, not_found, operation
from rig.state import Comment, Issue, Repository

LONGEST = 65_536
_QUALIFIER = re.compile(r'(?<!\S)(repo|org|user|author|label|is|state|in|type):"?([^\s"]+)"?')


def check_body(resource: str, text: object) -> str:
    """The text of a comment or issue, within what GitHub takes."""
    if not isinstance(text, str) or not text.strip():
        raise invalid(resource, "body", "missing_field")
    if len(text) > LONGEST:
        raise invalid(resource, "data", "unprocessable", f"Body is too long (maximum is {LONGEST} characters)")
    return text


def _issue(repository: Repository, number: int) -> Issue:
    found = repository.issues.get(number)
    if found is None:
        raise not_found()
    return found


@operation("issues/list-comments")
def comments(call: Call) -> tuple[int, Any]:
    one = call.repository()
    number = _issue(one, call.integer("issue_number")).number
    found = [item for item in one.comments.values() if item.number == number]
    since = call.query.get("since", "")
    return 200, Page([comment(one, item) for item in found if item.updated >= since])


@operation("issues/create-comment")
def create_comment(call: Call) -> tuple[int, Any]:
    number = call.integer("issue_number")
    known = call.repository()
    one = call.writable(*(("issues", "pull-requests") if number in known.pulls else ("issues",)))
    _issue(one, number)
    text = check_body("IssueComment", call.body.get("body"))
    now = call.state.now()
    made = Comment(call.state.number(), number, call.token.login, text, now, now)
    one.comments[made.id] = made
    return 201, comment(one, made)


def _comment(one: Repository, call: Call) -> Comment:
    found = one.comments.get(call.integer("comment_id"))
    if found is None:
        raise not_found()
    return found


@operation("issues/get-comment")
def get_comment(call: Call) -> tuple[int, Any]:
    one = call.repository()
    return 200, comment(one, _comment(one, call))


@operation("issues/update-comment")
def update_comment(call: Call) -> tuple[int, Any]:
    one = call.writable("issues", "pull-requests")
    found = _comment(one, call)
    if call.token.kind == "installation" and found.login != call.token.login:
        raise Refusal(403, READ_ONLY)
    found.body = check_body("IssueComment", call.body.get("body"))
    found.updated = call.state.now()
    return 200, comment(one, found)


@operation("issues/delete-comment")
def delete_comment(call: Call) -> tuple[int, Any]:
    one = call.writable("issues", "pull-requests")
    del one.comments[_comment(one, call).id]
    return 204, None


@operation("issues/list-for-repo")
def issues(call: Call) -> tuple[int, Any]:
    one, query = call.repository(), call.query
    state = query.get("state", "open")
    wanted = {name for name in query.get("labels", "").split(",") if name}
    found = [
        item
        for item in one.issues.values()
        if state in ("all", item.state)
        and wanted <= set(item.labels)
        and query.get("creator") in (None, item.login)
        and item.updated >= query.get("since", "")
    ]
    found.sort(key=lambda item: item.number, reverse=query.get("direction", "desc") == "desc")
    return 200, Page([issue(one, item) for item in found])


@operation("issues/get")
def get_issue(call: Call) -> tuple[int, Any]:
    one = call.repository()
    return 200, issue(one, _issue(one, call.integer("issue_number")))


@operation("issues/create")
def create_issue(call: Call) -> tuple[int, Any]:
    one = call.writable("issues")
    if not one.has_issues:
        raise Refusal(410, "Issues has been disabled in this repository.")
    text = call.body.get("body") or ""
    if len(text) > LONGEST:
        check_body("Issue", text)
    now = call.state.now()
    made = Issue(max([0, *one.issues]) + 1, str(call.body["title"]), text, call.token.login, now, now)
    made.labels = [item if isinstance(item, str) else item["name"] for item in call.body.get("labels") or []]
    made.assignees = list(call.body.get("assignees") or [])
    one.issues[made.number] = made
    return 201, issue(one, made)


@operation("issues/update")
def update_issue(call: Call) -> tuple[int, Any]:
    one = call.writable("issues")
    found, body = _issue(one, call.integer("issue_number")), call.body
    if body.get("body") is not None and len(body["body"]) > LONGEST:
        check_body("Issue", body["body"])
    found.title = str(body.get("title", found.title))
    found.body = body["body"] or "" if "body" in body else found.body
    if "labels" in body:
        found.labels = [item if isinstance(item, str) else item["name"] for item in body["labels"]]
    found.updated = call.state.now()
    if body.get("state", found.state) != found.state:
        found.state = body["state"]
        found.closed = found.updated if found.state == "closed" else None
        found.state_reason = "completed" if found.state == "closed" else "reopened"
    found.state_reason = body.get("state_reason", found.state_reason)
    return 200, issue(one, found)


@operation("issues/add-labels")
def add_labels(call: Call) -> tuple[int, Any]:
    one = call.writable("issues", "pull-requests")
    found = _issue(one, call.integer("issue_number"))
    given = call.body.get("labels", [])
    found.labels += [name for name in given if name not in found.labels]
    return 200, [label(one, name) for name in found.labels]


@operation("issues/remove-label")
def remove_label(call: Call) -> tuple[int, Any]:
    one = call.writable("issues", "pull-requests")
    found = _issue(one, call.integer("issue_number"))
    if call.values["name"] not in found.labels:
        raise Refusal(404, "Label does not exist")
    found.labels.remove(call.values["name"])
    return 200, [label(one, name) for name in found.labels]


@operation("search/issues-and-pull-requests")
def search(call: Call) -> tuple[int, Any]:
    """Issues by words of title and body; the qualifiers `repo:`, `org:`, `author:`, `label:` and `is:` count."""
    pairs: list[tuple[str, str]] = _QUALIFIER.findall(call.query["q"])
    words = re.sub(r'(?<!\S)\w+:"?[^\s"]+"?', " ", call.query["q"]).replace('"', " ").lower().split()
    found = [
        issue(one, item)
        for _, one in sorted(call.state.repositories.items())
        if may_see(call.token, one)
        for item in one.issues.values()
        if all(_matches(one, item, name, value) for name, value in pairs)
        and all(word in f"{item.title}\n{item.body}".lower() for word in words)
    ]
    like = example("issue-search-result-item-paginated")["items"][0]
    items = [{**like, **item, "score": 1.0} for item in found]
    return 200, Page(items, "items", extra={"incomplete_results": False})


def _matches(one: Repository, item: Issue, name: str, value: str) -> bool:
    wanted = value.lower()
    is_pull = item.number in one.pulls
    kinds = {"open": item.state == "open", "closed": item.state == "closed", "issue": not is_pull, "pr": is_pull}
    answers = {
        "repo": one.full_name.lower() == wanted,
        "org": one.owner.lower() == wanted,
        "user": one.owner.lower() == wanted,
        "author": item.login.lower().replace("[bot]", "") == wanted.removeprefix("app/").replace("[bot]", ""),
        "label": wanted in (given.lower() for given in item.labels),
    }
    return answers.get(name, kinds.get(wanted, True))
