"""A commit as a tree, read from Git's objects; nothing needs to be checked out."""

from __future__ import annotations

import os
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.read.git import Git, GitError, GitMissingError
from openness.read.listing import Listing, refuse_whole
from openness.read.names import stays_inside
from openness.read.objects import ObjectReader
from openness.read.tree import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openness.model import NotChecked
    from openness.read.tree import Entry

_LINK_MODE, _EXECUTABLE_MODE = "120000", "100755"
_LINK_LIMIT = 4096


class CommitTree:
    """A commit of the repository at `path`: the whole of it, or the part below `path`.

    Raises UsageError when there is no Git, no repository, or no such revision in this clone.
    """

    def __init__(self, path: Path, revision: str) -> None:
        root = path.resolve()
        try:
            self._git = Git(root)
            self.commit = _commit_of(self._git, root, revision)
        except GitMissingError as error:
            raise UsageError(f"reading a commit needs git: {error}") from error
        self._name = root.name.removesuffix(".git") or "repository"
        self._objects = ObjectReader(self._git)
        self._blobs: dict[str, str] = {}
        self._absent: list[str] = []

    @property
    def name(self) -> str:
        """Last part of the repository's path."""
        return self._name

    def entries(self) -> Sequence[Entry]:
        """Every path of the commit, sorted; sizes are those of the stored blobs."""
        return self._listing.entries

    def gaps(self) -> Sequence[NotChecked]:
        """Paths past the limit and entries that no checkout could create."""
        return self._listing.gaps

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of a blob from `start`, at most `length`, without any filter; raises UnreadableError."""
        entry = self._listing.file(path)
        if length is None:
            refuse_whole(path, entry.size - start)
        return self._objects.read(self._blobs[entry.path], start, length)

    def absent(self) -> Sequence[str]:
        """Paths of files whose content is not in this clone, a partial one."""
        _ = self._listing
        return self._absent

    def close(self) -> None:
        """End the Git process that reads objects; reading again starts another."""
        self._objects.close()

    @cached_property
    def _listing(self) -> Listing:
        listing = Listing()
        links: list[tuple[str, str, int]] = []
        with closing(self._git.records("ls-tree", "-r", "-l", "-z", self.commit)) as records:
            for record in records:
                if listing.is_full:
                    listing.cut()
                    break
                facts, _, name = os.fsdecode(record).partition("\t")
                mode, kind, blob, size = facts.split()
                if not stays_inside(name):
                    listing.gap(name, "no checkout could create this path")
                elif kind == "commit":
                    listing.add(name, 0, Kind.SUBMODULE)
                elif mode == _LINK_MODE:
                    links.append((name, blob, _number(size)))
                else:
                    path = listing.add(name, _number(size), executable=mode == _EXECUTABLE_MODE)
                    self._blobs.setdefault(path, blob)
                    if not size.isdigit():
                        self._absent.append(path)
        self._add_links(listing, links)
        return listing

    def _add_links(self, listing: Listing, links: list[tuple[str, str, int]]) -> None:
        targets = self._objects.read_small(
            sorted({blob for _, blob, size in links if size <= _LINK_LIMIT}), _LINK_LIMIT
        )
        for name, blob, size in links:
            if blob in targets:
                listing.add_link(name, os.fsdecode(targets[blob]))
            elif size > _LINK_LIMIT:
                listing.gap(name, "the link is longer than any path can be")
            else:
                listing.gap(name, "the link is not in this clone")


def _number(size: str) -> int:
    """The size that Git gives; 0 for an object that is not in this clone (`BAD`)."""
    return int(size) if size.isdigit() else 0


def _commit_of(git: Git, root: Path, revision: str) -> str:
    """The hexadecimal name of the commit; raises UsageError with what to do when it cannot be told."""
    if not revision or "\0" in revision:
        raise UsageError("the revision is empty" if not revision else "the revision is not a name")
    try:
        return git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except GitError as error:
        unknown = error
    try:
        shallow = git.ask("rev-parse", "--is-shallow-repository") == "true"
    except GitError as error:
        raise UsageError(f"{root} is not a git repository") from error
    if shallow:
        raise UsageError(
            f"{revision} is not in this clone, which is shallow; fetch it first: "
            f"git fetch --depth=1 origin {revision} (with actions/checkout: fetch-depth: 0)"
        )
    raise UsageError(f"git knows no commit {revision} in {root}") from unknown
