"""What every kind of repository looks like to the rest of the program."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from openness.errors import UnreadableError
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openness.model import NotChecked

ENTRY_LIMIT = 500_000
"""Paths that are listed of one tree; a tree object of a few kilobytes can unfold into billions."""

WHOLE_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is read without a length; of larger files only ranges are."""


class Kind(Enum):
    """What an entry of a tree is."""

    FILE = "file"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"


class Entry(NamedTuple):
    """One path of a tree.

    `path` is always valid Unicode: bytes of a name that are not UTF-8 are shown as escapes. `size` is in bytes: of
    the content for a file, of the target's text for a link, 0 for a submodule. `outside` marks a link that leaves the
    tree. `target` is what a link says, as written; None for anything else.
    """

    path: str
    size: int
    kind: Kind = Kind.FILE
    executable: bool = False
    outside: bool = False
    target: str | None = None


class Tree(Protocol):
    """A repository at one moment."""

    @property
    def name(self) -> str:
        """Last part of the repository's path, for messages and as a guess at the model's name."""
        ...

    def entries(self) -> Sequence[Entry]:
        """Every path, sorted; directories are not listed."""
        ...

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of a file from `start`, at most `length`; a link is followed only inside the tree.

        Raises UnreadableError when the path is absent, a submodule, a link that leaves the tree, not readable, or
        larger than WHOLE_LIMIT while no length is given.
        """
        ...

    def gaps(self) -> Sequence[NotChecked]:
        """What could not be listed: directories without permission, paths past the limit."""
        ...


class MemoryTree:
    """A tree held in memory: API answers, snapshots, tests."""

    def __init__(self, files: Mapping[str, bytes | str], name: str = "memory", extra: Iterable[Entry] = ()) -> None:
        self._files = {path: body.encode() if isinstance(body, str) else body for path, body in files.items()}
        self._extra = tuple(extra)
        self._name = name

    @property
    def name(self) -> str:
        """The name given at construction."""
        return self._name

    def entries(self) -> Sequence[Entry]:
        """The files and the extra entries, sorted by path."""
        held = [Entry(path, len(body)) for path, body in self._files.items()]
        return sorted([*held, *self._extra], key=lambda entry: entry.path)

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of a held file; raises UnreadableError for any other path."""
        if path not in self._files:
            raise UnreadableError(f"{path} is not in this tree")
        end = None if length is None else start + length
        return self._files[path][start:end]

    def gaps(self) -> Sequence[NotChecked]:
        """Nothing: all that there is, is held."""
        return ()
