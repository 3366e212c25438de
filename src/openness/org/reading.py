"""Which files of a repository are read when it is judged from afar: those that speak for it, within bounds.

A clone gives every file for the price of one; an API asks a price for each. What decides a level or a finding stands
in manifests, licenses, READMEs, cards and metadata; code is needed only to see what it does, a few files of each kind.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern, table
from openness.evidence.paths import sort_paths
from openness.licenses.files import is_license_path
from openness.manifest.find import find_manifests
from openness.read.lfs import POINTER_LIMIT
from openness.read.tree import Kind
from openness.values import NamedTuple
from openness.weights.formats import may_be_weights
from openness.wording.sources import wording_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.paths import PathFacts
    from openness.read.repository import Repository
    from openness.read.tree import Entry

FILES = 60
"""Files read of one repository. On 125 real ones, these gave every level and framework verdict that a clone gives."""

TOTAL_BYTES = 1_000_000
"""Bytes of them together."""

LARGEST = 400_000
"""Bytes of the largest file that is asked for: the API answers text whole or not at all."""

POINTERS = 40
"""Git LFS pointers read: one tells whether the weights are real, a set of shards needs no more than its first."""

_METADATA = frozenset(
    {"pyproject.toml", "setup.cfg", "setup.py", "package.json", "cargo.toml"}
    | {"citation.cff", "codemeta.json", ".zenodo.json", "reuse.toml"}
)
_BESIDE = frozenset(
    {"config.json", "adapter_config.json", "model.sig", "model.sig.json", "model.safetensors.index.json"}
)
_POINTER_FLOOR = 100
_MANIFESTS, _LICENSES, _CARDS, _PROSE, _SIDE_PROSE = 4, 20, 16, 24, 20
_CODE_KINDS = ("training", "finetuning", "inference", "architecture", "evaluation", "data")
_CODE_OF_EACH = 4


class Wanted(NamedTuple):
    """The paths to read in the order of their weight, and how many more would have been read without bounds."""

    paths: tuple[str, ...]
    left: int


def wanted_files(repository: Repository) -> Wanted:
    """What to read of a repository of which only the listing is known.

    A file that is too large leaves room for those after it.
    """
    taken: list[str] = []
    left, room = 0, TOTAL_BYTES
    for path in dict.fromkeys(_in_order(repository)):
        entry = repository.by_path.get(path)
        if entry is None or not entry.size or entry.kind is Kind.SUBMODULE:
            continue
        if entry.size > min(LARGEST, room) or len(taken) >= FILES:
            left += 1
            continue
        taken.append(path)
        room -= entry.size
    return Wanted(tuple(taken), left)


def _in_order(repository: Repository) -> Iterator[str]:
    """Every path that may be read, the most telling first."""
    facts = sort_paths(repository)
    yield from find_manifests(repository)[:_MANIFESTS]
    yield from _links(repository)
    yield from facts.license_paths[:_LICENSES]
    prose = wording_files(repository)
    yield from [path for path in prose if "/" not in path][:_PROSE]
    yield from islice((path for path in prose if is_license_path(path)), _LICENSES)
    yield from _metadata(repository)
    yield from (facts["model-card"].paths + facts["data-card"].paths)[:_CARDS]
    yield from _weights(repository)
    yield from _code(facts)
    yield from facts["readme"].paths[:_SIDE_PROSE]
    yield from [path for path in prose if "/" in path][:_SIDE_PROSE]


def _links(repository: Repository) -> Iterator[str]:
    """Symbolic links in the root, whose text says where the file is."""
    links = (entry.path for entry in repository.entries if entry.kind is Kind.SYMLINK and "/" not in entry.path)
    return islice(links, _LICENSES)


def _metadata(repository: Repository) -> list[str]:
    found = [
        entry.path
        for entry in repository.files()
        if entry.path.count("/") <= 1 and entry.path.rpartition("/")[2].lower() in _METADATA
    ]
    return sorted(found, key=lambda path: (path.count("/"), path))[:_CARDS]


def _weights(repository: Repository) -> Iterator[str]:
    """Files so small that they can only be pointers to weights, and the configuration beside weights."""
    pointers = 0
    folders = set()
    for entry in repository.files():
        if may_be_weights(entry.path):
            folders.add(entry.path.rpartition("/")[0])
            if _POINTER_FLOOR <= entry.size <= POINTER_LIMIT and pointers < POINTERS:
                pointers += 1
                yield entry.path
    yield from islice(
        (
            entry.path
            for entry in repository.files()
            if entry.path.rpartition("/")[2] in _BESIDE and entry.path.rpartition("/")[0] in folders
        ),
        POINTERS,
    )


def _code(facts: PathFacts) -> Iterator[str]:
    """A few source files of each kind, those first whose names say what they do."""
    for kind in _CODE_KINDS:
        entries = {
            entry.path: entry
            for bucket in (f"{kind}-file", f"{kind}-named", kind)
            for entry in facts[bucket].entries
            if entry.size >= _POINTER_FLOOR
        }
        ranked = sorted(entries.values(), key=lambda entry: _code_rank(entry, kind))
        yield from (entry.path for entry in ranked[:_CODE_OF_EACH])


def _code_rank(entry: Entry, kind: str) -> tuple[bool, int, str]:
    known = kind in table("source")["telling"]
    telling = known and pattern("source", f"telling.{kind}").search(entry.path.lower()) is not None
    return (not telling, entry.path.count("/"), entry.path)
