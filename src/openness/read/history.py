"""Where a change begins: the commit that a repository's state is to be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.errors import BaseUnavailable, UsageError
from openness.read.git import Git, GitError, GitMissingError
from openness.values import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Start(NamedTuple):
    """A commit by its hexadecimal name: where the histories part (`merge-base`), or the one named (`commit`)."""

    kind: Literal["merge-base", "commit"]
    commit: str


def find_start(path: Path, base: str, head: str | None) -> Start:
    """The best common ancestor of `base` and `head` (None: HEAD), or `base` itself where this clone knows none.

    A `base` that is no revision here is looked for among the branches of `origin`, as in a checkout of one branch.
    Raises BaseUnavailable when a shallow clone lacks `base`, UsageError when it is unknown or there is no repository.
    """
    shown = " ".join(base.split())
    try:
        git = Git(path.resolve())
        given = _commit(git, base) or _commit(git, f"refs/remotes/origin/{base}")
        shallow = git.ask("rev-parse", "--is-shallow-repository") == "true"
    except GitMissingError as error:
        raise UsageError(f"comparing with {shown} needs git: {error}") from error
    except GitError as error:
        raise UsageError(f"comparing with {shown} needs a git repository, and {path} is in none") from error
    if given is None:
        if shallow:
            raise BaseUnavailable(
                f"{shown} is not in this clone, which is shallow: run `git fetch --deepen=1000` "
                "(with actions/checkout: `fetch-depth: 0`)"
            )
        raise UsageError(f"git knows no commit {shown} in {path}: give a branch, a tag or a commit that is there")
    tip = _commit(git, head or "HEAD")
    ancestor = _ask(git, "merge-base", given, tip) if tip is not None else None
    return Start("merge-base", ancestor) if ancestor else Start("commit", given)


def not_whole(base: str) -> str:
    """What is wrong and what to do when files of the base were not fetched."""
    return (
        f"files of {base} are not in this clone, which is a partial one: run `git fetch --refetch --no-filter` "
        "(with actions/checkout: no `filter`)"
    )


def _commit(git: Git, revision: str) -> str | None:
    if not revision or "\0" in revision:
        raise UsageError("the revision to compare with is empty" if not revision else "the revision is not a name")
    return _ask(git, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")


def _ask(git: Git, *question: str) -> str | None:
    """The answer, or None where Git has none."""
    try:
        return git.ask(*question) or None
    except GitError:
        return None
