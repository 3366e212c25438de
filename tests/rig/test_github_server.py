"""The test server behaves as GitHub does where the project relies on it, seen through PyGithub."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
import requests
from github import Auth, Github, GithubException, GithubRetry, UnknownObjectException

from support import GitRepository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rig.github_server import GitHubServer

README = "# Tern\n\nOne.\nTwo.\nThree.\n"


def client(server: GitHubServer, token: str = "t-write", retries: int = 0) -> Github:
    retry = GithubRetry(total=retries, backoff_factor=0.0) if retries else None
    return Github(
        base_url=server.url, auth=Auth.Token(token), seconds_between_requests=0, seconds_between_writes=0, retry=retry
    )


def header(token: str = "t-write") -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def tern(github_server: GitHubServer, tmp_path: Path) -> GitRepository:
    """A Git repository on the server as acme/tern, with pull request 1 that changes a line of the README."""
    repository = GitRepository(tmp_path / "tern", {"README.md": README, "LICENSE": "text\n"})
    repository.git("switch", "--quiet", "--create", "change")
    (repository.root / "README.md").write_text(README.replace("Two.", "2."), encoding="utf-8")
    repository.commit("change")
    github_server.add_repository("acme", "tern", repository.root)
    github_server.add_pull_request("acme/tern", head="change")
    return repository


def test_comments_are_kept_listed_in_pages_changed_and_deleted(
    github_server: GitHubServer, tern: GitRepository
) -> None:
    pull = client(github_server).get_repo("acme/tern").get_pull(1)
    written = [pull.create_issue_comment(f"comment {number}") for number in range(31)]
    written[0].edit("changed")
    written[1].delete()
    listed = list(pull.get_issue_comments())
    assert [comment.body for comment in listed][:2] == ["changed", "comment 2"]
    assert {comment.user.login for comment in listed} == {"github-actions[bot]"}
    pages = github_server.requests("GET", "/repos/acme/tern/issues/1/comments")
    assert [one.status for one in pages] == [200]
    pull.create_issue_comment("the 31st")
    assert len(list(pull.get_issue_comments())) == 31
    assert len(github_server.requests("GET", "/repos/acme/tern/issues/1/comments")) == 3


def test_a_token_does_what_its_permissions_say(github_server: GitHubServer, tern: GitRepository) -> None:
    for token, status in (("t-read", 403), ("t-none", 403), ("wrong", 401)):
        with pytest.raises(GithubException) as refused:
            client(github_server, token).get_repo("acme/tern").get_issue(1).create_comment("x")
        assert refused.value.status == status
    github_server.add_repository("acme", "secret", files={"README.md": "#"}, private=True)
    assert client(github_server).get_repo("acme/secret").private
    with pytest.raises(UnknownObjectException):
        client(github_server, "t-none").get_repo("acme/secret")


def test_files_are_read_at_any_depth_and_only_small_ones_inline(github_server: GitHubServer) -> None:
    large = b"x" * 1_000_001
    github_server.add_repository("acme", "tern", files={"docs/deep/a.md": "text", "weights.bin": large})
    repository = client(github_server).get_repo("acme/tern")
    file = repository.get_contents("docs/deep/a.md")
    assert not isinstance(file, list)
    assert file.decoded_content == b"text"
    listed = repository.get_contents("docs")
    assert isinstance(listed, list)
    assert [item.type for item in listed] == ["dir"]
    weights = repository.get_contents("weights.bin")
    assert not isinstance(weights, list)
    assert (weights.encoding, weights.size) == ("none", len(large))
    assert repository.get_git_blob(weights.sha).size == len(large)
    assert [entry.path for entry in repository.get_git_tree("main", recursive=True).tree][-1] == "weights.bin"


def test_a_review_is_taken_whole_or_not_at_all(github_server: GitHubServer, tern: GitRepository) -> None:
    pull = client(github_server).get_repo("acme/tern").get_pull(1)
    good: Any = {"path": "README.md", "line": 4, "side": "RIGHT", "body": "```suggestion\nTwo.\n```"}
    outside: Any = {"path": "LICENSE", "line": 1, "side": "RIGHT", "body": "x"}
    with pytest.raises(GithubException) as refused:
        pull.create_review(event="COMMENT", comments=[good, outside])
    assert refused.value.status == 422
    assert list(pull.get_reviews()) == []
    pull.create_review(event="COMMENT", body="One thing.", comments=[good])
    assert [comment.line for comment in pull.get_review_comments()] == [4]


QUERY = """query($number: Int!) { repository(owner: "acme", name: "tern") { pullRequest(number: $number) {
  reviewThreads(first: 50) { nodes { id isResolved isOutdated path
    comments(first: 1) { nodes { viewerDidAuthor body } } } } } } rateLimit { cost remaining } }"""
RESOLVE = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"


def test_a_thread_is_outdated_when_its_line_changes(github_server: GitHubServer, tern: GitRepository) -> None:
    github = client(github_server)
    line: Any = {"path": "README.md", "line": 4, "side": "RIGHT", "body": "x"}
    github.get_repo("acme/tern").get_pull(1).create_review(event="COMMENT", comments=[line])

    def thread() -> dict[str, Any]:
        _, answer = github.requester.graphql_query(QUERY, {"number": 1})
        (found,) = answer["data"]["repository"]["pullRequest"]["reviewThreads"]["nodes"]
        return dict(found)

    assert (thread()["isOutdated"], thread()["isResolved"]) == (False, False)
    (tern.root / "README.md").write_text(README.replace("Two.", "Second."), encoding="utf-8")
    tern.commit("again")
    assert thread()["isOutdated"]
    with pytest.raises(GithubException, match="Resource not accessible by integration"):
        github.requester.graphql_query(RESOLVE, {"id": thread()["id"]})
    github_server.add_token("t-all", contents="write", pull_requests="write")
    client(github_server, "t-all").requester.graphql_query(RESOLVE, {"id": thread()["id"]})
    assert thread()["isResolved"]


def test_an_organization_is_read_in_pages_at_one_point_each(github_server: GitHubServer) -> None:
    for number in range(120):
        github_server.add_repository("acme", f"r{number:03}", files={"README.md": f"# {number}"})
    query = """query($after: String) { organization(login: "acme") { repositories(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { name object(expression: "HEAD:README.md") { ... on Blob { text oid isBinary } } } } }
      rateLimit { cost } }"""
    after, texts = None, []
    while True:
        _, answer = client(github_server).requester.graphql_query(query, {"after": after})
        page = answer["data"]["organization"]["repositories"]
        texts += [node["object"]["text"] for node in page["nodes"]]
        assert answer["data"]["rateLimit"]["cost"] == 1
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert texts == [f"# {number}" for number in range(120)]


def test_faults_come_when_ordered(github_server: GitHubServer, tern: GitRepository) -> None:
    place = "/repos/acme/tern"
    github_server.faults.add("GET", place, status=502, times=2)
    assert client(github_server, retries=3).get_repo("acme/tern").name == "tern"
    assert [one.status for one in github_server.requests("GET", place)] == [502, 502, 200]
    github_server.faults.add("GET", place, drop=True)
    with pytest.raises(requests.ConnectionError):
        requests.get(github_server.url + place, headers=header(), timeout=5)
    github_server.faults.secondary_limit("POST")
    answer = requests.post(f"{github_server.url}{place}/issues/1/comments", json={"body": "x"}, headers=header())
    assert (answer.status_code, answer.headers["Retry-After"]) == (403, "1")
    github_server.faults.add("POST", ".*", status=502, after=True)
    requests.post(f"{github_server.url}{place}/issues/1/comments", json={"body": "kept"}, headers=header())
    assert [comment.body for comment in github_server.comments("acme/tern", 1)] == ["kept"]


def test_requests_can_be_made_to_meet(github_server: GitHubServer, tern: GitRepository) -> None:
    place = "/repos/acme/tern/issues/1/comments"
    github_server.faults.add("GET", place, meet=2)

    def look_then_write() -> None:
        if requests.get(github_server.url + place, headers=header(), timeout=30).json() == []:
            requests.post(github_server.url + place, json={"body": "x"}, headers=header(), timeout=30)

    threads = [threading.Thread(target=look_then_write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(github_server.comments("acme/tern", 1)) == 2


def test_the_limit_is_counted_and_unchanged_answers_are_free(github_server: GitHubServer, tern: GitRepository) -> None:
    place = f"{github_server.url}/repos/acme/tern"
    first = requests.get(place, headers=header(), timeout=5)
    again = requests.get(place, headers=header() | {"If-None-Match": first.headers["ETag"]}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["X-RateLimit-Used"] == first.headers["X-RateLimit-Used"] == "1"
    github_server.limits["core"] = 1
    refused = requests.get(place, headers=header(), timeout=5)
    assert (refused.status_code, refused.headers["X-RateLimit-Remaining"]) == (403, "0")


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda url: requests.get(f"{url}/repos/acme/tern/pulls?perpage=3", headers=header()), "query perpage"),
        (lambda url: requests.get(f"{url}/repos/acme/tern/pull/1", headers=header()), "no such operation"),
        (lambda url: requests.post(f"{url}/repos/acme/tern/issues", json={"titel": "x"}, headers=header()), "title"),
        (
            lambda url: requests.post(f"{url}/graphql", json={"query": "{viewer{logn}}"}, headers=header()),
            "Cannot query field",
        ),
    ],
)
def test_what_github_would_refuse_or_ignore_is_told(tmp_path: Path, ask: Callable[[str], object], problem: str) -> None:
    from rig.github_server import GitHubServer  # noqa: PLC0415 - not the fixture, which lets no problem pass

    with GitHubServer() as server:
        server.add_repository("acme", "tern", files={"README.md": "#"})
        ask(server.url)
        assert len(server.problems()) == 1
        assert problem in server.problems()[0]


def test_releases_tell_their_assets(github_server: GitHubServer) -> None:
    github_server.add_repository("acme", "tern", files={"README.md": "#"})
    github_server.add_release("acme/tern", "v1", assets={"tern.safetensors": b"abc"}, immutable=True)
    github_server.add_release("acme/tern", "v2", draft=True)
    (release,) = client(github_server).get_repo("acme/tern").get_releases()
    (asset,) = release.get_assets()
    assert asset.raw_data["digest"].startswith("sha256:ba7816bf")
    got = requests.get(asset.browser_download_url, timeout=5)
    assert got.content == b"abc"


def test_an_enterprise_server_has_its_interface_below_a_prefix() -> None:
    from rig.github_server import GitHubServer  # noqa: PLC0415

    with GitHubServer(enterprise=True) as server:
        server.add_repository("acme", "tern", files={"README.md": "#"})
        github = client(server)
        assert github.get_repo("acme/tern").get_readme().decoded_content == b"#"
        _, answer = github.requester.graphql_query("{ viewer { login } }", {})
        assert answer["data"]["viewer"]["login"] == "github-actions"
        assert server.problems() == []
