"""Git objects of many repositories by their ids, a batch with every request.

`repository` and `object` are no connections in GitHub's GraphQL: a query costs one point however many it names
(https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api, read 2026-11).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness.scan.transport import is_heavy_message
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openness.github.client import GraphqlError
    from openness.scan.transport import Transport

RATE = "rateLimit { cost remaining resetAt }"
GONE = "not found: deleted, made private or renamed since it was listed, or not for this token"
ABSENT = "the host does not have this object any more"


class Wish(NamedTuple):
    """An object to read; `size` in bytes, 0 where it is not known."""

    owner: str
    name: str
    oid: str
    size: int = 0


class Answered(NamedTuple):
    """What became of a batch: nodes by object id, reasons by object id, wishes to send again in smaller batches."""

    nodes: dict[str, dict[str, Any]]
    refused: dict[str, str]
    heavy: list[Wish]


def ask(
    transport: Transport,
    wishes: Sequence[Wish],
    selection: str,
    attempts: int,
) -> Answered:
    """The objects of one batch; `selection` is the text of an inline fragment. Raises ApiError."""
    groups = _by_repository(wishes)
    answer = transport.graphql(_query(groups, selection), attempts=attempts)
    errors = _errors(answer.errors)
    answered = Answered({}, {}, [])
    for number, group in enumerate(groups):
        repository = answer.data.get(f"r{number}")
        for place, wish in enumerate(group):
            node = repository.get(f"o{place}") if isinstance(repository, dict) else None
            if isinstance(node, dict):
                answered.nodes[wish.oid] = node
                continue
            error = errors.get((f"r{number}", f"o{place}")) or errors.get((f"r{number}",)) or errors.get(())
            if error is not None and is_heavy_message(error.type, error.message):
                answered.heavy.append(wish)
            elif isinstance(repository, dict):
                answered.refused[wish.oid] = error.message if error is not None and error.message else ABSENT
            else:
                answered.refused[wish.oid] = _why(error)
    return answered


def _by_repository(wishes: Iterable[Wish]) -> list[list[Wish]]:
    groups: dict[tuple[str, str], list[Wish]] = {}
    for wish in wishes:
        groups.setdefault((wish.owner, wish.name), []).append(wish)
    return list(groups.values())


def _query(groups: Sequence[Sequence[Wish]], selection: str) -> str:
    lines = ["query {", RATE]
    for number, group in enumerate(groups):
        # JSON strings of names and ids, which are checked where they are read, are GraphQL strings.
        owner, name = json.dumps(group[0].owner), json.dumps(group[0].name)
        objects = " ".join(
            f"o{place}: object(oid: {json.dumps(wish.oid)}) {{ ...F }}" for place, wish in enumerate(group)
        )
        lines.append(f"r{number}: repository(owner: {owner}, name: {name}) {{ {objects} }}")
    return "\n".join([*lines, "}", selection])


def _errors(errors: Iterable[GraphqlError]) -> dict[tuple[str, ...], GraphqlError]:
    """Errors by the repository and object that they speak of."""
    return {error.path[:2]: error for error in errors}


def _why(error: GraphqlError | None) -> str:
    if error is None or error.type == "NOT_FOUND":
        return GONE
    return error.message or GONE
