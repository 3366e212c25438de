"""The pull requests of an earlier run, looked up on the server: nothing handed over decides where its findings go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.github.answers import Json
    from openness.github.client import GitHubClient

_MOST_PAGES = 30


class OpenPull(NamedTuple):
    """An open pull request whose head is still the commit that was judged."""

    number: int
    head_sha: str
    base_sha: str | None


def find_pull_requests(
    client: GitHubClient, repository: str, head_repository: str, head_sha: str
) -> tuple[OpenPull, ...]:
    """Open pull requests of `repository` from that commit of that repository, in the order of their numbers.

    The list is filtered here: GitHub's own filters miss forks that have another name, and commits that only a fork
    has. Raises ApiError.
    """
    listed = client.get_all(
        f"/repos/{repository}/pulls", most_pages=_MOST_PAGES, state="open", sort="updated", direction="desc"
    )
    found = (_read(one, head_repository.casefold(), head_sha.casefold()) for one in listed)
    return tuple(sorted(one for one in found if one is not None))


def _read(pull: Json, head_repository: str, head_sha: str) -> OpenPull | None:
    if not isinstance(pull, dict) or not isinstance(pull.get("number"), int) or pull.get("state") != "open":
        return None
    head, base = pull.get("head"), pull.get("base")
    origin = head.get("repo") if isinstance(head, dict) else None
    name = origin.get("full_name") if isinstance(origin, dict) else None
    sha = head.get("sha") if isinstance(head, dict) else None
    if not isinstance(name, str) or not isinstance(sha, str):
        return None
    if name.casefold() != head_repository or sha.casefold() != head_sha:
        return None
    base_sha = base.get("sha") if isinstance(base, dict) else None
    return OpenPull(pull["number"], sha, base_sha if isinstance(base_sha, str) else None)
