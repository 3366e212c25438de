"""Suggestions in the diff: one review, never posted twice; threads whose matter is settled are resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.action.review import Thread, plan_review
from openness.github.errors import ApiError
from openness.publish.accounts import ACTIONS
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from openness.action.review import Review, Suggestion
    from openness.github.answers import Json
    from openness.github.client import GitHubClient
    from openness.vocabulary import Severity

    Report = dict[str, Any]

_ATTEMPTS = 3
_MOST_PAGES = 20
_THREADS = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id
          isResolved
          isOutdated
          comments(first: 1) { nodes { id body isMinimized viewerDidAuthor author { login __typename } } }
        }
      }
    }
  }
}
"""
_RESOLVE = """
mutation($thread: ID!) {
  resolveReviewThread(input: {threadId: $thread}) { thread { id isResolved } }
}
"""
_MINIMIZE = """
mutation($comment: ID!) {
  minimizeComment(input: {subjectId: $comment, classifier: RESOLVED}) { minimizedComment { isMinimized } }
}
"""


class Pull(NamedTuple):
    """The pull request that a review belongs to, at the commit that was judged."""

    repository: str
    number: int
    head_sha: str


class Reviewed(NamedTuple):
    """What was done. `refused` are suggestions that GitHub did not take, to be told in another place."""

    posted: int
    resolved: int
    refused: tuple[Suggestion, ...] = ()


class _Threads(NamedTuple):
    """Threads, the accounts of this token, and the first comment of each thread by the thread's id."""

    threads: tuple[Thread, ...]
    authors: frozenset[str]
    comments: dict[str, str]


def has_edits(report: Report) -> bool:
    """True where there may be something to suggest."""
    return any(one["fix"] and one["new"] and one["suppressed"] is None for one in report["findings"])


def publish_review(
    client: GitHubClient,
    pull: Pull,
    report: Report,
    source_line: Callable[[str, int], str | None],
    *,
    least: Severity = "note",
) -> Reviewed:
    """Post what the diff has room for and resolve what is settled; raises ApiError when GitHub refuses.

    Paths in the report are those of the repository. A review that GitHub calls invalid is not sent again.
    """
    wanted = has_edits(report)
    try:
        there = _read_threads(client, pull)
    except ApiError:
        if wanted:
            raise
        # Without a word to add, threads that stay open are no loss worth telling.
        return Reviewed(0, 0)
    patches = _read_patches(client, pull) if wanted else {}
    review = plan_review(report, patches, source_line, there.threads, there.authors, least=least)
    refused: tuple[Suggestion, ...] = ()
    if review.comments and not _post(client, pull, review):
        refused = review.comments
    resolved = sum(_settle(client, thread, there.comments[thread]) for thread in review.resolve)
    return Reviewed(len(review.comments) - len(refused), resolved, refused)


def _post(client: GitHubClient, pull: Pull, review: Review) -> bool:
    """False where GitHub takes the review for invalid: a line is not in the diff that it has."""
    body = {
        "commit_id": pull.head_sha,
        "event": "COMMENT",
        "body": review.body,
        "comments": [one.as_json() for one in review.comments],
    }
    for attempt in range(_ATTEMPTS):
        try:
            client.post(f"/repos/{pull.repository}/pulls/{pull.number}/reviews", body)
        except ApiError as error:  # noqa: PERF203 - each attempt is a request
            if error.kind == "invalid":
                return False
            if not (error.passing or error.may_have_happened):
                raise
            if attempt + 1 == _ATTEMPTS or not client.patience.wait(error, attempt):
                raise
            if _is_there(client, pull, review):
                return True
        else:
            return True
    raise AssertionError("the last attempt returns or raises")


def _is_there(client: GitHubClient, pull: Pull, review: Review) -> bool:
    there = _read_threads(client, pull)
    first = review.comments[0].body.split("\n", 1)[0]
    return any(thread.body.startswith(first) and thread.author in there.authors for thread in there.threads)


def _settle(client: GitHubClient, thread: str, comment: str) -> bool:
    """Resolve the thread, or fold its comment as resolved; False where GitHub allows neither, which is no harm.

    Resolving takes `contents: write` besides `pull-requests: write`, and nobody should have to give that.
    """
    for mutation, variables in ((_RESOLVE, {"thread": thread}), (_MINIMIZE, {"comment": comment})):
        try:
            client.graphql(mutation, variables)
        except ApiError:
            continue
        return True
    return False


def _read_patches(client: GitHubClient, pull: Pull) -> Mapping[str, str | None]:
    """The patch of every changed file, None where GitHub gives none; it lists at most 3,000 files."""
    listed = client.get_all(f"/repos/{pull.repository}/pulls/{pull.number}/files", most_pages=30)
    patches: dict[str, str | None] = {}
    for file in listed:
        if isinstance(file, dict) and isinstance(file.get("filename"), str):
            patch = file.get("patch")
            patches[file["filename"]] = patch if isinstance(patch, str) else None
    return patches


def _read_threads(client: GitHubClient, pull: Pull) -> _Threads:
    threads: list[Thread] = []
    comments: dict[str, str] = {}
    authors = {ACTIONS}
    for node in _thread_nodes(client, pull):
        first = _first_comment(node)
        writer = first.get("author")
        login = str(writer.get("login") or "") if isinstance(writer, dict) else ""
        # REST ends the names of apps so, and no user's name can end so.
        author = f"{login}[bot]" if login and isinstance(writer, dict) and writer.get("__typename") == "Bot" else login
        if first.get("viewerDidAuthor") is True and author:
            authors.add(author)
        comments[str(node.get("id") or "")] = str(first.get("id") or "")
        threads.append(
            Thread(
                id=str(node.get("id") or ""),
                author=author,
                body=str(first.get("body") or ""),
                resolved=node.get("isResolved") is True or first.get("isMinimized") is True,
                outdated=node.get("isOutdated") is True,
            )
        )
    return _Threads(tuple(threads), frozenset(authors), comments)


def _thread_nodes(client: GitHubClient, pull: Pull) -> Iterator[dict[str, Any]]:
    owner, _, name = pull.repository.partition("/")
    after: str | None = None
    for _ in range(_MOST_PAGES):
        variables = {"owner": owner, "name": name, "number": pull.number, "after": after}
        page = _inside(client.graphql(_THREADS, variables).data, "repository", "pullRequest", "reviewThreads")
        nodes = page.get("nodes")
        yield from (one for one in (nodes if isinstance(nodes, list) else ()) if isinstance(one, dict))
        info = _inside(page, "pageInfo")
        after = info.get("endCursor")
        if info.get("hasNextPage") is not True or not isinstance(after, str):
            return


def _first_comment(node: dict[str, Any]) -> dict[str, Any]:
    nodes = _inside(node, "comments").get("nodes")
    first = nodes[0] if isinstance(nodes, list) and nodes else None
    return first if isinstance(first, dict) else {}


def _inside(value: Json, *keys: str) -> dict[str, Any]:
    """The object below these keys, an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
