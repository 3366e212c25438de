"""What GitHub answered, as plain values: JSON within bounds, faults by kind, the next page of a list."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from openness.github.errors import ApiError, Kind
from openness.github.limits import clock_time, is_rate_limit, wait_asked
from openness.patterns import compiled
from openness.report.escape import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = Any
"""A value of a JSON text from the server: of any shape, until looked at."""
_KINDS: dict[int, Kind] = {
    400: "invalid",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    409: "conflict",
    410: "not-found",
    413: "invalid",
    422: "invalid",
    451: "forbidden",
}
_NEXT = compiled(r'<([^<>]{1,2000})>;\s{0,4}rel="next"')


def parse_json(text: str) -> Json:
    """The value of a JSON text, None for an empty one; raises ApiError of kind `malformed`."""
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ApiError(None, "malformed", "GitHub's answer is not JSON; a proxy may stand in between") from error


def fault(status: int, headers: Mapping[str, str], text: str, *, what: str, now: float) -> ApiError | None:
    """The error that an answer is, or None for a success; `what` names the request, as in `GET /user`."""
    message = said(text)
    if is_rate_limit(status, headers, message if status != 200 else ""):
        wait = wait_asked(headers, now)
        return ApiError(
            status,
            "rate-limited",
            f"GitHub refuses more requests until {clock_time(min(now + wait, 4e9))} (rate limit)",
            wait=wait,
        )
    if 200 <= status < 300 or status == 304:
        return None
    kind: Kind = _KINDS.get(status, "server" if status >= 500 else "malformed")
    detail = f": {message}" if message else ""
    return ApiError(
        status,
        kind,
        f"GitHub answered {status} to {what}{detail}",
        permissions=_permissions(headers.get("x-accepted-github-permissions", "")),
    )


def said(text: str) -> str:
    """The message of an error's body with its details, made harmless and at most 300 characters; empty without one."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(body, dict):
        return ""
    parts = [str(body.get("message") or "")]
    errors = body.get("errors")
    for error in errors[:3] if isinstance(errors, list) else ():
        detail = error if isinstance(error, str) else error.get("message") if isinstance(error, dict) else ""
        parts.append(str(detail or ""))
    return harmless(" ".join(parts))


def harmless(text: str) -> str:
    """A text from the server on one line, without what could move a cursor, at most 300 characters."""
    return printable(" ".join(text.split()))[:300]


def next_page(headers: Mapping[str, str], origin: str) -> str | None:
    """Path and query of the page that follows, or None; a page on another host ends the list with an ApiError."""
    found = _NEXT.search(headers.get("link", "")[:8000])
    if not found:
        return None
    parts = urlsplit(found.group(1))
    own = urlsplit(origin)
    if (parts.scheme, parts.hostname) != (own.scheme, own.hostname):
        raise ApiError(None, "malformed", "the next page of GitHub's answer is on another host")
    return found.group(1)


def _permissions(header: str) -> str:
    return header[:200] if re.fullmatch(r"[\w=;, ]{0,200}", header) else ""
