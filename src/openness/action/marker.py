"""Hidden markers by which this tool finds again what it wrote.

A marker counts only as the whole first line of something that this tool's own account wrote, so that text from a
repository, which never stands there, cannot forge one.
"""

from __future__ import annotations

import hashlib
import re
from typing import Literal
from urllib.parse import quote

from openness.patterns import compiled

Purpose = Literal["comment", "suggestion"]

_MARKER = compiled(
    r"<!-- openness:(comment|suggestion) v1 ([A-Za-z0-9%._~/-]{1,300})(?: run=([0-9]{1,18}))? -->", re.ASCII
)


def marker(purpose: Purpose, identity: str, run: int | None = None) -> str:
    """The line that is written first; `identity` tells several comments, or several suggestions, apart.

    `run` is the number of the run that writes: GitHub counts runs up.
    """
    written = "" if run is None else f" run={run}"
    return f"<!-- openness:{purpose} v1 {_written(identity)}{written} -->"


def carries(body: str, purpose: Purpose, identity: str) -> bool:
    """True when that marker is the first line of the text."""
    return identity_of(body, purpose) == _written(identity)


def identity_of(body: str, purpose: Purpose) -> str | None:
    """The identity in the marker on the first line, as it is written there; None where there is no such marker."""
    found = _MARKER.fullmatch(first_line(body))
    return found[2] if found and found[1] == purpose else None


def run_of(body: str) -> int | None:
    """The number of the run that wrote the text; None where its marker has none."""
    found = _MARKER.fullmatch(first_line(body))
    return int(found[3]) if found and found[3] else None


def first_line(body: str) -> str:
    """The text up to its first line break."""
    return body.split("\n", 1)[0].rstrip("\r")


def _written(identity: str) -> str:
    written = quote(identity or ".", safe="/", errors="replace")
    if len(written) <= 200:
        return written
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
