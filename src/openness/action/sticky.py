"""Whether the one comment of a manifest is created, updated, deleted or left alone: a table, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from openness.action.changes import level_lowered, rows
from openness.action.groups import mended, shown
from openness.action.marker import carries, run_of
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openness.action.decision import CommentMode
    from openness.vocabulary import Severity

News = Literal["findings", "lowered", "changed", "quiet", "incomplete"]
"""What there is to say: new errors or warnings; none, but a lower level; something else that differs; nothing.

`incomplete`: nothing new was found, but not everything could be read. That is no reason to write to anybody (the job
says it), and none to take back what was written.
"""

_SAID: dict[CommentMode, tuple[News, ...]] = {
    "never": (),
    "on-findings": ("findings", "lowered"),
    "on-findings-delete": ("findings", "lowered"),
    "on-changes": ("findings", "lowered", "changed"),
    "always": ("findings", "lowered", "changed", "quiet", "incomplete"),
}


class Existing(NamedTuple):
    """A comment that is there. `author` is the login as the REST API gives it; `created` its ISO 8601 time."""

    id: int
    author: str
    created: str
    body: str


class CommentAct(NamedTuple):
    """What to do. `comment` is the one to update; `remove` are those to delete: duplicates, or all of them.

    `outdated` is true where a later run has spoken already.
    """

    kind: Literal["none", "create", "update", "delete"]
    comment: int | None = None
    remove: tuple[int, ...] = ()
    why: str = ""
    outdated: bool = False


def news(report: dict[str, Any], least: Severity, incomplete: str = "") -> News:
    """What there is to say of a report, counting findings that are at least that severe; `incomplete` as in Context.

    A note alone is no reason to write to everybody who follows the pull request.
    """
    comparison = report.get("comparison")
    new = shown(report, least, new=True)
    if any(one["severity"] != "note" for one in new):
        return "findings"
    if incomplete:
        return "incomplete"
    if level_lowered(comparison):
        return "lowered"
    return "changed" if new or rows(comparison) or mended(report) else "quiet"


def own_comments(comments: Iterable[Existing], identity: str, authors: Iterable[str]) -> tuple[Existing, ...]:
    """Comments that one of these accounts wrote and that begin with the marker, oldest first."""
    accounts = {author.casefold() for author in authors}
    mine = (one for one in comments if one.author.casefold() in accounts and carries(one.body, "comment", identity))
    return tuple(sorted(mine, key=lambda one: (one.created, one.id)))


def decide_comment(
    mode: CommentMode,
    said: News,
    existing: Sequence[Existing],
    *,
    may_write: bool,
    body: str | None = None,
) -> CommentAct:
    """The act for `existing` own comments, oldest first (`own_comments`).

    The oldest is kept, and what runs that raced each other wrote besides it is removed. A comment that is there is
    brought up to date whatever there is to say, so that none stays red after the mending. One that already has that
    `body` is left alone, and so is one that a later run wrote: a run that was slow has nothing to say any more.
    """
    if mode == "never":
        return CommentAct("none", why="comments are switched off")
    if not may_write:
        return CommentAct("none", why="this run may not write")
    if not existing:
        if said in _SAID[mode]:
            return CommentAct("create", why="there is something to say")
        return CommentAct("none", why="there is nothing to say")
    if body is not None and is_outdated(body, existing):
        return CommentAct("none", existing[0].id, why="a later run has written it", outdated=True)
    oldest, *duplicates = existing
    removed = tuple(one.id for one in duplicates)
    if mode == "on-findings-delete" and said not in (*_SAID[mode], "incomplete"):
        return CommentAct("delete", None, (oldest.id, *removed), "there is nothing to say any more")
    if body is not None and _same(oldest.body, body):
        if not removed:
            return CommentAct("none", oldest.id, why="the comment says so already")
        return CommentAct("delete", oldest.id, removed, "duplicates of the comment")
    return CommentAct("update", oldest.id, removed, "the comment is brought up to date")


def is_outdated(body: str, existing: Iterable[Existing]) -> bool:
    """True where one of the comments was written by a later run than the text; False where either is not known."""
    run = run_of(body)
    return run is not None and any((run_of(one.body) or 0) > run for one in existing)


def _same(left: str, right: str) -> bool:
    return left.replace("\r\n", "\n").strip() == right.replace("\r\n", "\n").strip()
