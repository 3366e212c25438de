"""Pages of HTML: the lines of files that they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.read.repository import Repository


def source_lines(repository: Repository) -> Callable[[str, int], str | None]:
    """A function from path and line to the text of that line; every file is cut into lines once."""
    files: dict[str, list[str]] = {}

    def line(path: str, number: int) -> str | None:
        if path not in files:
            # As editors count: not str.splitlines(), which splits at form feeds and at U+2028, too.
            files[path] = re.split("\r\n|\r|\n", repository.text(path) or "")
        lines = files[path]
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line
