"""Which files are read for what the repository says about its openness."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.read.repository import Repository

MOST_FILES = 150
"""Files read at most, the ones nearest to the root first."""

_PROSE = re.compile(
    r"(?:^|/)(?:readme|model[-_ ]?card|index|changelog|release[-_ ]?notes|news|announcement)[^/]{0,60}$"
    r"|\.(?:md|mdx|markdown|rst)$"
    r"|(?:^|/)(?:citation\.cff|pyproject\.toml|setup\.cfg|setup\.py|package\.json|cargo\.toml|\.zenodo\.json|codemeta\.json)$"
    r"|(?:licen[cs]e|agreement)[^/]{0,40}$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:^|/)(?:third[-_]?party|vendor(?:ed)?|node_modules|external|extern|deps|dependencies|submodules|site-packages"
    r"|\.github|\.git|tests?|fixtures?)(?:/|$)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\.(?:py|js|ts|json|ya?ml|html?|png|jpe?g|svg|pdf)$", re.IGNORECASE)


def wording_files(repository: Repository) -> list[str]:
    """Paths of the texts that speak for the project, nearest to the root first."""
    found = [
        entry.path
        for entry in repository.files()
        if _PROSE.search(entry.path) and not _FOREIGN.search(entry.path) and not _is_code(entry.path)
    ]
    return sorted(found, key=lambda path: (path.count("/"), path))[:MOST_FILES]


def _is_code(path: str) -> bool:
    name = path.rsplit("/", 1)[-1].lower()
    return bool(_CODE.search(name)) and name not in {
        "setup.py",
        "package.json",
        ".zenodo.json",
        "codemeta.json",
    }
