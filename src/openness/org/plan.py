"""How the repositories of an organization are shared out among several machines.

Every repository prefers the machines in an order of its own, drawn from its id, and goes to the first one that still
has room (consistent hashing with bounded loads, https://arxiv.org/abs/1608.01350). A repository that is added
therefore moves few of the others, and no machine gets much more work than its share.
"""

from __future__ import annotations

import hashlib
from math import log2
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openness.org.listed import Listed

MOST_SHARDS = 256
"""Jobs that one matrix of GitHub Actions may have."""

_SLACK = 1.15
"""Times its fair share that a shard may take: more moves fewer repositories, less evens out better."""

_HEAVY = 2.0
"""Costs from here on are placed first, while there is room everywhere."""


class Shard(NamedTuple):
    """One part of the work: the `number`-th of `of`, counted from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        """`number/of`, as the command line writes it."""
        return f"{self.number}/{self.of}"


def read_shard(text: str) -> Shard:
    """The shard that `i/N` names; raises UsageError for anything else."""
    first, slash, second = text.partition("/")
    if slash and all(part.isascii() and part.isdigit() and len(part) < 5 for part in (first, second)):
        shard = Shard(int(first), int(second))
        if 1 <= shard.number <= shard.of <= MOST_SHARDS:
            return shard
    raise UsageError(f"{text[:40]!r} is not a shard: write i/N with 1 <= i <= N <= {MOST_SHARDS}, as in 3/8")


def cost(repository: Listed) -> float:
    """What judging a repository takes, relative to a small one: bytes read grow with its size, but are bounded."""
    return 1.0 + log2(1 + min(repository.size, 1_000_000)) / 8


def share_out(
    repositories: Sequence[Listed], shards: int, weigh: Callable[[Listed], float] = cost
) -> list[list[Listed]]:
    """The repositories of every shard, in the order of the shards; within one, by name. Raises UsageError."""
    if not 1 <= shards <= MOST_SHARDS:
        raise UsageError(f"{shards} is no number of shards: take 1 to {MOST_SHARDS}")
    weights = {one.id: weigh(one) for one in repositories}
    room = max(sum(weights.values()) / shards * _SLACK, max(weights.values(), default=0.0))
    load = [0.0] * shards
    parts: list[list[Listed]] = [[] for _ in range(shards)]
    for one in sorted(repositories, key=lambda one: (-int(weights[one.id] / _HEAVY), _draw(one.id, 0))):
        order = sorted(range(shards), key=lambda shard: _draw(one.id, shard + 1))
        fitting = [shard for shard in order if load[shard] + weights[one.id] <= room]
        chosen = fitting[0] if fitting else min(order, key=lambda shard: load[shard])
        load[chosen] += weights[one.id]
        parts[chosen].append(one)
    return [sorted(part, key=lambda one: one.full_name.lower()) for part in parts]


def matrix(parts: Sequence[Sequence[Listed]]) -> dict[str, list[dict[str, str | int]]]:
    """The matrix of a GitHub Actions job, one entry for each shard; also for an empty one, so that none is missed."""
    return {
        "include": [
            {"shard": str(Shard(number, len(parts))), "index": number, "repositories": len(part)}
            for number, part in enumerate(parts, 1)
        ]
    }


def _draw(identity: str, number: int) -> bytes:
    return hashlib.blake2b(f"{number}:{identity}".encode(), digest_size=8).digest()
