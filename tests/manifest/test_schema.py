"""The published schema: sound, in step with the vocabulary, and in agreement with the checks made here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from openness.errors import MissingDataError
from openness.manifest.document import Document, parse
from openness.manifest.load import load_manifest
from openness.manifest.schema import MANIFEST_SCHEMA, manifest_schema, schema_text
from openness.manifest.validate import validate
from openness.vocabulary import COMPONENTS

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
ORACLE = Draft202012Validator(json.loads(schema_text(MANIFEST_SCHEMA)))
STRICTER = {"unknown-license", "bad-date", "path-leaves-repository"}


def agrees(document: Document) -> None:
    """What the schema refuses is refused here; what is refused here only is a check that no schema makes."""
    ours = validate(document, manifest_schema())
    accepted = ORACLE.is_valid(document.data)
    if not accepted:
        assert ours
    elif ours:
        assert all(
            problem.kind in STRICTER or "location" in problem.message or "model is" in problem.message
            for problem in ours
        )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(manifest_schema())
    assert manifest_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_has_the_components_and_statuses_of_the_vocabulary() -> None:
    assert tuple(manifest_schema()["properties"]["components"]["properties"]) == COMPONENTS


def test_alternatives_are_told_apart_by_their_type() -> None:
    definitions = manifest_schema()["$defs"]

    def types(node: Any) -> None:
        if isinstance(node, dict):
            if "anyOf" in node:
                found = []
                for branch in node["anyOf"]:
                    resolved = branch
                    while "$ref" in resolved:
                        resolved = definitions[resolved["$ref"].rpartition("/")[2]]
                    found.append(resolved["type"])
                assert len(found) == len(set(found))
            assert "oneOf" not in node
            for value in node.values():
                types(value)
        elif isinstance(node, list):
            for value in node:
                types(value)

    types(manifest_schema())


def test_everything_that_an_editor_shows_is_described() -> None:
    schema = manifest_schema()
    for name, property_ in schema["properties"].items():
        target = schema["$defs"].get(str(property_.get("$ref", "")).rpartition("/")[2], {})
        assert property_.get("title") or target.get("title"), name
    for component in schema["properties"]["components"]["properties"].values():
        assert component["description"]


def test_the_examples_of_the_schema_are_valid() -> None:
    schema = manifest_schema()
    for example in schema["examples"]:
        assert ORACLE.is_valid(example)
    for name, definition in schema["$defs"].items():
        validator = Draft202012Validator({**definition, "$defs": schema["$defs"]})
        for example in definition.get("examples", ()):
            assert validator.is_valid(example), (name, example)


def test_an_unknown_schema_is_said_to_be_missing() -> None:
    with pytest.raises(MissingDataError):
        schema_text("no-such.schema.json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_checks_agree_with_the_schema_on_the_cases(case: Path) -> None:
    document = parse(case.read_text(encoding="utf-8"), "openness.yml")
    if document.usable and not document.problems and isinstance(document.data, dict) and "openness" in document.data:
        agrees(document)


WORKED: dict[str, Any] = parse((Path(__file__).parent / "cases/worked.yml").read_text(encoding="utf-8"), "f").data  # type: ignore[assignment]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(-2, 2),
    st.sampled_from(["", "released", "MIT", "x", "../x", "none", "2026-01-01", "hf:a/b", "OM401", "a" * 5000]),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["released", "a"]), max_size=2),
    st.dictionaries(st.sampled_from(["status", "name", "id", "path", "x-y"]), st.just("released"), max_size=2),
)


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside a value."""
    found = [here]
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        found += places(member, (*here, key))
    return found


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.sampled_from([place for place in places(WORKED) if place]), junk=JUNK, drop=st.booleans())
def test_the_checks_agree_with_the_schema_on_any_damage(place: tuple[Any, ...], junk: object, drop: bool) -> None:
    data = json.loads(json.dumps(WORKED))
    parent = data
    for step in place[:-1]:
        parent = parent[step]
    if drop:
        del parent[place[-1]]
    else:
        parent[place[-1]] = junk
    agrees(Document("openness.yml", data))
    load_manifest(json.dumps(data), "openness.yml")
