"""What the README shows is what the tool does."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from miniatures import CASES, files_of
from openness.cli import main
from openness.facts.suppressions import read_inline
from openness.manifest.load import load_manifest
from support import ROOT, repository_from, write_files

if TYPE_CHECKING:
    from pathlib import Path

README_PATH = ROOT / "README.md"
README = README_PATH.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_example_output_is_real(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES / "open-source-claim-unsupported" / "bad-restricted-weights"
    monkeypatch.chdir(write_files(tmp_path / "tinylm", files_of(case)))
    monkeypatch.setenv("COLUMNS", "100")
    main(["check", "."])
    command, _, shown = blocks("console")[0].partition("\n")
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines()).strip() + "\n"
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        block = f"```console\n{command}\n{shown}```"
        README_PATH.write_text(README.replace(block, f"```console\n{command}\n{printed}```", 1), encoding="utf-8")
        shown = printed
    assert printed == shown


@pytest.mark.parametrize("text", [text for text in blocks("yaml") if text.startswith("openness:")])
def test_every_manifest_shown_is_valid(text: str) -> None:
    assert load_manifest(text, "openness.yml").problems == ()


def test_every_command_of_the_table_exists(capsys: pytest.CaptureFixture[str]) -> None:
    for name in re.findall(r"^\| `openness ([a-z]+)", README, re.MULTILINE):
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
        assert f"openness {name}" in capsys.readouterr().out


def test_links_into_the_repository_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_suppression_shown_is_understood() -> None:
    repository = repository_from({"README.md": blocks("markdown")[0]})
    text = repository.text("README.md")
    assert text is not None
    (found,) = read_inline(text, "README.md")
    assert found.problem is None


def test_the_schema_named_is_the_one_shipped() -> None:
    schema = json.loads((ROOT / "schemas" / "openness-report-v1.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["schema_version"]["const"] == "1.0"
