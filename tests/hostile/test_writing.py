"""Files that are written: whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hostile.inputs import CARD, MANIFEST
from openness.cli import main
from openness.commands.output import write_whole
from support import write_files

needs_limits = pytest.mark.skipif(os.name == "nt", reason="needs limits of POSIX")
FILES = {"README.md": CARD, "openness.yml": MANIFEST}
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
from openness.cli import main
sys.exit(main(sys.argv[1:]))
"""


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir())


@needs_limits
@pytest.mark.parametrize(
    ("command", "old"),
    [
        (("check", "--format", "json", "-o", "out.json", "--fail-on", "never", "."), "out.json"),
        (("check", "--format", "html", "-o", "out.html", "--fail-on", "never", "."), "out.html"),
        (("check", "--write-baseline", "out.json", "."), "out.json"),
        (("convert", "openness.yml", "--to", "cyclonedx", "--force", "-o", "out.json"), "out.json"),
        (("init", "--force", "."), "openness.yml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_full_disk_leaves_the_old_file_and_says_so(command: tuple[str, ...], old: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "model", {old: "old\n", **FILES})
    before = {path.name: path.read_bytes() for path in root.iterdir()}
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIMITED, *command], cwd=root, capture_output=True, check=False, text=True
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"cannot write {old}: File too large" in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in root.iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_printed_is_an_error(tmp_path: Path) -> None:
    root = write_files(tmp_path / "model", FILES)
    command = [sys.executable, "-B", "-m", "openness", "check", str(root)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert done.returncode not in (0, 1)
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_beside_it(
    step: str, stop: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "report.json"
    place.write_text("old", encoding="utf-8")

    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(os, step, stopped)
    code = None
    try:
        code = main(["check", "--format", "json", "-o", str(place), str(write_files(tmp_path / "model", FILES))])
    except KeyboardInterrupt:
        pytest.fail("an interrupt is an exit code")
    assert code in (2, 130)
    assert place.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["model", "report.json"]


def test_two_runs_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    texts = [json.dumps([number] * 20_000) for number in range(8)]
    threads = [threading.Thread(target=write_whole, args=(place, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert place.read_text(encoding="utf-8") in texts
    assert names(tmp_path) == ["report.json"]


def test_two_drafts_at_once_are_one_valid_manifest(tmp_path: Path) -> None:
    root = write_files(tmp_path / "model", {"README.md": CARD})
    command = [sys.executable, "-m", "openness", "init", "--no-schema", str(root)]
    runs = [
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    codes = [(run.communicate(), run.returncode)[1] for run in runs]
    assert 0 in codes
    assert set(codes) <= {0, 2}
    assert names(root) == ["README.md", "openness.yml"]
    assert main(["check", "--fail-on", "never", str(root)]) == 0
