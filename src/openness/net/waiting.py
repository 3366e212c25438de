"""How long a server asks to be left alone."""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUB_LIMIT = compiled(r"\br=(\d{1,9})\s*;\s*t=(\d{1,6})\b")


def asked_to_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait by `Retry-After`, GitHub's `X-RateLimit-*` or the hub's `RateLimit`; None when none is named.

    `now` is in seconds since 1970; header names are in lower case.
    """
    after = headers.get("retry-after", "").strip()
    if after.isdecimal() and len(after) <= 9:
        return float(after)
    if after:
        try:
            moment = parsedate_to_datetime(after)
        except (ValueError, TypeError, OverflowError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
        return max(0.0, (moment - datetime.fromtimestamp(now, timezone.utc)).total_seconds())
    if headers.get("x-ratelimit-remaining") == "0":
        reset = headers.get("x-ratelimit-reset", "")
        return max(0.0, float(reset) - now) if reset.isdecimal() and len(reset) <= 12 else None
    limit = _HUB_LIMIT.search(headers.get("ratelimit", "")[:200])
    return float(limit[2]) if limit and limit[1] == "0" else None


def is_rate_limit(status: int, headers: Mapping[str, str]) -> bool:
    """True for an answer that says "too many requests" in one of the ways in use."""
    if status == 429:
        return True
    return status == 403 and ("retry-after" in headers or headers.get("x-ratelimit-remaining") == "0")
