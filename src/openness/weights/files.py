"""Weight files, opened one after the other while the run's budgets last."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.read.links import resolve
from openness.read.tree import Kind
from openness.weights.elsewhere import ANNEX_LIMIT, DVC_LIMIT, annex_key, dvc_outputs
from openness.weights.facts import UNREAD, WeightFile
from openness.weights.formats import HEAD, is_aside, is_model_name, may_be_weights, recognize
from openness.weights.header import Unreadable
from openness.weights.headers import read_header
from openness.weights.source import MIB, ByteSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.read.repository import Repository
    from openness.read.tree import Entry
    from openness.weights.facts import Stored

RUN_BYTES = 512 * MIB
"""Bytes of all headers of one repository together."""

RUN_STEPS = 10_000_000
OPENED_LIMIT = 20_000
"""Files that are opened; of further ones only name and size are known."""

_DVC_FILES = 1000
_SMALLEST = 64
_SPACE = 0x20


class FileReader:
    """Opens weight files one after the other while the run's budgets last."""

    def __init__(self, repository: Repository) -> None:
        self.bytes_read = 0
        self.not_opened = 0
        self._repository = repository
        self._steps = 0
        self._opened = 0

    @cached_property
    def _links(self) -> dict[str, str]:
        return {one.path: one.target for one in self._repository.entries if one.target is not None}

    def file(self, entry: Entry) -> WeightFile | None:
        """The weight file that an entry is; None for other content, links to weight files, and links out."""
        if entry.kind is Kind.SYMLINK:
            remote = annex_key(entry.target or "")
            if remote is not None:
                return _made(entry.path, b"", remote.size, "annex", remote.sha256)
            return self._linked(entry)
        pointer = self._repository.pointer(entry.path)
        if pointer is not None:
            return _made(entry.path, b"", pointer.size, "lfs", pointer.sha256)
        return self._opened_file(entry.path, entry.size)

    def dvc_files(self, paths: list[str]) -> Iterator[WeightFile]:
        """Weight files that DVC keeps elsewhere and that are not here as well."""
        for path in paths[:_DVC_FILES]:
            for output in dvc_outputs(self._repository.text(path, DVC_LIMIT) or ""):
                place = posixpath.normpath(posixpath.join(posixpath.dirname(path), output.path))
                outside = place.startswith(("../", "/")) or place in self._repository.by_path
                if outside or output.files is not None or not may_be_weights(place):
                    continue
                made = _made(place, b"", output.size, "dvc", None)
                if made is not None:
                    yield made

    def _linked(self, entry: Entry) -> WeightFile | None:
        """A link inside the tree to a file whose own name says nothing, as in the cache of a model hub."""
        try:
            end = self._repository.by_path.get(resolve(entry.path, self._links))
        except UnreadableError:
            return None
        if end is None or end.kind is not Kind.FILE or may_be_weights(end.path):
            return None
        return self._opened_file(entry.path, end.size)

    def _opened_file(self, path: str, size: int) -> WeightFile | None:
        if self._opened >= OPENED_LIMIT or self.bytes_read >= RUN_BYTES or self._steps >= RUN_STEPS:
            self.not_opened += 1
            return _made(path, b"", size, "here", None)
        self._opened += 1
        try:
            head = self._repository.tree.read(path, 0, min(HEAD, size))
        except UnreadableError as error:
            made = _made(path, b"", size, "here", None)
            return made and made._replace(unread=Unreadable(f"{UNREAD}: {error}", malformed=False))
        if size >= _SMALLEST and not head.strip(b"\0"):
            return _made(path, b"", size, "unknown", None)
        if head.startswith(b"/annex/objects/"):
            remote = annex_key(head[:ANNEX_LIMIT].decode("utf-8", "replace"))
            return _made(path, b"", remote.size if remote else None, "annex", remote.sha256 if remote else None)
        form = recognize(path, head)
        if form is not None and form.kind == "pointer":
            made = _made(path, b"", size, "here", None)
            return made and made._replace(unread=Unreadable(f"begins like a {form.title} and is none"))
        made = _made(path, head, size, "here", None)
        if form is None or made is None:
            return made
        if not form.certain and _is_text(head):
            return made._replace(unread=Unreadable(f"holds text where {form.title} is expected"))
        if form.reader is None:
            return made
        source = ByteSource(self._repository.tree, path, size)
        read = read_header(source, form)
        self.bytes_read += source.bytes_read
        self._steps += source.steps
        if isinstance(read, Unreadable):
            return made._replace(unread=read)
        return made._replace(header=read, format=read.format)


def _is_text(head: bytes) -> bool:
    """True for a placeholder, an error page or a note in the place of a binary file."""
    return bool(head) and all(byte >= _SPACE or byte in b"\t\n\r\f" for byte in head[:512])


def _made(path: str, head: bytes, size: int | None, stored: Stored, sha256: str | None) -> WeightFile | None:
    form = recognize(path, head)
    if form is None or form.kind not in ("weights", "payload"):
        return None
    return WeightFile(
        path, form.id, size, stored, sha256, pickle=form.pickle, model=is_model_name(path), aside=is_aside(path)
    )


def with_external(repository: Repository, files: list[WeightFile]) -> list[WeightFile]:
    """The files, with a problem for external data that is not there."""
    known = {one.path for one in files}
    finished = []
    for one in files:
        header = one.header
        if header is not None and header.external:
            folder = posixpath.dirname(one.path)
            places = {posixpath.normpath(posixpath.join(folder, path)): path for path in header.external}
            absent = [name for place, name in places.items() if place not in known and place not in repository.by_path]
            lacking = [f"takes tensors from `{name}`, which is not there" for name in absent[:3] if ".." not in name]
            one = one._replace(header=header._replace(problems=(*header.problems, *lacking)))  # noqa: PLW2901
        finished.append(one)
    return finished
