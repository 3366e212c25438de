"""Files on disk below one directory, read without ever leaving it."""

from __future__ import annotations

import os
import stat
from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.read.listing import Listing, refuse_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openness.model import NotChecked
    from openness.read.tree import Entry

# O_NONBLOCK: a pipe put in a file's place must not make the program wait for a writer.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


class DiskTree(ABC):
    """What trees with their content on disk have in common; a subclass says what belongs to the tree."""

    def __init__(self, path: Path) -> None:
        self.root = path.resolve()
        self._safe_parents: set[str] = {""}

    @property
    def name(self) -> str:
        """Last part of the directory's real path."""
        return self.root.name or "repository"

    @abstractmethod
    def _list(self) -> Listing:
        """What belongs to the tree."""

    @cached_property
    def _listing(self) -> Listing:
        return self._list()

    def entries(self) -> Sequence[Entry]:
        """Every path, sorted."""
        return self._listing.entries

    def gaps(self) -> Sequence[NotChecked]:
        """Directories that could not be listed and paths past the limit."""
        return self._listing.gaps

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of a file from `start`, at most `length`; raises UnreadableError."""
        name = self._listing.real(self._listing.file(path).path)
        try:
            self._keep_inside(name)
            descriptor = os.open(f"{self.root}/{name}", _FLAGS)
            with os.fdopen(descriptor, "rb") as file:
                facts = os.fstat(descriptor)
                if not stat.S_ISREG(facts.st_mode):
                    raise UnreadableError(f"{path} is not a regular file")
                if length is None:
                    refuse_whole(path, facts.st_size - start)
                left = max(0, facts.st_size - start)
                file.seek(start)
                return file.read(left if length is None else min(length, left))
        except OSError as error:
            raise UnreadableError(f"{path}: {error.strerror or 'cannot be read'}") from error

    def _keep_inside(self, name: str) -> None:
        """Raise UnreadableError when a directory on the way has become a link since the listing."""
        parent = name.rpartition("/")[0]
        if parent in self._safe_parents:
            return
        if os.path.normcase((self.root / parent).resolve()) != os.path.normcase(self.root / parent):
            raise UnreadableError(f"{name} is behind a link that is not part of the repository")
        self._safe_parents.add(parent)
