"""Git objects of the test server's repositories: a directory, files in memory, or a real Git repository."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

_HASHED = 4_000_000
"""Bytes up to which a file's object id is Git's own; above it is made of its path and size, and nothing is read."""
_STAMP = int(datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp())


class Entry(NamedTuple):
    """One line of a tree; `kind` is blob, tree or commit (a submodule)."""

    name: str
    mode: str
    kind: str
    oid: str
    size: int


class Commit(NamedTuple):
    """One commit; `when` in seconds since 1970."""

    oid: str
    tree: str
    parents: tuple[str, ...]
    message: str
    author: str
    email: str
    when: int


class Objects(Protocol):
    """What the server asks of a repository's history."""

    def resolve(self, expression: str) -> tuple[str, str] | None:
        """Kind and id of `REV` or `REV:path`, or None."""

    def commit(self, oid: str) -> Commit: ...

    def tree(self, oid: str) -> list[Entry]: ...

    def blob(self, oid: str) -> bytes: ...

    def size(self, oid: str) -> int: ...

    def branches(self) -> dict[str, str]: ...

    def tags(self) -> dict[str, str]: ...


class MemoryObjects:
    """One commit of files given as bytes or as places on disk; `write` makes the next one."""

    def __init__(self, files: Mapping[str, bytes | Path], branch: str = "main") -> None:
        self._files = dict(files)
        self._branch = branch
        self._tags: dict[str, str] = {}
        self._commits: dict[str, Commit] = {}
        self._blobs: dict[str, bytes | Path] = {}
        self._sizes: dict[str, int] = {}
        self._trees: dict[str, list[Entry]] = {}
        self._head = ""
        if self._files:
            self._record("first")

    def write(self, changes: Mapping[str, bytes | None], message: str = "change") -> str:
        """The id of a new commit with these files changed, or gone where None."""
        for path, data in changes.items():
            if data is None:
                self._files.pop(path, None)
            else:
                self._files[path] = data
        return self._record(message)

    def tag(self, name: str) -> None:
        self._tags[name] = self._head

    def _record(self, message: str) -> str:
        tree = self._store(_nested(self._files), "")
        parents = (self._head,) if self._head else ()
        lines = [f"tree {tree}", *(f"parent {oid}" for oid in parents)]
        person = f"A. Maintainer <maintainer@example.org> {_STAMP + len(self._commits)} +0000"
        text = "\n".join([*lines, f"author {person}", f"committer {person}", "", message, ""])
        oid = _oid("commit", text.encode())
        stamp = _STAMP + len(self._commits)
        commit = Commit(oid, tree, parents, message, "A. Maintainer", "maintainer@example.org", stamp)
        self._commits[oid] = commit
        self._head = oid
        return oid

    def _store(self, level: Mapping[str, object], above: str) -> str:
        entries = []
        for name, item in level.items():
            path = f"{above}{name}"
            if isinstance(item, dict):
                oid = self._store(item, f"{path}/")
                entries.append(Entry(name, "040000", "tree", oid, 0))
                continue
            assert isinstance(item, (bytes, Path))
            link = isinstance(item, Path) and item.is_symlink()
            data: bytes | Path = str(item.readlink()).encode() if link and isinstance(item, Path) else item
            oid, size = _blob_id(data, path)
            self._blobs[oid], self._sizes[oid] = data, size
            entries.append(Entry(name, "120000" if link else "100644", "blob", oid, size))
        entries.sort(key=lambda entry: entry.name + ("/" if entry.kind == "tree" else ""))
        text = b"".join(
            f"{entry.mode.lstrip('0')} {entry.name}\0".encode() + bytes.fromhex(entry.oid) for entry in entries
        )
        oid = _oid("tree", text)
        self._trees[oid] = entries
        return oid

    def resolve(self, expression: str) -> tuple[str, str] | None:
        revision, colon, path = expression.partition(":")
        oid = self._revision(revision)
        if oid is None:
            return None
        if not colon:
            return self._kind(oid), oid
        found = self._commits[oid].tree if oid in self._commits else oid
        parts = [part for part in path.split("/") if part]
        for part in parts:
            entry = next((entry for entry in self._trees.get(found, []) if entry.name == part), None)
            if entry is None:
                return None
            found = entry.oid
        return self._kind(found), found

    def _revision(self, name: str) -> str | None:
        short = re.sub(r"^refs/(heads|tags)/", "", name)
        if short in ("HEAD", self._branch):
            return self._head or None
        if short in self._tags:
            return self._tags[short]
        return name if name in self._commits or name in self._trees or name in self._blobs else None

    def _kind(self, oid: str) -> str:
        return "commit" if oid in self._commits else "tree" if oid in self._trees else "blob"

    def commit(self, oid: str) -> Commit:
        return self._commits[oid]

    def tree(self, oid: str) -> list[Entry]:
        return self._trees[oid]

    def blob(self, oid: str) -> bytes:
        data = self._blobs[oid]
        return data if isinstance(data, bytes) else data.read_bytes()

    def size(self, oid: str) -> int:
        return self._sizes[oid]

    def branches(self) -> dict[str, str]:
        return {self._branch: self._head} if self._head else {}

    def tags(self) -> dict[str, str]:
        return dict(self._tags)


