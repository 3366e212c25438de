"""A repository of which a listing and some contents are known: what was not fetched is unknown, not absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.model import NotChecked
from openness.read.links import leaves, resolve
from openness.read.tree import Entry, Kind
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openness.scan.trees import Path

_KINDS = {"file": Kind.FILE, "program": Kind.FILE, "link": Kind.SYMLINK, "module": Kind.SUBMODULE}
NOT_FETCHED = "not fetched: an organization's scan reads only what decides a level or a claim"


class Fetched(NamedTuple):
    """Everything that was read of one repository.

    `bodies` are contents by path, `refused` reasons by path for those that were asked for and not given, `gaps`
    folders that are not listed.
    """

    name: str
    paths: tuple[Path, ...]
    bodies: Mapping[str, bytes]
    refused: Mapping[str, str]
    gaps: tuple[NotChecked, ...] = ()


class ApiTree:
    """What was fetched of a repository, in the shape of a tree."""

    def __init__(self, fetched: Fetched) -> None:
        self._fetched = fetched
        self._links = {
            path.path: fetched.bodies[path.path].decode("utf-8", "replace")
            for path in fetched.paths
            if path.kind == "link" and path.path in fetched.bodies
        }

    @property
    def name(self) -> str:
        """`owner+name`, as folders of mirrors are called."""
        return self._fetched.name

    def entries(self) -> Sequence[Entry]:
        """Every path of the listing, sorted."""
        return sorted((self._entry(path) for path in self._fetched.paths), key=lambda entry: entry.path)

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of a file that was fetched; raises UnreadableError with the reason for every other one."""
        place = resolve(path, self._links)
        body = self._fetched.bodies.get(place)
        if body is None:
            raise UnreadableError(self._fetched.refused.get(place, NOT_FETCHED))
        return body[start : None if length is None else start + length]

    def gaps(self) -> Sequence[NotChecked]:
        """Folders that are not listed, and files that were asked for in vain."""
        return (*self._fetched.gaps, *(NotChecked(path, why) for path, why in sorted(self._fetched.refused.items())))

    def _entry(self, path: Path) -> Entry:
        target = self._links.get(path.path)
        outside = target is not None and leaves(path.path, self._links)
        size = 0 if path.kind == "module" else path.size
        # A name is bytes in Git; what the API gives for one that is not UTF-8 is text already.
        name = path.path.encode("utf-8", "backslashreplace").decode("utf-8")
        return Entry(name, size, _KINDS[path.kind], path.kind == "program", outside, target)
