"""Every place that names a license in a fixed field, with its line and column.

Licenses named in running text and in badges are found by the wording layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.evidence.frontmatter import read_front_matter
from openness.evidence.lexicon import pattern
from openness.evidence.metadata import (
    read_citation,
    read_codemeta,
    read_dep5,
    read_reuse,
    read_sidecar,
    read_tags,
    read_zenodo,
)
from openness.evidence.packages import (
    read_cargo,
    read_package_json,
    read_pyproject,
    read_setup_cfg,
    read_setup_py,
)
from openness.licenses.names import read_name
from openness.model import LicenseDeclaration, Problem
from openness.patterns import compiled
from openness.read.text import decode
from openness.read.tree import Kind
from openness.read.vendored import is_within, vendored_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openness.evidence.frontmatter import FrontMatter
    from openness.read.repository import Repository
    from openness.read.tree import Entry

MAX_FILES = 40
"""Metadata files that are read, the shallowest first."""

MAX_CARDS = 20
MAX_TAGGED = 60
_MAX_DEPTH = 2
_HEAD = 2048
_TAGGED = compiled(r"\.(?:py|sh|c|cc|cpp|h|cu|rs|go|js|ts|jl|toml|ya?ml)$")
_MARKDOWN = (".md", ".mdx", ".markdown")

_READERS: dict[str, Callable[[str, str], Iterator[LicenseDeclaration]]] = {
    "pyproject.toml": read_pyproject,
    "setup.cfg": read_setup_cfg,
    "setup.py": read_setup_py,
    "package.json": read_package_json,
    "cargo.toml": read_cargo,
    "citation.cff": read_citation,
    "codemeta.json": read_codemeta,
    ".zenodo.json": read_zenodo,
    "reuse.toml": read_reuse,
    "dep5": read_dep5,
}
_SIDECAR = ".license"
_PLACE = compiled(r"[ :]{0,2}\(?(?:at )?line ([0-9]{1,7}),? column ([0-9]{1,7})")
"""How the parsers of TOML and JSON name a place."""


def find_declarations(repository: Repository) -> tuple[LicenseDeclaration, ...]:
    """The declarations of a repository, sorted by path, line and column. Files that cannot be parsed give none."""
    return read_all(repository)[0]


def read_all(repository: Repository) -> tuple[tuple[LicenseDeclaration, ...], tuple[Problem, ...]]:
    """The declarations, and the metadata files that could not be parsed."""
    found: list[LicenseDeclaration] = []
    problems: list[Problem] = []
    metadata, cards, tagged = _candidates(repository)
    for path in metadata:
        text = repository.text(path)
        if text is None:
            continue
        try:
            found.extend(_reader(path)(text, path))
        except (ValueError, RecursionError) as error:
            problems.append(_misread(path, str(error)))
    for path in cards:
        text = repository.text(path)
        front = read_front_matter(text, path) if text and text.startswith(("---", "\ufeff---")) else None
        if front is not None and not front.is_site_page:
            found.extend(front_matter_declarations(front, path))
            problems.extend(front.problems)
    for path in tagged:
        found.extend(read_tags(_head(repository, path), path))
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda item: (item.path, item.line, item.column))), tuple(problems)


def _misread(path: str, why: str) -> Problem:
    """What a parser said of a file, with the place that it names taken for the problem's own."""
    place = _PLACE.search(why)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    said = " ".join((why[: place.start()] if place else why).split())
    return Problem(path, line, column, f"cannot be read: {said[:200]}", kind="metadata")


def _reader(path: str) -> Callable[[str, str], Iterator[LicenseDeclaration]]:
    name = path.rpartition("/")[2].lower()
    return read_sidecar if name.endswith(_SIDECAR) else _READERS[name]


def _candidates(repository: Repository) -> tuple[list[str], list[str], list[str]]:
    """Metadata files, Markdown cards, and source files that may carry a tag, each shallow first and capped."""
    skip = pattern("paths", "skip_directory")
    metadata: list[Entry] = []
    cards: list[Entry] = []
    tagged: list[Entry] = []
    for entry in repository.entries:
        path = entry.path
        if entry.kind is not Kind.FILE or path.count("/") > _MAX_DEPTH:
            continue
        low = path.rpartition("/")[2].lower()
        if (low in _READERS and (low != "dep5" or path == ".reuse/dep5")) or (
            low.endswith(_SIDECAR) and 0 < entry.size < _HEAD
        ):
            metadata.append(entry)
        elif low.endswith(_MARKDOWN) and (low.startswith("readme") or "card" in low):
            cards.append(entry)
        elif _TAGGED.search(low) and 40 < entry.size < 2_000_000:
            tagged.append(entry)
    if any("/" in entry.path for entry in metadata):
        # What the package of somebody else's project says holds for that project.
        others = vendored_folders(repository)
        metadata = [entry for entry in metadata if not is_within(entry.path, others)]
    shallow = [
        sorted(
            (entry.path for entry in entries if not skip.search(entry.path)), key=lambda path: (path.count("/"), path)
        )
        for entries in (metadata, cards, tagged)
    ]
    return shallow[0][:MAX_FILES], shallow[1][:MAX_CARDS], shallow[2][:MAX_TAGGED]


def front_matter_declarations(front: FrontMatter, path: str) -> list[LicenseDeclaration]:
    """The licenses that a front matter names; `other` is replaced by its `license_name`.

    A data set card speaks of data, any other card of the weights it stands beside.
    """
    scope = ("training-data",) if front.is_dataset_card else ("weights",)
    found = []
    for value in front.licenses[:10]:
        raw, place = value.text, value
        expression = read_name(raw)
        if raw.lower() in ("other", "unknown") or expression is None:
            for instead in (front.license_name, front.license_link):
                named = read_name(instead.text) if instead is not None else None
                if instead is not None and (named or raw.lower() in ("other", "unknown")):
                    raw, place, expression = instead.text, instead, named
                    break
        found.append(LicenseDeclaration("front-matter", raw, expression, path, place.line, place.column, scope))
    return found


def _head(repository: Repository, path: str) -> str:
    try:
        body = repository.tree.read(path, 0, _HEAD)
    except UnreadableError:
        return ""
    if b"SPDX-License-Identifier" not in body:
        return ""
    return decode(body, cut=True) or ""
