"""The client against right and wrong answers: what is repeated, how long is waited, what error is left."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_client.scripted import Reply, Script, scripted
from openness.errors import UsageError
from openness.github import connection
from openness.github.answers import fault, next_page
from openness.github.client import GitHubClient, connect
from openness.github.errors import ApiError
from openness.github.limits import wait_asked

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = 1_800_000_000.0
OK = Reply(200, {"login": "wren"})


def client(script: Script, sleeps: list[float] | None = None, **options: Any) -> GitHubClient:
    return GitHubClient(
        script.url,
        token="t-secret",
        sleep=(sleeps if sleeps is not None else []).append,
        clock=lambda: NOW,
        **options,
    )


def failing(ask: Callable[[], object]) -> ApiError:
    with pytest.raises(ApiError) as caught:
        ask()
    return caught.value


def test_a_read_survives_two_bad_gateways() -> None:
    sleeps: list[float] = []
    with scripted(Reply(502, raw=b"<html>Bad gateway</html>"), Reply(502), OK) as script:
        assert client(script, sleeps).get("/user") == {"login": "wren"}
    assert (len(script.asked), sleeps) == (3, [1.0, 2.0])


def test_a_read_is_given_up_after_four_attempts() -> None:
    with scripted(*[Reply(503)] * 9) as script:
        error = failing(lambda: client(script).get("/user"))
    assert (error.status, error.kind, len(script.asked)) == (503, "server", 4)
    assert error.message == "GitHub answered 503 to GET /user"


@pytest.mark.parametrize("reply", [Reply(500), Reply(502), Reply(429), Reply(drop=True), Reply(raw=b"<html>")])
def test_a_post_is_sent_once_whatever_happens(reply: Reply) -> None:
    with scripted(reply, OK) as script:
        failing(lambda: client(script).post("/repos/o/r/issues/1/comments", {"body": "x"}))
    assert len(script.asked) == 1


def test_a_patch_is_repeated_because_it_says_the_same_twice() -> None:
    with scripted(Reply(502), Reply(drop=True), OK) as script:
        client(script).patch("/repos/o/r/issues/comments/1", {"body": "x"})
    assert [one.body for one in script.asked] == [{"body": "x"}] * 3


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, "unauthorized"), (403, "forbidden"), (404, "not-found"), (410, "not-found"), (422, "invalid")],
)
def test_a_refusal_is_final_and_named(status: int, kind: str) -> None:
    sleeps: list[float] = []
    with scripted(Reply(status, {"message": "Because."}), OK) as script:
        error = failing(lambda: client(script, sleeps).get("/user"))
    assert (error.status, error.kind, error.message) == (
        status,
        kind,
        f"GitHub answered {status} to GET /user: Because.",
    )
    assert (len(script.asked), sleeps) == (1, [])


def test_what_a_token_lacks_is_kept() -> None:
    refused = Reply(
        403,
        {"message": "Resource not accessible by integration"},
        {"X-Accepted-GitHub-Permissions": "issues=write; pull_requests=write"},
    )
    with scripted(refused) as script:
        error = failing(lambda: client(script).post("/x", {}))
    assert (error.kind, error.permissions) == ("forbidden", "issues=write; pull_requests=write")


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (Reply(429, {"message": "slow down"}, {"Retry-After": "7"}), 7.0),
        (Reply(403, {"message": "You have exceeded a secondary rate limit."}, {"Retry-After": "3"}), 3.0),
        (Reply(403, {"message": "You have exceeded a secondary rate limit. Please wait"}), 60.0),
        (Reply(403, {}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW) + 20)}), 21.0),
        (Reply(429, {}, {"Retry-After": "Fri, 15 Jan 2027 08:00:30 GMT"}), 30.0),
    ],
)
def test_a_rate_limit_is_waited_for_as_the_server_asks(reply: Reply, seconds: float) -> None:
    sleeps: list[float] = []
    with scripted(reply, OK) as script:
        assert client(script, sleeps).get("/user") == {"login": "wren"}
    assert sleeps == [seconds]


def test_a_rate_limit_beyond_the_budget_of_the_run_is_not_waited_for() -> None:
    sleeps: list[float] = []
    with scripted(Reply(429, {}, {"Retry-After": "45"}), OK, Reply(429, {}, {"Retry-After": "45"}), OK) as script:
        asking = client(script, sleeps)
        asking.get("/user")
        error = failing(lambda: asking.get("/user"))
    assert sleeps == [45.0]
    assert (error.kind, error.wait) == ("rate-limited", 45.0)
    assert error.message == "GitHub refuses more requests until 08:00 UTC (rate limit)"


@pytest.mark.parametrize(
    "body", [b"<html>welcome</html>", b"{", b"[" * 90_000, b"\xff\xfe", b'{"a": ' + b"9" * 5_000 + b"}"]
)
def test_an_answer_that_is_not_json_is_an_error_of_its_kind(body: bytes) -> None:
    with scripted(Reply(200, raw=body)) as script:
        assert failing(lambda: client(script).get("/user")).kind == "malformed"


def test_a_huge_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_BYTES", 100_000)
    with scripted(Reply(200, raw=b'"' + b"a" * 900_000 + b'"')) as script:
        assert failing(lambda: client(script).get("/user")).kind == "too-large"


def test_a_header_that_is_no_number_harms_nothing_else() -> None:
    with scripted(Reply(200, {}, {"X-RateLimit-Remaining": "many", "X-RateLimit-Limit": "more"})) as script:
        assert client(script).get("/user") == {}


def test_a_redirect_on_the_same_host_keeps_the_query() -> None:
    with scripted(Reply(301, {}, {"Location": "{url}/repositories/7/contents/a?ref=abc"}), OK) as script:
        client(script).get("/repos/o/r/contents/a", ref="abc")
    assert [one.path for one in script.asked] == ["/repos/o/r/contents/a?ref=abc", "/repositories/7/contents/a?ref=abc"]


def test_the_token_does_not_follow_a_redirect_to_another_host() -> None:
    with scripted(OK) as other, scripted(Reply(302, {}, {"Location": f"{other.url}/user"})) as script:
        assert failing(lambda: client(script).get("/user")).kind == "malformed"
    assert other.asked == []
    assert [one.token for one in script.asked] == ["token t-secret"]


def test_redirects_in_a_circle_end() -> None:
    with scripted(*[Reply(302, {}, {"Location": "/user"})] * 20) as script:
        assert failing(lambda: client(script).get("/user")).kind == "malformed"
    assert len(script.asked) == 4


def test_a_list_is_read_over_all_its_pages() -> None:
    first = Reply(
        200, [1, 2], {"Link": '<{url}/things?page=2&per_page=100>; rel="next", <{url}/things?page=2>; rel="last"'}
    )
    with scripted(first, Reply(200, [3])) as script:
        assert list(client(script).get_all("/things")) == [1, 2, 3]
    assert [one.path for one in script.asked] == ["/things?per_page=100", "/things?page=2&per_page=100"]


def test_a_next_page_on_another_host_is_not_asked_for() -> None:
    with scripted(Reply(200, [1], {"Link": '<http://169.254.169.254/x>; rel="next"'})) as script:
        assert failing(lambda: list(client(script).get_all("/things"))).kind == "malformed"


def test_a_graphql_query_is_repeated_and_a_mutation_is_not() -> None:
    with scripted(Reply(502), Reply(200, {"data": {"viewer": {}}}), Reply(502)) as script:
        asking = client(script)
        assert asking.graphql("query { viewer { login } }").data == {"viewer": {}}
        failing(lambda: asking.graphql("mutation { x }"))
    assert [one.path for one in script.asked] == ["/graphql"] * 3


def test_what_graphql_could_answer_comes_with_what_it_could_not() -> None:
    body = {
        "data": {"a": {"x": 1}, "b": None},
        "errors": [{"type": "NOT_FOUND", "path": ["b"], "message": "No b\x1b."}],
    }
    with scripted(Reply(200, body)) as script:
        answer = client(script).graphql("query { a b }")
    assert answer.data == {"a": {"x": 1}, "b": None}
    assert answer.errors == (("NOT_FOUND", ("b",), "No b\\u{1b}."),)


def test_a_mutation_with_errors_has_not_happened() -> None:
    body = {"data": {"x": None}, "errors": [{"type": "FORBIDDEN", "path": ["x"], "message": "You may not."}]}
    with scripted(Reply(200, body)) as script:
        error = failing(lambda: client(script).graphql("mutation { x }"))
    assert (error.kind, error.message) == ("graphql", "GitHub's GraphQL: You may not.")


def test_graphql_that_refuses_with_status_200_is_a_rate_limit() -> None:
    refused = Reply(
        200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}, {"Retry-After": "2"}
    )
    sleeps: list[float] = []
    with scripted(refused, Reply(200, {"data": {}})) as script:
        assert client(script, sleeps).graphql("query { a }").data == {}
    assert sleeps == [2.0]


def test_a_file_is_read_at_a_commit() -> None:
    content = {"type": "file", "encoding": "base64", "content": base64.encodebytes(b"a: 1\n" * 40).decode()}
    with scripted(Reply(200, content)) as script:
        assert client(script).read_file("o/r", "policies/a b.yml", "v1") == b"a: 1\n" * 40
    assert script.asked[0].path == "/repos/o/r/contents/policies/a%20b.yml?ref=v1"


@pytest.mark.parametrize("path", ["../x", "a/../../b", "", "a//b", "./a"])
def test_a_path_that_leaves_the_repository_is_not_asked_for(path: str) -> None:
    with scripted() as script, pytest.raises(UsageError):
        client(script).read_file("o/r", path)
    assert script.asked == []


@pytest.mark.parametrize("repository", ["o", "o/r/x", "o/r?x", "../x", "o/ r", "o/.."])
def test_only_a_repository_can_be_asked_for(repository: str) -> None:
    with scripted() as script, pytest.raises(UsageError):
        client(script).read_file(repository, "a")
    assert script.asked == []


def test_requests_are_counted_and_written_without_their_queries() -> None:
    with scripted(Reply(502), OK) as script:
        asking = client(script)
        asking.get("/user", secret="x")
    assert (asking.requests, asking.journal) == (2, ["GET /user 502", "GET /user 200"])


def test_the_environment_names_the_host_as_on_enterprise_server() -> None:
    with scripted(OK, Reply(200, {"data": {}})) as script:
        environment = {
            "GITHUB_API_URL": f"{script.url}/api/v3",
            "GITHUB_GRAPHQL_URL": f"{script.url}/api/graphql",
            "GITHUB_TOKEN": "t-env",
        }
        asking = connect(environment)
        asking.get("/user")
        asking.graphql("query { a }")
    assert [(one.path, one.token) for one in script.asked] == [
        ("/api/v3/user", "token t-env"),
        ("/api/graphql", "token t-env"),
    ]


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with scripted(OK) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert connect({"GITHUB_API_URL": "http://api.tern.example"}).get("/user") == {"login": "wren"}
    assert [one.path for one in proxy.asked] == ["http://api.tern.example:80/user"]


@pytest.mark.parametrize(
    "environment",
    [
        {"GITHUB_API_URL": "ftp://example.org"},
        {"GITHUB_API_URL": "https://user@example.org"},
        {"GITHUB_API_URL": "nonsense"},
        {"GITHUB_API_URL": "https://a.example", "GITHUB_GRAPHQL_URL": "https://b.example/graphql"},
    ],
)
def test_an_address_that_cannot_be_right_is_said(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="GITHUB_"):
        connect(environment)


@given(
    st.text(),
    st.dictionaries(st.sampled_from(["retry-after", "x-ratelimit-reset", "link"]), st.text()),
    st.integers(100, 599),
)
def test_no_answer_breaks_its_reading(text: str, headers: dict[str, str], status: int) -> None:
    error = fault(status, headers, text, what="GET /x", now=NOW)
    assert (error is None) == (200 <= status < 300 or status == 304)
    assert wait_asked(headers, NOW) >= 0
    with suppress(ApiError):
        next_page(headers, "https://api.github.com:443")
