"""The example repositories come out as their README says."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from support import ROOT, GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXAMPLES = ROOT / "examples" / "repositories"


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], dict[str, Any]]:
    """A function that checks a directory and gives the report."""

    def run(path: Path) -> dict[str, Any]:
        status = main(["check", "--format", "json", "--fail-on", "never", str(path)])
        assert status in (0, 3)
        report: dict[str, Any] = json.loads(capsys.readouterr().out)
        return report

    return run


def example(name: str, place: Path, *, with_license: bool) -> Path:
    root = shutil.copytree(EXAMPLES / name, place / name)
    if with_license:
        shutil.copy(ROOT / "LICENSE", root / "LICENSE")
    return root


def errors(report: dict[str, Any]) -> list[str]:
    return [finding["name"] for finding in report["findings"] if finding["severity"] == "error"]


def test_restricted_weights_that_are_called_open_source(
    tmp_path: Path, check: Callable[[Path], dict[str, Any]]
) -> None:
    report = check(example("restricted-weights", tmp_path, with_license=False))
    assert report["level"]["observed"] == "weights-available"
    assert any("claim-unsupported" in name for name in errors(report))


def test_open_weights_that_are_called_so(tmp_path: Path, check: Callable[[Path], dict[str, Any]]) -> None:
    report = check(example("open-weights", tmp_path, with_license=True))
    assert report["level"]["observed"] == "open-weights"
    assert errors(report) == []
    assert {claim["verdict"] for claim in report["claims"] if claim["act"] == "asserts"} == {"supported"}


def test_a_full_manifest_that_is_true(tmp_path: Path, check: Callable[[Path], dict[str, Any]]) -> None:
    report = check(example("full-manifest", tmp_path, with_license=True))
    assert report["manifest"] == {"path": "openness.yml", "format": "openness", "valid": True}
    assert report["level"]["observed"] == report["level"]["declared"] == "open-source-ai-with-open-data"
    assert report["frameworks"]["osaid"]["verdict"] == "conforms"


def test_odd_file_names_do_not_break_the_report(tmp_path: Path, check: Callable[[Path], dict[str, Any]]) -> None:
    root = write_files(tmp_path / "model", {"README.md": "# Model\n", "tab\tnew\nline.md": "# Open source\n"})
    try:
        (root / os.fsdecode(b"LICENSE-caf\xe9.md")).write_text("Open weights.\n")
    except OSError:
        pytest.skip("the file system refuses names that are not UTF-8")
    (root / "loop").symlink_to("loop")
    (root / "LICENSE").symlink_to("/etc/passwd")
    GitRepository(root, {})
    text = json.dumps(check(root))
    assert "root:" not in text
