"""Digests of files: those of Git LFS and git-annex without the content, small ones by reading them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from openness.errors import UnreadableError
from openness.read.tree import Kind

if TYPE_CHECKING:
    from openness.read.repository import Repository
    from openness.read.tree import Entry
    from openness.weights.elsewhere import Remote

HASHED_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is read in order to hash it; of larger ones the digest stays unknown."""

_CHUNK = 4 * 1024 * 1024
_ANNEX_POINTER = 4096

Algorithm = Literal["sha256", "sha512"]


RUN_LIMIT = 256 * 1024 * 1024
"""Bytes that one caller may have hashed."""


class HashBudget:
    """Bytes that may still be hashed on behalf of one caller."""

    def __init__(self, left: int = RUN_LIMIT) -> None:
        self.left = left

    def take(self, size: int) -> bool:
        """Whether a file of this size may be read; if so it is counted."""
        if size > min(self.left, HASHED_LIMIT):
            return False
        self.left -= size
        return True


def digest_of(
    repository: Repository, path: str, algorithm: Algorithm = "sha256", budget: HashBudget | None = None
) -> str | None:
    """The digest as `sha256:<hex>`; None when it cannot be told without reading too much, or without the content."""
    pointer = repository.pointer(path)
    if pointer is not None:
        return f"sha256:{pointer.sha256}" if algorithm == "sha256" else None
    entry = repository.by_path.get(path)
    if entry is None or entry.kind is Kind.SUBMODULE:
        return None
    if entry.kind is Kind.SYMLINK:
        remote = _annex_key(entry.target or "")
        return f"sha256:{remote.sha256}" if remote and remote.sha256 and algorithm == "sha256" else None
    return _hashed(repository, entry, algorithm, budget or HashBudget())


def _hashed(repository: Repository, entry: Entry, algorithm: Algorithm, budget: HashBudget) -> str | None:
    if not budget.take(entry.size):
        return None
    digest = hashlib.new(algorithm)
    # A file of zero bytes only is one whose content was not fetched, whatever its size.
    seen = entry.size == 0
    try:
        for start in range(0, entry.size, _CHUNK):
            chunk = repository.tree.read(entry.path, start, min(_CHUNK, entry.size - start))
            seen = seen or chunk.count(0) != len(chunk)
            if start == 0 and chunk.startswith(b"/annex/objects/"):
                remote = _annex_key(chunk[:_ANNEX_POINTER].decode("utf-8", "replace"))
                return f"sha256:{remote.sha256}" if remote and remote.sha256 and algorithm == "sha256" else None
            digest.update(chunk)
    except UnreadableError:
        return None
    return f"{algorithm}:{digest.hexdigest()}" if seen else None


def _annex_key(text: str) -> Remote | None:
    """What a git-annex key says; the patterns load only when a link or a pointer may be one."""
    from openness.weights.elsewhere import annex_key  # noqa: PLC0415

    return annex_key(text)


def size_of(repository: Repository, path: str) -> int | None:
    """The size in bytes of what the path stands for; None when it cannot be told."""
    pointer = repository.pointer(path)
    if pointer is not None:
        return pointer.size
    entry = repository.by_path.get(path)
    if entry is None or entry.kind is Kind.SUBMODULE:
        return None
    if entry.kind is Kind.SYMLINK:
        remote = _annex_key(entry.target or "")
        return remote.size if remote else None
    if entry.size <= _ANNEX_POINTER:
        try:
            head = repository.tree.read(path, 0, _ANNEX_POINTER)
        except UnreadableError:
            return None
        remote = _annex_key(head.decode("utf-8", "replace")) if head.startswith(b"/annex/objects/") else None
        if remote:
            return remote.size
    return entry.size
