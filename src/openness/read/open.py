"""A path on this machine as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.read.directory import DirectoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from openness.read.tree import Tree


def open_tree(path: Path, *, tracked_only: bool = False) -> Tree:
    """The Git working tree that the directory is or belongs to, or else the directory as it is.

    A directory that the repository around it ignores altogether counts as a plain one, as does everything where there
    is no Git. `tracked_only` leaves out files that were never added to the repository. Raises UsageError when the path
    is absent, no directory, or in a repository that Git does not trust.
    """
    if not path.exists():
        raise UsageError(f"{path} does not exist")
    if not path.is_dir():
        raise UsageError(f"{path} is not a directory")
    real = path.resolve()
    if any((place / ".git").exists() for place in (real, *real.parents)):
        tree = _worktree(real, tracked_only=tracked_only)
        if tree is not None:
            return tree
    if all((path / name).exists() for name in ("HEAD", "objects", "refs")):
        raise UsageError(f"{path} is a bare repository, which holds no files to judge: give a clone of it")
    return DirectoryTree(path)


def _worktree(path: Path, *, tracked_only: bool) -> Tree | None:
    """The working tree at the path, or None when Git is absent, finds no repository, or knows nothing of the path."""
    from openness.read.git import GitError, GitMissingError  # noqa: PLC0415 - needed for repositories only
    from openness.read.worktree import WorktreeTree  # noqa: PLC0415

    try:
        tree = WorktreeTree(path, tracked_only=tracked_only)
        is_known = bool(tree.entries())
    except (GitError, GitMissingError):
        return None
    # An empty repository is a repository; an empty answer below its top means that the directory is ignored.
    return tree if is_known or (path / ".git").exists() else None
