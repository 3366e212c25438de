"""What is read of a repository from afar, and how far its listing goes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.org.reading import FILES, LARGEST, POINTERS, TOTAL_BYTES, wanted_files
from openness.read.directory import DirectoryTree
from openness.read.repository import Repository
from openness.read.tree import Entry, Kind
from openness.report.judged import judge_repository
from openness.scan.apitree import ApiTree, Fetched
from openness.scan.trees import Item, Listing, unfold
from openness.scan.trees import Path as ListedPath
from org_support import HONEST, POINTER, WASHED
from support import ROOT, repository_from

if TYPE_CHECKING:
    from pathlib import Path


def wanted(files: dict[str, bytes | str]) -> list[str]:
    return list(wanted_files(repository_from(files)).paths)


def test_what_decides_comes_first_and_data_are_never_read() -> None:
    files: dict[str, bytes | str] = {
        "openness.yml": "openness: 1\n",
        "LICENSE": "MIT",
        "README.md": "# x",
        "pyproject.toml": "[project]",
        "data/train.jsonl": "{}" * 1000,
        "model.bin": b"\0" * 5000,
        "train.py": "x" * 500,
        "docs/guide.md": "# guide",
        "third_party/lib/LICENSE": "GPL",
    }
    found = wanted(files)
    assert found[:3] == ["openness.yml", "LICENSE", "README.md"]
    assert {"pyproject.toml", "train.py", "docs/guide.md"} <= set(found)
    assert not {"data/train.jsonl", "model.bin", "third_party/lib/LICENSE"} & set(found)


def test_pointers_are_read_and_there_is_an_end_to_them() -> None:
    files: dict[str, bytes | str] = {f"model-{n:05}-of-01000.safetensors": POINTER for n in range(1000)}
    found = wanted({**files, "README.md": "# x"})
    assert len([path for path in found if path.endswith(".safetensors")]) == POINTERS
    assert found[0] == "README.md"


def test_bounds_hold_whatever_a_repository_holds() -> None:
    extra = [Entry(f"docs/{n}.md", 90_000) for n in range(500)] + [Entry("README.md", LARGEST + 1)]
    extra += [Entry("LICENSE", 20, Kind.SYMLINK), Entry("vendor", 0, Kind.SUBMODULE)]
    repository = repository_from({}, extra=extra)
    found = wanted_files(repository)
    sizes = [repository.by_path[path].size for path in found.paths]
    assert len(sizes) <= FILES
    assert sum(sizes) <= TOTAL_BYTES
    assert "README.md" not in found.paths
    assert found.left > 0


@pytest.mark.parametrize("files", [HONEST, WASHED])
def test_a_repository_is_judged_from_afar_as_in_a_clone(files: dict[str, str]) -> None:
    assert judged_from_afar(repository_from(dict(files))) == verdict(repository_from(dict(files)))


def judged_from_afar(repository: Repository) -> dict[str, Any]:
    """The verdict on a repository of which only the wanted files are there."""
    bodies = {path: repository.tree.read(path) for path in wanted_files(repository).paths}
    kinds = {Kind.FILE: "file", Kind.SYMLINK: "link", Kind.SUBMODULE: "module"}
    paths = tuple(ListedPath(one.path, kinds[one.kind], "0" * 40, one.size) for one in repository.entries)
    return verdict(Repository(ApiTree(Fetched(repository.name, paths, bodies, {}))))


def verdict(repository: Repository) -> dict[str, Any]:
    report = judge_repository(repository, today=date(2026, 11, 22)).report
    frameworks = report["frameworks"]
    return {
        "model": report["is_model_repository"],
        "level": report["level"]["observed"],
        "mof": frameworks["mof"]["class"],
        "osaid": frameworks["osaid"]["verdict"],
        "owd": frameworks["owd"]["verdict"],
    }


@pytest.mark.parametrize("folder", sorted((ROOT / "examples" / "repositories").glob("*-*")), ids=lambda path: path.name)
def test_the_examples_have_the_same_verdict_from_afar(folder: Path) -> None:
    repository = Repository(DirectoryTree(folder))
    assert judged_from_afar(repository) == verdict(repository)


def test_a_file_that_was_not_fetched_is_unknown_and_not_absent() -> None:
    tree = ApiTree(Fetched("acme+x", (ListedPath("LICENSE", "file", "0" * 40, 100),), {}, {"LICENSE": "no answer"}))
    report = judge_repository(Repository(tree), today=date(2026, 11, 22)).report
    assert {"what": "LICENSE", "why": "no answer"} in report["not_checked"]


def test_a_link_is_followed_inside_the_listing_only() -> None:
    paths = (
        ListedPath("LICENSE", "link", "0" * 40, 14),
        ListedPath("docs/LICENSE", "file", "1" * 40, 3),
        ListedPath("out", "link", "2" * 40, 9),
    )
    tree = ApiTree(
        Fetched("acme+x", paths, {"LICENSE": b"docs/LICENSE", "docs/LICENSE": b"MIT", "out": b"../../etc"}, {})
    )
    assert tree.read("LICENSE") == b"MIT"
    assert [one.outside for one in tree.entries()] == [False, False, True]


NAMES = st.sampled_from(["a", "b", "README.md", "src", "node_modules"])
OIDS = st.sampled_from([f"{n:040x}" for n in range(6)])
ITEMS = st.builds(Item, NAMES, st.sampled_from(["file", "tree", "link", "module"]), OIDS, st.integers(0, 9))


@settings(deadline=None)
@given(st.dictionaries(OIDS, st.lists(ITEMS, max_size=4).map(tuple), max_size=6), OIDS)
def test_no_listing_that_a_server_could_give_takes_for_ever(held: dict[str, tuple[Item, ...]], root: str) -> None:
    listing = unfold(root, held, {})
    assert isinstance(listing, Listing)
    assert len(listing.paths) <= 20_000
    assert not any("node_modules/" in one.path for one in listing.paths)


def test_trees_that_hold_one_another_are_given_up_in_time() -> None:
    bomb = {f"{n:040x}": tuple(Item(f"d{k}", "tree", f"{n + 1:040x}", 0) for k in range(50)) for n in range(12)}
    bomb[f"{12:040x}"] = (Item("f", "file", "f" * 40, 1),)
    listing = unfold(f"{0:040x}", bomb, {})
    assert listing.gaps
    assert len(listing.gaps) + len(listing.paths) <= 20_001