class GitObjects:
    """A real Git repository, read anew at every question, so that a test can commit while the server runs."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def git(self, *arguments: str) -> bytes | None:
        """What Git prints, or None where it fails."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-C", str(self.directory), "-c", "safe.directory=*", *arguments],
            env=environment | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return done.stdout if done.returncode == 0 else None

    def resolve(self, expression: str) -> tuple[str, str] | None:
        if expression.startswith("-"):
            return None
        found = self.git("rev-parse", "--verify", "--quiet", "--end-of-options", expression)
        if found is None:
            return None
        oid = found.decode().split()[-1]
        kind = self.git("cat-file", "-t", oid)
        if kind == b"tag\n":
            return self.resolve(f"{oid}^{{}}")
        return (kind.decode().strip(), oid) if kind else None

    def commit(self, oid: str) -> Commit:
        text = self.git("show", "--no-patch", "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%B", oid) or b""
        name, tree, parents, author, email, when, message = text.decode().split("\0", 6)
        return Commit(name, tree, tuple(parents.split()), message.rstrip("\n"), author, email, int(when))

    def tree(self, oid: str) -> list[Entry]:
        entries = []
        for line in (self.git("ls-tree", "-lz", oid) or b"").split(b"\0"):
            if line:
                facts, name = line.decode().split("\t", 1)
                mode, kind, child, size = facts.split()
                entries.append(Entry(name, mode, kind, child, int(size) if size.isdigit() else 0))
        return entries

    def blob(self, oid: str) -> bytes:
        found = self.git("cat-file", "blob", oid)
        if found is None:
            raise KeyError(oid)
        return found

    def size(self, oid: str) -> int:
        return int(self.git("cat-file", "-s", oid) or 0)

    def branches(self) -> dict[str, str]:
        return self._references("refs/heads/")

    def tags(self) -> dict[str, str]:
        return self._references("refs/tags/")

    def _references(self, prefix: str) -> dict[str, str]:
        text = (self.git("for-each-ref", "--format=%(refname) %(objectname)", prefix) or b"").decode()
        pairs = (line.split() for line in text.splitlines())
        return {name.removeprefix(prefix): oid for name, oid in pairs}


def objects_of(directory: Path, branch: str = "main") -> Objects:
    """The objects of a directory: its Git repository where it has one, else its files as one commit."""
    if (directory / ".git").exists() or ((directory / "objects").is_dir() and (directory / "HEAD").is_file()):
        return GitObjects(directory)
    files: dict[str, bytes | Path] = {}
    for place, folders, names in os.walk(directory):
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(linked) - {".git"})
        for name in sorted([*names, *linked]):
            path = Path(place) / name
            files[path.relative_to(directory).as_posix()] = path
    return MemoryObjects(files, branch)


def _nested(files: Mapping[str, bytes | Path]) -> dict[str, object]:
    top: dict[str, object] = {}
    for path, data in files.items():
        *folders, name = path.split("/")
        level = top
        for folder in folders:
            inner = level.setdefault(folder, {})
            assert isinstance(inner, dict), f"{path} is below a file"
            level = inner
        level[name] = data
    return top


def _blob_id(data: bytes | Path, path: str) -> tuple[str, int]:
    if isinstance(data, bytes):
        return _oid("blob", data), len(data)
    size = data.stat().st_size
    if size > _HASHED:
        return hashlib.sha1(f"{size} {path}".encode()).hexdigest(), size
    return _oid("blob", data.read_bytes()), size


def _oid(kind: str, data: bytes) -> str:
    return hashlib.sha1(f"{kind} {len(data)}\0".encode() + data).hexdigest()
