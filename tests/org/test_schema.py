"""The quick check of reports says what a general validator says."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from openness.org.change import with_change
from openness.org.schema import SCHEMA, problems
from org_support import document, finding, lost, row
from support import ROOT

VALIDATOR = Draft202012Validator(json.loads((ROOT / "schemas" / SCHEMA).read_text(encoding="utf-8")))
WHOLE = with_change(
    document([row("tern", 1)], at="2026-11-01T00:00:00Z"),
    document(
        [row("tern", 1, [finding(1), finding(2, "note", suppressed="known to the maintainers")]), lost("wren", 2)]
    ),
)
VALUES = st.sampled_from([None, True, False, 0, -1, 1, 2.5, "", "x", "OM401", "error", [], {}, [1], {"a": 1}])


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a JSON value."""
    found = [above] if above else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        found.extend(places(inner, (*above, name)))
    return found


def changed(place: tuple[Any, ...], value: Any, how: str) -> Any:
    """The document with one value replaced, removed, or put beside under a new name."""
    broken = copy.deepcopy(WHOLE)
    holder = broken
    for name in place[:-1]:
        holder = holder[name]
    if how == "remove":
        del holder[place[-1]]
    elif how == "add" and isinstance(holder, dict):
        holder["unheard-of"] = value
    else:
        holder[place[-1]] = value
    return broken


def test_a_whole_report_has_no_problem() -> None:
    VALIDATOR.validate(WHOLE)
    assert problems(WHOLE) == []


@settings(deadline=None)
@given(st.sampled_from(places(WHOLE)), VALUES, st.sampled_from(["replace", "remove", "add"]))
def test_every_change_is_judged_as_a_general_validator_judges_it(place: tuple[Any, ...], value: Any, how: str) -> None:
    broken = changed(place, value, how)
    assert bool(problems(broken)) == (not VALIDATOR.is_valid(broken))


@pytest.mark.parametrize("content", [None, 7, [], "x", {}])
def test_what_is_no_object_of_the_kind_has_problems(content: object) -> None:
    assert problems(content)


def test_the_place_of_a_problem_is_told() -> None:
    broken = changed(("repositories", 0, "counts", "error"), "many", "replace")
    assert problems(broken) == ["repositories/0/counts/error: is not of type integer"]
