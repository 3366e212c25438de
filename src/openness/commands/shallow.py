"""Commits that a checkout lacks, brought in from where it came from: objects only, no second checkout."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.read.git import Git, GitError, GitMissingError, environment, program

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 120.0
_MOST_PATHS = 10_000
_PARENT = compiled(r"^parent ([0-9a-f]{40,64})$", re.MULTILINE)
_FIRST_PARENT = "^1"
# The checkout's own settings may sign in; its hooks and monitors are never run, and no program is named as transport.
_TRANSPORTS = "https:http:ssh:file"
_FETCH = (
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "gc.auto=0",
    "-c",
    "maintenance.auto=false",
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--no-filter",
)


def has_commit(root: Path, revision: str) -> bool:
    """True when this clone holds the commit itself."""
    try:
        return bool(Git(root).ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"))
    except (GitError, GitMissingError):
        return False


def parts_unseen(root: Path, base: str, head: str | None) -> bool:
    """True when this clone is too short to tell where the histories of two commits parted."""
    try:
        git = Git(root)
        if git.ask("rev-parse", "--is-shallow-repository") != "true":
            return False
        git.ask("merge-base", base, head or "HEAD")
    except (GitError, GitMissingError):
        return True
    return False


def bring(root: Path, revision: str) -> str | None:
    """The name under which the commit is in this clone from now on; None where it cannot be had.

    A full commit name, `COMMIT^1` or a branch of `origin` can be brought; what is there already is not asked for.
    """
    if has_commit(root, revision):
        return revision
    try:
        git = Git(root)
        shallow = git.ask("rev-parse", "--is-shallow-repository") == "true"
        wanted = _wanted(git, revision)
    except (GitError, GitMissingError):
        return None
    # Asking for one commit alone would cut off the history of a whole clone.
    if wanted is None or not _fetch(root, wanted, ("--depth=1",) if shallow else ()):
        return None
    name = f"refs/remotes/origin/{wanted[11:].partition(':')[0]}" if wanted.startswith("refs/heads/") else wanted
    return name if has_commit(root, name) else None


def changed_paths(root: Path, base: str, head: str | None) -> frozenset[str] | None:
    """The paths below `root` that differ between two commits; None where Git cannot say."""
    question = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", "--end-of-options")
    found = set()
    try:
        for path in Git(root).records(*question, base, head or "HEAD", "--"):
            found.add(path.decode("utf-8", "surrogateescape"))
            if len(found) >= _MOST_PATHS:
                break
    except (GitError, GitMissingError):
        return None
    return frozenset(found)


def _wanted(git: Git, revision: str) -> str | None:
    """What to ask the remote for: it knows whole commit names and branches, and no `^1`."""
    if revision.endswith(_FIRST_PARENT):
        # A shallow clone says that its last commit has no parents, but the commit itself still names them.
        parents = _PARENT.findall(git.ask("cat-file", "commit", revision.removesuffix(_FIRST_PARENT)))
        return parents[0] if parents else None
    if re.fullmatch(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", revision):
        return revision
    branch = revision.removeprefix("refs/remotes/origin/")
    if branch != revision and re.fullmatch(r"[\w./-]{1,200}", branch) and ".." not in branch:
        return f"refs/heads/{branch}:refs/remotes/origin/{branch}"
    return None


def _fetch(root: Path, what: str, options: tuple[str, ...]) -> bool:
    asked = {**environment(), "GIT_ALLOW_PROTOCOL": _TRANSPORTS}
    try:
        done = subprocess.run(  # noqa: S603 - no part of it is the repository's to choose
            [program(), "-C", str(root), *_FETCH, *options, "origin", what],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=asked,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, GitMissingError):
        return False
    return done.returncode == 0
