"""Every bad input ends in the line that docs/hardening.md shows, in every format, and never in a crash."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from hostile.inputs import CARD, INPUTS, MANIFEST, Hostile
from openness.cli import main
from support import ROOT, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = ROOT / "docs" / "hardening.md"
_TABLE = re.compile(r"(<!-- inputs: OPENNESS_WRITE_GOLDEN=1 pytest tests/hostile -->\n).*?(<!-- end -->\n)", re.DOTALL)
_SECONDS = 120
"""Far beyond what any of them takes: a guard against what would never end."""


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """A reader that does not end fails instead of holding up everything."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"not done after {_SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("bad", INPUTS, ids=lambda bad: f"{bad.kind}-{bad.what}")
def test_a_bad_input_is_met(bad: Hostile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "model", bad.files)
    code = main(["check", str(root)])
    said = capsys.readouterr()
    assert (code, said.err) == (bad.code, ""), said.out
    assert bad.sees in said.out
    assert not bad.never or bad.never not in said.out
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", said.out) is None


INJECTION = (
    "</details><script>alert(1)</script> @everyone #1 ![x](http://evil.example/x) ``` %0A::error::x ]]> &amp; \x1b[2J"
)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "markdown", "github", "html"])
def test_nothing_in_a_claim_breaks_out_of_a_format(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "::error::x.md"
    files = {"README.md": CARD.replace(" Weights", f" {INJECTION} Weights"), name: CARD}
    root = write_files(tmp_path / "model", files)
    main(["check", "--format", form, str(root)])
    said = capsys.readouterr().out
    assert "OM401" in said
    if form in ("json", "sarif"):
        assert json.loads(said)
        assert "\x1b" not in said
        return
    assert "\x1b" not in said
    if form == "junit":
        assert ET.fromstring(said).tag == "testsuites"
    elif form == "github":
        commands = [line for line in said.splitlines() if line.startswith("::")]
        assert all(re.match(r"::(?:error|warning|notice|group|endgroup|debug)[ :]", line) for line in commands)
        assert not any(line.startswith("::error::x") for line in said.splitlines())
    else:
        assert "<script>alert" not in said
        assert form == "html" or "](http://evil.example" not in said


def test_links_out_of_the_repository_are_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.name == "nt":
        pytest.skip("links need rights on Windows")
    secret = tmp_path / "secret.md"
    secret.write_text("# Tern\n\nsesame: Tern-1B is an open-source model.\n", encoding="utf-8")
    root = write_files(tmp_path / "model", {"openness.yml": MANIFEST})
    (root / "README.md").symlink_to(secret)
    (root / "LICENSE").symlink_to("/etc/hostname")
    (root / "loop").symlink_to("loop")
    (root / "up").symlink_to("..")
    main(["check", "--format", "json", str(root)])
    said = capsys.readouterr()
    assert "sesame" not in said.out
    assert said.err == ""
    assert json.loads(said.out)["findings"] is not None


def table() -> str:
    """The rows of the page, from the inputs that are tried."""
    lines = ["| input | | what the user sees | exit code |", "| --- | --- | --- | --- |"]
    for bad in INPUTS:
        sees = " … ".join(part.strip() for part in bad.sees.replace("`", "'").split("\n"))
        sees = re.sub(r"\s+", " ", sees).replace("|", "\\|")
        lines.append(f"| {bad.kind} | {bad.what} | `{sees}` | {bad.code} |")
    return "\n".join(lines) + "\n"


def test_the_page_shows_what_is_tried() -> None:
    text = PAGE.read_text(encoding="utf-8")
    wanted = _TABLE.sub(lambda found: found[1] + "\n" + table() + "\n" + found[2], text)
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        PAGE.write_text(wanted, encoding="utf-8")
    else:
        assert text == wanted


WATCHED = """
import os, sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        opened.append(arguments[0])
    elif event in ("os.mkdir", "os.remove", "os.rename", "os.chmod", "os.link", "os.symlink", "shutil.rmtree"):
        opened.append(str(arguments[0]))
sys.addaudithook(watch)
from openness.cli import main
code = main(sys.argv[1:])
inside = [path for path in opened if os.path.realpath(path).startswith(os.path.realpath(sys.argv[-1]))]
print(code, inside, file=sys.stderr)
"""


def test_a_check_writes_nothing_into_the_checkout(tmp_path: Path) -> None:
    root = write_files(tmp_path / "model", {"README.md": CARD, "openness.yml": MANIFEST, "LICENSE": "x"})
    command = [sys.executable, "-B", "-c", WATCHED, "check", "--fail-on", "never", str(root)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=tmp_path)
    assert done.stderr == "0 []\n"
