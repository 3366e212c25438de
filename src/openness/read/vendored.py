"""Folders of a repository that hold a copy of somebody else's project, told by names alone."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.package_data import package_json
from openness.patterns import compiled
from openness.read.tree import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.read.repository import Repository

_LICENSE = compiled(r"(?:licen[cs]e|copying)(?:[._-][^/]{0,40})?$")
_VERSION = compiled(r"v?\d[\w.]{0,10}")
_DEEPEST = 6
"""Folders further down are not looked at."""
_WORD = 4
"""Letters that a word shared by the names of a folder and its repository has at least."""


@cache
def _facts() -> dict[str, Any]:
    raw = package_json("data", "read", "vendored.json")
    return {
        "projects": frozenset(raw["projects"]),
        "roles": frozenset(raw["roles"]),
        "own": frozenset(raw["own"]),
        "package_files": frozenset(raw["package_files"]),
        "version": compiled(raw["version"]),
    }


def vendored_folders(repository: Repository) -> tuple[str, ...]:
    """Paths, each with a slash at its end, of folders that hold another project; the outermost ones, sorted.

    A folder counts when it is named like a project that is often copied and carries a license or a README, or when it
    has a license and a README of its own, lies within another folder or has a package, too, and shares no word with the
    repository's name. What it says and holds is not this repository's own.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for entry in repository.entries:
        folder, _, base = entry.path.rpartition("/")
        if entry.kind is Kind.FILE and folder and folder.count("/") < _DEEPEST and (kind := _kind(base.lower())):
            held[folder].add(kind)
    own = repository.name.lower()
    found = sorted(f"{folder}/" for folder, kinds in held.items() if _is_another(folder, kinds, own))
    return tuple(one for one in found if not any(one != other and one.startswith(other) for other in found))


def is_within(path: str, folders: Iterable[str]) -> bool:
    """True for a path in one of the folders."""
    return any(path.startswith(folder) for folder in folders)


def _kind(base: str) -> str:
    if _LICENSE.match(base):
        return "license"
    if base.startswith("readme"):
        return "readme"
    return "package" if base in _facts()["package_files"] else ""


def _is_another(folder: str, kinds: set[str], own: str) -> bool:
    name = _facts()["version"].sub("", folder.rpartition("/")[2].lower())
    if _shares_a_word(name, own):
        return False
    if name in _facts()["projects"]:
        return bool(kinds & {"license", "readme"})
    if _VERSION.fullmatch(name) or set(re.split(r"[-_. ]", name)) & _facts()["roles"]:
        return False
    # One that lies within other code needs no package: what is copied there is a part of a program.
    within = folder.lower().split("/")[:-1]
    # `models/x` may hold a model of this repository's, `package/models/x` holds code.
    return kinds >= {"license", "readme"} and ("package" in kinds or bool(within and within[0] not in _facts()["own"]))


def _shares_a_word(name: str, own: str) -> bool:
    """True when a word of the folder's name stands in the repository's, or the other way round."""
    folded = re.sub(r"[^a-z0-9]", "", own)
    words = [word for word in re.split(r"[^a-z0-9]+", name) if len(word) >= _WORD]
    mine = [word for word in re.split(r"[^a-z0-9]+", own.rpartition("+")[2]) if len(word) >= _WORD]
    plain = re.sub(r"[^a-z0-9]", "", name)
    return any(word in folded for word in words) or any(word in plain for word in mine)
