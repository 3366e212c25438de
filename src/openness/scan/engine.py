"""The scan of many repositories: what is known is not read again, what is read is kept at once.

Repositories are taken two hundred at a time: their listings in one sweep, the texts worth reading in another, and the
judging goes on in other processes meanwhile. A scan that is killed loses the judging of a few.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from openness.org.reading import wanted_files
from openness.org.rows import judged_row, unknown_row
from openness.read.repository import Repository
from openness.scan.apitree import ApiTree, Fetched
from openness.scan.blobs import BINARY, Blobs
from openness.scan.judging import Judges, Task, as_gaps, report_key, spoken_of
from openness.scan.objects import Wish
from openness.scan.transport import StoppedError
from openness.scan.trees import Listing, Trees
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from datetime import date

    from openness.org.listed import Listed
    from openness.scan.cache import Cache
    from openness.scan.judging import Outcome
    from openness.scan.progress import Progress
    from openness.scan.transport import Metered

Json = dict[str, Any]

CHUNK = 200
"""Repositories that are in memory at once, times two."""

_COMMIT_EVERY = 20


class Moment(NamedTuple):
    """The day on which suppressions expire or not, and the time that the report bears."""

    today: date
    now: str


class Result(NamedTuple):
    """Rows of every repository, why the scan ended early (None: it did not), and what became of how many."""

    rows: list[Json]
    stopped: str | None
    counts: dict[str, int]


class _Pending(NamedTuple):
    """A repository on its way: judged elsewhere, or with its reason already."""

    listed: Listed
    future: Future[Outcome]
    missing: tuple[str, ...]
    needs: tuple[str, ...]


class Tools(NamedTuple):
    """What a scan works with."""

    transport: Metered
    cache: Cache
    judges: Judges
    progress: Progress
    under: Callable[[Listed, Json], Json] = lambda _listed, report: report
    """What puts a report under a policy."""
    online: bool = False
    """Whether servers are asked about what the repositories name."""


class Scan:
    """One scan of a list of repositories."""

    def __init__(
        self,
        tools: Tools,
        moment: Moment,
    ) -> None:
        self._transport, self._cache, self._judges, self._progress = tools[:4]
        self._under = tools.under
        self._online = tools.online
        self._moment = moment
        tools.transport.answered = self._take_in
        self._trees = Trees(tools.transport)
        self._blobs = Blobs(tools.transport)
        self._rows: dict[str, Json] = {}
        self._waiting: deque[_Pending] = deque()
        self._counts = {"unchanged": 0, "read": 0}
        self._total = 0
        self._uncommitted = 0

    def run(self, repositories: Sequence[Listed]) -> Result:
        """A row for every repository, whatever happens."""
        self._total = len(repositories)
        stopped = None
        try:
            fresh = [one for one in repositories if not self._known(one)]
            for first in range(0, len(fresh), CHUNK):
                self._take(fresh[first : first + CHUNK])
        except StoppedError as stop:
            stopped = str(stop)
        finally:
            self._settle(0)
            self._cache.commit()
        for one in repositories:
            if one.id not in self._rows:
                why = f"not reached: {stopped}" if stopped else "not reached"
                self._rows[one.id] = unknown_row(one, why, scanned_at=self._moment.now)
        return Result([self._rows[one.id] for one in repositories], stopped, dict(self._counts))

    def _known(self, one: Listed) -> bool:
        """Whether the same content was judged before."""
        spoken = spoken_of(one)
        for day in (self._moment.today,) if self._online else (None, self._moment.today):
            kept = self._cache.report(report_key(one, spoken, day, online=self._online))
            if kept is not None:
                report, needs = kept
                try:
                    row = judged_row(one, self._under(one, report), scanned_at=self._moment.now)
                except (KeyError, TypeError, ValueError, AttributeError, IndexError):
                    # A cache that came from elsewhere can hold anything: what is no report is made anew.
                    return False
                # They stay in the cache with the report that was made of them: another version reads them again.
                self._cache.touch("tree", [one.tree])
                self._cache.touch("blob", needs)
                self._counts["unchanged"] += 1
                self._row(one, row)
                return True
        return False

    def _take(self, chunk: Sequence[Listed]) -> None:
        listings, refused = self._listings(chunk)
        wanted: dict[str, tuple[dict[str, Wish], int]] = {}
        for one in chunk:
            if one.id in listings:
                wanted[one.id] = _wanted(one, listings[one.id])
            else:
                self._row(one, unknown_row(one, refused[one.id], scanned_at=self._moment.now))
        failures = self._fetch([wish for wishes, _ in wanted.values() for wish in wishes.values()])
        self._cache.commit()
        for one in chunk:
            if one.id in wanted:
                self._submit(one, listings[one.id], wanted[one.id], failures)
        # Judging of this chunk goes on while the next one is read.
        self._settle(len(chunk))

    def _listings(self, chunk: Sequence[Listed]) -> tuple[dict[str, Listing], dict[str, str]]:
        known = {one.id: listing for one in chunk if (listing := self._cache.listing(one.tree)) is not None}
        read, refused = self._trees.read([one for one in chunk if one.id not in known])
        for one in chunk:
            if one.id in read:
                self._cache.keep_listing(one.tree, read[one.id])
        return {**known, **read}, refused

    def _fetch(self, wishes: Sequence[Wish]) -> dict[str, str]:
        missing = [wish for wish in wishes if self._cache.body(wish.oid) is None]
        try:
            return self._blobs.read(missing, self._cache.keep_body)
        except StoppedError:
            # What came before the end is kept, so that the next scan begins where this one ends.
            self._cache.commit()
            raise

    def _submit(
        self, one: Listed, listing: Listing, wanted: tuple[dict[str, Wish], int], failures: dict[str, str]
    ) -> None:
        wishes, left = wanted
        bodies, refused, fault = self._contents(wishes, failures)
        fault = listing.fault or fault
        if fault:
            # What should be there and is not known would be taken for absent: better no verdict than that one.
            self._row(one, unknown_row(one, fault, scanned_at=self._moment.now))
            return
        if left:
            refused["other files"] = f"{left} more were not fetched: too many, or too large"
        fetched = Fetched(f"{one.owner}+{one.name}", listing.paths, bodies, refused, as_gaps(listing.gaps))
        self._counts["read"] += 1
        future = self._judges.submit(
            Task(fetched, spoken_of(one), self._moment.today, one.full_name if self._online else "")
        )
        missing = tuple(why for _, why in listing.gaps[:1])
        self._waiting.append(_Pending(one, future, missing, tuple(wish.oid for wish in wishes.values())))

    def _contents(
        self, wishes: dict[str, Wish], failures: dict[str, str]
    ) -> tuple[dict[str, bytes], dict[str, str], str]:
        """Contents by path, reasons for those that have no text, and what the host should have given and did not."""
        bodies: dict[str, bytes] = {}
        refused: dict[str, str] = {}
        for path, wish in wishes.items():
            body = self._cache.body(wish.oid)
            if body is None:
                return {}, {}, f"{path}: {failures.get(wish.oid, 'it could not be fetched')}"
            if body.text is None:
                refused[path] = body.why or BINARY
            else:
                bodies[path] = body.text.encode("utf-8", "surrogatepass")
                if body.cut:
                    refused[path] = "only the beginning of the file could be fetched"
        return bodies, refused, ""

    def _settle(self, keep: int) -> None:
        """Take in what was judged, until at most `keep` are still on their way."""
        while len(self._waiting) > keep:
            self._finish_first()
        self._take_in()

    def _take_in(self) -> None:
        """Take in what is judged by now; called while answers come in, so that little is lost by a kill."""
        while self._waiting and self._waiting[0].future.done():
            self._finish_first()
        self._cache.commit()

    def _finish_first(self) -> None:
        pending = self._waiting.popleft()
        self._finish(pending, self._judges.outcome(pending.future))
        self._uncommitted += 1
        if self._uncommitted >= _COMMIT_EVERY:
            self._uncommitted = 0
            self._cache.commit()

    def _finish(self, pending: _Pending, outcome: Outcome) -> None:
        one = pending.listed
        if outcome.report is None:
            self._row(one, unknown_row(one, outcome.why, scanned_at=self._moment.now))
            return
        day = self._moment.today if outcome.dated else None
        if not pending.missing:
            key = report_key(one, spoken_of(one), day, online=self._online)
            self._cache.keep_report(key, outcome.report, pending.needs)
        report = self._under(one, outcome.report)
        self._row(one, judged_row(one, report, scanned_at=self._moment.now, missing=pending.missing))

    def _row(self, one: Listed, row: Json) -> None:
        self._rows[one.id] = row
        self._progress.judged(len(self._rows), self._total, self._transport.requests)


def _wanted(one: Listed, listing: Listing) -> tuple[dict[str, Wish], int]:
    """What to fetch of a repository, by path, and how many files more would be worth it."""
    tree = ApiTree(Fetched(f"{one.owner}+{one.name}", listing.paths, {}, {}))
    wanted = wanted_files(Repository(tree))
    held = {path.path: path for path in listing.paths}
    found = [held[path] for path in wanted.paths if path in held]
    return {path.path: Wish(one.owner, one.name, path.oid, path.size) for path in found}, wanted.left
