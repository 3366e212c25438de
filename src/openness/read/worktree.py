"""A Git working tree: what is tracked or could be added, with the content on disk."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

from openness.read.disk import DiskTree
from openness.read.git import Git
from openness.read.listing import Listing
from openness.read.names import stays_inside
from openness.read.tree import Kind

_UNTRACKED, _LEFT_OUT = "?", "S"
_SUBMODULE_MODE, _LINK_MODE = "160000", "120000"
_LINK_LIMIT = 4096
_QUESTION = ("ls-files", "--cached", "--stage", "-t", "-z")
_UNTRACKED_TOO = ("--others", "--exclude-standard")


class WorktreeTree(DiskTree):
    """The files of a working tree that Git tracks, and those that it neither tracks nor ignores.

    With `tracked_only`, what a commit made now could hold: nothing that was never added. A path below the top of the
    repository gives that part of it alone. Raises GitMissingError on construction;
    GitError and UsageError on the first look when Git cannot or will not read the repository.
    """

    def __init__(self, path: Path, *, tracked_only: bool = False) -> None:
        super().__init__(path)
        self._git = Git(self.root)
        self._question = _QUESTION if tracked_only else (*_QUESTION, *_UNTRACKED_TOO)

    def _list(self) -> Listing:
        listing = Listing()
        left_out = 0
        with closing(self._git.records(*self._question)) as records:
            for record in records:
                if listing.is_full:
                    listing.cut()
                    break
                tag, mode, name = _parse(os.fsdecode(record))
                if not stays_inside(name.rstrip("/")):
                    continue
                if mode == _SUBMODULE_MODE or name.endswith("/"):
                    listing.add(name.rstrip("/"), 0, Kind.SUBMODULE)
                elif not self._add(listing, name, mode) and tag == _LEFT_OUT:
                    left_out += 1
        if left_out:
            listing.gap(".", f"{left_out:,} tracked paths are left out by the sparse checkout")
        listing.drop_behind_links()
        return listing

    def _add(self, listing: Listing, name: str, mode: str) -> bool:
        """List a path as it is on disk; False when it is tracked and not there."""
        full = f"{self.root}/{name}"
        try:
            facts = os.lstat(full)
            if stat.S_ISLNK(facts.st_mode):
                listing.add_link(name, os.readlink(full))  # noqa: PTH115 - as in DirectoryTree
            elif not stat.S_ISREG(facts.st_mode):
                return True
            elif mode == _LINK_MODE and facts.st_size < _LINK_LIMIT:
                # Where the file system has no links, Git writes the target into a plain file.
                listing.add_link(name, os.fsdecode(Path(full).read_bytes()))
            else:
                listing.add(name, facts.st_size, executable=bool(facts.st_mode & 0o100))
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            listing.gap(name, error.strerror or "cannot be read")
        return True


def _parse(record: str) -> tuple[str, str, str]:
    """Tag, mode (empty for a path that is not tracked) and path of one record of `git ls-files -t -s`."""
    tag, _, rest = record.partition(" ")
    if tag == _UNTRACKED:
        return tag, "", rest
    facts, _, name = rest.partition("\t")
    return tag, facts.partition(" ")[0], name
