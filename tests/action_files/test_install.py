"""What makes the Action's environment: which Python it takes, where it puts things, and what it does not touch."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest

from support import ROOT, write_files

SETUP = ROOT / "scripts" / "action" / "setup"
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(not BASH or os.name == "nt", reason="needs bash on a system with links")


class Runner(NamedTuple):
    """A machine of its own: nothing on PATH but what a test puts there."""

    place: Path

    def add(self, name: str, target: str | Path) -> None:
        script = self.place / "bin" / name
        script.write_text(f'#!{BASH}\nexec "{target}" "$@"\n', encoding="utf-8")
        script.chmod(0o755)

    def setup(self, workspace: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BASH, str(SETUP)],
            cwd=workspace or self.place,
            env={
                "PATH": str(self.place / "bin"),
                "RUNNER_TEMP": str(self.place / "a temp"),
                "GITHUB_OUTPUT": str(self.place / "output"),
                "RIG_PYTHON": base_python(),
                "RIG_PACKAGES": sysconfig.get_path("purelib"),
                **environment,
            },
            capture_output=True,
            check=False,
            text=True,
        )

    def interpreter(self) -> str:
        (line,) = set((self.place / "output").read_text(encoding="utf-8").splitlines())
        return line.removeprefix("python=")


def base_python() -> str:
    return str(getattr(sys, "_base_executable", sys.executable))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    one = Runner(tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "a temp").mkdir()
    for name in ("bash", "dirname", "env"):
        one.add(name, shutil.which(name) or name)
    return one


@pytest.fixture
def ready(runner: Runner) -> Runner:
    """One with a Python, and with a stand-in for uv that installs from the tests' own environment."""
    runner.add("python3", base_python())
    runner.add("uv", ROOT / "tests" / "rig" / "bin" / "uv")
    return runner


def test_the_environment_is_made_under_the_runners_temporary_folder_and_works(ready: Runner) -> None:
    done = ready.setup()
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"openness: installed with uv in [0-9.]+ s\n", done.stdout)
    python = ready.interpreter()
    assert Path(python).is_relative_to(ready.place / "a temp")
    asked = subprocess.run(
        [python, "-I", "-m", "openness", "--version"], cwd=ready.place, capture_output=True, check=True, text=True
    )
    assert asked.stdout.startswith("openness ")


def test_a_second_step_of_the_job_finds_it_ready(ready: Runner) -> None:
    ready.setup()
    done = ready.setup()
    assert done.stdout.startswith("openness: already installed in ")


def test_what_was_left_unfinished_is_made_anew(ready: Runner) -> None:
    ready.setup()
    for mark in (ready.place / "a temp").glob("*/ready"):
        mark.unlink()
    assert "installed with uv" in ready.setup().stdout


def test_files_of_the_checked_out_repository_are_not_run(ready: Runner, tmp_path: Path) -> None:
    evil = f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
    names = ("venv.py", "pip.py", "sitecustomize.py", "usercustomize.py", "openness.py", "hashlib.py", "json.py")
    workspace = write_files(tmp_path / "workspace", dict.fromkeys(names, evil))
    ready.setup(workspace, PYTHONPATH=str(workspace))
    subprocess.run(
        [ready.interpreter(), "-I", "-m", "openness", "--version"],
        cwd=workspace,
        env={"PYTHONPATH": str(workspace)},
        capture_output=True,
        check=True,
    )
    assert not (tmp_path / "ran").exists()


def test_a_runner_without_python_gets_one_clear_error(runner: Runner) -> None:
    done = runner.setup()
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("::error title=openness::No Python 3.10 or newer was found on this runner; add a step with ")


def test_an_old_python_is_passed_over(runner: Runner) -> None:
    old = runner.place / "old"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    runner.add("python3", old)
    runner.add("python3.12", base_python())
    runner.add("uv", ROOT / "tests" / "rig" / "bin" / "uv")
    assert runner.setup().returncode == 0


def test_the_tool_cache_of_the_runner_is_looked_into(runner: Runner, tmp_path: Path) -> None:
    cached = tmp_path / "cache" / "Python" / "3.12.1" / "x64" / "bin"
    cached.mkdir(parents=True)
    (cached / "python3").symlink_to(base_python())
    runner.add("uv", ROOT / "tests" / "rig" / "bin" / "uv")
    assert runner.setup(RUNNER_TOOL_CACHE=str(tmp_path / "cache")).returncode == 0


def test_an_interpreter_that_was_named_and_is_none_is_an_error(ready: Runner) -> None:
    done = ready.setup(OPENNESS_PYTHON="/nowhere/python")
    assert done.returncode == 1
    assert done.stdout == ("::error title=openness::The input python is not an interpreter of Python 3.10 or newer\n")


def test_an_index_that_fails_is_one_error_line(ready: Runner) -> None:
    failing = ready.place / "failing"
    failing.write_text("#!/bin/sh\nprintf 'no route\\n::set-output name=x::y\\n' >&2\nexit 1\n", encoding="utf-8")
    failing.chmod(0o755)
    ready.add("uv", failing)
    done = ready.setup(PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert commands[0].startswith("::error title=openness::")
