"""Operations on pull requests, their reviews and the comments on their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rig.bodies import commit, file_entry, pull, review, review_comment
from rig.patches import changed_files, line_text
from rig.rest_issues import LONGEST, check_body
from rig.serving import Call, Page, Refusal, not_found, operation
from rig.state import Review, ReviewComment

if TYPE_CHECKING:
    from rig.state import Pull, Repository

_STATES = {"COMMENT": "COMMENTED", "APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", None: "PENDING"}


def _pull(one: Repository, call: Call) -> Pull:
    found = one.pulls.get(call.integer("pull_number"))
    if found is None:
        raise not_found()
    return found


@operation("pulls/get")
def get_pull(call: Call) -> tuple[int, Any]:
    one = call.repository()
    return 200, pull(one, _pull(one, call), call.state.owner(one.owner))


@operation("pulls/list")
def pulls(call: Call) -> tuple[int, Any]:
    one, query = call.repository(), call.query
    state, head, base = query.get("state", "open"), query.get("head"), query.get("base")
    found = [
        item
        for item in one.pulls.values()
        if state in ("all", item.issue.state) and base in (None, item.base) and (not head or head == _label(item))
    ]
    found.sort(key=lambda item: item.number, reverse=query.get("direction", "desc") == "desc")
    owner = call.state.owner(one.owner)
    return 200, Page([pull(one, item, owner, full=False) for item in found])


def _label(item: Pull) -> str:
    return f"{(item.head_repository or 'ghost/').split('/')[0]}:{item.head}"


@operation("repos/list-pull-requests-associated-with-commit")
def pulls_of_commit(call: Call) -> tuple[int, Any]:
    one, sha = call.repository(), call.values["commit_sha"]
    if one.resolve(sha) is None:
        raise Refusal(422, f"No commit found for SHA: {sha}")
    owner = call.state.owner(one.owner)
    # GitHub answers with open pull requests of forks only where the commit is in the repository itself.
    found = [item for item in one.pulls.values() if item.head_sha == sha and item.head_repository == one.full_name]
    return 200, Page([pull(one, item, owner, full=False) for item in found])


@operation("pulls/list-files")
def files(call: Call) -> tuple[int, Any]:
    one = call.repository()
    item = _pull(one, call)
    return 200, Page([file_entry(one, file, item.head_sha) for file in changed_files(item)][:3000])


@operation("pulls/list-commits")
def commits(call: Call) -> tuple[int, Any]:
    one = call.repository()
    item = _pull(one, call)
    return 200, Page([commit(one, item.head_objects.commit(item.head_sha))])


@operation("pulls/list-reviews")
def reviews(call: Call) -> tuple[int, Any]:
    one = call.repository()
    item = _pull(one, call)
    return 200, Page([review(one, item, given) for given in item.reviews])


def _review(item: Pull, call: Call) -> Review:
    number = call.integer("review_id")
    found = next((given for given in item.reviews if given.id == number), None)
    if found is None:
        raise not_found()
    return found


@operation("pulls/get-review")
def get_review(call: Call) -> tuple[int, Any]:
    one = call.repository()
    item = _pull(one, call)
    return 200, review(one, item, _review(item, call))


@operation("pulls/create-review")
def create_review(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item, body, state = _pull(one, call), call.body, call.state
    if len(body.get("body") or "") > LONGEST:
        check_body("PullRequestReview", body["body"])
    commit_id = body.get("commit_id") or item.head_sha
    if commit_id != item.head_sha and item.head_objects.resolve(commit_id) is None:
        raise Refusal(422, "Unprocessable Entity", errors=["commit_id is not part of the pull request"])
    now = state.now()
    made = Review(state.number(), call.token.login, body.get("body") or "", _STATES[body.get("event")], commit_id, now)
    comments = [_line_comment(item, given, call, made, now) for given in body.get("comments") or []]
    if made.state == "COMMENTED" and not made.body and not comments:
        raise Refusal(422, "Unprocessable Entity", errors=["A body or at least one comment is required"])
    item.reviews.append(made)
    item.comments += comments
    return 200, review(one, item, made)


def _line_comment(item: Pull, given: dict[str, Any], call: Call, made: Review, now: str) -> ReviewComment:
    """The comment, if its lines are in the diff; else GitHub refuses the whole review, and does not say which."""
    side, line = given.get("side") or "RIGHT", given.get("line")
    if line is None and "position" not in given:
        raise Refusal(422, "Unprocessable Entity", errors=["Pull request review thread line must be part of the diff"])
    shown = line_text(item, str(given["path"]), side, int(line or 0))
    first, first_side = given.get("start_line"), given.get("start_side") or side
    starts = line_text(item, str(given["path"]), first_side, int(first)) if first is not None else shown
    if shown is None or starts is None:
        raise Refusal(422, "Unprocessable Entity", errors=["Pull request review thread line must be part of the diff"])
    if first is not None and (int(first) >= int(line or 0) or starts[0] != shown[0]):
        message = "Pull request review thread start line must precede the end line."
        raise Refusal(422, "Unprocessable Entity", errors=[message])
    return ReviewComment(
        id=call.state.number(),
        review=made.id,
        login=call.token.login,
        path=str(given["path"]),
        body=check_body("PullRequestReviewComment", given.get("body")),
        line=line,
        side=side,
        start_line=first,
        start_side=first_side if first is not None else None,
        commit=made.commit,
        created=now,
        text=shown[1],
    )


@operation("pulls/update-review")
def update_review(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item = _pull(one, call)
    found = _review(item, call)
    found.body = check_body("PullRequestReview", call.body.get("body"))
    return 200, review(one, item, found)


@operation("pulls/dismiss-review")
def dismiss_review(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item = _pull(one, call)
    found = _review(item, call)
    if found.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise Refusal(422, "Unprocessable Entity", errors=["Can not dismiss a commented pull request review"])
    found.state = "DISMISSED"
    return 200, review(one, item, found)


@operation("pulls/list-comments-for-review")
def comments_of_review(call: Call) -> tuple[int, Any]:
    one = call.repository()
    item = _pull(one, call)
    number = _review(item, call).id
    listed = [review_comment(one, item, given) for given in item.comments if given.review == number]
    for body in listed:
        body["position"] = body["original_position"] = 1
    return 200, Page(listed)


@operation("pulls/list-review-comments")
def review_comments(call: Call) -> tuple[int, Any]:
    one = call.repository()
    item = _pull(one, call)
    return 200, Page([review_comment(one, item, given) for given in item.comments])


@operation("pulls/create-review-comment")
def create_review_comment(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item, body, state = _pull(one, call), call.body, call.state
    now = state.now()
    made = Review(state.number(), call.token.login, "", "COMMENTED", str(body["commit_id"]), now)
    if body.get("subject_type") == "file":
        if body["path"] not in {file["filename"] for file in changed_files(item)}:
            raise Refusal(422, "Validation Failed", errors=["path is not part of the diff"])
        written = ReviewComment(
            state.number(), made.id, call.token.login, str(body["path"]), str(body["body"]),
            None, "RIGHT", None, None, made.commit, now,
        )  # fmt: skip
    else:
        written = _line_comment(item, body, call, made, now)
    item.reviews.append(made)
    item.comments.append(written)
    return 201, review_comment(one, item, written)


@operation("pulls/create-reply-for-review-comment")
def reply(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item = _pull(one, call)
    first = _of_number(item, call.integer("comment_id"))
    text = check_body("PullRequestReviewComment", call.body.get("body"))
    made = ReviewComment(
        call.state.number(), first.review, call.token.login, first.path, text,
        first.line, first.side, None, None, first.commit, call.state.now(), first.text, first.id,
    )  # fmt: skip
    item.comments.append(made)
    return 201, review_comment(one, item, made)


@operation("pulls/update-review-comment")
def update_review_comment(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item, found = _anywhere(one, call.integer("comment_id"))
    found.body = check_body("PullRequestReviewComment", call.body.get("body"))
    return 200, review_comment(one, item, found)


@operation("pulls/delete-review-comment")
def delete_review_comment(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    item, found = _anywhere(one, call.integer("comment_id"))
    item.comments.remove(found)
    return 204, None


def _of_number(item: Pull, number: int) -> ReviewComment:
    found = next((given for given in item.comments if given.id == number), None)
    if found is None:
        raise not_found()
    return found


def _anywhere(one: Repository, number: int) -> tuple[Pull, ReviewComment]:
    for item in one.pulls.values():
        for given in item.comments:
            if given.id == number:
                return item, given
    raise not_found()
