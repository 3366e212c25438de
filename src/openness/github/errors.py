"""What can go wrong when GitHub's API is asked, by kind, so that callers decide without reading messages."""

from __future__ import annotations

from typing import Literal

from openness.errors import OpennessError

Kind = Literal[
    "unauthorized",
    "forbidden",
    "not-found",
    "conflict",
    "invalid",
    "rate-limited",
    "server",
    "network",
    "malformed",
    "too-large",
    "graphql",
]
"""`network` is a connection that broke or timed out, `malformed` an answer that is not what GitHub documents."""


class ApiError(OpennessError):
    """One request that did not succeed, after every retry that was allowed.

    `status` is the HTTP status, or None where no answer came. `wait` is how many seconds the server asked to wait,
    where it said so. `permissions` is what GitHub says the token needs, as in its header
    (`issues=write; pull_requests=write`), or empty.
    """

    def __init__(
        self,
        status: int | None,
        kind: Kind,
        message: str,
        *,
        wait: float | None = None,
        permissions: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kind: Kind = kind
        self.message = message
        self.wait = wait
        self.permissions = permissions

    @property
    def may_have_happened(self) -> bool:
        """True when a write may have taken effect although no success was reported."""
        return self.kind in ("server", "network", "malformed", "too-large")

    @property
    def passing(self) -> bool:
        """True when the same request may succeed a little later."""
        return self.kind in ("server", "network", "rate-limited")
