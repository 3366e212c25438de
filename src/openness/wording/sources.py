"""Which files of a repository speak for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled
from openness.read.tree import Kind
from openness.read.vendored import is_within, vendored_folders
from openness.wording.lexicon import data

if TYPE_CHECKING:
    from openness.read.repository import Repository
    from openness.read.tree import Entry

MOST_FILES = 400
"""Files read at most; the likeliest come first."""

MOST_BYTES = 400_000
"""Files above this size are tables or generated, unless their names say that they speak for the project."""

MOST_CHARACTERS = 400_000
"""Of a file, the first characters are read, and the reader says so where there are more."""

_FRONT_PAGES = 1

_ASIDES = ("aside", "guide")


@cache
def _facts() -> dict[str, Any]:
    raw = data("sources")
    patterns = {key: compiled("|".join(raw[key]), re.IGNORECASE) for key in ("foreign", "skipped", *_ASIDES)}
    ranked = [(row["rank"], compiled(row["match"], re.IGNORECASE)) for row in raw["ranked"]]
    # Most paths are of none: one look tells.
    any_rank = compiled("|".join(f"(?:{row['match']})" for row in raw["ranked"]), re.IGNORECASE)
    return {**patterns, "ranked": ranked, "any": any_rank}


def wording_files(repository: Repository) -> list[str]:
    """Paths of the texts in which the repository speaks of itself, the likeliest first, a bounded number.

    READMEs in every language, model cards, documentation, release notes, citation and package metadata, the license
    texts of its own making. Left out: vendored and third-party folders, test data, other files too large to be prose.
    """
    ranked = []
    others = vendored_folders(repository)
    for entry in repository.entries:
        rank = _rank(entry)
        if rank is not None and not is_within(entry.path, others):
            ranked.append((rank, entry.path.count("/"), entry.path))
    return [path for _, _, path in sorted(ranked)[:MOST_FILES]]


def kinds_of_place(path: str) -> list[str]:
    """`aside` for examples and experiments, `guide` for documentation: they speak of other models too."""
    return [kind for kind in _ASIDES if _facts()[kind].search("/" + path)]


def _rank(entry: Entry) -> int | None:
    if entry.kind is not Kind.FILE or not entry.size:
        return None
    facts, path = _facts(), "/" + entry.path
    if not facts["any"].search(path) or facts["foreign"].search(path) or facts["skipped"].search(path):
        return None
    for rank, pattern in facts["ranked"]:
        if pattern.search(path):
            return int(rank) if entry.size <= MOST_BYTES or rank <= _FRONT_PAGES else None
    return None
