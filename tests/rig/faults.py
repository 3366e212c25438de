"""Faults that a test orders: refusals, limits, dropped connections, slow answers, requests that wait for others."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

_PATIENCE = 20.0
"""Seconds that a request waits for others before it goes on alone."""


@dataclass
class Fault:
    """What happens to the next `times` requests of this method and path.

    `after` lets the server do what was asked before it fails: the caller cannot know that it worked.
    """

    method: str
    path: re.Pattern[str]
    status: int | None = None
    times: int = 1
    drop: bool = False
    delay: float = 0.0
    after: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    message: str | None = None
    body: object = None
    meeting: threading.Barrier | None = None

    def wait(self) -> None:
        """Hold the request until as many as were asked for have come, or patience is out."""
        if self.meeting is not None:
            try:
                self.meeting.wait(_PATIENCE)
            except threading.BrokenBarrierError:
                return


class Faults:
    """The faults of a server; the first that fits a request is used up by it."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []
        self._lock = threading.Lock()

    def add(
        self,
        method: str,
        path: str,
        *,
        status: int | None = None,
        times: int = 1,
        drop: bool = False,
        delay: float = 0.0,
        after: bool = False,
        headers: dict[str, str] | None = None,
        message: str | None = None,
        body: object = None,
        meet: int = 0,
    ) -> Fault:
        """Order a fault for requests of a method (`*` for any) whose whole path matches a regular expression.

        `drop` closes the connection without an answer, `delay` waits so many seconds, `meet` lets so many requests
        arrive before any goes on.
        """
        fault = Fault(method, re.compile(path), status, times, drop, delay, after, headers or {}, message, body)
        if meet:
            fault.meeting, fault.times = threading.Barrier(meet), meet
        self._ordered.append(fault)
        return fault

    def secondary_limit(self, method: str = "*", path: str = ".*", *, times: int = 1, retry_after: int = 1) -> Fault:
        """GitHub's answer to too many writes in a short time."""
        message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
        headers = {"Retry-After": str(retry_after)}
        return self.add(method, path, status=403, times=times, headers=headers, message=message)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets."""
        with self._lock:
            for fault in self._ordered:
                if fault.times > 0 and fault.method in ("*", method) and fault.path.fullmatch(path):
                    fault.times -= 1
                    return fault
        return None

    def clear(self) -> None:
        """Forget what was ordered."""
        self._ordered.clear()
