"""Answers of any shape, as a broken proxy or a changed API might give: read as nothing, never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from hypothesis import given
from hypothesis import strategies as st

from openness.github.client import GraphqlAnswer
from openness.publish.comments import Wanted, publish_comment
from openness.publish.pull_requests import find_pull_requests
from openness.publish.reviews import Pull, publish_review

if TYPE_CHECKING:
    from openness.github.client import GitHubClient

KEYS = st.sampled_from(
    """
    id body user login created_at html_url number state head base repo full_name sha filename patch data repository
    pullRequest reviewThreads nodes pageInfo hasNextPage endCursor comments author isResolved viewerDidAuthor
    """.split()  # noqa: SIM905 - reads better than thirty quotes
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
PULL = Pull("o/r", 1, "a" * 40)


class Canned:
    """A client that answers everything with this."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def get_all(self, _path: str, **_given: object) -> Any:
        yield from self.answer

    def post(self, _path: str, _body: object) -> Any:
        return self.answer[0] if self.answer else None

    patch = post

    def delete(self, _path: str) -> None:
        return

    def get(self, _path: str) -> Any:
        return self.answer

    def graphql(self, _query: str, _variables: object = None) -> GraphqlAnswer:
        return GraphqlAnswer(self.answer if isinstance(self.answer, dict) else {}, ())


@given(st.lists(ANYTHING, max_size=3))
def test_comments_of_any_shape_are_passed_over(answer: list[Any]) -> None:
    client = cast("GitHubClient", Canned(answer))
    told = publish_comment(client, "o/r", 1, Wanted(".", "text", "on-findings", "findings"))
    assert told.kind == "created"


@given(st.lists(ANYTHING, max_size=3))
def test_pull_requests_of_any_shape_are_not_the_one(answer: list[Any]) -> None:
    assert find_pull_requests(cast("GitHubClient", Canned(answer)), "o/r", "o/r", "a" * 40) == ()


@given(ANYTHING)
def test_threads_of_any_shape_are_read(threads: Any) -> None:
    answer = {"repository": {"pullRequest": {"reviewThreads": threads}}}
    client = cast("GitHubClient", Canned(answer))
    reviewed = publish_review(client, PULL, {"findings": []}, lambda _path, _line: None)
    assert (reviewed.posted, reviewed.refused) == (0, ())
