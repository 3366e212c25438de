"""Places that name a license: what is read, and where it stands."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.evidence.declarations import find_declarations, read_all
from openness.evidence.metadata import read_citation, read_codemeta, read_dep5, read_reuse, read_tags, read_zenodo
from openness.evidence.packages import read_cargo, read_package_json, read_pyproject, read_setup_cfg, read_setup_py
from openness.evidence.places import json_places
from openness.read.repository import Repository
from openness.read.tree import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import LicenseDeclaration

PYPROJECT = """[build-system]
requires = ["x"]
license = "not this one"

[project]
name = "x"
license = "Apache-2.0"
classifiers = [
  "Topic :: Software Development",
  "License :: OSI Approved :: MIT License",
]
"""


def declarations(files: dict[str, bytes | str]) -> tuple[LicenseDeclaration, ...]:
    return find_declarations(Repository(MemoryTree(files)))


def told(found: Iterable[LicenseDeclaration]) -> list[tuple[str, str, str | None, int, int]]:
    return [(item.source, item.raw, item.expression, item.line, item.column) for item in found]


def test_pyproject_string_and_classifier() -> None:
    found = list(read_pyproject(PYPROJECT, "pyproject.toml"))
    assert told(found) == [
        ("pyproject", "Apache-2.0", "Apache-2.0", 7, 11),
        ("pyproject", "License :: OSI Approved :: MIT License", "MIT", 10, 4),
    ]
    assert "training-code" in found[0].applies_to
    assert "weights" not in found[0].applies_to


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[project]\nlicense = {text = "MIT"}\n', (2, 20)),
        ('[project.license]\ntext = "MIT"\n', (2, 8)),
        ('[tool.poetry]\nname = "a"\nlicense = "MIT"\n', (3, 11)),
    ],
)
def test_pyproject_tables(text: str, place: tuple[int, int]) -> None:
    (found,) = read_pyproject(text, "pyproject.toml")
    assert (found.raw, found.expression) == ("MIT", "MIT")
    assert found.line == place[0]
    assert abs(found.column - place[1]) <= 1


def test_a_license_file_table_names_no_license() -> None:
    assert list(read_pyproject('[project]\nlicense = {file = "LICENSE"}\n', "pyproject.toml")) == []


def test_setup_cfg() -> None:
    text = (
        "[metadata]\nname = x\nlicense = BSD 3-Clause\n"
        "classifiers =\n    License :: OSI Approved :: Apache Software License\n"
    )
    assert told(read_setup_cfg(text, "setup.cfg")) == [
        ("setup.cfg", "BSD 3-Clause", "BSD-3-Clause", 3, 11),
        ("setup.cfg", "License :: OSI Approved :: Apache Software License", "Apache-2.0", 5, 5),
    ]


def test_setup_py_is_read_and_never_run() -> None:
    text = (
        'import os\nos.abort()\nLICENSE = "MIT"\nfrom setuptools import setup\nsetup(name="é", license=LICENSE,\n'
        '      classifiers=["License :: OSI Approved :: Apache Software License"])\n'
    )
    found = list(read_setup_py(text, "setup.py"))
    assert [(item.expression, item.line) for item in found] == [("MIT", 3), ("Apache-2.0", 6)]
    assert found[1].column == 20


def test_computed_values_of_setup_py_are_left_out() -> None:
    assert list(read_setup_py("setup(license=open('LICENSE').read())", "setup.py")) == []


def test_package_json_places() -> None:
    text = '{\n  "name": "license",\n  "license": "MIT",\n  "nested": {"license": "no"}\n}'
    assert told(read_package_json(text, "package.json")) == [("package.json", "MIT", "MIT", 3, 14)]
    old = '{"licenses": [{"type": "MIT", "url": "u"}, {"type": "Apache-2.0"}]}'
    assert [(item.raw, item.column) for item in read_package_json(old, "package.json")] == [
        ("MIT", 24),
        ("Apache-2.0", 53),
    ]
    assert list(read_package_json('{"license": "SEE LICENSE IN x"}', "package.json")) == []


def test_cargo_slash_is_or() -> None:
    (found,) = read_cargo('[package]\nlicense = "MIT/Apache-2.0"\n', "Cargo.toml")
    assert found.expression == "MIT OR Apache-2.0"
    assert found.raw == "MIT/Apache-2.0"


def test_citation_forms() -> None:
    text = 'cff-version: 1.2.0\ntype: software\nreferences:\n  - license: GPL-3.0\nlicense: "MIT"  # ours\n'
    assert told(read_citation(text, "CITATION.cff")) == [("citation", "MIT", "MIT", 5, 11)]
    listed = "license:\n  - Apache-2.0\n  - MIT\ntype: dataset\n"
    found = list(read_citation(listed, "CITATION.cff"))
    assert [(item.raw, item.line, item.column) for item in found] == [("Apache-2.0", 2, 5), ("MIT", 3, 5)]
    assert "training-data" in found[0].applies_to


def test_codemeta_and_zenodo() -> None:
    text = json.dumps({"license": {"@type": "CreativeWork", "url": "https://spdx.org/licenses/MIT"}}, indent=1)
    (found,) = read_codemeta(text, "codemeta.json")
    assert (found.expression, found.line) == ("MIT", 4)
    (upload,) = read_zenodo('{"upload_type": "dataset", "license": "cc-by-4.0"}', ".zenodo.json")
    assert upload.expression == "CC-BY-4.0"
    assert upload.applies_to == ("evaluation-data", "finetuning-data", "training-data")


def test_dep5_paragraphs_name_their_components() -> None:
    text = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
        "Files: weights/* *.safetensors\nCopyright: 2026 TinyLab\nLicense: LicenseRef-llama-2\n the text\n\n"
        "Files:\n data/*\nLicense: CC-BY-4.0\n\nLicense: MIT\n"
    )
    weights, data = read_dep5(text, ".reuse/dep5")
    assert (weights.expression, weights.line, weights.column, weights.applies_to) == (
        "LicenseRef-llama-2",
        5,
        10,
        ("weights",),
    )
    assert (data.expression, data.line) == ("CC-BY-4.0", 10)
    assert "training-data" in data.applies_to


def test_a_license_file_beside_weights_speaks_of_them() -> None:
    tree = MemoryTree({"model.safetensors.license": b"SPDX-License-Identifier: CC-BY-NC-4.0\n", "a.license": b"x"})
    found = find_declarations(Repository(tree))
    assert [(one.expression, one.applies_to) for one in found] == [("CC-BY-NC-4.0", ("weights",))]


def test_reuse_annotations_name_their_components() -> None:
    text = (
        'version = 1\n[[annotations]]\npath = "src/**"\nSPDX-License-Identifier = "MIT"\n'
        '[[annotations]]\npath = ["weights/**"]\nSPDX-License-Identifier = "CC-BY-4.0"\n'
    )
    code, weights = read_reuse(text, "REUSE.toml")
    assert (code.expression, code.line) == ("MIT", 4)
    assert (weights.expression, weights.line, weights.applies_to) == ("CC-BY-4.0", 7, ("weights",))


def test_tags_count_in_the_first_lines_only() -> None:
    (found,) = read_tags("#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0 OR MIT\n", "a.sh")
    assert (found.expression, found.line, found.column) == ("Apache-2.0 OR MIT", 2, 28)
    assert list(read_tags("\n" * 40 + "# SPDX-License-Identifier: MIT", "a.py")) == []


def test_repository_with_many_places() -> None:
    found = declarations(
        {
            "README.md": "---\nlicense: other\nlicense_name: llama3\n---\n[![x](https://img.shields.io/badge/License-MIT-blue.svg)](x)\n",
            "pyproject.toml": PYPROJECT,
            "node_modules/a/package.json": '{"license": "ISC"}',
            "src/a.py": "# SPDX-License-Identifier: MIT\n" + "x = 1\n" * 20,
        }
    )
    assert {item.source for item in found} == {"front-matter", "pyproject", "spdx-tag"}
    front = next(item for item in found if item.source == "front-matter")
    assert (front.raw, front.line) == ("llama3", 3)
    assert front.applies_to == ("weights",)


def test_broken_files_are_problems_and_hide_nothing() -> None:
    repository = Repository(
        MemoryTree({"pyproject.toml": "[project\n", "package.json": '{"license": "MIT"}', "setup.py": "def ("})
    )
    found, problems = read_all(repository)
    assert [item.source for item in found] == ["package.json"]
    assert {problem.path for problem in problems} == {"pyproject.toml", "setup.py"}


@given(
    st.recursive(
        st.text(max_size=6) | st.integers() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
        max_leaves=12,
    )
)
def test_json_places_point_at_the_values(value: Any) -> None:
    text = json.dumps(value, indent=1)
    rows = text.splitlines()
    for pointer, (line, column) in json_places(text).items():
        held = value
        for part in pointer.split("."):
            held = held[int(part)] if isinstance(held, list) else held[part]
        start = rows[line - 1][column - 1 :]
        assert start.startswith(json.dumps(held)[:1])


@given(st.text(alphabet="[]{}=\"'#\n abc.:,\\-", max_size=200))
def test_no_text_makes_a_reader_fail_otherwise_than_with_value_error(text: str) -> None:
    for reader in (
        read_pyproject,
        read_cargo,
        read_dep5,
        read_reuse,
        read_package_json,
        read_codemeta,
        read_zenodo,
        read_setup_cfg,
        read_citation,
        read_tags,
    ):
        with suppress(ValueError):
            for item in reader(text, "x"):
                assert item.line >= 1
                assert item.column >= 1


def test_the_package_of_somebody_elses_project_speaks_for_itself() -> None:
    package = '[project]\nname = "probe"\nlicense = "MIT"\n'
    other = {"probe/pyproject.toml": package, "probe/LICENSE": "BSD", "probe/README.md": "# Probe\n"}
    own = {"client/pyproject.toml": package}
    found = find_declarations(Repository(MemoryTree({**other, **own, "README.md": "# Kestrel\n"}, "lab+kestrel")))
    assert [one.path for one in found] == ["client/pyproject.toml"]
