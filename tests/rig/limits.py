"""Rate limits by token, as GitHub counts them for its two interfaces."""

from __future__ import annotations

import time
from typing import Any

from rig.description import description
from rig.serving import Refusal


class Limits(dict[str, int]):
    """Requests and points an hour by resource (`core`, `graphql`), which a test may set, and what tokens have used."""

    def __init__(self) -> None:
        super().__init__(core=5000, graphql=5000)
        self._used: dict[tuple[str, str], int] = {}

    def left(self, token: str, resource: str) -> int:
        """What the token may still use; below zero where the limit was set lower since."""
        return self[resource] - self._used.get((token, resource), 0)

    def spend(self, token: str, resource: str, points: int) -> None:
        """Count points, or give them back."""
        key = token, resource
        self._used[key] = self._used.get(key, 0) + points

    def charge(self, token: str, resource: str) -> None:
        """Count one request; raises Refusal where none is left."""
        if self.left(token, resource) <= 0:
            raise Refusal(403, "API rate limit exceeded for installation.")
        self.spend(token, resource, 1)

    def window(self, token: str, resource: str) -> dict[str, int]:
        """Limit, used and remaining."""
        limit = self[resource]
        left = max(0, self.left(token, resource))
        return {"limit": limit, "remaining": left, "used": limit - left}

    def overview(self, token: str) -> dict[str, Any]:
        """What `GET /rate_limit` tells."""
        body: dict[str, Any] = description().example("rate-limit-overview")
        for resource in self:
            body["resources"][resource] = {**self.window(token, resource), "reset": _reset()}
        body["rate"] = body["resources"]["core"]
        return body

    def headers(self, token: str, resource: str) -> dict[str, str]:
        """What every answer says of the limit."""
        told = {name.capitalize(): str(value) for name, value in self.window(token, resource).items()}
        told |= {"Reset": str(_reset()), "Resource": resource}
        return {f"X-RateLimit-{name}": value for name, value in told.items()}


def _reset() -> int:
    return int(time.time()) + 3600
