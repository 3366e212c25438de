"""What Git's index and ignore rules add to the files on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.errors import UnreadableError, UsageError
from openness.read.git import Git, GitMissingError
from openness.read.open import open_tree
from openness.read.tree import Entry, Kind
from openness.read.worktree import WorktreeTree
from support import GitRepository, write_files

if TYPE_CHECKING:
    from pathlib import Path


def paths(root: Path) -> list[str]:
    return [entry.path for entry in WorktreeTree(root).entries()]


def test_tracked_and_new_files_are_listed_and_ignored_ones_are_not(tmp_path: Path) -> None:
    GitRepository(tmp_path, {".gitignore": "*.log\n", "a.txt": "x"})
    write_files(tmp_path, {"openness.yml": "", "run.log": ""})
    assert paths(tmp_path) == [".gitignore", "a.txt", "openness.yml"]


def test_a_tracked_file_that_was_deleted_is_not_listed(tmp_path: Path) -> None:
    GitRepository(tmp_path, {"a.txt": "x", "d/b.txt": "x"})
    (tmp_path / "d/b.txt").unlink()
    (tmp_path / "d").rmdir()
    (tmp_path / "d").write_text("now a file")
    assert paths(tmp_path) == ["a.txt", "d"]


def test_the_content_is_that_on_disk(tmp_path: Path) -> None:
    GitRepository(tmp_path, {"a.txt": "committed"})
    (tmp_path / "a.txt").write_text("changed")
    tree = WorktreeTree(tmp_path)
    assert tree.read("a.txt") == b"changed"
    assert tree.entries()[0].size == 7


def test_submodules_and_repositories_inside_are_entries_without_content(tmp_path: Path) -> None:
    outer = GitRepository(tmp_path / "model", {"a.txt": "x"})
    GitRepository(outer.root / "inner", {"b.txt": "x"})
    outer.git("-c", "advice.addEmbeddedRepo=false", "add", "inner")
    GitRepository(outer.root / "new", {"c.txt": "x"})
    tree = WorktreeTree(outer.root)
    assert tree.entries()[1:] == [Entry("inner", 0, Kind.SUBMODULE), Entry("new", 0, Kind.SUBMODULE)]
    with pytest.raises(UnreadableError, match="is a submodule"):
        tree.read("inner")


def test_a_conflict_lists_its_file_once(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "one"})
    repository.git("checkout", "--quiet", "-b", "other")
    write_files(tmp_path, {"a.txt": "two"})
    repository.commit("two")
    repository.git("checkout", "--quiet", "main")
    write_files(tmp_path, {"a.txt": "three"})
    repository.commit("three")
    repository.git("merge", "other", check=False)
    assert paths(tmp_path) == ["a.txt"]


def test_a_directory_replaced_by_a_link_hides_what_git_still_lists_below_it(tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"a.txt": "secret"})
    root = tmp_path / "model"
    GitRepository(root, {"d/a.txt": "x"})
    (root / "d/a.txt").unlink()
    (root / "d").rmdir()
    (root / "d").symlink_to(outside)
    assert [(entry.path, entry.outside) for entry in WorktreeTree(root).entries()] == [("d", True)]


def test_files_left_out_by_a_sparse_checkout_are_a_gap(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "x", "big/b.txt": "x", "big/c.txt": "x"})
    repository.git("sparse-checkout", "set", "--cone", "other")
    tree = WorktreeTree(tmp_path)
    assert [entry.path for entry in tree.entries()] == ["a.txt"]
    assert [gap.why for gap in tree.gaps()] == ["2 tracked paths are left out by the sparse checkout"]


def test_a_link_written_as_a_plain_file_is_a_link(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "x"})
    repository.git("config", "core.symlinks", "false")
    (tmp_path / "link").symlink_to("a.txt")
    repository.git("add", "link")
    blob = repository.git("rev-parse", ":a.txt")
    repository.git("update-index", "--cacheinfo", f"120000,{blob},link")
    (tmp_path / "link").unlink()
    (tmp_path / "link").write_text("a.txt")
    tree = WorktreeTree(tmp_path)
    assert tree.entries()[1] == Entry("link", 5, Kind.SYMLINK, target="a.txt")
    assert tree.read("link") == b"x"


def test_a_directory_inside_a_repository_is_opened_as_part_of_it(tmp_path: Path) -> None:
    GitRepository(tmp_path, {".gitignore": "*.log\nbuild/\n", "sub/a.txt": "x"})
    write_files(tmp_path, {"sub/run.log": "", "build/b.txt": ""})
    assert [entry.path for entry in open_tree(tmp_path / "sub").entries()] == ["a.txt"]
    # ignored as a whole: then it is looked at for its own sake
    assert [entry.path for entry in open_tree(tmp_path / "build").entries()] == ["b.txt"]


def test_a_directory_without_repository_or_with_a_broken_one_is_opened_as_it_is(tmp_path: Path) -> None:
    write_files(tmp_path, {"plain/a.txt": "", "broken/.git": "gitdir: /nowhere", "broken/a.txt": ""})
    assert [entry.path for entry in open_tree(tmp_path / "plain").entries()] == ["a.txt"]
    assert [entry.path for entry in open_tree(tmp_path / "broken").entries()] == ["a.txt"]


def test_without_git_a_repository_is_opened_as_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    GitRepository(tmp_path, {".gitignore": "*.log\n", "a.log": ""})
    monkeypatch.setenv("PATH", "")
    assert [entry.path for entry in open_tree(tmp_path).entries()] == [".gitignore", "a.log"]


def test_a_git_found_through_a_relative_path_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (write_files(tmp_path, {"git": "#!/bin/sh\ntouch ran\n"}) / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".:{''}")
    with pytest.raises(GitMissingError):
        Git(tmp_path)


@pytest.mark.parametrize("name", ["absent", "file"])
def test_a_path_that_is_no_directory_is_said_so_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match=rf"{name} (does not exist|is not a directory)$"):
        open_tree(tmp_path / name)
