"""What a scan says while it runs: one line that is written over on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY = {True: 0.2, False: 15.0}
"""Seconds between two lines, on a terminal and elsewhere."""


class Progress:
    """Counts what is done and tells what is left, on standard error."""

    def __init__(
        self, stream: TextIO | None = None, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._clock = clock
        self._live = self._stream.isatty()
        self._last = -1e9
        self._width = 0
        self._began = clock()

    def listed(self, done: int, of: int) -> None:
        """So many repositories of the list are known."""
        self._say(f"listing repositories: {done} of {max(of, done)}")

    def judged(self, done: int, of: int, requests: int) -> None:
        """So many repositories have their row."""
        left = of - done
        took = self._clock() - self._began
        rest = f", about {_duration(took / done * left)} left" if done and left and took > 2 else ""
        self._say(f"judged {done} of {of}, {left} left{rest} ({requests} requests)", last=left == 0)

    def note(self, text: str) -> None:
        """A sentence that is worth a line of its own."""
        self._clear()
        print(f"openness: {text}", file=self._stream)

    def done(self) -> None:
        """Leave the terminal as it was."""
        self._clear()

    def _say(self, text: str, *, last: bool = False) -> None:
        now = self._clock()
        if self._quiet or (now - self._last < _EVERY[self._live] and not last):
            return
        self._last = now
        if self._live:
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def _clear(self) -> None:
        if self._live and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 90 else f"{round(whole / 60)} min"
