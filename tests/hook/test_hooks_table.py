"""`.pre-commit-hooks.yaml`: made from one table, valid, and started by every file that the check reads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from pre_commit.clientlib import load_manifest  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from miniatures import ALL_CASES, files_of
from openness.licenses.files import is_license_path
from openness.manifest.find import is_manifest_path
from openness.wording.sources import wording_files
from support import ROOT, repository_from

HOOKS_FILE = ROOT / ".pre-commit-hooks.yaml"


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in load_manifest(str(HOOKS_FILE))}


def test_file_and_document_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "hooks_table.py"), "--check"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_there_are_two_hooks_and_the_second_runs_once() -> None:
    assert list(hooks()) == ["openness-manifest", "openness"]
    assert hooks()["openness-manifest"]["pass_filenames"]
    whole = hooks()["openness"]
    assert (whole["pass_filenames"], whole["require_serial"]) == (False, True)
    assert {hook["language"] for hook in hooks().values()} == {"python"}


def test_the_published_schema_of_such_files_accepts_it() -> None:
    schema = ROOT.parent / "shared" / "external-schemas" / "pre-commit-hooks.json"
    if not schema.is_file():
        pytest.skip("the schema of SchemaStore is not beside this copy of the project")
    data = json.loads(json.dumps(YAML(typ="safe").load(HOOKS_FILE.read_text(encoding="utf-8"))))
    jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(data)


@pytest.mark.parametrize(
    ("path", "manifest", "whole"),
    [
        ("openness.yml", True, True),
        ("models/small/.openness.yml", True, True),
        ("MOF.yml", True, True),
        ("openness.yml.bak", False, False),
        ("LICENSE", False, True),
        ("LICENSES/MIT.txt", False, True),
        ("licence-weights.txt", False, True),
        ("USE_POLICY.md", False, True),
        ("模型许可协议.txt", False, True),
        ("README", False, True),
        ("docs/readme_zh.md", False, True),
        ("MODEL_CARD.md", False, True),
        ("pyproject.toml", False, True),
        ("CITATION.cff", False, True),
        ("config.json", False, True),
        ("weights/model-00001-of-00002.safetensors", False, True),
        ("train.py", False, False),
        ("src/profile.py", False, False),
        ("requirements.txt", False, False),
        ("tokenizer.json", False, False),
    ],
)
def test_which_files_start_which_hook(path: str, manifest: bool, whole: bool) -> None:
    assert bool(re.search(hooks()["openness-manifest"]["files"], path)) is manifest
    assert bool(re.search(hooks()["openness"]["files"], path)) is whole


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_whatever_speaks_for_a_repository_starts_the_hook(case: Any) -> None:
    repository = repository_from(files_of(case))
    pattern = re.compile(hooks()["openness"]["files"])
    speaking = set(wording_files(repository))
    for entry in repository.files():
        if entry.path in speaking or is_license_path(entry.path) or is_manifest_path(entry.path):
            assert pattern.search(entry.path), entry.path
