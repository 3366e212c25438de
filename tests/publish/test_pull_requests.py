"""Which pull request a run was for, as the server knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from github_client.scripted import Reply, scripted
from openness.github.client import connect
from openness.publish.pull_requests import find_pull_requests

if TYPE_CHECKING:
    from rig.github_server import GitHubServer


def numbers(server: GitHubServer, head_repository: str, sha: str) -> list[int]:
    client = connect(server.environment(), token="t-read")
    return [one.number for one in find_pull_requests(client, "acme/tern", head_repository, sha)]


def test_a_fork_under_another_name_is_found_by_repository_and_commit(github_server: GitHubServer) -> None:
    github_server.add_repository("acme", "tern", files={"README.md": "# Tern\n"})
    github_server.add_repository("robin", "my-tern", files={"README.md": "# Tern, mended\n"}, fork=True)
    wanted = github_server.add_pull_request("acme/tern", head="main", fork="robin/my-tern")
    github_server.add_pull_request("acme/tern", head="main")
    assert numbers(github_server, "Robin/My-Tern", wanted.head_sha) == [wanted.number]


def test_another_commit_or_repository_or_a_closed_pull_request_is_not(github_server: GitHubServer) -> None:
    github_server.add_repository("acme", "tern", files={"README.md": "# Tern\n"})
    github_server.add_repository("robin", "tern", files={"README.md": "# Tern, mended\n"}, fork=True)
    pull = github_server.add_pull_request("acme/tern", head="main", fork="robin/tern")
    assert numbers(github_server, "robin/tern", "a" * 40) == []
    assert numbers(github_server, "mallory/tern", pull.head_sha) == []
    pull.issue.state = "closed"
    assert numbers(github_server, "robin/tern", pull.head_sha) == []


@pytest.mark.parametrize("pull", [None, {}, {"number": 1, "state": "open", "head": {"sha": "a" * 40, "repo": None}}])
def test_what_names_no_repository_is_passed_over(pull: object) -> None:
    # A fork that was deleted leaves none, whatever GitHub's own description says.
    with scripted(Reply(200, [pull])) as script:
        client = connect({"GITHUB_API_URL": script.url})
        assert find_pull_requests(client, "acme/tern", "robin/tern", "a" * 40) == ()


def test_every_page_is_looked_at(github_server: GitHubServer) -> None:
    github_server.add_repository("acme", "tern", files={"README.md": "# Tern\n"})
    github_server.add_repository("robin", "tern", files={"README.md": "# Tern, mended\n"}, fork=True)
    pull = github_server.add_pull_request("acme/tern", head="main", fork="robin/tern")
    for _ in range(120):
        github_server.add_pull_request("acme/tern", head="main", files=[])
    assert numbers(github_server, "robin/tern", pull.head_sha) == [pull.number]
    assert len(github_server.requests("GET", "/repos/acme/tern/pulls")) == 2
