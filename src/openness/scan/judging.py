"""Judging on every core: one repository a call, in processes that end with the scan."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from openness import __version__
from openness.model import NotChecked, Spoken
from openness.read.repository import Repository
from openness.scan.apitree import ApiTree, Fetched
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from openness.evidence.remote import RemoteFacts
    from openness.org.listed import Listed

Json = dict[str, Any]

MOST_SECONDS, MOST_SECONDS_ONLINE = 120, 400
"""Seconds for one repository; the largest real one takes three, and servers elsewhere are asked for 90 at most."""

READING = "1"
"""Changes whenever other files are read of the same repository, so that reports made from less are not used."""


class Task(NamedTuple):
    """A repository to judge, with what is said of it outside its files.

    `online` is its `owner/name` where servers are asked about what it names, else empty.
    """

    fetched: Fetched
    spoken: tuple[Spoken, ...]
    today: date
    online: str = ""


class Outcome(NamedTuple):
    """A report, or why there is none. `dated` says that it may be another one on another day."""

    report: Json | None
    why: str = ""
    dated: bool = False


def judge(task: Task) -> Outcome:
    """The report on one repository; nothing that a repository holds makes this raise."""
    from openness.report.judged import judge_repository  # noqa: PLC0415 - the process that asks does not need it

    most = MOST_SECONDS_ONLINE if task.online else MOST_SECONDS
    repository = Repository(ApiTree(task.fetched))
    try:
        with _deadline(most):
            remote = _learn(repository, task) if task.online else None
            judged = judge_repository(repository, today=task.today, spoken=task.spoken, remote=remote)
    except _TooLongError:
        return Outcome(None, f"judging took longer than {most} seconds")
    except Exception as error:  # noqa: BLE001 - one broken repository must not end the scan of a thousand
        return Outcome(None, f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:200]}")
    # What servers say holds for the day on which they said it.
    dated = bool(task.online) or any(one.until is not None for one in judged.facts.suppressions)
    return Outcome(judged.report, dated=dated)


def _learn(repository: Repository, task: Task) -> RemoteFacts | None:
    """What servers say of the places that the repository names; nothing is asked where there is no model."""
    from openness.facts.gather import gather  # noqa: PLC0415 - online scans only
    from openness.net.cache import DiskCache, cache_directory  # noqa: PLC0415
    from openness.net.client import HttpClient, Limits  # noqa: PLC0415
    from openness.online.learn import Asking, learn  # noqa: PLC0415
    from openness.online.links import ARXIV_SPACING  # noqa: PLC0415
    from openness.online.origin import Origin  # noqa: PLC0415
    from openness.online.settings import settings_from  # noqa: PLC0415

    facts = gather(repository, today=task.today, spoken=task.spoken)
    if facts.evidence.is_model_repository is False and facts.manifest is None:
        return None
    settings = settings_from(os.environ)
    client = HttpClient(
        trusted=settings.trusted,
        cache=DiskCache(cache_directory(os.environ)),
        limits=Limits(requests=80, seconds=90.0),
        spacing={settings.arxiv.partition("://")[2]: ARXIV_SPACING},
    )
    origin = Origin("github", task.online, f"{settings.github}/{task.online}.git")
    return learn(facts, Asking(client, settings, origin), "schedule")


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


def report_key(listed: Listed, spoken: tuple[Spoken, ...], today: date | None, *, online: bool = False) -> str:
    """Under which a report is kept: everything that it depends on; the day only where it does."""
    parts = [__version__, READING, listed.full_name, listed.tree, *(f"{one.source}={one.text}" for one in spoken)]
    if online:
        parts.append("online")
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
