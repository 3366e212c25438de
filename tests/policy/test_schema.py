"""The published schema of policies: sound, in step with the vocabulary, and in agreement with the checks made here."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from openness.commands.policies import STARTERS, starter
from openness.manifest.document import Document, parse
from openness.manifest.schema import schema_text
from openness.manifest.validate import validate
from openness.policy.load import POLICY_SCHEMA, load_layer, policy_schema
from openness.policy.settings import FRAMEWORKS, GROUPS, LICENSE_GROUPS, PLAIN
from openness.vocabulary import COMPONENTS, LEVELS
from policy_support import BOOK

ORACLE = Draft202012Validator(json.loads(schema_text(POLICY_SCHEMA)))


def test_the_schema_is_a_schema_and_its_examples_are_valid() -> None:
    schema = policy_schema()
    Draft202012Validator.check_schema(schema)
    assert all(ORACLE.is_valid(example) for example in schema["examples"])
    for name, definition in schema["$defs"].items():
        validator = Draft202012Validator({**definition, "$defs": schema["$defs"]})
        assert [one for one in definition.get("examples", ()) if not validator.is_valid(one)] == [], name


def test_the_schema_has_the_words_of_the_vocabulary() -> None:
    properties = policy_schema()["properties"]
    assert tuple(properties["licenses"]["properties"]) == (*LICENSE_GROUPS, *COMPONENTS)
    assert tuple(properties["frameworks"]["properties"]) == FRAMEWORKS
    assert tuple(properties["level"]["enum"]) == LEVELS
    assert {*PLAIN, *GROUPS} <= set(properties)


def test_everything_that_an_editor_shows_is_described() -> None:
    def walk(node: Any, where: str) -> None:
        for name, one in node.get("properties", {}).items():
            target = {**policy_schema()["$defs"].get(str(one.get("$ref", "")).rpartition("/")[2], {}), **one}
            assert target.get("title"), f"{where}.{name}"
            assert target.get("description"), f"{where}.{name}"
            walk(one, f"{where}.{name}")

    walk(policy_schema(), "")
    for name, definition in policy_schema()["$defs"].items():
        walk(definition, name)


@pytest.mark.parametrize("name", STARTERS)
def test_the_starters_are_valid_by_the_schema_and_here(name: str) -> None:
    text = starter(name)
    assert ORACLE.is_valid(parse(text, name).data)
    loaded = load_layer(text, name, BOOK)
    assert loaded.problems == ()
    assert loaded.layer is not None
    assert loaded.layer.name == name


KEYS = st.sampled_from([*policy_schema()["properties"], "x-own", "levels"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 4),
    st.sampled_from(["open-weights", "enforce", "required", "warn", "off", "error", "conforms", "house", "2027-01-31"]),
    st.text(max_size=5),
)
NAMES = st.sampled_from(
    ["weights", "all", "allow", "deny", "mof", "osaid", "OM401", "severity", "from", "names", "rules"]
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_the_schema_refuses_is_refused_here_and_the_reverse(data: dict[str, Any]) -> None:
    ours = validate(Document("policy.yml", data, noun="policy"), policy_schema(), {})
    assert (ours == []) == ORACLE.is_valid(data)
