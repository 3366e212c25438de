"""What only files on disk can do."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from openness.errors import UnreadableError
from openness.read.directory import DirectoryTree
from openness.read.worktree import WorktreeTree
from support import GitRepository, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from openness.read.disk import DiskTree

DISK: list[type[DiskTree]] = [DirectoryTree, WorktreeTree]
not_as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not hold back this user"
)


@pytest.mark.parametrize("kind", DISK)
def test_pipes_and_sockets_are_neither_listed_nor_opened(kind: type[DiskTree], tmp_path: Path) -> None:
    GitRepository(tmp_path, {"README.md": "x"})
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "sock"))
        assert [entry.path for entry in kind(tmp_path).entries()] == ["README.md"]


@pytest.mark.parametrize("kind", DISK)
def test_a_pipe_put_in_a_files_place_does_not_block(kind: type[DiskTree], tmp_path: Path) -> None:
    GitRepository(tmp_path, {"README.md": "x"})
    tree = kind(tmp_path)
    tree.entries()
    (tmp_path / "README.md").unlink()
    os.mkfifo(tmp_path / "README.md")
    with pytest.raises(UnreadableError, match="not a regular file"):
        tree.read("README.md")


@pytest.mark.parametrize("kind", DISK)
def test_a_link_put_in_a_files_or_directorys_place_is_not_followed(kind: type[DiskTree], tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"a.txt": "secret"})
    root = tmp_path / "model"
    GitRepository(root, {"a.txt": "x", "d/a.txt": "x"})
    tree = kind(root)
    tree.entries()
    (root / "a.txt").unlink()
    (root / "a.txt").symlink_to(outside / "a.txt")
    (root / "d/a.txt").unlink()
    (root / "d").rmdir()
    (root / "d").symlink_to(outside)
    for path in ("a.txt", "d/a.txt"):
        with pytest.raises(UnreadableError):
            tree.read(path)


@pytest.mark.parametrize("kind", DISK)
def test_a_file_that_is_gone_since_the_listing_cannot_be_read(kind: type[DiskTree], tmp_path: Path) -> None:
    GitRepository(tmp_path, {"a.txt": "x"})
    tree = kind(tmp_path)
    tree.entries()
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableError, match=r"a\.txt: No such file"):
        tree.read("a.txt")


@not_as_root
@pytest.mark.parametrize("kind", DISK)
def test_a_file_without_permission_is_listed_and_not_read(kind: type[DiskTree], tmp_path: Path) -> None:
    GitRepository(tmp_path, {"a.txt": "x"})
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(UnreadableError, match=r"a\.txt: Permission denied"):
        kind(tmp_path).read("a.txt")


@not_as_root
def test_a_directory_without_permission_is_a_gap(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "x", "closed/b.txt": "x"})
    (tmp_path / "closed").chmod(0)
    tree = DirectoryTree(tmp_path)
    assert [entry.path for entry in tree.entries()] == ["a.txt"]
    assert [(gap.what, gap.why) for gap in tree.gaps()] == [("closed", "Permission denied")]
    (tmp_path / "closed").chmod(0o755)


def test_a_directory_is_listed_without_what_git_keeps(tmp_path: Path) -> None:
    GitRepository(tmp_path, {"a.txt": "x", ".gitignore": "*.log\n", "kept.log": ""})
    write_files(tmp_path, {"nested/.git/config": "", "nested/x": ""})
    assert [entry.path for entry in DirectoryTree(tmp_path).entries()] == [
        ".gitignore",
        "a.txt",
        "kept.log",
        "nested/x",
    ]
