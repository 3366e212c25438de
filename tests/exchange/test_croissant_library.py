"""What is read of a Croissant file is what the format's own library reads."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

from openness.exchange import formats
from openness.exchange.shape import long_form
from support import ROOT

FILE = ROOT / "tests" / "exchange" / "files" / "tern-corpus.croissant.json"

# The library is built on deprecated parts of rdflib.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def theirs() -> Any:
    """The file as the library reads it, without a complaint."""
    found = import_module("mlcroissant").Dataset(jsonld=json.loads(FILE.read_text(encoding="utf-8"))).metadata
    assert (list(found.ctx.issues.errors), list(found.ctx.issues.warnings)) == ([], [])
    return found


def test_the_same_facts_are_read(theirs: Any) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert formats.detect(text, FILE.name) == "croissant"
    converted = formats.read(text, FILE.name, "croissant")
    data = long_form(converted.manifest)
    (entry,), said = data["components"]["training-data"], data["data"]
    assert (entry["name"], entry["license"]) == (theirs.name, "CC-BY-4.0")
    assert (theirs.url, entry["location"]) == (
        "https://huggingface.co/datasets/example-lab/tern-corpus",
        ["hf:datasets/example-lab/tern-corpus"],
    )
    (with_digest,) = [one for one in theirs.distribution if getattr(one, "sha256", None)]
    assert entry["files"] == [
        {"path": "tern/pages.csv", "digest": f"sha256:{with_digest.sha256}", "size": int(with_digest.content_size[:-2])}
    ]
    assert said["characteristics"] == theirs.description
    assert said["collection"] == theirs.data_collection
    assert said["processing"] == "; ".join(theirs.data_preprocessing_protocol)
    assert said["labeling"] == theirs.data_annotation_protocol[0]
    (source,) = said["sources"]
    assert source["collected"] == "2025-01-01; 2025-12-31"
    assert source["obtainable"] == "public"


def test_what_the_library_reads_and_a_manifest_cannot_say_is_listed(theirs: Any) -> None:
    converted = formats.read(FILE.read_text(encoding="utf-8"), FILE.name, "croissant")
    listed = {loss.what.partition(" = ")[0] for loss in converted.losses}
    assert theirs.data_biases
    assert theirs.record_sets
    assert listed == {
        "citeAs",
        "creator",
        "datePublished",
        "distribution[]",
        "distribution[].description",
        "distribution[].encodingFormat",
        "rai:dataBiases",
        "rai:personalSensitiveInformation",
        "recordSet",
        "version",
    }
