"""Small files that the command line names beside the repository: baselines and words said elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openness.comparison.baseline import MOST_BYTES, read_baseline
from openness.errors import UsageError
from openness.model import SPOKEN_SOURCES, Spoken

if TYPE_CHECKING:
    from pathlib import Path

    from openness.comparison.baseline import Baseline

_MOST_SAID = 4_000_000


def load_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises UsageError when it cannot be read or is none."""
    return read_baseline(_text(path, MOST_BYTES), str(path))


def load_said(path: Path) -> tuple[Spoken, ...]:
    """What a JSON file of sources and texts says was said of the repository, in the order of SPOKEN_SOURCES.

    Raises UsageError when it cannot be read, is no object of strings, or names a source that does not exist.
    """
    try:
        said = json.loads(_text(path, _MOST_SAID))
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{path}{place} is not JSON") from error
    if not isinstance(said, dict):
        raise UsageError(f"{path} must hold one JSON object of sources and texts")
    for source, text in said.items():
        if source not in SPOKEN_SOURCES:
            raise UsageError(f"{path} names the source {source!r}; there are: {', '.join(SPOKEN_SOURCES)}")
        if text is not None and not isinstance(text, str):
            raise UsageError(f"{path}: the text of {source!r} is no string")
    return tuple(Spoken(source, said[source]) for source in SPOKEN_SOURCES if said.get(source))


def _text(path: Path, most: int) -> str:
    try:
        with path.open("rb") as file:
            body = file.read(most + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if len(body) > most:
        raise UsageError(f"{path} is larger than {most:,} bytes")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text") from error
