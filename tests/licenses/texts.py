"""License texts at hand: the project's own and those that installed packages carry (none is kept here)."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOLDERS = {
    "MIT": ("pytest", "pluggy", "attrs", "iniconfig"),
    "BSD-3-Clause": ("click", "jinja2", "idna", "numpy"),
    "BSD-2-Clause": ("pygments",),
    "MPL-2.0": ("pathspec", "hypothesis"),
}


@cache
def license_text(identifier: str) -> str:
    """A text of the license; skips the test when no installed package carries it."""
    if identifier == "Apache-2.0":
        return (ROOT / "LICENSE").read_text(encoding="utf-8")
    for name in HOLDERS.get(identifier, ()):
        try:
            files = metadata.files(name) or []
        except metadata.PackageNotFoundError:
            continue
        for file in files:
            if "dist-info" in str(file) and Path(str(file)).stem.upper() in ("LICENSE", "COPYING"):
                return Path(str(file.locate())).read_text(encoding="utf-8")
    pytest.skip(f"no installed package carries the text of {identifier}")
