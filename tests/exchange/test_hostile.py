"""Any input at all: one clear error or a manifest, and what is written of it is valid."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openness.errors import UsageError
from openness.exchange import formats
from openness.exchange.jsonsource import DEPTH_LIMIT, parse_json
from openness.manifest.load import load_manifest

if TYPE_CHECKING:
    from openness.exchange.result import Converted

PROPERTY = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=12),
        st.sampled_from(["https://huggingface.co/a/b", "MIT", "model", "trainedOn", "x", "urn:1", "openness:absent"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.text(max_size=8),
                st.sampled_from(
                    [
                        "type",
                        "name",
                        "licenses",
                        "license",
                        "expression",
                        "modelCard",
                        "modelParameters",
                        "datasets",
                        "externalReferences",
                        "url",
                        "hashes",
                        "properties",
                        "value",
                        "components",
                        "pedigree",
                        "ancestors",
                        "spdxId",
                        "from",
                        "to",
                        "relationshipType",
                        "statement",
                        "externalRef",
                        "locator",
                        "distribution",
                        "contentUrl",
                        "sha256",
                        "class",
                        "link",
                        "notes",
                        "supplier",
                        "purl",
                    ]
                ),
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=25,
)
MAPPING = st.dictionaries(st.text(max_size=8), JSON, max_size=3)


def read_or_refused(text: str, path: str, form: str) -> Converted | str:
    """What was read, or the words in which it was refused."""
    try:
        return formats.read(text, path, form)
    except UsageError as error:
        return str(error)


def check(text: str, path: str, form: str) -> None:
    """The text is refused in one line, or read; every format then writes it, ours without a problem."""
    converted = read_or_refused(text, path, form)
    if isinstance(converted, str):
        assert "\n" not in converted
        return
    for loss in (*converted.losses, *converted.assumed):
        assert loss.what
        assert loss.why
    for target in formats.WRITERS:
        written = formats.write(converted.manifest, target)
        written.text.encode("utf-8")
        if target == "openness" and form != "openness":
            problems = load_manifest(written.text, "openness.yml").problems
            assert [problem for problem in problems if problem.kind != "cross-field"] == []
        if target in ("cyclonedx", "spdx"):
            json.loads(written.text)


@PROPERTY
@given(text=st.text(max_size=200), form=st.sampled_from(sorted(formats.READERS)))
@example(text="---\n---\n", form="huggingface")
@example(text="---\r\nlicense: mit\r\n---", form="huggingface")
@example(text="{}", form="cyclonedx")
@example(text="\ufeff{}", form="spdx")
def test_any_text_is_survived(text: str, form: str) -> None:
    check(text, "input", form)


@PROPERTY
@given(found=MAPPING, model=JSON, more=JSON)
def test_any_bill_of_materials_is_survived(found: object, model: object, more: object) -> None:
    component = {"type": "machine-learning-model", **(model if isinstance(model, dict) else {"name": model})}
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [more, component, found]}
    check(json.dumps(bom), "bom.json", "cyclonedx")
    component["modelCard"] = {"modelParameters": {"datasets": more, "task": found}}
    component["properties"] = [{"name": "openness:components:weights:0:status", "value": "released"}, more]
    check(json.dumps({**bom, "metadata": {"component": component}}), "bom.json", "cyclonedx")


@PROPERTY
@given(found=JSON, more=st.lists(JSON, max_size=4))
def test_any_spdx_document_is_survived(found: object, more: list[object]) -> None:
    package = {"type": "ai_AIPackage", "spdxId": "urn:1", **(found if isinstance(found, dict) else {"name": found})}
    relation = {"type": "Relationship", "from": "urn:1", "relationshipType": "trainedOn", "to": ["urn:2", found]}
    data = {"type": "dataset_DatasetPackage", "spdxId": "urn:2", "name": found, "externalRef": more}
    facts = {"type": "Annotation", "statement": json.dumps({"openness": {"model:name": 1, "a:b": found, "x": 2}})}
    check(json.dumps({"@graph": [package, relation, data, facts, *more]}), "spdx.json", "spdx")


@PROPERTY
@given(found=MAPPING, more=JSON)
def test_any_description_of_data_is_survived(found: dict[str, object], more: object) -> None:
    check(json.dumps({"@type": "sc:Dataset", "distribution": [more], **found, "license": more}), "c.json", "croissant")


@PROPERTY
@given(found=JSON, key=st.sampled_from(["system", "weights_endmodel", "licenses", "org", "preprint"]))
def test_any_entry_of_the_index_is_survived(found: object, key: str) -> None:
    base = {"system": {"name": "x", "basemodelname": "y"}, "org": {"name": "z"}}
    check(json.dumps({**base, key: found}), "entry.yaml", "osai-index")


@PROPERTY
@given(found=JSON, key=st.sampled_from(["license", "components", "name", "origin", "repository", "type"]))
def test_any_mof_file_is_survived(found: object, key: str) -> None:
    release = {"name": "x", "producer": "y", "license": {}, "components": [{"name": "Datasets", "license": found}]}
    check(json.dumps({"framework": {}, "release": {**release, key: found}}), "MOF.yml", "mof")


@PROPERTY
@given(found=JSON, key=st.sampled_from(["license", "base_model", "datasets", "model-index", "pipeline_tag", "x"]))
def test_any_front_matter_is_survived(found: object, key: str) -> None:
    check(f"---\n{json.dumps({key: found})}\n---\n# Model\n", "README.md", "huggingface")


def test_a_file_that_is_too_deep_is_refused_in_one_line() -> None:
    for text in ('{"a":' * 100_000, '{"a":' * (DEPTH_LIMIT + 5) + "1" + "}" * (DEPTH_LIMIT + 5)):
        with pytest.raises(UsageError, match=r"bom\.json"):
            parse_json(text, "bom.json")


def test_a_key_that_stands_twice_is_refused() -> None:
    """Two readers could read two licenses."""
    with pytest.raises(UsageError, match="`license` stands twice"):
        parse_json('{"license": "MIT", "license": "Proprietary"}', "bom.json")


def test_texts_and_lists_are_cut_to_what_a_manifest_holds() -> None:
    sources = [{"type": "dataset", "name": f"d{number}"} for number in range(600)]
    component = {
        "type": "machine-learning-model",
        "name": "n" * 500,
        "modelCard": {"modelParameters": {"datasets": sources}},
    }
    text = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]})
    converted = formats.read(text, "bom.json", "cyclonedx")
    assert converted.manifest.data is not None
    assert len(converted.manifest.data.sources) == 500
    assert {loss.what for loss in converted.losses} == {"model.name", "data.sources"}


def test_control_characters_stay_escaped() -> None:
    text = json.dumps({"@type": "sc:Dataset", "name": "a\u0007b\u2028c\ud800", "url": "https://example.org/d"})
    written = formats.write(formats.read(text, "c.json", "croissant").manifest, "openness")
    assert load_manifest(written.text, "openness.yml").problems == ()
    assert all(char.isprintable() or char == "\n" for char in written.text)
