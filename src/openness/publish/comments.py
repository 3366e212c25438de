"""The one comment of a pull request: found again over all pages, written once, put in order after a race."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.action.marker import carries, run_of
from openness.action.sticky import Existing, decide_comment, is_outdated, own_comments
from openness.github.errors import ApiError
from openness.publish.accounts import own_accounts
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.action.decision import CommentMode
    from openness.action.sticky import News
    from openness.github.answers import Json
    from openness.github.client import GitHubClient

_ATTEMPTS = 3
_MOST_PAGES = 50


class Wanted(NamedTuple):
    """A comment as it should stand: its marker's identity, its text with the marker, and what it has to say."""

    identity: str
    body: str
    mode: CommentMode
    said: News


class Told(NamedTuple):
    """What was done about the comment. `url` is its address, None where there is none.

    `outdated`: a later run has spoken, so that this one has nothing to say any more.
    """

    kind: Literal["none", "created", "updated", "deleted"]
    url: str | None
    why: str
    outdated: bool = False


class _Found(NamedTuple):
    """A comment of this tool with its address."""

    existing: Existing
    url: str | None


def publish_comment(client: GitHubClient, repository: str, number: int, wanted: Wanted) -> Told:
    """Bring the comment of a pull request to what is wanted; raises ApiError when GitHub refuses.

    Whatever happens in between, a run leaves at most one comment: a POST that may have taken effect is not sent again
    before its marker has been looked for, and what two runs wrote at once is joined to the oldest.
    """
    found = _own(client, repository, number, wanted.identity)
    act = decide_comment(wanted.mode, wanted.said, [one.existing for one in found], may_write=True, body=wanted.body)
    urls = {one.existing.id: one.url for one in found}
    if act.kind == "create":
        return _create(client, repository, number, wanted)
    if act.kind == "none":
        return Told("none", urls.get(act.comment) if act.comment else None, act.why, act.outdated)
    if act.kind == "update":
        assert act.comment is not None
        try:
            client.patch(_place(repository, act.comment), {"body": wanted.body})
        except ApiError as error:
            if error.kind != "not-found":
                raise
            # Deleted since it was listed: by hand, or by a run beside this one.
            return _create(client, repository, number, wanted)
    for duplicate in act.remove:
        client.delete(_place(repository, duplicate))
    if act.kind == "delete" and act.comment is None:
        return Told("deleted", None, act.why)
    return Told("updated", urls.get(act.comment) if act.comment else None, act.why)


def _create(client: GitHubClient, repository: str, number: int, wanted: Wanted) -> Told:
    """Post the comment once, then look whether another run did the same."""
    for attempt in range(_ATTEMPTS):
        try:
            made = client.post(f"/repos/{repository}/issues/{number}/comments", {"body": wanted.body})
        except ApiError as error:  # noqa: PERF203 - each attempt is a request
            if not (error.passing or error.may_have_happened):
                raise
            if attempt + 1 == _ATTEMPTS or not client.patience.wait(error, attempt):
                raise
            found = _own(client, repository, number, wanted.identity)
            if found:
                return _join(client, repository, found, wanted)
        else:
            written = _read(made)
            found = _own(client, repository, number, wanted.identity, written.existing.author if written else None)
            if found:
                return _join(client, repository, found, wanted)
            return Told("created", _url(made), "there is something to say")
    raise AssertionError("the last attempt returns or raises")


def _join(client: GitHubClient, repository: str, found: list[_Found], wanted: Wanted) -> Told:
    """Keep the oldest comment with what the latest run says, remove the others."""
    oldest, *others = found
    latest = max((one.existing.body for one in found), key=lambda body: run_of(body) or 0)
    outdated = is_outdated(wanted.body, [one.existing for one in found])
    body = latest if outdated else wanted.body
    if oldest.existing.body.replace("\r\n", "\n").strip() != body.strip():
        client.patch(_place(repository, oldest.existing.id), {"body": body})
    for one in others:
        client.delete(_place(repository, one.existing.id))
    return Told("created", oldest.url, "there is something to say", outdated)


def _own(client: GitHubClient, repository: str, number: int, identity: str, author: str | None = None) -> list[_Found]:
    """This tool's comments with that identity, oldest first; `author` is the account of the token, where known."""
    listed = client.get_all(f"/repos/{repository}/issues/{number}/comments", most_pages=_MOST_PAGES)
    marked = [one for one in map(_read, listed) if one and carries(one.existing.body, "comment", identity)]
    if not marked:
        return []
    accounts = own_accounts(client, [one.existing.author for one in marked if one.existing.author != author])
    mine = own_comments([one.existing for one in marked], identity, [*accounts, *([author] if author else [])])
    urls = {one.existing.id: one.url for one in marked}
    return [_Found(one, urls[one.id]) for one in mine]


def _read(comment: Json) -> _Found | None:
    """A comment from GitHub's answer; None for what has not the shape of one."""
    if not isinstance(comment, dict) or not isinstance(comment.get("id"), int):
        return None
    user = comment.get("user")
    login = user.get("login") if isinstance(user, dict) else None
    return _Found(
        Existing(
            id=comment["id"],
            author=str(login or ""),
            created=str(comment.get("created_at") or ""),
            body=str(comment.get("body") or ""),
        ),
        _url(comment),
    )


def _url(comment: Json) -> str | None:
    url = comment.get("html_url") if isinstance(comment, dict) else None
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) and len(url) < 1000 else None


def _place(repository: str, comment: int) -> str:
    return f"/repos/{repository}/issues/comments/{comment}"
