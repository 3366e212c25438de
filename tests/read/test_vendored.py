"""Copies of other projects in a tree are told by their names and by what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.read.directory import DirectoryTree
from openness.read.repository import Repository
from openness.read.vendored import is_within, vendored_folders

if TYPE_CHECKING:
    from pathlib import Path


def folders(root: Path, *paths: str) -> tuple[str, ...]:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")
    return vendored_folders(Repository(DirectoryTree(root)))


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (("ultralytics/LICENSE", "ultralytics/nn/a.py"), ("ultralytics/",)),
        (("hub/ultralytics-d8701b42caeb/README.md",), ("hub/ultralytics-d8701b42caeb/",)),
        (("eval/opencompass/README.md", "eval/opencompass/trl/LICENSE"), ("eval/opencompass/",)),
        (("osprey/LICENSE", "osprey/README.md", "osprey/setup.py"), ("osprey/",)),
        (("LICENSE", "README.md", "setup.py"), ()),
        (("osprey/LICENSE", "osprey/README.md"), ()),
        (("code/model/osprey/LICENSE", "code/model/osprey/README.md"), ("code/model/osprey/",)),
        (("examples/osprey/LICENSE", "examples/osprey/README.md"), ()),
        (("models/osprey/LICENSE", "models/osprey/README.md"), ()),
        (("nest/models/osprey/LICENSE", "nest/models/osprey/README.md"), ("nest/models/osprey/",)),
        (("code/kestrel/LICENSE", "code/kestrel/README.md"), ()),
        (("code/train/LICENSE", "code/train/README.md"), ()),
        (("transformers/modeling.py",), ()),
        (("v1/LICENSE", "v1/README.md", "v1/setup.py"), ()),
        (("client/LICENSE", "client/README.md", "client/package.json"), ()),
        (("kestrel-kit/LICENSE", "kestrel-kit/README.md", "kestrel-kit/setup.py"), ()),
    ],
)  # fmt: skip
def test_which_folders_hold_another_project(tmp_path: Path, paths: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert folders(tmp_path / "acme+Kestrel", *paths) == found


def test_a_path_is_within_a_folder_and_not_within_one_of_a_longer_name() -> None:
    assert is_within("verl/docs/a.md", ("verl/",))
    assert not is_within("verl2/docs/a.md", ("verl/",))
