"""Where this user's copies of what can be made or fetched again are kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def user_cache(environment: Mapping[str, str]) -> Path:
    """`OPENNESS_CACHE`, else the tool's folder in the cache directory of the operating system."""
    named = environment.get("OPENNESS_CACHE")
    if named:
        return Path(named)
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or _temporary())
    if sys.platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "openness"


def _temporary() -> str:
    import tempfile  # noqa: PLC0415 - slow to load, and needed by users without a home only

    return tempfile.gettempdir()
