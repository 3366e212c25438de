"""What became of a request."""

from __future__ import annotations

import json
from typing import Literal

from openness.values import NamedTuple

Outcome = Literal["ok", "dead", "restricted", "unknown"]
"""`dead` only for 404 and 410; `restricted` for 401; whatever cannot be told, 403, 429 and 5xx among it, is unknown."""


class Answer(NamedTuple):
    """The answer to one request, its redirects followed.

    `status` is 0 where no answer came, `why` says in words what kept it from being `ok`. `headers` have lower-case
    names. `url` is where the answer came from, `moved` whether the way there had a permanent redirect (301, 308).
    """

    outcome: Outcome
    status: int
    url: str
    headers: dict[str, str]
    body: bytes = b""
    why: str = ""
    moved: bool = False

    def json(self) -> object:
        """The body as JSON with numbers as they are, None when it is none."""
        try:
            read: object = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return read


def outcome_of(status: int) -> Outcome:
    """What a status says of the thing asked for."""
    if 200 <= status < 300 or status == 304:
        return "ok"
    if status in (404, 410):
        return "dead"
    return "restricted" if status == 401 else "unknown"
