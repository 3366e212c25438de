"""`openness convert` as a command: where it writes, what it refuses, what it lets onto a terminal."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from support import write_files

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = """openness: 1
model: {name: TinyLM, producer: Example Lab, type: language}
license: MIT
components: {weights: released, training-code: withheld}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_files(tmp_path / "model", {"openness.yml": MANIFEST})
    monkeypatch.chdir(root)
    return root


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command line is refused."""
    assert main(["convert", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


def test_strict_tells_a_loss_by_its_exit_code(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "openness.yml", "--to", "mof", "--strict"]) == 1
    assert "not carried: components.training-code" in capsys.readouterr().err
    assert main(["convert", "openness.yml", "--to", "mof"]) == 0
    assert main(["convert", "openness.yml", "--to", "cyclonedx", "--strict"]) == 0
    assert sorted(path.name for path in place.iterdir()) == ["openness.yml"]


def test_a_card_that_says_everything_already_is_not_written_again(place: Path) -> None:
    arguments = ["convert", "openness.yml", "--to", "huggingface", "--in-place"]
    assert main(arguments) == 0
    card = place / "README.md"
    os.utime(card, ns=(1, 1))
    assert main(arguments) == 0
    assert card.stat().st_mtime_ns == 1


def test_a_card_that_cannot_be_read_stays_as_it_is(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(place, {"README.md": "---\nlicense: mit\n b: [\n---\n"})
    line = refused(capsys, "openness.yml", "--to", "huggingface", "--in-place")
    assert line.startswith("openness: README.md:3:")
    assert "cannot be changed safely" in line
    assert (place / "README.md").read_text(encoding="utf-8") == "---\nlicense: mit\n b: [\n---\n"


def test_in_place_is_for_cards(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del place
    assert "--in-place patches README.md" in refused(capsys, "openness.yml", "--to", "mof", "--in-place")


def test_places_that_cannot_be_read_or_written(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot read absent.yml: No such file" in refused(capsys, "absent.yml", "--to", "mof")
    assert "Is a directory" in refused(capsys, ".", "--to", "mof")
    assert "cannot write absent/MOF.yml" in refused(capsys, "openness.yml", "--to", "mof", "-o", "absent/MOF.yml")
    (place / "latin.yml").write_bytes(b"openness: 1 # caf\xe9\n")
    assert "not UTF-8 text (byte 17)" in refused(capsys, "latin.yml", "--to", "mof")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(place / "pipe.yml")
    assert "no regular file" in refused(capsys, "pipe.yml", "--to", "mof")


def test_nothing_that_a_file_says_drives_the_terminal(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "x\x1b[31m\x9b2J\u202e\x7f"
    twice = json.dumps({"@type": "Dataset", evil: 1})[:-1] + f", {json.dumps(evil)}: 2}}"
    bom: dict[str, Any] = {"bomFormat": "CycloneDX", "specVersion": "1.6", evil: evil}
    bom["metadata"] = {"component": {"type": "machine-learning-model", "name": evil, "version": evil}}
    write_files(place, {"twice.json": twice, "bom.json": json.dumps(bom)})
    shown = refused(capsys, "twice.json", "--to", "openness")
    for target in ("openness", "mof", "cyclonedx", "spdx", "huggingface"):
        main(["convert", "bom.json", "--to", target])
        captured = capsys.readouterr()
        shown += captured.out + captured.err
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_a_file_that_is_there_is_left_alone(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(place, {"MOF.yml": "kept: true\n", "card.md": "---\nlicense: mit\n---\n# Card\n"})
    line = refused(capsys, "openness.yml", "--to", "mof", "-o", "MOF.yml")
    assert "MOF.yml is there already; --force replaces it" in line
    assert (place / "MOF.yml").read_text() == "kept: true\n"
    assert "--force" in refused(capsys, "MOF.yml", "--to", "openness", "-o", "openness.yml")
    assert (place / "openness.yml").read_text() == MANIFEST
    assert main(["convert", "openness.yml", "--to", "mof", "-o", "MOF.yml", "--force"]) == 0
    assert "Model parameters (Final)" in (place / "MOF.yml").read_text()
    assert main(["convert", "openness.yml", "--to", "huggingface", "-o", "card.md"]) == 0
    assert (place / "card.md").read_text().endswith("# Card\n")
