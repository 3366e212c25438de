"""A tree with what everybody asks of it: decoded text, look-ups by name, a record of what could not be read."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.model import NotChecked
from openness.read.lfs import POINTER_LIMIT, LfsPointer, parse_pointer
from openness.read.links import resolve
from openness.read.text import decode, looks_binary
from openness.read.tree import Entry, Kind, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT_LIMIT = 2_000_000
"""Bytes of a text file that are read; what stands behind is reported as not checked."""

_HEAD = 8192
_AT_ONCE = 65_536
_KEPT_LIMIT = 64_000_000


class Repository:
    """One repository at one moment, with text decoded once and every gap noted."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._texts: dict[tuple[str, int], str | None] = {}
        self._kept = 0
        self._gaps: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The tree's name."""
        return self.tree.name

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Every path of the tree, sorted."""
        return self.tree.entries()

    @cached_property
    def by_path(self) -> dict[str, Entry]:
        """Entries by their exact path."""
        return {entry.path: entry for entry in self.entries}

    def files(self) -> Iterator[Entry]:
        """Entries that are plain files."""
        return (entry for entry in self.entries if entry.kind is Kind.FILE)

    def exists(self, path: str) -> bool:
        """True when the path, links followed, is a file, link or submodule, or a directory that holds one."""
        if path.strip("/") in self.by_path:
            return True
        end = self._end(path)
        if end == "":
            return bool(self.entries)
        return end is not None and (end in self.by_path or end in self.directories)

    @cached_property
    def directories(self) -> frozenset[str]:
        """Every directory that holds something, without a closing slash."""
        found: set[str] = set()
        for entry in self.entries:
            parent = entry.path.rpartition("/")[0]
            while parent and parent not in found:
                found.add(parent)
                parent = parent.rpartition("/")[0]
        return frozenset(found)

    def under(self, directory: str) -> list[Entry]:
        """Entries below a directory (the root for an empty string)."""
        prefix = directory.strip("/") + "/"
        if prefix == "/":
            return list(self.entries)
        first = bisect_left(self._paths, prefix)
        last = bisect_left(self._paths, directory.strip("/") + "0", first)  # "0" is the character after "/"
        return list(self.entries[first:last])

    def text(self, path: str, limit: int = TEXT_LIMIT) -> str | None:
        """The file as text, or None when it cannot be read, is binary, or is a Git LFS pointer.

        At most `limit` bytes are read, and a gap is noted when there are more. Newlines are kept as they are.
        """
        key = (path, limit)
        if key in self._texts:
            return self._texts[key]
        text = self._decode(path, limit)
        if self._kept < _KEPT_LIMIT:
            self._kept += len(text or "")
            self._texts[key] = text
        return text

    def pointer(self, path: str) -> LfsPointer | None:
        """The Git LFS pointer that stands in the file's place, if it is one."""
        entry = self._file(path)
        if entry is None or not 0 < entry.size <= POINTER_LIMIT:
            return None
        try:
            return parse_pointer(self.tree.read(path, 0, POINTER_LIMIT + 1))
        except UnreadableError as error:
            self._gaps[path] = str(error)
            return None

    def gaps(self) -> list[NotChecked]:
        """What could not be listed, and what was asked for and could not be read so far, sorted by path."""
        found = [*self.tree.gaps(), *(NotChecked(path, why) for path, why in self._gaps.items())]
        return sorted(found, key=lambda gap: (gap.what, gap.why))

    @cached_property
    def _paths(self) -> list[str]:
        return [entry.path for entry in self.entries]

    @cached_property
    def _links(self) -> dict[str, str]:
        return {entry.path: entry.target for entry in self.entries if entry.target is not None}

    def _end(self, path: str) -> str | None:
        """What the path comes to, or None when it leaves the tree."""
        try:
            return resolve(path, self._links)
        except UnreadableError:
            return None

    def _file(self, path: str) -> Entry | None:
        """The plain file that the path is or leads to."""
        entry = self.by_path.get(path)
        if entry is None or entry.kind is Kind.SYMLINK:
            entry = self.by_path.get(self._end(path) or "")
        return entry if entry is not None and entry.kind is Kind.FILE else None

    def _decode(self, path: str, limit: int) -> str | None:
        if path not in self.by_path:
            return None
        entry = self._file(path)
        size = entry.size if entry is not None else 0
        try:
            # A file without its content is often as large as the real one and all NUL bytes.
            if size > _AT_ONCE and looks_binary(self.tree.read(path, 0, _HEAD)):
                return None
            body = self.tree.read(path, 0, limit + 1)
        except UnreadableError as error:
            if self.by_path[path].kind is not Kind.SUBMODULE:
                self._gaps[path] = str(error)
            return None
        if parse_pointer(body) is not None:
            return None
        cut = len(body) > limit
        text = decode(body[:limit], cut=cut)
        if cut and text is not None:
            self._gaps[path] = f"only the first {limit:,} bytes were read"
        return text
