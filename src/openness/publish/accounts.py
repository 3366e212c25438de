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
    and most runs need no answer. Raises ApiError where GitHub does not answer: a comment that is not known again
    would be written twice.
    """
    if {author.casefold() for author in authors} <= {ACTIONS}:
        return (ACTIONS,)
    login = _login(client)
    # GraphQL leaves out the ending that REST gives the logins of apps, and that no user's login can have.
    return (ACTIONS, login, f"{login}[bot]") if login else (ACTIONS,)


def _login(client: GitHubClient) -> str:
    """The login of the token's account; empty where it may not know it, as the token of a job."""
    try:
        viewer = client.graphql(_VIEWER).data.get("viewer")
    except ApiError as error:
        if error.passing:
            raise
        viewer = None
    if viewer is None:
        try:
            viewer = client.get("/user")
        except ApiError as error:
            if error.kind not in ("unauthorized", "forbidden", "not-found"):
                raise
    login = viewer.get("login") if isinstance(viewer, dict) else None
    return login if isinstance(login, str) else ""
