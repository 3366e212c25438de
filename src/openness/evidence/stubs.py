"""Whether a place that is said to hold a component holds more than a placeholder.

Thresholds were measured on 72 model repositories: documents that say something have 200 bytes of text, model and data
cards 800, and real code at least one source file of 300 bytes once comments are gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.read.tree import Entry, Kind
from openness.values import NamedTuple
from openness.vocabulary import CODE_COMPONENTS, DOCUMENT_COMPONENTS

if TYPE_CHECKING:
    from openness.read.repository import Repository

DOCUMENT_FLOOR = 200
CARD_FLOOR = 800
SOURCE_FLOOR = 300
_FILES_READ = 40
_CARDS = frozenset({"model-card", "data-card"})
_SOURCE = compiled(
    r"\.(?:py|pyx|ipynb|c|cc|cpp|cu|cuh|h|hpp|go|rs|java|kt|scala|js|ts|jl|r|lua|m|mm|swift|sh|bash|ps1|cs|f90|ya?ml)$",
    re.IGNORECASE,
)
_PLACEHOLDER = compiled(
    r"(?:^|/)(?:\.gitkeep|\.keep|\.gitignore|\.placeholder|readme(?:\.[a-z]{2,4})?)$", re.IGNORECASE
)
_COMMENT = compiled(r"^[ \t]*(?:#|//|;|%|--)[^\n]*$", re.MULTILINE)
_MARKUP = compiled(r"[#*_>`|\-=\s]+")


class Flaw(NamedTuple):
    """What is wrong with a place; `empty` says that nothing of substance is there at all."""

    what: str
    empty: bool


def inspect(repository: Repository, component: str, path: str) -> Flaw | None:
    """What keeps the path from holding the component, or None when nothing does or its content cannot be read."""
    place = path.removeprefix("./").strip("/")
    entry = repository.by_path.get(place)
    if entry is not None:
        return _inspect_file(repository, component, entry)
    return _inspect_folder(repository, component, repository.under("" if place == "." else place))


def _inspect_file(repository: Repository, component: str, entry: Entry) -> Flaw | None:
    if entry.kind is Kind.SUBMODULE:
        return Flaw("is a submodule, whose content is not in this repository", empty=False)
    if entry.kind is Kind.SYMLINK:
        return None
    if entry.size == 0:
        return Flaw("is an empty file", empty=True)
    if component in DOCUMENT_COMPONENTS:
        return _inspect_document(repository, component, entry.path)
    return None


def _inspect_document(repository: Repository, component: str, path: str) -> Flaw | None:
    text = repository.text(path)
    if text is None:
        return None
    size = len(_MARKUP.sub("", text).encode())
    if size < DOCUMENT_FLOOR:
        return Flaw(f"holds {size} bytes of text", empty=True)
    if component in _CARDS and size < CARD_FLOOR:
        return Flaw(f"is thin for a card ({size} bytes of text)", empty=False)
    return None


def _inspect_folder(repository: Repository, component: str, entries: list[Entry]) -> Flaw | None:
    if entries and all(entry.kind is Kind.SUBMODULE for entry in entries):
        return Flaw("holds only submodules, whose content is not in this repository", empty=False)
    real = [entry for entry in entries if entry.size > 0 and not _PLACEHOLDER.search(entry.path)]
    if not real:
        return Flaw("holds only placeholders", empty=True)
    if component in CODE_COMPONENTS:
        sources = [entry for entry in real if _SOURCE.search(entry.path)]
        if not sources:
            return Flaw("holds no source code", empty=False)
        if not any(_is_code(repository, entry) for entry in sources[:_FILES_READ]):
            return Flaw("holds no source file of substance", empty=False)
    return None


def _is_code(repository: Repository, entry: Entry) -> bool:
    if entry.size >= 10 * SOURCE_FLOOR:
        return True
    text = repository.text(entry.path)
    if text is None:
        return True
    return len(_COMMENT.sub("", text).strip().encode()) >= SOURCE_FLOOR
