"""The client that commands on organizations ask GitHub with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.github.client import connect

if TYPE_CHECKING:
    from openness.github.client import GitHubClient


def connect_with_token(budget: float) -> GitHubClient:
    """The client of the environment, waiting for limits so many seconds in all.

    Raises UsageError without a token: GraphQL answers nobody else.
    """
    client = connect(os.environ, budget=budget)
    if not client.token_given:
        raise UsageError("listing repositories takes a token: set GITHUB_TOKEN, OPENNESS_TOKEN or GH_TOKEN")
    return client
