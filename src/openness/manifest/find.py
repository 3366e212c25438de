"""Where the manifests of a repository are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.model import NotChecked, Problem
from openness.patterns import compiled
from openness.read.tree import Kind
from openness.read.vendored import is_within, vendored_folders

if TYPE_CHECKING:
    from openness.read.repository import Repository

NAMES = ("openness.yml", ".openness.yml", "openness.yaml", "MOF.yml")
"""File names in order of preference."""

DEPTH_LIMIT = 6
"""Folders below the root in which a manifest is still looked for."""

FORGES = (".circleci", ".forgejo", ".gitea", ".github", ".gitlab")
"""Folders of settings and workflows of forges: `.github/workflows/openness.yml` is what runs this tool."""

_KEYS = frozenset({"openness", "model", "components", "framework", "release"})
"""Keys of which each manifest of either format has one, however wrong it is."""

_TOP_KEY = compiled(r"^[\"']?([A-Za-z_][\w-]{0,60})[\"']?[ \t]{0,20}:", re.MULTILINE)
_IGNORED = frozenset(
    {".git", "node_modules", "third_party", "vendor", "vendored", "site-packages"}
    | {"example", "examples", "test", "tests", "testdata", "fixtures", *FORGES}
)
"""Folders of other people's code, and of files that are only for show or for tests."""


def find_manifests(repository: Repository) -> list[str]:
    """Paths of the manifests, the root's first, then by folder; one for each folder, by preference of name."""
    return [paths[0] for _, paths in sorted(_by_folder(repository).items(), key=lambda item: _rank(item[0]))]


def rival_manifests(repository: Repository) -> list[Problem]:
    """Folders that hold more than one manifest of our format, or a `MOF.yml` beside one."""
    problems = []
    for folder, paths in sorted(_by_folder(repository).items(), key=lambda item: _rank(item[0])):
        for path in paths[1:]:
            where = f"`{folder}`" if folder else "the root"
            message = f"{where} holds more than one manifest; `{paths[0]}` is used, this one is not"
            problems.append(Problem(path, 1, 1, message, "Keep one of them.", "", "rival-manifest"))
    return problems


def no_manifests(repository: Repository, unread: str | None) -> list[NotChecked]:
    """The manifest that could not be read, or what stands under a manifest's name in the root and is no file."""
    if unread is not None:
        return [NotChecked(unread, "the manifest is no text, or may not be read: save it as UTF-8, readable for all")]
    found = {}
    for entry in repository.entries:
        if not entry.path.startswith(NAMES):
            continue
        name, _, below = entry.path.partition("/")
        if name in NAMES and below:
            found[name] = "a folder stands where the manifest is looked for"
        elif name in NAMES and entry.kind is Kind.SYMLINK:
            found[name] = "a link is not read as a manifest: put the file itself here"
    return [NotChecked(name, why) for name, why in found.items()]


def is_manifest_path(path: str) -> bool:
    """True for a path at which a manifest is looked for."""
    if not path.endswith(NAMES):
        return False
    folder, _, name = path.rpartition("/")
    parts = folder.split("/") if folder else []
    return name in NAMES and len(parts) <= DEPTH_LIMIT and not _IGNORED & set(parts)


def is_about_something_else(path: str, text: str | None) -> bool:
    """True for a file below the root that has keys, and none of a manifest's: openness is also a trait of persons."""
    keys = set(_TOP_KEY.findall(text or "")) if "/" in path else set()
    return bool(keys) and not keys & _KEYS


def _by_folder(repository: Repository) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in repository.files():
        if is_manifest_path(entry.path) and not is_about_something_else(entry.path, repository.text(entry.path)):
            found.setdefault(entry.path.rpartition("/")[0], []).append(entry.path)
    if any(found):
        # A copy of another project keeps files of its own under such names: tasks, settings, its own manifest.
        others = vendored_folders(repository)
        found = {folder: paths for folder, paths in found.items() if not is_within(f"{folder}/", others)}
    for paths in found.values():
        paths.sort(key=lambda path: NAMES.index(path.rpartition("/")[2]))
    return found


def _rank(folder: str) -> tuple[int, str]:
    return (folder.count("/") + 1 if folder else 0, folder)
