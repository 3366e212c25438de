"""What is asked of servers on which occasion.

On a pull request the release assets do not exist yet, and only what the change touched is its author's concern; a
release and a schedule judge the world as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.evidence.remote import Moment

Links = Literal["changed", "all"]


class Scope(NamedTuple):
    """What is asked: releases on GitHub, hub repositories, content behind Git LFS pointers, and which links."""

    releases: bool
    hubs: bool
    lfs: bool
    links: Links


SCOPES: dict[Moment, Scope] = {
    "pull-request": Scope(releases=False, hubs=True, lfs=True, links="changed"),
    "push": Scope(releases=True, hubs=True, lfs=True, links="changed"),
    "release": Scope(releases=True, hubs=True, lfs=True, links="all"),
    "schedule": Scope(releases=True, hubs=True, lfs=True, links="all"),
    "manual": Scope(releases=True, hubs=True, lfs=True, links="all"),
}

_EVENTS: dict[str, Moment] = {
    "pull_request": "pull-request",
    "pull_request_target": "pull-request",
    "merge_group": "pull-request",
    "push": "push",
    "release": "release",
    "schedule": "schedule",
}


def moment_of(event: str) -> Moment:
    """The occasion that an event of GitHub's is; `manual` for those that somebody starts."""
    return _EVENTS.get(event, "manual")
