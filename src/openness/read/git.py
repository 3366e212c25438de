"""Questions to Git, asked so that nothing a repository contains or configures is ever run.

A repository's own `.git/config` can name programs: a file-system monitor, hooks, a pager, filters, a remote that is
asked for missing objects. Every call switches these off, forbids every transport, and takes nothing from the
environment but what Git needs to find its user's own settings (`safe.directory` among them).
"""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from openness.errors import OpennessError, UsageError
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Generator

TIMEOUT = 120.0
"""Seconds that one question may take."""

_CHUNK = 1 << 20
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotepath=off",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "protocol.allow=never",
    # Objects above this size are streamed instead of being held in memory by Git.
    "-c",
    "core.bigFileThreshold=1m",
)
_KEPT = compiled(r"GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|GIT_EXEC_PATH")
_SET = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}


class GitMissingError(OpennessError):
    """There is no `git` program."""


class GitError(OpennessError):
    """Git answered with an error; the text is Git's own."""


class Git:
    """Git in one directory."""

    def __init__(self, directory: Path) -> None:
        """Raises GitMissingError when there is no `git` on an absolute path of PATH."""
        self.directory = directory
        self._command = [program(), *_OPTIONS, "-C", str(directory)]

    def ask(self, *arguments: str) -> str:
        """A short answer; raises GitError, UsageError for a repository that Git does not trust."""
        answer = b""
        for chunk in self._chunks(arguments):
            answer += chunk
            if len(answer) > _CHUNK:
                raise GitError("git's answer is too long")
        return answer.decode("utf-8", "replace").strip()

    def records(self, *arguments: str) -> Generator[bytes, None, None]:
        """The output cut at NUL bytes, while it comes; raises as `ask` does."""
        rest = b""
        for chunk in self._chunks(arguments):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from whole
        if rest:
            yield rest

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A running Git that is spoken to over pipes."""
        return subprocess.Popen(  # noqa: S603 - the program is absolute and no argument is an option by accident
            [*self._command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )

    def _chunks(self, arguments: tuple[str, ...]) -> Generator[bytes, None, None]:
        command = [*self._command, *arguments]
        with (
            subprocess.Popen(  # noqa: S603 - as above
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            ) as process,
            deadline(process),
        ):
            assert process.stdout is not None
            try:
                while chunk := os.read(process.stdout.fileno(), _CHUNK):
                    yield chunk
            except GeneratorExit:
                process.kill()
                raise
        if process.returncode:
            raise self._error(_complaint(command))

    def _error(self, complaint: str) -> OpennessError:
        if "dubious ownership" in complaint or "unsafe repository" in complaint:
            return UsageError(
                f"{self.directory} belongs to another user, so git refuses to read it; "
                f"if you trust it: git config --global --add safe.directory {self.directory}"
            )
        return GitError(complaint or "git was stopped before it had answered")


def _complaint(command: list[str]) -> str:
    """What Git says when it is asked once more, for a question that it has just failed to answer."""
    try:
        done = subprocess.run(  # noqa: S603 - as above
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"git gave no answer in {TIMEOUT:.0f} seconds"
    return done.stderr[:4096].decode("utf-8", "replace").strip()


def program() -> str:
    """The absolute path of `git`; raises GitMissingError.

    Relative entries of PATH are passed over: they could lead to a program inside the repository that is checked.
    """
    for directory in os.get_exec_path():
        place = Path(directory)
        for name in ("git.exe",) if os.name == "nt" else ("git",):
            if place.is_absolute() and os.access(place / name, os.X_OK):
                return str(place / name)
    raise GitMissingError("git is not installed")


class deadline:  # noqa: N801 - reads as the function it is used like
    """Kills a process that is still at work after TIMEOUT seconds."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._timer = threading.Timer(TIMEOUT, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def environment() -> dict[str, str]:
    """The environment that Git gets: ours without the variables that would point it elsewhere or make it run things."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or _KEPT.fullmatch(name)}
    return kept | _SET
