"""Judging on every core: one repository a call, in processes that end with the scan."""

from __future__ import annotations

import hashlib
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from openness import __version__
from openness.model import NotChecked, Spoken
from openness.read.repository import Repository
from openness.scan.apitree import ApiTree, Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from openness.org.listed import Listed

Json = dict[str, Any]

MOST_SECONDS = 120
"""Seconds for one repository; the largest real one takes three."""

READING = "1"
"""Changes whenever other files are read of the same repository, so that reports made from less are not used."""


class Task(NamedTuple):
    """A repository to judge, with what is said of it outside its files."""

    fetched: Fetched
    spoken: tuple[Spoken, ...]
    today: date


class Outcome(NamedTuple):
    """A report, or why there is none. `dated` says that it may be another one on another day."""

    report: Json | None
    why: str = ""
    dated: bool = False


def judge(task: Task) -> Outcome:
    """The report on one repository; nothing that a repository holds makes this raise."""
    from openness.report.judged import judge_repository  # noqa: PLC0415 - the process that asks does not need it

    try:
        with _deadline(MOST_SECONDS):
            judged = judge_repository(Repository(ApiTree(task.fetched)), today=task.today, spoken=task.spoken)
    except _TooLongError:
        return Outcome(None, f"judging took longer than {MOST_SECONDS} seconds")
    except Exception as error:  # noqa: BLE001 - one broken repository must not end the scan of a thousand
        return Outcome(None, f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:200]}")
    return Outcome(judged.report, dated=any(one.until is not None for one in judged.facts.suppressions))


class Judges:
    """Processes that judge; with one job, everything happens in this one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = self._start() if jobs > 1 else None

    def submit(self, task: Task) -> Future[Outcome]:
        """The outcome, now or later."""
        if self._pool is None:
            done: Future[Outcome] = Future()
            done.set_result(judge(task))
            return done
        try:
            return self._pool.submit(judge, task)
        except BrokenProcessPool:
            self._pool = self._start()
            return self._pool.submit(judge, task)

    def outcome(self, future: Future[Outcome]) -> Outcome:
        """What became of a task; a process that died took only its own answer with it."""
        try:
            return future.result()
        except BrokenProcessPool:
            return Outcome(None, "the process that judged it ended early; it may have run out of memory")

    def close(self) -> None:
        """End the processes; what has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, get_context("spawn"))


def report_key(listed: Listed, spoken: tuple[Spoken, ...], today: date | None) -> str:
    """Under which a report is kept: everything that it depends on; the day only where it does."""
    parts = [__version__, READING, listed.full_name, listed.tree, *(f"{one.source}={one.text}" for one in spoken)]
    if today is not None:
        parts.append(today.isoformat())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def spoken_of(listed: Listed) -> tuple[Spoken, ...]:
    """What the list itself says of a repository."""
    said = []
    if listed.description:
        said.append(Spoken("repository description", listed.description))
    if listed.topics:
        said.append(Spoken("topics", ", ".join(listed.topics)))
    return tuple(said)


def as_gaps(pairs: tuple[tuple[str, str], ...]) -> tuple[NotChecked, ...]:
    """Folders that are not listed, for the report."""
    return tuple(NotChecked(what, why) for what, why in pairs)


class _TooLongError(Exception):
    """A repository that takes longer than any should."""


@contextmanager
def _deadline(seconds: int) -> Iterator[None]:
    """Ends what runs inside after so many seconds, where the system has alarms."""
    if sys.platform == "win32" or not _in_main_thread():
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_main_thread() -> bool:
    import threading  # noqa: PLC0415

    return threading.current_thread() is threading.main_thread()
