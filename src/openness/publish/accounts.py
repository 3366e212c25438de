"""Whose writing is this tool's own: the accounts whose comments it may take for its earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.github.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.github.client import GitHubClient

ACTIONS = "github-actions[bot]"
"""Writes with the token of a job; its name cannot be registered by a user."""
_VIEWER = "query { viewer { login } }"


def own_accounts(client: GitHubClient, authors: Iterable[str]) -> tuple[str, ...]:
    """The accounts of this token, given the authors of what looks like its own writing.

    GitHub is asked only where one of them is not the account of GitHub Actions: a job's token cannot read `/user`,
    and most runs need no answer. An answer that fails leaves the account of GitHub Actions.
    """
    if {author.casefold() for author in authors} <= {ACTIONS}:
        return (ACTIONS,)
    try:
        viewer = client.graphql(_VIEWER).data.get("viewer")
    except ApiError:
        return (ACTIONS,)
    login = viewer.get("login") if isinstance(viewer, dict) else None
    # GraphQL leaves out the ending that REST gives the logins of apps, and that no user's login can have.
    return (ACTIONS, login, f"{login}[bot]") if isinstance(login, str) and login else (ACTIONS,)
