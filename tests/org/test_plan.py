"""How repositories are shared out: everything once, evenly, and the same way the next time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.errors import UsageError
from openness.org.listed import Listed
from openness.org.plan import cost, matrix, read_shard, share_out


def many(number: int, *, seed: int = 1) -> list[Listed]:
    draw = random.Random(seed)
    return [
        Listed(f"R_{one}", "acme", f"r{one}", tree="0" * 40, size=round(10 ** draw.uniform(0, 6)))
        for one in range(number)
    ]


def owners(parts: list[list[Listed]]) -> dict[str, int]:
    return {one.id: number for number, part in enumerate(parts) for one in part}


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(1, 12), st.integers(0, 5))
def test_every_repository_is_in_exactly_one_shard(number: int, shards: int, seed: int) -> None:
    repositories = many(number, seed=seed)
    parts = share_out(repositories, shards)
    assert len(parts) == shards
    assert sorted(one.id for part in parts for one in part) == sorted(one.id for one in repositories)


@settings(deadline=None)
@given(st.integers(1, 8))
def test_the_order_of_the_list_does_not_matter(shards: int) -> None:
    repositories = many(80)
    assert share_out(repositories, shards) == share_out(repositories[::-1], shards)


@pytest.mark.parametrize("shards", [2, 4, 8, 16])
def test_no_shard_gets_much_more_than_its_share(shards: int) -> None:
    repositories = many(1000)
    loads = [sum(cost(one) for one in part) for part in share_out(repositories, shards)]
    assert max(loads) <= 1.16 * sum(loads) / shards


@pytest.mark.parametrize("shards", [4, 8])
def test_a_repository_that_is_added_moves_few_others(shards: int) -> None:
    before = owners(share_out(many(1000), shards))
    after = owners(share_out(many(1010), shards))
    moved = sum(after[identity] != shard for identity, shard in before.items())
    assert moved <= 20


def test_the_matrix_names_every_shard_also_an_empty_one() -> None:
    parts = share_out(many(2), 3)
    named = matrix(parts)["include"]
    assert [one["shard"] for one in named] == ["1/3", "2/3", "3/3"]
    assert sum(int(one["repositories"]) for one in named) == 2


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "1", "1/", "/3", "a/b", "-1/3", "1/257", "1/3/5", "²/3", "1 /3"])
def test_what_is_no_shard_is_refused_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match="write i/N"):
        read_shard(text)


@pytest.mark.parametrize("shards", [0, -1, 257])
def test_a_number_of_shards_that_no_matrix_holds_is_refused(shards: int) -> None:
    with pytest.raises(UsageError, match="number of shards"):
        share_out(many(3), shards)
