"""Sets of files that together hold one model, and what is missing of them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.weights.header import clean
from openness.weights.jsontext import INDEX_LIMIT, read_object

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from openness.read.repository import Repository

_NUMBERED = compiled(
    r"^(?P<stem>.{0,300}?)[-_.](?P<number>\d{5})-of-(?P<count>\d{5})(?P<rest>\.[A-Za-z0-9_]{1,16})?$", re.DOTALL
)
INDEX_ENDING = ".index.json"
_COUNT_LIMIT = 10_000
_NAMED_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class ShardSet:
    """Files that belong together. `name` stands for the set, `members` are there, `missing` are not, both sorted.

    `index` is the path of the index that lists them, None for sets told by their names. `total_size` is the index's
    own sum of tensor bytes, `tensors` how many tensors it lists.
    """

    name: str
    members: tuple[str, ...]
    missing: tuple[str, ...]
    index: str | None = None
    total_size: int | None = None
    tensors: int | None = None


def numbered(path: str) -> tuple[str, int, int] | None:
    """The pattern of a numbered shard's set, its number and how many there are; None for other names."""
    folder, name = posixpath.split(path)
    match = _NUMBERED.match(name)
    if match is None:
        return None
    number, count = int(match["number"]), int(match["count"])
    if not 0 <= number <= count <= _COUNT_LIMIT or count == 0:
        return None
    pattern = f"{match['stem']}-*-of-{match['count']}{match['rest'] or ''}"
    return posixpath.join(folder, pattern), number, count


def shard_sets(repository: Repository, weights: Collection[str]) -> list[ShardSet]:
    """Every set of shards of which a member is there, by name."""
    indexed = {one.name: one for one in _indexed(repository, weights)}
    covered = {path for one in indexed.values() for path in (*one.members, *one.missing)}
    found = [*indexed.values(), *_by_number(path for path in weights if path not in covered)]
    return sorted(found, key=lambda one: one.name)


def _indexed(repository: Repository, weights: Collection[str]) -> Iterator[ShardSet]:
    held = frozenset(weights)
    folders = {posixpath.dirname(path) for path in weights}
    for entry in repository.entries:
        if not entry.path.endswith(INDEX_ENDING) or posixpath.dirname(entry.path) not in folders:
            continue
        body = read_object(repository, entry.path, INDEX_LIMIT)
        names = body.get("weight_map") if body else None
        if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
            continue
        folder = posixpath.dirname(entry.path)
        listed = {posixpath.normpath(posixpath.join(folder, name)) for name in set(names.values())}
        if len(listed) > _NAMED_LIMIT:
            continue
        members = sorted(path for path in listed if path in held or path in repository.by_path)
        if members:
            metadata = body.get("metadata") if body else None
            total = metadata.get("total_size") if isinstance(metadata, dict) else None
            whole = int(total) if isinstance(total, (int, float)) and 0 <= total < 2**60 else None
            missing = tuple(sorted(clean(path) for path in listed.difference(members)))
            yield ShardSet(entry.path, tuple(members), missing, entry.path, whole, len(names))


def _by_number(paths: Iterable[str]) -> Iterator[ShardSet]:
    """Sets told by the numbers in their names; counting may start at 0 or at 1."""
    sets: dict[str, dict[int, str]] = {}
    counts: dict[str, int] = {}
    for path in paths:
        told = numbered(path)
        if told is not None:
            pattern, number, count = told
            sets.setdefault(pattern, {})[number] = path
            counts[pattern] = count
    for pattern, held in sets.items():
        count = counts[pattern]
        first = 0 if 0 in held else 1
        wanted = range(first, first + count)
        missing = tuple(pattern.replace("-*-of-", f"-{number:05d}-of-", 1) for number in wanted if number not in held)
        yield ShardSet(pattern, tuple(held[number] for number in sorted(held)), missing)
