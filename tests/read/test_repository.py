from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.errors import UnreadableError
from openness.model import NotChecked
from openness.read.directory import DirectoryTree
from openness.read.repository import Repository
from openness.read.tree import Entry, Kind, MemoryTree
from support import repository_from

if TYPE_CHECKING:
    from pathlib import Path

POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 13476838400\n"


class CountingTree(MemoryTree):
    """A tree that notes how much was read of it."""

    def __init__(self, files: dict[str, bytes | str]) -> None:
        super().__init__(files)
        self.asked: list[tuple[str, int | None]] = []

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        self.asked.append((path, length))
        return super().read(path, start, length)


class ClosedTree(MemoryTree):
    """A tree whose files cannot be read."""

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:
        raise UnreadableError(f"{path}: Permission denied")


def test_text_is_decoded_once() -> None:
    tree = CountingTree({"README.md": "# Modèle\n"})
    repository = Repository(tree)
    assert repository.text("README.md") == repository.text("README.md") == "# Modèle\n"
    assert len(tree.asked) == 1


def test_of_a_large_binary_file_only_the_beginning_is_read() -> None:
    tree = CountingTree({"weights.bin": b"\0" * 1_000_000})
    assert Repository(tree).text("weights.bin") is None
    assert [length for _, length in tree.asked] == [8192]


def test_a_text_longer_than_the_limit_is_cut_and_said_so() -> None:
    repository = repository_from({"log.txt": "é" * 100})
    assert repository.text("log.txt", limit=101) == "é" * 50
    assert repository.gaps() == [NotChecked("log.txt", "only the first 101 bytes were read")]
    assert repository.text("log.txt") == "é" * 100


def test_what_is_no_text_has_no_text() -> None:
    repository = repository_from({"p.bin": POINTER, "b": b"\0a"}, extra=[Entry("sub", 0, Kind.SUBMODULE)])
    assert [repository.text(path) for path in ("p.bin", "b", "sub", "absent")] == [None] * 4
    assert repository.gaps() == []


def test_a_pointer_is_found_by_what_it_says() -> None:
    repository = repository_from({"w.safetensors": POINTER, "a.txt": "text", "long.md": POINTER + "x" * 2000})
    pointer = repository.pointer("w.safetensors")
    assert pointer is not None
    assert (pointer.sha256, pointer.size) == ("a" * 64, 13476838400)
    assert repository.pointer("a.txt") is repository.pointer("long.md") is repository.pointer("absent") is None
    assert repository.text("long.md") is not None


def test_files_that_cannot_be_read_are_gaps() -> None:
    repository = Repository(ClosedTree({"b.txt": "x", "a.txt": "x"}))
    assert [repository.text("b.txt"), repository.text("a.txt"), repository.pointer("a.txt")] == [None, None, None]
    assert repository.gaps() == [
        NotChecked("a.txt", "a.txt: Permission denied"),
        NotChecked("b.txt", "b.txt: Permission denied"),
    ]


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("src/train.py", True),
        ("src", True),
        ("src/", True),
        ("./src/./train.py", True),
        ("src/../src/train.py", True),
        (".", True),
        ("alias/train.py", True),
        ("alias", True),
        ("away", True),
        ("sub", True),
        ("train.py", False),
        ("sr", False),
        ("../model/src", False),
        ("away/x", False),
    ],
)
def test_whether_a_path_is_there(tmp_path: Path, path: str, there: bool) -> None:
    repository = repository_from(
        {"src/train.py": ""},
        extra=[
            Entry("alias", 3, Kind.SYMLINK, target="src"),
            Entry("away", 9, Kind.SYMLINK, outside=True, target="../../etc"),
            Entry("sub", 0, Kind.SUBMODULE),
        ],
    )
    assert repository.exists(path) is there


def test_entries_below_a_directory() -> None:
    repository = repository_from({"a": "", "a/x": "", "a/y/z": "", "a-b/x": "", "a0": "", "b/x": ""})
    assert [entry.path for entry in repository.under("a/")] == ["a/x", "a/y/z"]
    assert [entry.path for entry in repository.under("a/y")] == ["a/y/z"]
    assert len(repository.under("")) == 6
    assert repository.under("absent") == []
    assert repository.directories == {"a", "a/y", "a-b", "b"}


def test_a_link_gives_the_text_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/README.md").write_text("# Model\n")
    (tmp_path / "README.md").symlink_to("docs/README.md")
    (tmp_path / "away.md").symlink_to("/etc/hostname")
    repository = Repository(DirectoryTree(tmp_path))
    assert repository.text("README.md") == "# Model\n"
    assert repository.text("away.md") is None
    assert [gap.what for gap in repository.gaps()] == ["away.md"]


def test_a_large_text_is_read_whole() -> None:
    body = "word " * 40_000
    assert repository_from({"long.txt": body}).text("long.txt") == body
