"""The one comment on a pull request, against a server that forgets, refuses, breaks off and is raced."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from openness.action.marker import marker
from openness.github.client import connect
from openness.github.errors import ApiError
from openness.publish.comments import Told, Wanted, publish_comment
from rig.github_server import GitHubServer

if TYPE_CHECKING:
    from openness.action.decision import CommentMode
    from openness.action.sticky import News
    from openness.github.client import GitHubClient

REPOSITORY = "acme/tern"
COMMENTS = r"/repos/acme/tern/issues/1/comments"


@pytest.fixture
def server(github_server: GitHubServer) -> GitHubServer:
    github_server.add_repository("acme", "tern", files={"README.md": "# Tern\n"})
    github_server.add_pull_request(REPOSITORY, head="main", files=[])
    return github_server


def client(server: GitHubServer, token: str = "t-write", sleeps: list[float] | None = None) -> GitHubClient:
    return connect(server.environment(), token=token, sleep=(sleeps if sleeps is not None else []).append)


def wanted(
    text: str = "Something is new.",
    mode: CommentMode = "on-findings",
    said: News = "findings",
    number: int | None = None,
) -> Wanted:
    return Wanted("models/a", f"{marker('comment', 'models/a', number)}\n\n{text}\n", mode, said)


def publish(server: GitHubServer, what: Wanted, token: str = "t-write") -> Told:
    return publish_comment(client(server, token), REPOSITORY, 1, what)


def bodies(server: GitHubServer) -> list[str]:
    return [one.body for one in server.comments(REPOSITORY, 1)]


def test_a_first_finding_creates_the_comment_and_gives_its_address(server: GitHubServer) -> None:
    told = publish(server, wanted())
    assert bodies(server) == [wanted().body]
    assert told.kind == "created"
    assert told.url == f"{server.base}/acme/tern/pull/1#issuecomment-{server.comments(REPOSITORY, 1)[0].id}"


def test_the_next_push_updates_it_in_place(server: GitHubServer) -> None:
    publish(server, wanted())
    assert publish(server, wanted("Two things are new.")).kind == "updated"
    assert bodies(server) == [wanted("Two things are new.").body]


def test_what_says_the_same_is_not_written_again(server: GitHubServer) -> None:
    publish(server, wanted())
    assert publish(server, wanted()).kind == "none"
    assert len(server.requests("PATCH")) == 0


def test_a_pull_request_that_was_always_clean_gets_none_and_costs_one_request(server: GitHubServer) -> None:
    assert publish(server, wanted("Nothing.", said="quiet")) == Told("none", None, "there is nothing to say")
    assert (bodies(server), len(server.journal)) == ([], 1)


def test_a_mended_pull_request_turns_its_comment(server: GitHubServer) -> None:
    publish(server, wanted())
    publish(server, wanted("All mended.", said="quiet"))
    assert bodies(server) == [wanted("All mended.", said="quiet").body]


def test_a_mended_pull_request_loses_its_comment_where_that_was_asked_for(server: GitHubServer) -> None:
    publish(server, wanted())
    assert publish(server, wanted("All mended.", "on-findings-delete", "quiet")).kind == "deleted"
    assert bodies(server) == []


def test_the_comment_is_found_behind_a_hundred_others(server: GitHubServer) -> None:
    for number in range(130):
        server.add_comment(REPOSITORY, 1, f"remark {number}")
    publish(server, wanted())
    publish(server, wanted("Again."))
    assert bodies(server)[130:] == [wanted("Again.").body]


def test_another_persons_comment_with_the_marker_is_not_taken_for_our_own(server: GitHubServer) -> None:
    server.add_comment(REPOSITORY, 1, wanted("Forged.").body, login="mallory")
    publish(server, wanted())
    assert bodies(server) == [wanted("Forged.").body, wanted().body]


def test_a_token_of_another_account_knows_its_own_comment_again(server: GitHubServer) -> None:
    publish(server, wanted(), "t-user")
    assert publish(server, wanted("Again."), "t-user").kind == "updated"
    assert bodies(server) == [wanted("Again.").body]


def test_the_token_of_an_app_knows_its_own_comment_again(server: GitHubServer) -> None:
    server.add_token("t-app", login="openness-bot[bot]", issues="write", pull_requests="write")
    publish(server, wanted(), "t-app")
    assert publish(server, wanted("Again."), "t-app").kind == "updated"


def test_an_account_that_graphql_does_not_name_is_asked_for_otherwise(server: GitHubServer) -> None:
    publish(server, wanted(), "t-user")
    server.faults.add("POST", "/graphql", status=404, times=9)
    assert publish(server, wanted("Again."), "t-user").kind == "updated"


def test_nothing_is_written_while_it_is_not_known_whose_comment_is_there(server: GitHubServer) -> None:
    publish(server, wanted(), "t-user")
    server.faults.add("POST", "/graphql", status=502, times=9)
    with pytest.raises(ApiError):
        publish(server, wanted("Again."), "t-user")
    assert bodies(server) == [wanted().body]


def test_another_comment_of_this_tool_is_left_alone(server: GitHubServer) -> None:
    other = Wanted("models/b", f"{marker('comment', 'models/b')}\n\nOf b.\n", "always", "quiet")
    publish(server, other)
    publish(server, wanted())
    assert bodies(server) == [other.body, wanted().body]


def test_duplicates_of_an_earlier_race_are_removed(server: GitHubServer) -> None:
    for text in ("First.", "Second.", "Third."):
        server.add_comment(REPOSITORY, 1, wanted(text).body, login="github-actions[bot]")
    publish(server, wanted("Now."))
    assert bodies(server) == [wanted("Now.").body]


@pytest.mark.parametrize("status", [500, 502, 503, None])
def test_a_post_that_took_effect_although_it_failed_is_not_sent_again(server: GitHubServer, status: int | None) -> None:
    server.faults.add("POST", COMMENTS, status=status, drop=status is None, after=True)
    assert publish(server, wanted()).url is not None
    assert bodies(server) == [wanted().body]
    assert len(server.requests("POST", COMMENTS)) == 1 + (server.journal[1].status == 201)


@pytest.mark.parametrize("status", [502, None])
def test_a_post_that_took_no_effect_is_sent_again_after_a_look(server: GitHubServer, status: int | None) -> None:
    server.faults.add("POST", COMMENTS, status=status, drop=status is None)
    publish(server, wanted())
    assert [one.method for one in server.journal] == ["GET", "POST", "GET", "POST", "GET"]
    assert bodies(server) == [wanted().body]


def test_a_secondary_limit_on_a_post_is_waited_for(server: GitHubServer) -> None:
    server.faults.secondary_limit("POST", COMMENTS, retry_after=9)
    sleeps: list[float] = []
    publish_comment(client(server, sleeps=sleeps), REPOSITORY, 1, wanted())
    assert (sleeps, bodies(server)) == ([9.0], [wanted().body])


def test_a_limit_that_lasts_too_long_is_told_at_once(server: GitHubServer) -> None:
    server.faults.add("POST", COMMENTS, status=429, headers={"Retry-After": "1800"})
    sleeps: list[float] = []
    with pytest.raises(ApiError) as caught:
        publish_comment(client(server, sleeps=sleeps), REPOSITORY, 1, wanted())
    assert (caught.value.kind, sleeps, bodies(server)) == ("rate-limited", [], [])


@pytest.mark.parametrize(("status", "kind"), [(401, "unauthorized"), (403, "forbidden"), (422, "invalid")])
def test_a_refusal_is_final(server: GitHubServer, status: int, kind: str) -> None:
    server.faults.add("POST", COMMENTS, status=status, times=5)
    with pytest.raises(ApiError) as caught:
        publish(server, wanted())
    assert (caught.value.kind, len(server.requests("POST"))) == (kind, 1)


def test_a_token_that_may_only_read_writes_nothing(server: GitHubServer) -> None:
    with pytest.raises(ApiError, match="Resource not accessible by integration"):
        publish(server, wanted(), "t-read")
    assert bodies(server) == []


def test_an_update_survives_two_bad_gateways(server: GitHubServer) -> None:
    publish(server, wanted())
    server.faults.add("PATCH", ".*", status=502, times=2)
    publish(server, wanted("Again."))
    assert bodies(server) == [wanted("Again.").body]


def test_a_comment_that_was_deleted_meanwhile_is_made_anew(server: GitHubServer) -> None:
    publish(server, wanted())
    server.faults.add("PATCH", ".*", status=404, message="Not Found")
    server.state.repositories[REPOSITORY].comments.clear()
    server.add_comment(REPOSITORY, 1, wanted().body, login="github-actions[bot]")
    assert publish(server, wanted("Again.")).url is not None
    assert bodies(server) == [wanted("Again.").body]


def test_an_enterprise_server_is_spoken_to_at_its_own_addresses() -> None:
    with GitHubServer(enterprise=True) as server:
        server.add_repository("acme", "tern", files={"README.md": "# Tern\n"})
        server.add_pull_request(REPOSITORY, head="main", files=[])
        publish(server, wanted(), "t-user")
        assert publish(server, wanted("Again."), "t-user").kind == "updated"
        assert "/api/v3" in server.url
        assert (bodies(server), server.problems()) == ([wanted("Again.").body], [])


def test_two_runs_at_once_leave_one_comment(server: GitHubServer) -> None:
    # Both list before either writes, and both write before either looks again.
    server.faults.add("GET", COMMENTS, meet=2)
    server.faults.add("POST", COMMENTS, meet=2)
    runs = [threading.Thread(target=publish, args=(server, wanted(f"Run {number}."))) for number in (1, 2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(server.requests("POST", COMMENTS)) == 2
    assert len(bodies(server)) == 1


@pytest.mark.parametrize("first", [1, 2])
def test_two_runs_at_once_leave_what_the_later_one_says(server: GitHubServer, first: int) -> None:
    server.faults.add("GET", COMMENTS, meet=2)
    server.faults.add("POST", COMMENTS, meet=2)
    numbers = (first, 3 - first)
    saying = {number: wanted(f"Run {number}.", number=number) for number in numbers}
    runs = [threading.Thread(target=publish, args=(server, saying[number])) for number in numbers]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert bodies(server) == [saying[2].body]


def test_a_run_that_finishes_late_leaves_what_a_later_one_wrote(server: GitHubServer) -> None:
    green = wanted("All mended.", "always", "quiet", number=8)
    publish(server, green)
    told = publish(server, wanted("Old news.", number=7))
    assert (told.kind, told.outdated, bodies(server)) == ("none", True, [green.body])
    assert len(server.requests("PATCH")) == 0
