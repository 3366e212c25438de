"""A plain directory as a tree."""

from __future__ import annotations

import os

from openness.read.disk import DiskTree
from openness.read.listing import Listing

_JUNCTION = 0xA0000003
"""`IO_REPARSE_TAG_MOUNT_POINT` (https://learn.microsoft.com/windows/win32/fileio/reparse-point-tags)."""


class DirectoryTree(DiskTree):
    """Everything below a directory but what Git keeps in `.git`.

    Links are listed and never walked into; pipes, sockets and devices are not listed and never opened.
    """

    def _list(self) -> Listing:
        listing = Listing()
        waiting = [""]
        while waiting:
            _list_directory(str(self.root), waiting.pop(), listing, waiting)
        return listing


def _list_directory(root: str, prefix: str, listing: Listing, waiting: list[str]) -> None:
    """List one directory (`prefix` is its path with a closing slash); its directories are added to `waiting`."""
    try:
        found = os.scandir(f"{root}/{prefix}")
    except OSError as error:
        listing.gap(prefix.rstrip("/") or ".", f"{error.strerror or 'cannot be listed'}")
        return
    with found:
        for item in found:
            if item.name == ".git":
                continue
            if listing.is_full:
                listing.cut()
                waiting.clear()
                return
            name = prefix + item.name
            try:
                if _is_junction(item):
                    listing.gap(name, "a junction is not followed")
                elif item.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                else:
                    _list_item(item, name, listing)
            except OSError as error:
                listing.gap(name, f"{error.strerror or 'cannot be read'}")


def _is_junction(item: os.DirEntry[str]) -> bool:
    """True of a directory on Windows that stands for another one, which counts neither as a link nor as its target."""
    if os.name != "nt":
        return False
    return bool(getattr(item.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION)


def _list_item(item: os.DirEntry[str], name: str, listing: Listing) -> None:
    """List one path that is no directory."""
    if item.is_symlink():
        # Not Path.readlink: it would tidy the target up, and `./x` is not what `x` is in a commit.
        listing.add_link(name, os.readlink(item.path))  # noqa: PTH115
    elif item.is_file(follow_symlinks=False):
        facts = item.stat(follow_symlinks=False)
        listing.add(name, facts.st_size, executable=bool(facts.st_mode & 0o100))
