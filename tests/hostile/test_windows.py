"""What is different on Windows, played on any system: open files, consoles, pipes, junctions, paths."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from hostile.inputs import CARD, MANIFEST
from openness import cli
from openness.cli import main
from openness.commands import output
from openness.commands.output import wants_color, write_whole
from openness.errors import UsageError
from openness.read import directory
from openness.read.directory import DirectoryTree
from support import write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def refusing(times: int) -> tuple[Callable[[str, Path], None], list[str]]:
    """A rename that fails so many times, as it does while another program has the file open."""
    replace, asked = os.replace, []

    def put(name: str, target: Path) -> None:
        asked.append(name)
        if len(asked) <= times:
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(name, target)

    return put, asked


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made, none of which takes time."""
    made: list[float] = []
    monkeypatch.setattr(output, "_WINDOWS", True)
    monkeypatch.setattr(output, "time", SimpleNamespace(sleep=made.append))
    return made


def test_a_file_that_is_open_elsewhere_is_replaced_as_soon_as_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    put, asked = refusing(3)
    monkeypatch.setattr(os, "replace", put)
    write_whole(tmp_path / "report.json", "{}")
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == "{}"
    assert (len(asked), len(pauses)) == (4, 3)


def test_a_file_that_stays_open_is_said_to_be_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    (tmp_path / "report.json").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", refusing(99)[0])
    with pytest.raises(UsageError, match=r"cannot write .*report\.json: Permission denied"):
        write_whole(tmp_path / "report.json", "{}")
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == "old"
    assert sum(pauses) < 1


class Console:
    """The functions of Windows for consoles; `mode` is None where standard output is none."""

    def __init__(self, mode: int | None, *, takes: bool) -> None:
        self.mode = mode
        self.takes = takes

    def GetStdHandle(self, number: int) -> int:  # noqa: N802 - its name there
        return number

    def GetConsoleMode(self, _handle: int, place: Any) -> int:  # noqa: N802
        if self.mode is None:
            return 0
        place._obj.value = self.mode
        return 1

    def SetConsoleMode(self, _handle: int, mode: int) -> int:  # noqa: N802
        self.mode = mode
        return int(self.takes)


@pytest.mark.parametrize(
    ("console", "colored"),
    [(Console(3, takes=True), True), (Console(3, takes=False), False), (Console(None, takes=False), True)],
)
def test_a_console_is_asked_to_take_colors(console: Console, colored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(output, "_WINDOWS", True)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=console), raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert wants_color("auto") is colored
    if console.mode is not None:
        assert console.mode == 7


def test_a_reader_that_went_away_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "model", {"README.md": CARD})
    turned: list[int] = []

    def gone(*_: object) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")

    def turn(source: int, target: int) -> None:
        turned.append(target)
        os.close(source)

    # Only what this module sees: pytest itself moves descriptors.
    monkeypatch.setattr("openness.cli.os", SimpleNamespace(**{**vars(os), "dup2": turn}))
    monkeypatch.setattr("openness.cli._is_closed", lambda error: error.errno == errno.EINVAL)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(sys.stdout, "write", gone)
        code = main(["check", str(root)])
    assert (code, turned) == (0, [sys.stdout.fileno()])


@pytest.mark.skipif(os.name == "nt", reason="plays Windows")
def test_what_is_wrong_elsewhere_is_not_taken_for_that() -> None:
    assert not cli._is_closed(OSError(errno.EINVAL, "Invalid argument"))


def test_a_junction_is_not_walked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "model", {"README.md": CARD, "elsewhere/secret.md": "sesame\n", "docs/a.md": "a\n"})
    monkeypatch.setattr(directory, "_is_junction", lambda item: item.name == "elsewhere")
    tree = DirectoryTree(root)
    assert [entry.path for entry in tree.entries()] == ["README.md", "docs/a.md"]
    assert [(gap.what, gap.why) for gap in tree.gaps()] == [("elsewhere", "a junction is not followed")]


@pytest.mark.parametrize(
    "place", ["C:\\models\\tern.gguf", "C:/models/tern.gguf", "\\\\server\\share\\tern.gguf", "weights\\tern.gguf"]
)
def test_paths_of_windows_in_a_manifest_are_named(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MANIFEST.replace('"hf:acme/tern"', f"'{place}'")
    main(["check", str(write_files(tmp_path / "model", {"README.md": CARD, "openness.yml": text}))])
    said = capsys.readouterr().out
    assert "5:41" in said
    assert "OM102" in said or "OM104" in said


def test_reports_have_slashes_and_line_feeds_only(tmp_path: Path) -> None:
    root = write_files(tmp_path / "model", {"README.md": CARD.replace("\n", "\r\n"), "docs/more.md": CARD})
    target = tmp_path / "out.md"
    main(["check", "--format", "markdown", "-o", str(target), str(root)])
    body = target.read_bytes()
    assert b"\r" not in body
    assert b"docs\\more.md" not in body
