"""Exit codes of the command line; a public contract."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the process says to the shell."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING_TO_CHECK = 3
    INCOMPLETE = 4
    INTERNAL = 70
    INTERRUPTED = 130
