"""Batches that fit: as large as the server answers in time, halved when it does not, grown again after."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from openness.github.errors import ApiError
from openness.scan.transport import StoppedError, must_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Item = TypeVar("Item")

_MOST_FAILURES = 6
"""Single items in a row that fail before the server is taken to be down."""


class Pace:
    """How many items the next batch may have."""

    def __init__(self, first: int, most: int, *, heaviest: float = float("inf")) -> None:
        self.size = first
        self.most = most
        self.heaviest = heaviest
        """What the items of one batch may weigh together."""

    def shrink(self, sent: int) -> None:
        """Half of what was too much."""
        self.size = max(1, sent // 2)

    def grow(self, sent: int) -> None:
        """A quarter more, once a full batch went well."""
        if sent >= self.size:
            self.size = min(self.most, self.size + max(1, self.size // 4))


class Failed(NamedTuple, Generic[Item]):
    """An item that could not be read, and why."""

    item: Item
    why: str


def sweep(
    items: Iterable[Item],
    send: Callable[[Sequence[Item], int], Iterable[Item]],
    pace: Pace,
    weigh: Callable[[Item], float] = lambda _: 1.0,
) -> list[Failed[Item]]:
    """Send every item in batches; what could not be sent even alone is returned.

    `send` gets a batch and the number of attempts, and returns the items that were too much for the server. Raises
    StoppedError when nothing more can be read for now.
    """
    waiting = deque(items)
    failed: list[Failed[Item]] = []
    in_a_row = 0
    while waiting:
        batch = _take(waiting, pace, weigh)
        try:
            # A batch that is too large stays so: only a single item is worth a second attempt.
            heavy = list(send(batch, 1 if len(batch) > 1 else 2))
        except ApiError as error:
            stop = must_stop(error)
            if stop is not None:
                raise stop from error
            if len(batch) > 1:
                # Too much at once, or one that no server answers: halves tell which.
                pace.shrink(len(batch))
                waiting.extendleft(reversed(batch))
                continue
            failed.extend(Failed(item, error.message) for item in batch)
            in_a_row += 1
            if in_a_row >= _MOST_FAILURES:
                raise StoppedError(f"{error.message}; {in_a_row} requests in a row failed") from error
            continue
        in_a_row = 0
        if heavy and len(batch) == 1:
            failed.append(Failed(batch[0], "the server could not answer in time"))
        elif heavy:
            pace.shrink(len(batch))
            waiting.extendleft(reversed(heavy))
        else:
            pace.grow(len(batch))
    return failed


def _take(waiting: deque[Item], pace: Pace, weigh: Callable[[Item], float]) -> list[Item]:
    batch: list[Item] = []
    load = 0.0
    while waiting and len(batch) < pace.size:
        load += weigh(waiting[0])
        if batch and load > pace.heaviest:
            break
        batch.append(waiting.popleft())
    return batch
