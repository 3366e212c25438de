"""Which repositories are judged, and how a list from outside is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.org.listed import Listed, read_listed
from openness.org.selection import select
from org_support import listed

NODE_KEYS = ["id", "name", "owner", "login", "defaultBranchRef", "target", "tree", "oid", "repositoryTopics", "nodes"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NODE_KEYS), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("facts", "reason", "kind"),
    [
        ({"archived": True}, "archived", "archived"),
        ({"fork": True}, "fork", "forks"),
        ({"template": True}, "template", "templates"),
        ({"tree": ""}, "empty", None),
        ({"disabled": True}, "disabled", None),
    ],
)
def test_what_nobody_can_mend_is_left_out_and_named(facts: dict[str, Any], reason: str, kind: str | None) -> None:
    one = listed("old", **facts)
    (skipped,) = select([one, listed("new", 2)]).skipped
    assert (skipped.repository, skipped.reason) == (one, reason)
    included = select([one], [kind] if kind else ["archived", "forks", "templates"])
    assert included.judged == ((one,) if kind else ())


def test_a_repository_that_is_listed_twice_is_judged_once() -> None:
    assert len(select([listed("tern"), listed("tern")]).judged) == 1


@settings(deadline=None)
@given(JSON)
def test_no_answer_of_a_server_breaks_the_reading_of_the_list(node: object) -> None:
    one = read_listed(node)
    assert one is None or isinstance(one, Listed)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a b", 'x"}', "x\n", "ü", "x" * 101])
def test_a_name_that_no_repository_has_is_not_taken(name: str) -> None:
    node = {"id": "R_1", "name": name, "owner": {"login": "acme"}}
    assert read_listed(node) is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil", "data:x", 7])
def test_an_address_is_a_web_address_or_none(url: object) -> None:
    one = read_listed({"id": "R_1", "name": "tern", "owner": {"login": "acme"}, "url": url})
    assert one is not None
    assert one.url == ""
