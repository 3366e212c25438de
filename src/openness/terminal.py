"""How wide the terminal is."""

from __future__ import annotations

import os
import sys


def columns(otherwise: int) -> int:
    """Columns of the terminal: `COLUMNS`, else what standard output is on; `otherwise` where neither says.

    As `shutil.get_terminal_size`, without all that `shutil` loads.
    """
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named[:9]) > 0:
        return int(named[:9])
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return otherwise
