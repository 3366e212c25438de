"""Rate limits as GitHub tells them, and how long a run is willing to wait for them.

Signals and their order: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api (read 2026-11).
"""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openness.github.errors import ApiError

MOST_WAITING = 60.0
"""Seconds that one run waits in all: a report that comes late is worth less than the runner's time."""
_SECONDARY_WAIT = 60.0
"""GitHub asks for at least a minute where it gives no number."""
_BACKOFF = (1.0, 2.0, 4.0)
_SPOKEN = ("rate limit", "abuse detection", "wait a few minutes before you try again")


def is_rate_limit(status: int, headers: Mapping[str, str], message: str) -> bool:
    """True when an answer refuses a request for its frequency and not for its right."""
    if status == 429:
        return True
    if status not in (200, 403):
        return False
    spoken = message.lower()
    asked = status == 403 and ("retry-after" in headers or headers.get("x-ratelimit-remaining", "").strip() == "0")
    return asked or any(phrase in spoken for phrase in _SPOKEN)


def wait_asked(headers: Mapping[str, str], now: float) -> float:
    """Seconds until a request that was refused for its frequency may be sent again; `now` is a Unix time."""
    after = headers.get("retry-after", "").strip()
    if after.isascii() and after.isdigit() and len(after) < 10:
        return float(after)
    if after:
        try:
            moment = parsedate_to_datetime(after)
        except (ValueError, OverflowError):
            pass
        else:
            return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp() - now)
    reset = headers.get("x-ratelimit-reset", "").strip()
    if headers.get("x-ratelimit-remaining", "").strip() == "0" and reset.isascii() and reset.isdigit():
        # The reset falls somewhere within that second.
        return max(0.0, float(reset[:12]) - now) + 1.0
    return _SECONDARY_WAIT


class Patience:
    """Waits between attempts, until the seconds of the run are used up."""

    def __init__(self, sleep: Callable[[float], None], budget: float = MOST_WAITING) -> None:
        self._sleep = sleep
        self.left = budget
        self.waited = 0.0

    def wait(self, error: ApiError, attempt: int) -> bool:
        """Wait as the error asks, or longer with every attempt; False, at once, when that is too long."""
        seconds = error.wait if error.wait is not None else _BACKOFF[min(attempt, len(_BACKOFF) - 1)]
        if seconds > self.left:
            return False
        self.left -= seconds
        self.waited += seconds
        self._sleep(seconds)
        return True


def clock_time(seconds: float) -> str:
    """A Unix time as `14:05 UTC`, for messages."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%H:%M UTC")
