"""A tree with some files as they would be after a fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.read.links import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openness.model import NotChecked
    from openness.read.tree import Entry, Tree


class OverlayTree:
    """Another tree, with other content at some of its paths (no links, those that are there already)."""

    def __init__(self, tree: Tree, changed: Mapping[str, bytes]) -> None:
        self._tree = tree
        self._changed = changed
        self._links = {entry.path: entry.target for entry in tree.entries() if entry.target is not None}

    @property
    def name(self) -> str:
        """The name of the tree below."""
        return self._tree.name

    def entries(self) -> Sequence[Entry]:
        """The same paths, with the sizes that they would have."""
        return [
            entry._replace(size=len(self._changed[entry.path])) if entry.path in self._changed else entry
            for entry in self._tree.entries()
        ]

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of the changed file, else of the tree's."""
        try:
            end = resolve(path, self._links)
        except UnreadableError:
            end = path
        if end in self._changed:
            return self._changed[end][start : None if length is None else start + length]
        return self._tree.read(path, start, length)

    def gaps(self) -> Sequence[NotChecked]:
        """What the tree below could not list."""
        return self._tree.gaps()
