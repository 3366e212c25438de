"""What only a commit has: revisions, stored objects, trees made by hand."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from openness.errors import UnreadableError, UsageError
from openness.read.commit import CommitTree
from openness.read.tree import Entry, Kind
from support import GitRepository, write_files

if TYPE_CHECKING:
    from pathlib import Path


def test_a_revision_is_read_as_it_was(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "old", "gone.txt": "x"})
    first = repository.git("rev-parse", "HEAD")
    repository.git("tag", "-m", "annotated", "v1")
    (tmp_path / "gone.txt").unlink()
    write_files(tmp_path, {"a.txt": "newer"})
    repository.commit("second")
    for revision in (first, "v1", "HEAD~1", "main^"):
        tree = CommitTree(tmp_path, revision)
        assert tree.commit == first
        assert [entry.path for entry in tree.entries()] == ["a.txt", "gone.txt"]
        assert tree.read("a.txt") == b"old"
        tree.close()
    assert CommitTree(tmp_path, "HEAD").read("a.txt") == b"newer"


def test_a_bare_repository_is_read(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path / "work", {"a.txt": "x"})
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "model.git"))
    tree = CommitTree(tmp_path / "model.git", "main")
    assert tree.name == "model"
    assert tree.read("a.txt") == b"x"


def test_a_submodule_is_an_entry_without_content(tmp_path: Path) -> None:
    outer = GitRepository(tmp_path, {"a.txt": "x"})
    GitRepository(tmp_path / "inner", {"b.txt": "x"})
    outer.git("-c", "advice.addEmbeddedRepo=false", "add", "inner")
    outer.commit("submodule")
    tree = CommitTree(tmp_path, "HEAD")
    assert tree.entries()[1] == Entry("inner", 0, Kind.SUBMODULE)
    with pytest.raises(UnreadableError, match="is a submodule"):
        tree.read("inner")


@pytest.mark.parametrize("revision", ["absent", "HEAD~5", "--output=x", "HEAD:a.txt", "a b", "v1..v2", ""])
def test_an_unknown_revision_is_said_in_one_line(tmp_path: Path, revision: str) -> None:
    GitRepository(tmp_path, {"a.txt": "x"})
    with pytest.raises(UsageError) as raised:
        CommitTree(tmp_path, revision)
    assert "\n" not in str(raised.value)
    assert "revision" in str(raised.value) or revision in str(raised.value)


def test_a_shallow_clone_is_told_how_to_get_the_commit(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path / "full", {"a.txt": "x"})
    first = repository.git("rev-parse", "HEAD")
    write_files(repository.root, {"a.txt": "y"})
    repository.commit("second")
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(tmp_path / "shallow"))
    with pytest.raises(UsageError, match=rf"shallow; fetch it first: git fetch --depth=1 origin {first}"):
        CommitTree(tmp_path / "shallow", first)


def test_a_directory_that_is_no_repository_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a git repository"):
        CommitTree(tmp_path, "HEAD")


def test_without_git_a_commit_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    GitRepository(tmp_path, {})
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is not installed"):
        CommitTree(tmp_path, "HEAD")


def test_paths_that_no_checkout_could_create_are_gaps(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "x"})
    blob = repository.git("rev-parse", "HEAD:a.txt")
    inner = mktree(repository, f"100644 blob {blob}\tpasswd\n")
    top = mktree(repository, f"100644 blob {blob}\tok.txt\n040000 tree {inner}\t..\n040000 tree {inner}\t.git\n")
    repository.git("update-ref", "refs/heads/odd", repository.git("commit-tree", "-m", "odd", top))
    tree = CommitTree(tmp_path, "odd")
    assert [entry.path for entry in tree.entries()] == ["ok.txt"]
    assert [gap.what for gap in tree.gaps()] == ["../passwd", ".git/passwd"]


def test_a_tree_that_unfolds_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openness.read.listing.ENTRY_LIMIT", 1000)
    repository = GitRepository(tmp_path, {"a.txt": "x"})
    entry = f"100644 blob {repository.git('rev-parse', 'HEAD:a.txt')}"
    for _ in range(12):
        tree = mktree(repository, "".join(f"{entry}\td{number}\n" for number in range(10)))
        entry = f"040000 tree {tree}"
    repository.git("update-ref", "refs/heads/bomb", repository.git("commit-tree", "-m", "bomb", tree))
    found = CommitTree(tmp_path, "bomb")
    assert len(found.entries()) == 1000
    assert [gap.why for gap in found.gaps()] == ["only the first 1,000 paths were listed"]


def test_a_link_longer_than_a_path_is_a_gap(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "x" * 5000})
    blob = repository.git("rev-parse", "HEAD:a.txt")
    tree = mktree(repository, f"120000 blob {blob}\tlink\n")
    repository.git("update-ref", "refs/heads/odd", repository.git("commit-tree", "-m", "odd", tree))
    assert [gap.what for gap in CommitTree(tmp_path, "odd").gaps()] == ["link"]


def test_an_object_that_the_clone_lacks_is_unreadable_and_the_rest_is_not(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "here", "b.txt": "missing"})
    blob = repository.git("rev-parse", "HEAD:b.txt")
    (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    tree = CommitTree(tmp_path, "HEAD")
    with pytest.raises(UnreadableError, match="not in this clone"):
        tree.read("b.txt")
    assert tree.read("a.txt") == b"here"


def test_reading_goes_on_after_the_rest_of_a_large_object_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openness.read.objects._SKIP_LIMIT", 100)
    GitRepository(tmp_path, {"large.bin": b"ab" * 5000, "a.txt": "small"})
    tree = CommitTree(tmp_path, "HEAD")
    assert [tree.read("large.bin", 0, 2), tree.read("a.txt"), tree.read("large.bin", 9998)] == [b"ab", b"small", b"ab"]


def test_a_git_that_ends_early_makes_the_object_unreadable_and_is_started_again(tmp_path: Path) -> None:
    GitRepository(tmp_path, {"a.txt": "x"})
    tree = CommitTree(tmp_path, "HEAD")
    assert tree.read("a.txt") == b"x"
    process = tree._objects._running()
    process.kill()
    process.wait()
    with pytest.raises(UnreadableError, match="git stopped"):
        tree.read("a.txt")
    assert tree.read("a.txt") == b"x"


def mktree(repository: GitRepository, listing: str) -> str:
    """The name of a tree object with exactly these entries, which Git's own commands would partly refuse."""
    body = b""
    for line in listing.splitlines():
        facts, _, name = line.partition("\t")
        mode, _, target = facts.split()
        body += mode.lstrip("0").encode() + b" " + name.encode() + b"\0" + bytes.fromhex(target)
    done = subprocess.run(
        ["git", "-C", str(repository.root), "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        input=body,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()
