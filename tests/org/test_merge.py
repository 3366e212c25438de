"""Reports of shards put together: in any order, any number of times, and complete or said not to be."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.errors import UsageError
from openness.org.merge import check_document, merge
from openness.org.schema import problems
from org_support import Json, document, finding, lost, row

LATER = "2026-11-23T05:00:00Z"

ROWS = st.builds(
    lambda number, at, errors, unknown: (
        lost(f"r{number}", number, at=at)
        if unknown
        else row(f"r{number}", number, [finding(one) for one in range(errors)], at=at)
    ),
    st.integers(1, 6),
    st.sampled_from(["2026-11-22T05:00:00Z", LATER]),
    st.integers(0, 3),
    st.booleans(),
)
DOCUMENTS = st.builds(
    lambda rows, shard, at, stopped, gap: document(
        list({one["id"]: one for one in rows}.values()),
        (shard, 4),
        at=at,
        stopped="out of time" if stopped else None,
        not_checked=({"what": "the list", "why": "1 of it are not for this token"},) if gap else (),
    ),
    st.lists(ROWS, max_size=5),
    st.integers(1, 4),
    st.sampled_from(["2026-11-22T05:00:00Z", LATER]),
    st.booleans(),
    st.booleans(),
)


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_the_order_and_the_grouping_do_not_matter(one: Json, two: Json, three: Json) -> None:
    together = merge([one, two, three])
    assert merge([three, one, two]) == together
    assert merge([merge([one, two]), three]) == together
    assert merge([one, merge([two, three])]) == together


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_merging_again_changes_nothing(one: Json, two: Json) -> None:
    together = merge([one, two])
    assert merge([together]) == together
    assert merge([together, two, one]) == together


@settings(deadline=None)
@given(st.lists(DOCUMENTS, min_size=1, max_size=4))
def test_what_comes_out_fits_the_schema_and_counts_itself(documents: list[Json]) -> None:
    together = merge(documents)
    assert problems(json.loads(json.dumps(together))) == []
    assert together["summary"]["listed"] == len({one["id"] for doc in documents for one in doc["repositories"]})
    assert together["summary"]["findings"]["error"] == sum(one["counts"]["error"] for one in together["repositories"])


def test_a_shard_that_is_missing_is_said() -> None:
    together = merge([document([row("a", 1)], (1, 3)), document([row("b", 2)], (3, 3))])
    assert together["missing_shards"] == ["2/3"]
    assert together["complete"] is False


def test_all_shards_together_are_complete() -> None:
    together = merge([document([row("a", 1)], (2, 2)), document([row("b", 2)], (1, 2))])
    assert (together["missing_shards"], together["complete"]) == ([], True)
    assert [one["name"] for one in together["repositories"]] == ["acme/a", "acme/b"]


def test_the_later_scan_of_a_repository_holds() -> None:
    old = document([row("before", 1, [finding()])])
    new = document([row("after", 1, at=LATER)], at=LATER)
    (held,) = merge([new, old])["repositories"]
    assert (held["name"], held["counts"]["error"]) == ("acme/after", 0)


def test_a_scan_that_stopped_early_keeps_the_whole_from_being_complete() -> None:
    together = merge([document([row("a", 1)], (1, 2)), document([lost("b", 2)], (2, 2), stopped="rate limit")])
    assert together["complete"] is False
    assert together["summary"]["unknown"] == 1


def test_shards_of_different_plans_are_refused() -> None:
    with pytest.raises(UsageError, match="numbers of shards"):
        merge([document([], (1, 2)), document([], (1, 3))])


def test_reports_of_different_organizations_are_refused() -> None:
    other = document([])
    other["organization"] = {**other["organization"], "login": "other"}
    with pytest.raises(UsageError, match="different organizations"):
        merge([document([]), other])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "not the report of an organization"),
        ({"kind": "plan"}, "not the report of an organization"),
        ({"kind": "organization", "schema_version": "9.0"}, "schema version 9.0"),
        ({"kind": "organization", "schema_version": "1.0"}, "not a whole report"),
    ],
)
def test_what_is_no_report_is_refused_by_name(content: object, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        check_document(content, "shard-1.json")
    assert "shard-1.json" in str(raised.value)
