"""Weights that the repository's own code fetches: the addresses in its download scripts and loaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern
from openness.evidence.links import classify
from openness.evidence.names import alike, tokens
from openness.model import Evidence
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.evidence.paths import PathFacts
    from openness.read.repository import Repository

MAX_FILES = 8
MAX_CHARACTERS = 60_000
MAX_BYTES = 200_000
MAX_DEPTH = 3

_ADDRESS = compiled(r"(?:https?|gs|s3)://[^\s<>\"'`\]\[|)}{,]{4,300}")
_KINDS = ("file", "archive", "asset", "drive")


class Fetched(NamedTuple):
    """An address of weights in code: where it stands, the address, and whether it is a download script's."""

    place: Evidence
    address: str
    script: bool


def fetched_weights(repository: Repository, facts: PathFacts) -> tuple[Fetched, ...]:
    """Addresses of weights in at most `MAX_FILES` files that are named for fetching, each read to a limit."""
    scripts = frozenset(facts["download-script"].paths)
    named = pattern("links", "fetching_file")
    loaders = [
        entry.path
        for entry in repository.entries
        if entry.path.count("/") <= MAX_DEPTH and entry.size <= MAX_BYTES and named.search(entry.path.lower())
    ]
    found: list[Fetched] = []
    for path in [*sorted(scripts)[:2], *sorted(loaders, key=lambda one: (one.count("/"), one))][:MAX_FILES]:
        for number, line in enumerate((repository.text(path) or "")[:MAX_CHARACTERS].splitlines(), 1):
            if "://" not in line:
                continue
            found += [
                Fetched(Evidence(path, number, line.strip()[:160]), match.group(), path in scripts)
                for match in _ADDRESS.finditer(line)
                if _is_of_weights(match.group())
            ]
    return tuple(found[:60])


def _is_of_weights(address: str) -> bool:
    """True for addresses of weight files, and of archives and drives that the address calls a model's."""
    kind = classify(address)[0]
    told = pattern("links", "weight_file").search(address) or pattern("links", "weight_word_in_url").search(address)
    return kind == "hub-model" or (kind in _KINDS and told is not None)


def is_own(address: str, name: str, wanted: frozenset[str]) -> bool:
    """True when an address names the project or the account of the repository (`OWNER+NAME`)."""
    return alike(address, wanted) or alike(address, tokens(name.rpartition("+")[0]))
