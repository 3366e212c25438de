"""What `docs/policy.md` shows is what the program does; OPENNESS_WRITE_GOLDEN=1 writes its outputs anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openness.cli import main
from openness.policy.load import load_layer
from policy_support import BOOK
from support import ROOT

if TYPE_CHECKING:
    from datetime import tzinfo

PAGE_PATH = ROOT / "docs" / "policy.md"
PAGE = PAGE_PATH.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(found[1], found[2]) for found in BLOCK.finditer(PAGE)]
FILE = re.compile(r"# file: (\S+)\n")


class _Day(datetime):
    """A clock that stands still on the day on which the page was written."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _Day:
        return cls(2026, 11, 22, tzinfo=tz or timezone.utc)


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "yaml"])
def test_every_policy_of_the_page_is_valid(text: str) -> None:
    assert load_layer(text, "policy.yml", BOOK).problems == ()


def test_links_of_the_page_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        path, _, anchor = target.partition("#")
        if path:
            assert (PAGE_PATH.parent / path).exists(), target
        elif anchor:
            assert anchor in anchors, target


class _Shell:
    """The few commands of the page, run in one folder."""

    def __init__(self, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.corpus = corpus
        self.capsys = capsys
        self.code = 0

    def run(self, command: str) -> str:
        """What the command prints."""
        words = command.split()
        if words[:2] == ["git", "clone"]:
            self._clone(words[2].removeprefix("https://github.com/"))
            return ""
        if words[0] == "mkdir":
            Path(words[1]).mkdir()
            return ""
        if command == "echo $?":
            return f"{self.code}\n"
        assert words[0] == "openness", command
        self.code = main(words[1:])
        said = self.capsys.readouterr()
        assert said.err == "", said.err
        return "".join(f"{line.rstrip()}\n" for line in said.out.splitlines())

    def _clone(self, repository: str) -> None:
        place = Path("clones")
        command = [sys.executable, str(self.corpus / "materialize"), str(place), repository]
        subprocess.run(command, check=True, capture_output=True)
        (place / repository.replace("/", "+")).rename(repository.partition("/")[2])


def test_every_command_of_the_page_prints_what_is_shown(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    for name in ("GITHUB_REPOSITORY", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("openness.commands.check.datetime", _Day)
    monkeypatch.setattr("openness.commands.policy.datetime", _Day)
    shell = _Shell(corpus.resolve(), capsys)
    shown, printed = [], []
    for kind, text in BLOCKS:
        if kind == "yaml" and (named := FILE.match(text)):
            Path(named[1]).write_text(text, encoding="utf-8")
        elif kind == "console":
            commands = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
            shown.append(text)
            printed.append("".join(f"$ {command}\n{shell.run(command)}" for command in commands))
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        page = PAGE
        for old, new in zip(shown, printed, strict=True):
            page = page.replace(f"```console\n{old}```", f"```console\n{new}```", 1)
        PAGE_PATH.write_text(page, encoding="utf-8")
        shown = printed
    assert printed == shown
