"""The lines of a pull request's diff, read from the patches that GitHub's list of changed files gives.

https://docs.github.com/rest/pulls/pulls#list-pull-requests-files (read 2026-11): one unified patch a file, without
file headers; none for binary files and for very large changes, and a long one may be cut off.
"""

from __future__ import annotations

from openness.patterns import compiled
from openness.values import NamedTuple

_HEADER = compiled(r"@@ -[0-9]{1,9}(?:,[0-9]{1,9})? \+([0-9]{1,9})(?:,([0-9]{1,9}))? @@")
LARGEST = 4 * 2**20
"""Characters of a patch that are read."""


class DiffLine(NamedTuple):
    """A line of the new file that the diff shows. `hunk` tells hunks apart; `added` is False for context."""

    number: int
    text: str
    added: bool
    hunk: int


def right_side(patch: str | None) -> dict[int, DiffLine]:
    """The lines of the new file on which a review comment can be placed, by number.

    Reading stops at the first line that fits no hunk; lines before it stay. Without a patch there are none.
    """
    found: dict[int, DiffLine] = {}
    number = left = hunk = 0
    for raw in (patch or "")[:LARGEST].split("\n"):
        header = _HEADER.match(raw)
        if header:
            number, left = int(header[1]), int(header[2] or 1)
            hunk += 1
        elif raw.startswith("\\") or (raw.startswith("-") and hunk):
            continue
        elif left > 0 and (raw.startswith(("+", " ")) or raw == ""):
            found[number] = DiffLine(number, raw[1:], raw.startswith("+"), hunk)
            number, left = number + 1, left - 1
        elif raw:
            break
    return found
