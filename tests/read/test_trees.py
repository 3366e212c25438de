"""The three kinds of tree give the same answers about the same files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from openness.errors import UnreadableError
from openness.read.commit import CommitTree
from openness.read.directory import DirectoryTree
from openness.read.tree import Entry, Kind
from openness.read.worktree import WorktreeTree
from support import GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openness.read.tree import Tree

KINDS: dict[str, Callable[[Path], Tree]] = {
    "directory": DirectoryTree,
    "worktree": WorktreeTree,
    "commit": lambda path: CommitTree(path, "HEAD"),
}
LARGE = bytes(range(256)) * 400


def make(root: Path) -> GitRepository:
    write_files(
        root,
        {
            "README.md": "# Model\n",
            "src/train.py": "print()\n",
            "src/deep/er/x.py": "",
            "weights.bin": LARGE,
            "run.sh": "#!/bin/sh\n",
            "modèle/poids — 权重.txt": "x",
            "two\nlines.txt": "y",
            "secret/inner.txt": "z",
        },
    )
    (root / "run.sh").chmod(0o755)
    for name, target in {
        "to-file": "README.md",
        "to-directory": "src",
        "src/up": "../README.md",
        "away": "../../etc/passwd",
        "absolute": "/etc/passwd",
        "loop": "loop",
        "nowhere": "absent.txt",
        "through": "to-directory/train.py",
        "untidy": "./src//train.py",
        "slash": "src/",
    }.items():
        (root / name).symlink_to(target)
    return GitRepository(root, {})


@pytest.fixture(params=sorted(KINDS))
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tree]:
    root = tmp_path / "model"
    root.mkdir()
    make(root)
    made = KINDS[request.param](root)
    yield made
    if isinstance(made, CommitTree):
        made.close()


def test_every_path_is_listed_with_size_kind_and_mode(tree: Tree) -> None:
    found = {entry.path: entry for entry in tree.entries()}
    assert list(found) == sorted(found)
    assert found["weights.bin"] == Entry("weights.bin", len(LARGE))
    assert found["run.sh"].executable
    assert not found["README.md"].executable
    assert found["to-file"] == Entry("to-file", 9, Kind.SYMLINK, target="README.md")
    assert {"modèle/poids — 权重.txt", "two\nlines.txt", "src/deep/er/x.py"} <= set(found)
    assert not any(path.startswith((".git", "to-directory/")) for path in found)
    assert tree.name == "model"
    assert list(tree.gaps()) == []


def test_links_that_leave_the_tree_are_marked_and_never_followed(tree: Tree) -> None:
    assert sorted(entry.path for entry in tree.entries() if entry.outside) == ["absolute", "away"]
    for path in ("absolute", "away", "loop", "nowhere", "to-directory", "slash"):
        with pytest.raises(UnreadableError, match=path):
            tree.read(path)


def test_links_inside_the_tree_are_followed(tree: Tree) -> None:
    assert tree.read("to-file") == tree.read("src/up") == b"# Model\n"
    assert {entry.target for entry in tree.entries() if entry.path in ("untidy", "slash")} == {
        "./src//train.py",
        "src/",
    }
    assert tree.read("through") == tree.read("untidy") == tree.read("to-directory/train.py") == b"print()\n"


def test_ranges_of_a_file_are_read(tree: Tree) -> None:
    assert tree.read("weights.bin") == LARGE
    assert tree.read("weights.bin", 10, 5) == LARGE[10:15]
    assert tree.read("weights.bin", len(LARGE) - 3, 100) == LARGE[-3:]
    assert tree.read("weights.bin", len(LARGE) + 5, 100) == b""
    assert tree.read("weights.bin", 0, 0) == b""
    assert tree.read("README.md") == b"# Model\n"


@pytest.mark.parametrize("path", ["absent", "", ".", "src", "../model/README.md", "/etc/passwd", "README.md/x"])
def test_what_is_not_a_file_of_the_tree_cannot_be_read(tree: Tree, path: str) -> None:
    with pytest.raises(UnreadableError):
        tree.read(path)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_names_that_are_not_utf8_are_shown_and_read(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "model"
    root.mkdir()
    try:
        (root / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"body")
    except OSError:
        pytest.skip("the file system refuses names that are not UTF-8")
    (root / "link").symlink_to(os.fsdecode(b"caf\xe9.txt"))
    GitRepository(root, {})
    tree = KINDS[kind](root)
    assert [entry.path for entry in tree.entries()] == ["caf\\xe9.txt", "link"]
    assert tree.read("caf\\xe9.txt") == tree.read("link") == b"body"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_repository_has_no_entries(kind: str, tmp_path: Path) -> None:
    GitRepository(tmp_path, {})
    assert list(KINDS[kind](tmp_path).entries()) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_too_large_to_be_read_whole_is_read_in_ranges(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openness.read.listing.WHOLE_LIMIT", 1000)
    GitRepository(tmp_path, {"weights.bin": LARGE})
    tree = KINDS[kind](tmp_path)
    with pytest.raises(UnreadableError, match="only ranges"):
        tree.read("weights.bin")
    assert tree.read("weights.bin", 4, 4) == LARGE[4:8]


@pytest.mark.parametrize("pattern", ["d{}/f.txt", "f{}.txt"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_listing_stops_at_its_limit_and_says_so(
    kind: str, pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openness.read.listing.ENTRY_LIMIT", 3)
    GitRepository(tmp_path, {pattern.format(number): "" for number in range(6)})
    tree = KINDS[kind](tmp_path)
    assert len(tree.entries()) == 3
    assert [gap.why for gap in tree.gaps()] == ["only the first 3 paths were listed"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_part_of_a_repository_is_a_tree_of_its_own(kind: str, tmp_path: Path) -> None:
    make(tmp_path)
    tree = KINDS[kind](tmp_path / "src")
    assert [entry.path for entry in tree.entries()] == ["deep/er/x.py", "train.py", "up"]
    assert [entry.path for entry in tree.entries() if entry.outside] == ["up"]
    assert tree.read("train.py") == b"print()\n"


def test_worktree_and_commit_list_the_same_entries(tmp_path: Path) -> None:
    make(tmp_path)
    assert WorktreeTree(tmp_path).entries() == CommitTree(tmp_path, "HEAD").entries()
    assert WorktreeTree(tmp_path).entries() == DirectoryTree(tmp_path).entries()
