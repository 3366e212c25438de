"""Small helpers for tests: repositories in memory, on disk and in Git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from openness.read.repository import Repository
from openness.read.tree import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openness.read.tree import Entry

ROOT = Path(__file__).resolve().parent.parent
"""The top of this project."""

_GIT_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A. Maintainer",
    "GIT_AUTHOR_EMAIL": "maintainer@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "A. Maintainer",
    "GIT_COMMITTER_EMAIL": "maintainer@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def repository_from(files: Mapping[str, bytes | str], name: str = "memory", extra: Iterable[Entry] = ()) -> Repository:
    """A repository in memory that holds these files (and `extra` entries: links, submodules)."""
    return Repository(MemoryTree(files, name, extra))


def write_files(root: Path, files: Mapping[str, bytes | str]) -> Path:
    """The directory, made if need be, with these files written below it."""
    for path, body in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body.encode() if isinstance(body, str) else body)
    root.mkdir(parents=True, exist_ok=True)
    return root


class GitRepository:
    """A real Git repository whose commits have the same names in every run."""

    def __init__(self, root: Path, files: Mapping[str, bytes | str] | None = None) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        if files is not None:
            write_files(root, files)
            self.commit("first")

    def git(self, *arguments: str, check: bool = True) -> str:
        """What Git prints; the user's own settings play no part."""
        program = shutil.which("git")
        assert program is not None
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            [program, "-C", str(self.root), *arguments],
            env=environment | _GIT_SETTINGS,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=check,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        """The name of a commit of everything that is there now."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")
