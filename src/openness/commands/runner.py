"""The runner of GitHub Actions: its log, its summary, its outputs and its folders.

Nothing here may decide how a run ends: what cannot be written is said, and the run goes on.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions (read 2026-11)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from openness.errors import OpennessError
from openness.report.escape import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_Result = TypeVar("_Result")
HANDOVER_NAME = "openness-findings.json"
"""The file that a first run hands over and a second one looks for."""
MOST_SUMMARY = 1_000_000
"""Bytes; GitHub refuses the whole of a step's summary above 1 MiB."""


class Runner:
    """The runner that a job's environment describes; away from one, everything goes to standard output."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._directory: Path | None = None

    @property
    def workspace(self) -> Path:
        """Where the repository is checked out."""
        return Path(self._environment.get("GITHUB_WORKSPACE") or ".")

    def directory(self) -> Path:
        """A folder for the files of this step alone, outside the checkout where the runner has one."""
        if self._directory is None:
            temporary = self._environment.get("RUNNER_TEMP")
            self._directory = Path(tempfile.mkdtemp(prefix="openness-", dir=temporary or None))
        return self._directory

    def event(self, most: int) -> bytes:
        """The payload of the event, at most one byte more than `most`; empty where there is none."""
        place = self._environment.get("GITHUB_EVENT_PATH")
        if not place:
            return b""
        try:
            with Path(place).open("rb") as file:
                return file.read(most + 1)
        except OSError as error:
            self.say("warning", f"the event of this run cannot be read: {error.strerror or error}")
            return b""

    def log(self, text: str) -> None:
        """One line for people; it cannot be taken for a command."""
        line = printable(" ".join(text.split()))
        sys.stdout.write(f"{line.replace('::', ': :') if line.startswith('::') else line}\n")

    def commands(self, lines: str) -> None:
        """Workflow commands as they were rendered, escaped already."""
        sys.stdout.write(lines)

    def say(self, level: Literal["debug", "notice", "warning", "error"], text: str) -> None:
        """An annotation of the run, or a line that only a debug log shows."""
        data = printable(" ".join(text.split())).replace("%", "%25")
        title = "" if level == "debug" else " title=openness"
        sys.stdout.write(f"::{level}{title}::{data}\n")

    def summary(self, markdown: str) -> None:
        """Add to the job's summary, within what GitHub takes."""
        self._append("GITHUB_STEP_SUMMARY", _within(markdown))

    def output(self, **values: object) -> None:
        """Set outputs of the step; None is empty, an underscore stands for a hyphen, a line break becomes a space."""
        lines = []
        for name, value in values.items():
            text = " ".join(str("" if value is None else value).splitlines())
            lines.append(f"{name.replace('_', '-')}={text}\n")
        self._append("GITHUB_OUTPUT", "".join(lines))

    def file(self, name: str, text: str) -> Path | None:
        """A file of that name in the folder of this step; None where it cannot be written."""
        try:
            place = self.directory() / name
            place.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            self.say("warning", f"{name} cannot be written: {error.strerror or error}")
            return None
        return place

    def attempt(self, what: str, do: Callable[[], _Result]) -> _Result | None:
        """What `do` returns; None where it fails, which is said: telling never decides how a run ends."""
        try:
            return do()
        except OpennessError as error:
            self.say("warning", f"{what} could not be made: {error}")
        except Exception as error:  # noqa: BLE001 - whatever it is, the conclusion of the check stands
            self.say("warning", f"{what} could not be made: {type(error).__name__}: {error}")
        return None

    def _append(self, variable: str, text: str) -> None:
        place = self._environment.get(variable)
        if not place:
            return
        try:
            with Path(place).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
        except OSError as error:
            self.say("warning", f"{variable} cannot be written: {error.strerror or error}")


def _within(markdown: str) -> str:
    """The text cut at a line where it is too long, saying so."""
    body = markdown.encode("utf-8", "backslashreplace")
    if len(body) <= MOST_SUMMARY:
        return body.decode("utf-8")
    kept = body[:MOST_SUMMARY].decode("utf-8", "ignore").rpartition("\n")[0]
    return f"{kept}\n\nThe rest does not fit here; the report in JSON has all of it.\n"
