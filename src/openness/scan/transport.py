"""What a scan needs of a client of GitHub's API, and how it tells what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openness.github.client import GraphqlAnswer
    from openness.github.errors import ApiError

_HEAVY_TYPES = frozenset({"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED", "TIMEOUT"})
_HEAVY_WORDS = ("something went wrong while executing your query", "timeout", "timed out", "resource limit")
_PASSING = frozenset({"server", "network", "too-large", "malformed"})


class Transport(Protocol):
    """The one call of `openness.github.client.GitHubClient` that a scan makes, and its count."""

    @property
    def requests(self) -> int:
        """How many requests went out so far."""
        ...

    def graphql(
        self, query: str, variables: Mapping[str, Any] | None = None, *, attempts: int | None = None
    ) -> GraphqlAnswer:
        """Data and errors of a query; raises ApiError where there is no data."""
        ...


class StoppedError(Exception):
    """The scan cannot go on; the message says why and when it can."""


class Metered:
    """A transport that counts the points of its answers, and ends the scan when those it was given are used.

    `answered` is called after every answer: work that is done elsewhere meanwhile is taken in there.
    """

    def __init__(self, transport: Transport, most_points: int | None = None) -> None:
        self.points = 0
        self.answered: Callable[[], None] = lambda: None
        self._transport = transport
        self._most = most_points

    @property
    def requests(self) -> int:
        """How many requests went out so far."""
        return self._transport.requests

    def graphql(
        self, query: str, variables: Mapping[str, Any] | None = None, *, attempts: int | None = None
    ) -> GraphqlAnswer:
        """As the transport does; raises StoppedError when no point is left."""
        if self._most is not None and self.points >= self._most:
            raise StoppedError(
                f"the {self._most} GraphQL points that this scan may use are used; what was read is kept: "
                "run the same command again to go on"
            )
        answer = self._transport.graphql(query, variables, attempts=attempts)
        rate = answer.data.get("rateLimit")
        cost = rate.get("cost") if isinstance(rate, dict) else None
        self.points += cost if isinstance(cost, int) and not isinstance(cost, bool) and 0 < cost < 100_000 else 1
        self.answered()
        return answer


def is_too_heavy(error: ApiError) -> bool:
    """True when a smaller request may succeed where this one did not."""
    return error.kind in _PASSING or (error.kind == "graphql" and is_heavy_message("", error.message))


def is_heavy_message(kind: str, message: str) -> bool:
    """The same, of one error in an answer."""
    return kind in _HEAVY_TYPES or any(words in message.lower() for words in _HEAVY_WORDS)


def must_stop(error: ApiError) -> StoppedError | None:
    """The end of the scan that an error means, or None where others may still be read."""
    if error.kind == "rate-limited":
        return StoppedError(f"{error.message}; what was read is kept: run the same command again later to go on")
    if error.kind in ("unauthorized", "forbidden"):
        return StoppedError(error.message)
    return None
