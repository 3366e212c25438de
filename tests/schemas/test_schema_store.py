"""The schemas as editors use them: complete in what they explain, and right about a good and a bad file each.

`test/` and `negative_test/` are laid out as in the catalog of SchemaStore (https://www.schemastore.org, read 2026-11).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from openness.manifest.document import parse
from openness.manifest.load import load_manifest
from openness.policy.load import load_layer
from policy_support import BOOK
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SCHEMAS = {name: ROOT / "schemas" / f"{name}-v1.schema.json" for name in ("openness-manifest", "openness-policy")}
GOOD = {"openness-manifest": "openness.yml", "openness-policy": "openness-policy.yml"}


def schema_of(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMAS[name].read_text(encoding="utf-8"))
    return schema


def properties(schema: Any, root: dict[str, Any], place: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every property of a schema with what is said of it: by itself, and by what it refers to."""
    if not isinstance(schema, dict):
        return
    for name, one in schema.get("properties", {}).items():
        if isinstance(one, dict):
            said = [one]
            while "$ref" in said[-1]:
                said.append(root["$defs"][str(said[-1]["$ref"]).rpartition("/")[2]])
            yield f"{place}/{name}", said
            yield from properties(one, root, f"{place}/{name}")
    for word in ("anyOf", "allOf", "oneOf"):
        for number, one in enumerate(schema.get(word, ())):
            yield from properties(one, root, f"{place}/{word}/{number}")
    for word in ("items", "additionalProperties"):
        yield from properties(schema.get(word), root, f"{place}/{word}")
    for word in ("$defs", "patternProperties"):
        for name, one in schema.get(word, {}).items():
            yield from properties(one, root, f"{place}/{word}/{name}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_has_a_title_and_a_description(name: str) -> None:
    schema = schema_of(name)
    found = list(properties(schema, schema))
    assert len(found) > 40
    for word in ("title", "description"):
        assert [place for place, said in found if not any(one.get(word) for one in said)] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_defaults_and_examples_are_values_that_the_schema_takes(name: str) -> None:
    schema = schema_of(name)
    for place, said in properties(schema, schema):
        validator = Draft202012Validator({**said[0], "$defs": schema["$defs"]})
        values = [*said[0].get("examples", ()), *([said[0]["default"]] if "default" in said[0] else [])]
        assert [one for one in values if not validator.is_valid(one)] == [], place


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_leaves_room_for_keys_of_ones_own(name: str) -> None:
    schema = schema_of(name)
    assert "^x-" in schema["patternProperties"]
    assert schema["$id"] == f"https://json.schemastore.org/{name}.json"


def files(kind: str) -> list[Path]:
    return sorted((HERE / kind).glob("*/*.yml"))


def check_jsonschema(path: Path) -> int:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMAS[path.parent.name]), str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("path", files("test"), ids=lambda path: path.parent.name)
def test_the_good_file_is_good_for_everybody(path: Path) -> None:
    schema = schema_of(path.parent.name)
    text = path.read_text(encoding="utf-8")
    data = parse(text, path.name).data
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert check_jsonschema(path) == 0
    own = (
        load_manifest(text, path.name) if path.parent.name == "openness-manifest" else load_layer(text, path.name, BOOK)
    )
    assert own.problems == ()
    assert isinstance(data, dict)
    assert set(schema["properties"]) - set(data) == set()


@pytest.mark.parametrize("path", files("negative_test"), ids=lambda path: path.parent.name)
def test_the_bad_file_is_bad_for_everybody_and_here_in_every_line_that_says_so(path: Path) -> None:
    schema = schema_of(path.parent.name)
    text = path.read_text(encoding="utf-8")
    assert not Draft202012Validator(schema).is_valid(parse(text, path.name).data)
    assert check_jsonschema(path) == 1
    wrong = {number for number, line in enumerate(text.splitlines(), 1) if re.search(r"\S +# ", line)}
    if path.parent.name == "openness-manifest":
        # The version settles what the rest means: one that is not known is said first, and nothing else is.
        assert {problem.line for problem in load_manifest(text, path.name).problems} == {2}
        text = text.replace("openness: 2", "openness: 1")
        wrong -= {2}
        named = {problem.line for problem in load_manifest(text, path.name).problems}
    else:
        named = {problem.line for problem in load_layer(text, path.name, BOOK).problems}
    assert wrong - named == set()


def test_there_is_one_of_each() -> None:
    for kind in ("test", "negative_test"):
        assert {path.parent.name: path.name for path in files(kind)} == GOOD
