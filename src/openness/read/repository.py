"""A tree with what everybody asks of it: decoded text, look-ups by name, a record of what could not be read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.model import NotChecked
from openness.read.lfs import LfsPointer, parse_pointer
from openness.read.tree import Entry, Kind, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT_LIMIT = 2_000_000
"""Bytes of a text file that are read; what stands behind is reported as not checked."""

_POINTER_LIMIT = 1024
_UTF16_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Repository:
    """One repository at one moment, with text decoded once and every gap noted."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._texts: dict[str, str | None] = {}
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
        """True when the path is a file, link or submodule, or a directory that holds one."""
        clean = path.strip("/").removeprefix("./")
        if clean in ("", "."):
            return bool(self.entries)
        return clean in self.by_path or clean in self.directories

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
        prefix = directory.strip("/")
        if not prefix:
            return list(self.entries)
        return [entry for entry in self.entries if entry.path.startswith(prefix + "/")]

    def text(self, path: str, limit: int = TEXT_LIMIT) -> str | None:
        """The file as text, or None when it cannot be read, is binary, or is a Git LFS pointer.

        UTF-8 with or without a byte-order mark and UTF-16 with one are decoded; anything else is read as
        Windows-1252, in which every Western license file of the corpus makes sense. Newlines are kept as they are.
        """
        if path not in self._texts:
            self._texts[path] = self._decode(path, limit)
        return self._texts[path]

    def pointer(self, path: str) -> LfsPointer | None:
        """The Git LFS pointer that stands in the file's place, if it is one."""
        entry = self.by_path.get(path)
        if entry is None or entry.kind is not Kind.FILE or not 0 < entry.size <= _POINTER_LIMIT:
            return None
        try:
            return parse_pointer(self.tree.read(path, 0, _POINTER_LIMIT))
        except UnreadableError as error:
            self._gaps[path] = str(error)
            return None

    def gaps(self) -> list[NotChecked]:
        """What was asked for and could not be read so far, sorted by path."""
        return [NotChecked(path, why) for path, why in sorted(self._gaps.items())]

    def _decode(self, path: str, limit: int) -> str | None:
        entry = self.by_path.get(path)
        if entry is None or entry.kind is Kind.SUBMODULE:
            return None
        try:
            body = self.tree.read(path, 0, limit + 1)
        except UnreadableError as error:
            self._gaps[path] = str(error)
            return None
        if len(body) > limit:
            self._gaps[path] = f"only the first {limit:,} bytes were read"
            body = body[:limit]
        if parse_pointer(body[:_POINTER_LIMIT]) is not None:
            return None
        return decode(body)


def decode(body: bytes) -> str | None:
    """Text of the bytes, or None when they are binary (hold NUL bytes outside UTF-16)."""
    for mark, encoding in _UTF16_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if b"\0" in body[:8192] or b"\0" in body:
        return None
    try:
        return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        # A multi-byte character cut by the read limit is no sign of another encoding.
        if error.reason == "unexpected end of data" and error.start >= len(body) - 6:
            return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")
        return body.decode("cp1252", "replace")
