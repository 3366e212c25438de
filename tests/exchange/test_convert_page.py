"""Every command of docs/convert.md prints what the page shows."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from openness.arguments.convert import READ_FORMATS, WRITE_FORMATS
from openness.cli import main
from openness.exchange.formats import READERS, WRITERS
from openness.manifest.load import load_manifest
from support import ROOT, write_files

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = ROOT / "docs" / "convert.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_every_command_prints_what_the_page_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_files(tmp_path, {"openness.yml": blocks("yaml")[0], "README.md": blocks("markdown")[0]}))
    shown = blocks("console")
    printed = ["".join(run(line, capsys) for line in block.splitlines() if line.startswith("$ ")) for block in shown]
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        text = PAGE.read_text(encoding="utf-8")
        for before, after in zip(shown, printed, strict=True):
            text = text.replace(f"```console\n{before}```", f"```console\n{after}```", 1)
        PAGE.write_text(text, encoding="utf-8")
        shown = printed
    assert printed == shown


def run(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    name, *arguments = shlex.split(line.removeprefix("$ "))
    assert name == "openness"
    assert main(arguments) == 0
    captured = capsys.readouterr()
    return f"{line}\n{captured.out}{captured.err}"


def test_the_card_changes_only_where_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = blocks("markdown")[0]
    monkeypatch.chdir(write_files(tmp_path, {"openness.yml": blocks("yaml")[0], "README.md": card}))
    assert main(["convert", "openness.yml", "--to", "huggingface", "--in-place"]) == 0
    after = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert after.startswith("---\nlicense: apache-2.0          # to be decided\ntags: [chat,  english]\n")
    assert after.endswith("---\n\n# TinyLM-1B\n")


def test_the_manifest_shown_is_valid_and_every_format_is_named() -> None:
    assert load_manifest(blocks("yaml")[0], "openness.yml").problems == ()
    named = set(re.findall(r"\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8")))
    assert named == set(READ_FORMATS) == set(READERS)
    assert set(WRITE_FORMATS) == set(WRITERS)
