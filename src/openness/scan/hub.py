"""The scan of an organization on a Hugging Face hub: one request for a repository's files, one for each text read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.org.reading import wanted_files
from openness.org.rows import judged_row, unknown_row
from openness.read.repository import Repository
from openness.scan.apitree import ApiTree, Fetched
from openness.scan.blobs import Body
from openness.scan.engine import Moment, Result
from openness.scan.judging import Judges, Task, report_key
from openness.scan.transport import StoppedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from openness.org.listed import Listed
    from openness.scan.cache import Cache
    from openness.scan.hub_api import Files, Hub
    from openness.scan.judging import Outcome
    from openness.scan.progress import Progress

Json = dict[str, Any]

MOST_TEXTS = 25
"""Texts read of one repository: each is a request of its own."""

_COMMIT_EVERY = 20


class HubScan:
    """One scan of a list of repositories on a hub."""

    def __init__(self, hub: Hub, cache: Cache, judges: Judges, moment: Moment, progress: Progress) -> None:
        self._hub = hub
        self._cache = cache
        self._judges = judges
        self._moment = moment
        self._progress = progress
        self._rows: dict[str, Json] = {}
        self._waiting: list[tuple[Listed, Future[Outcome], tuple[str, ...]]] = []
        self._counts = {"unchanged": 0, "read": 0}

    def run(self, repositories: Sequence[Listed]) -> Result:
        """A row for every repository, whatever happens."""
        stopped = None
        try:
            for number, one in enumerate(repositories, 1):
                if not self._known(one):
                    self._take(one)
                if number % _COMMIT_EVERY == 0:
                    self._settle()
                self._progress.judged(number, len(repositories), self._hub.requests)
        except StoppedError as stop:
            stopped = str(stop)
        finally:
            self._settle()
        why = f"not reached: {stopped}" if stopped else "not reached"
        for one in repositories:
            if one.id not in self._rows:
                self._rows[one.id] = unknown_row(one, why, scanned_at=self._moment.now)
        return Result([self._rows[one.id] for one in repositories], stopped, dict(self._counts))

    def _known(self, one: Listed) -> bool:
        for day in (None, self._moment.today):
            kept = self._cache.report(report_key(one, (), day))
            if kept is not None:
                self._cache.touch("blob", kept[1])
                self._counts["unchanged"] += 1
                self._rows[one.id] = judged_row(one, kept[0], scanned_at=self._moment.now)
                return True
        return False

    def _take(self, one: Listed) -> None:
        files = self._hub.files(one)
        if isinstance(files, str):
            self._rows[one.id] = unknown_row(one, files, scanned_at=self._moment.now)
            return
        name = f"{one.owner}+{one.name}"
        listing = Repository(ApiTree(Fetched(name, files.paths, {}, {})))
        wanted = [path for path in wanted_files(listing).paths if path not in files.pointers]
        bodies: dict[str, bytes] = dict(files.pointers)
        needs = []
        for path in wanted[:MOST_TEXTS]:
            body, oid = self._text(one, files, path)
            if isinstance(body, str):
                self._rows[one.id] = unknown_row(one, f"{path}: {body}", scanned_at=self._moment.now)
                return
            bodies[path] = body
            needs.append(oid)
        left = len(wanted) - MOST_TEXTS
        refused = {"other files": f"{left} more were not fetched: too many"} if left > 0 else {}
        self._counts["read"] += 1
        task = Task(Fetched(name, files.paths, bodies, refused), (), self._moment.today)
        self._waiting.append((one, self._judges.submit(task), tuple(needs)))

    def _text(self, one: Listed, files: Files, path: str) -> tuple[bytes | str, str]:
        """A file's bytes, or why they are not known, and the id of its content."""
        oid = next(entry.oid for entry in files.paths if entry.path == path)
        kept = self._cache.body(oid) if oid.strip("0") else None
        if kept is not None and kept.text is not None:
            return kept.text.encode("utf-8", "surrogatepass"), oid
        body = self._hub.text(one, path)
        if isinstance(body, bytes) and oid.strip("0"):
            try:
                self._cache.keep_body(oid, Body(body.decode("utf-8")))
            except UnicodeDecodeError:
                return body, oid
        return body, oid

    def _settle(self) -> None:
        for one, future, needs in self._waiting:
            outcome = self._judges.outcome(future)
            if outcome.report is None:
                self._rows[one.id] = unknown_row(one, outcome.why, scanned_at=self._moment.now)
                continue
            day = self._moment.today if outcome.dated else None
            self._cache.keep_report(report_key(one, (), day), outcome.report, needs)
            self._rows[one.id] = judged_row(one, outcome.report, scanned_at=self._moment.now)
        self._waiting.clear()
        self._cache.commit()
