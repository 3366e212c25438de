"""Make the Action's environment under RUNNER_TEMP from the locked requirements, once a job, with uv or with pip.

Runs on the runner's own Python, before anything is installed: standard library only, Python 3.10 or newer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "action.txt"
MOST_SECONDS = 600
"""Of one installing command; a package index that does not answer must not take the job's hours."""


class InstallError(Exception):
    """The environment could not be made."""


def main() -> int:
    """Install what is not there yet and write the interpreter's path to GITHUB_OUTPUT; 0, or 1 with one error line."""
    started = time.monotonic()
    place = environment_directory()
    python = interpreter(place)
    try:
        how = "already installed" if is_ready(place) else f"installed with {install(place)}"
    except InstallError as error:
        print(f"::error title=openness::{_one_line(str(error))}")
        return 1
    print(f"openness: {how} in {time.monotonic() - started:.1f} s")
    output = os.environ.get("GITHUB_OUTPUT")
    if output:
        with Path(output).open("a", encoding="utf-8", newline="\n") as handle:
            handle.write(f"python={python}\n")
    return 0


def environment_directory() -> Path:
    """Where the environment belongs: its name says what is in it, so that two versions in a job do not meet."""
    wanted = hashlib.sha256(LOCK.read_bytes())
    wanted.update(f"\0{sys.version}\0{ROOT}".encode("utf-8", "surrogateescape"))
    temporary = os.environ.get("RUNNER_TEMP") or os.environ.get("TMPDIR") or "/tmp"  # noqa: S108
    return Path(temporary).resolve() / f"openness-venv-{wanted.hexdigest()[:16]}"


def interpreter(place: Path) -> Path:
    """The interpreter of an environment; Windows keeps it elsewhere."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(place: Path) -> bool:
    """True when an earlier step of the job has made this environment to its end."""
    return (place / "ready").is_file() and interpreter(place).is_file()


def install(place: Path) -> str:
    """Make the environment and return what made it: `uv` or `pip`."""
    shutil.rmtree(place, ignore_errors=True)
    uv = shutil.which("uv")
    tool = "uv"
    if uv is None or not _with_uv(uv, place):
        tool = "pip"
        _with_pip(place)
    # The package runs from the Action's own checkout: nothing has to be built.
    packages = Path(
        _run([str(interpreter(place)), "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    )
    encoding = "utf-8" if sys.version_info >= (3, 13) else "locale"  # as Python reads such files
    (packages / "openness.pth").write_text(f"{ROOT / 'src'}\n", encoding=encoding)
    _run([str(interpreter(place)), "-I", "-c", "import openness"])
    (place / "ready").touch()
    return tool


def _with_uv(uv: str, place: Path) -> bool:
    """False when this uv is too old or broken: pip is tried then."""
    try:
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(place)])
        _run([uv, "pip", "install", "--quiet", "--python", str(interpreter(place)), *_requirements()])
    except InstallError as error:
        print(f"openness: uv did not do it, pip is tried: {_one_line(str(error))}")
        shutil.rmtree(place, ignore_errors=True)
        return False
    return True


def _with_pip(place: Path) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]
    here = [sys.executable, "-I", "-m", "pip"]
    try:
        # Putting pip into the environment takes longer than all the rest; the runner's own can install into it.
        _run([sys.executable, "-I", "-m", "venv", "--without-pip", str(place)])
        _run([*here, "--python", str(interpreter(place)), "install", *options, *_requirements()])
    except InstallError:
        shutil.rmtree(place, ignore_errors=True)
        _run([sys.executable, "-I", "-m", "venv", str(place)])
        _run([str(interpreter(place)), "-I", "-m", "pip", "install", *options, *_requirements()])


def _requirements() -> list[str]:
    return ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=ROOT / "scripts" / "action",
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InstallError(f"{Path(command[0]).name} could not be run: {type(error).__name__}") from error
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise InstallError(f"{Path(command[0]).name} failed: {' '.join(said[-3:])}")
    return done.stdout.strip()


def _one_line(text: str) -> str:
    """The text as the data of a workflow command: one line, nothing in it another command."""
    return " ".join(text.split())[:500].replace("%", "%25")


if __name__ == "__main__":
    sys.exit(main())
