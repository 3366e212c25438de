from __future__ import annotations

from openness.read.repository import Repository
from openness.read.tree import MemoryTree
from openness.wording.sources import MOST_FILES, wording_files


def read(*paths: str) -> list[str]:
    return wording_files(Repository(MemoryTree(dict.fromkeys(paths, "text"))))


def test_readmes_cards_documents_and_metadata_are_read_likeliest_first() -> None:
    found = read(
        "docs/guide.md",
        "README_ja.md",
        "README.md",
        "pyproject.toml",
        "CITATION.cff",
        "MODEL_CARD.md",
        "models/x/README.md",
    )
    assert found[:2] == ["README.md", "README_ja.md"]
    assert set(found[2:5]) == {"pyproject.toml", "CITATION.cff", "MODEL_CARD.md"}
    assert found[5:] == ["models/x/README.md", "docs/guide.md"]


def test_license_texts_of_ones_own_making_are_read() -> None:
    assert read("MODEL_LICENSE", "Nova LICENSE AGREEMENT", "LICENSE") == ["MODEL_LICENSE", "Nova LICENSE AGREEMENT"]


def test_vendored_folders_hidden_folders_and_conduct_are_not() -> None:
    paths = ["third_party/x/README.md", "vendor/README.md", "node_modules/a/README.md", ".github/README.md",
             "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "tests/README.md", "src/model.py"]  # fmt: skip
    assert read(*paths) == []


def test_release_notes_are_read() -> None:
    assert read("CHANGELOG.md", "docs/release-notes.md") == ["CHANGELOG.md", "docs/release-notes.md"]


def test_empty_and_very_large_files_are_left_out() -> None:
    tree = MemoryTree({"README.md": "", "docs/a.md": "x" * 500_000, "docs/b.md": "x"})
    assert wording_files(Repository(tree)) == ["docs/b.md"]


def test_the_number_of_files_is_bounded() -> None:
    assert len(read(*(f"docs/{number}.md" for number in range(MOST_FILES + 50)))) == MOST_FILES
