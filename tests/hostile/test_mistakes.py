"""What people read when something is wrong: one line that says where, why and what to do, and the right exit status."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from hostile.mistakes import MISTAKES, Mistake
from openness.cli import main
from support import ROOT, write_files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the page has the words of POSIX systems")
PAGE = ROOT / "docs" / "bad-inputs.md"
_ROW = re.compile(r"^\| (?P<what>.*?) \| (?P<asked>`openness.*?`) \| (?P<says>.*) \| (?P<code>\d+) \|$", re.MULTILINE)
HEAD = """# When something is wrong

What people get wrong, and what they read. Each row is a test on a real folder.
A mistake in a file is a finding with its place, its reason and what to do; one in the command is one line on standard
error. Hostile files have a page of their own: [Hardening](hardening.md).

| exit status | means |
| --- | --- |
| 0 | nothing that the check depends on; what was not read is listed under “Not checked” |
| 1 | findings |
| 2 | the command or a setting is wrong |
| 4 | something that the check needs could not be read |
"""


def told(mistake: Mistake, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said of a mistake, and only if it is said as it should be."""
    root.mkdir()
    write_files(root, mistake.files)
    if mistake.make is not None:
        mistake.make(root)
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    try:
        code = main(list(mistake.arguments))
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 70
    said = capsys.readouterr()
    assert code == mistake.code, said.out + said.err
    assert "Traceback" not in said.out + said.err
    if said.err:
        assert said.out == ""
        assert said.err.startswith("openness: ")
        assert said.err.count("\n") == 1
        return said.err.strip()
    assert code != 2
    main(["check", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return _first(report)


def _first(report: dict[str, object]) -> str:
    """The finding that speaks of the mistake, or what was not checked."""
    findings = [one for one in _rows(report["findings"]) if one["rule"] not in ("OM101", "OM202", "OM303", "OM405")]
    findings.sort(key=lambda one: ("error", "warning", "note").index(str(one["severity"])))
    if findings:
        one = findings[0]
        return f"{one['path']}:{one['line']}:{one['column']} {one['message']} → {one['help']}"
    gaps = [one for one in _rows(report["not_checked"]) if one["why"] != "offline"]
    assert gaps
    return f"{gaps[0]['what']}: {gaps[0]['why']}"


def _rows(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def row(mistake: Mistake, says: str) -> str:
    """A row of the page."""
    asked = " ".join(("openness", *(one or "''" for one in mistake.arguments)))
    shown = says.replace("|", "\\|")
    return f"| {mistake.what} | `{asked}` | {shown} | {mistake.code} |"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_is_said_as_the_page_shows(
    mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    says = told(mistake, tmp_path / "model", monkeypatch, capsys)
    assert row(mistake, says) in PAGE.read_text(encoding="utf-8"), says


def test_the_page_shows_these_mistakes_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        PAGE.write_text(page(tmp_path, monkeypatch, capsys), encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    shown = [found["what"] for found in _ROW.finditer(text)]
    assert shown == [mistake.what for mistake in MISTAKES]


def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The whole page, made anew."""
    parts, group = [HEAD], ""
    for number, mistake in enumerate(MISTAKES):
        if mistake.group != group:
            group = mistake.group
            parts.append(
                f"\n## {group}\n\n| what is wrong | asked | what is said | exit status |\n| --- | --- | --- | --- |\n"
            )
        parts.append(row(mistake, told(mistake, tmp_path / f"m{number}", monkeypatch, capsys)) + "\n")
    return "".join(parts)
