"""A finished listing of a tree: entries by path, links resolved, real names behind the shown ones."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.model import NotChecked
from openness.read.links import leaves, resolve
from openness.read.names import shown
from openness.read.tree import ENTRY_LIMIT, WHOLE_LIMIT, Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator


class Listing:
    """What one walk or one git command found, sorted, at most ENTRY_LIMIT entries.

    Entries are added under the names that the system uses; `real` gives such a name back for a shown one.
    """

    def __init__(self) -> None:
        self._found: dict[str, Entry] = {}
        self._real: dict[str, str] = {}
        self._gaps: list[NotChecked] = []

    @property
    def is_full(self) -> bool:
        """True when nothing more may be added."""
        return len(self._found) >= ENTRY_LIMIT

    def add(
        self, name: str, size: int, kind: Kind = Kind.FILE, *, executable: bool = False, target: str | None = None
    ) -> str:
        """The path under which the name is listed; one that is shown like a path already listed is passed over."""
        path = shown(name)
        if path in self._found:
            return path
        if path is not name:
            self._real[path] = name
        self._found[path] = Entry(path, size, kind, executable, outside=False, target=target)
        return path

    def add_link(self, name: str, target: str) -> None:
        """List a symbolic link."""
        self.add(name, len(os.fsencode(target)), Kind.SYMLINK, target=shown(target))

    def gap(self, what: str, why: str) -> None:
        """Note something that could not be listed."""
        self._gaps.append(NotChecked(shown(what), why))

    def cut(self) -> None:
        """Note that the listing stops at the limit."""
        self.gap(".", f"only the first {len(self._found):,} paths were listed")

    @property
    def gaps(self) -> list[NotChecked]:
        """What could not be listed, sorted."""
        return sorted(self._gaps, key=lambda gap: (gap.what, gap.why))

    @cached_property
    def links(self) -> dict[str, str]:
        """Target of every link by its path."""
        return {path: entry.target for path, entry in self._found.items() if entry.target is not None}

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry, sorted by path, links that leave the tree marked."""
        for path in self.links:
            if leaves(path, self.links):
                self._found[path] = self._found[path]._replace(outside=True)
        return [self._found[path] for path in sorted(self._found)]

    def drop_behind_links(self) -> None:
        """Forget paths below a link: Git still lists them when a tracked directory was replaced by one."""
        if self.links:
            for path in [path for path in self._found if any(parent in self.links for parent in _parents(path))]:
                del self._found[path]

    def file(self, path: str) -> Entry:
        """The file that a path leads to; raises UnreadableError where there is none that can be read."""
        entry = self._found.get(path)
        if entry is None or entry.kind is Kind.SYMLINK:
            end = resolve(path, self.links)
            entry = self._found.get(end)
            if entry is None:
                raise UnreadableError(f"{path} is not in this repository" if end == path else f"{path} leads nowhere")
        if entry.kind is Kind.SUBMODULE:
            raise UnreadableError(f"{path} is a submodule")
        return entry

    def real(self, path: str) -> str:
        """The name of a listed path as the system has it."""
        return self._real.get(path, path)


def _parents(path: str) -> Iterator[str]:
    """The directories that a path is in, innermost first."""
    parent = path.rpartition("/")[0]
    while parent:
        yield parent
        parent = parent.rpartition("/")[0]


def refuse_whole(path: str, size: int) -> None:
    """Raise UnreadableError when a file is too large to be read without a length."""
    if size > WHOLE_LIMIT:
        raise UnreadableError(f"{path} has {size:,} bytes; only ranges of it can be read")
