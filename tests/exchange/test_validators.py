"""What is written is valid for the libraries and schemas of the formats themselves."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML
from spdx_python_model.bindings.v3_0_1 import model as spdx

from exchange.manifests import manifests
from exchange.mof_schema import MOF_SCHEMA
from openness.exchange import formats
from openness.exchange.frontmatter_text import find_block
from openness.exchange.settle import settle
from openness.manifest.mof import component_ids
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openness.manifest.entities import Manifest

EXAMPLES = sorted((ROOT / "examples" / "manifests").glob("*.yml"))
PROPERTY = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))


@cache
def strict() -> JsonStrictValidator:
    return JsonStrictValidator(SchemaVersion.V1_6)


def cyclonedx_problem(text: str) -> object:
    return strict().validate_str(text)


def spdx_problem(text: str) -> object:
    """What keeps the model's own classes, made from its SHACL shapes, from reading the document and writing it."""
    found = spdx.SHACLObjectSet()
    try:
        spdx.JSONLDDeserializer().read(io.BytesIO(text.encode("utf-8")), found)
        spdx.JSONLDSerializer().write(found, io.BytesIO())
    except Exception as error:  # noqa: BLE001 - the library has no common class of errors
        return error
    outside = {one for one in found.missing_ids if not one.endswith(("NoAssertionLicense", "NoneLicense"))}
    return outside or None


def mof_problem(text: str) -> object:
    data = YAML(typ="safe", pure=True).load(text)
    # The tool reads `2024-11-22` without quotes as a date and refuses it.
    problems = [
        error.message for error in Draft202012Validator(MOF_SCHEMA, format_checker=FormatChecker()).iter_errors(data)
    ]
    return problems + [one["name"] for one in data["release"]["components"] if one["name"] not in component_ids()]


def card_problem(text: str) -> object:
    """Front matter is a mapping that any YAML reader reads, of the kinds of values that the hub takes."""
    block = find_block(text)
    assert block is not None
    data = YAML(typ="safe", pure=True).load(text[block.start : block.end]) or {}
    one_or_many = {"license", "base_model", "datasets"}
    return {
        key: value
        for key, value in data.items()
        if not (isinstance(value, str) or (key in one_or_many and all(isinstance(item, str) for item in value)))
    }


CHECKS: dict[str, Callable[[str], object]] = {
    "cyclonedx": cyclonedx_problem,
    "spdx": spdx_problem,
    "mof": mof_problem,
    "huggingface": card_problem,
}


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_valid(path: Path, form: str) -> None:
    source = formats.read(path.read_text(encoding="utf-8"), path.name, "openness")
    assert not CHECKS[form](formats.write(source.manifest, form).text)


@pytest.mark.parametrize("form", CHECKS)
@PROPERTY
@given(one=manifests)
def test_any_manifest_is_written_validly(one: Manifest, form: str) -> None:
    assert not CHECKS[form](formats.write(one, form).text)


def test_the_checks_find_what_is_wrong() -> None:
    manifest = formats.read(EXAMPLES[0].read_text(encoding="utf-8"), "x.yml", "openness").manifest
    bom: dict[str, Any] = json.loads(formats.write(manifest, "cyclonedx").text)
    bom["metadata"]["component"]["typo"] = 1
    assert cyclonedx_problem(json.dumps(bom))
    document: dict[str, Any] = json.loads(formats.write(manifest, "spdx").text)
    package = next(node for node in document["@graph"] if node["type"] == "ai_AIPackage")
    assert spdx_problem(json.dumps(document).replace('"model"', '"modell"'))
    package["suppliedBy"] = "urn:nobody"
    assert spdx_problem(json.dumps(document)) == {"urn:nobody"}
    mof = formats.write(manifest, "mof").text
    assert mof_problem(mof.replace("type: language", "type: lingua"))
    assert mof_problem(mof.replace("name: Model card", "name: Modelcard"))


def test_conformance_with_a_profile_is_claimed_only_where_everything_is_stated() -> None:
    whole = {"name": "a", "producer": "b", "version": "1", "released": "2026-01-02"}
    weights = {"weights": [{"status": "released", "location": ["hf:org/model"]}]}
    for missing in ("", "producer", "version", "released", "weights"):
        data: dict[str, Any] = {"model": {key: value for key, value in whole.items() if key != missing}}
        data["components"] = weights if missing != "weights" else {"weights": [{"status": "withheld"}]}
        document = json.loads(formats.write(settle(data, "x")[0], "spdx").text)["@graph"][-1]
        assert document["profileConformance"] == ["core", "software", "simpleLicensing", *([] if missing else ["ai"])]
