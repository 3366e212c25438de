"""What each format says, read from files that other programs or people wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest

from openness.errors import UsageError
from openness.exchange import formats
from openness.exchange.shape import long_form

CARD = """---
license: apache-2.0
datasets: [org/corpus, wikipedia]
base_model:
- org/base
base_model_relation: adapter
pipeline_tag: text-generation
library_name: peft
model-index:
- name: tiny-adapter
  results: []
language: en
---
# Tiny adapter
"""

ENTRY = """---
system:
    name: Tiny
    link: https://huggingface.co/org/tiny-chat
    type: text
    performanceclass: limited
    basemodelname: tiny-base
    endmodelname: tiny-chat
    endmodellicense: Apache-2.0
    releasedate: 2025-03
org:
    name: Example Lab
datasources_basemodel:
    class: partial
    link: ["https://huggingface.co/datasets/org/corpus", "https://example.org/about"]
    notes: Half of it is named.
weights_basemodel:
    class: open
    link: https://huggingface.co/org/tiny-base/tree/main
weights_endmodel:
    class: open
    link: https://huggingface.co/org/tiny-chat
    notes:
trainingcode:
    class: open
    link: https://github.com/org/train
paper:
    class: closed
    link: https://example.org/looked-here
    notes: None found.
licenses:
    class: open
    link: https://huggingface.co/org/tiny-chat/blob/main/LICENSE
    notes: "Weights: Apache-2.0. Code: MIT. Data: not disclosed."
"""

BOM: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "metadata": {"component": {"type": "application", "name": "a service"}, "timestamp": "2026-01-01T00:00:00Z"},
    "components": [
        {"type": "library", "name": "numpy", "version": "2.0"},
        {
            "type": "machine-learning-model",
            "bom-ref": "m",
            "name": "tiny",
            "group": "org",
            "purl": "pkg:huggingface/org/tiny@0a1b2c",
            "hashes": [{"alg": "MD5", "content": "0" * 32}, {"alg": "SHA-256", "content": "AB" * 32}],
            "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Apache License 2.0"}}],
            "modelCard": {
                "modelParameters": {
                    "task": "Text Generation",
                    "modelArchitecture": "llama",
                    "datasets": [{"ref": "d"}],
                },
                "considerations": {"useCases": ["chat"]},
            },
            "pedigree": {
                "ancestors": [{"type": "machine-learning-model", "name": "base", "purl": "pkg:huggingface/o/base"}]
            },
        },
        {
            "type": "data",
            "bom-ref": "d",
            "name": "corpus",
            "licenses": [{"license": {"id": "CC-BY-4.0"}}],
            "externalReferences": [{"type": "distribution", "url": "https://huggingface.co/datasets/org/corpus"}],
        },
    ],
}

SPDX: dict[str, Any] = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z"},
        {"type": "Organization", "spdxId": "u:o", "creationInfo": "_:c", "name": "Example Lab"},
        {
            "type": "ai_AIPackage",
            "spdxId": "u:m",
            "name": "tiny",
            "suppliedBy": "u:o",
            "releaseTime": "2025-03-04T00:00:00Z",
            "software_packageVersion": "2",
            "software_downloadLocation": "https://huggingface.co/org/tiny",
            "ai_typeOfModel": ["transformer decoder"],
            "ai_limitation": "small",
            "ai_modelDataPreprocessing": ["deduplicated", "filtered"],
        },
        {
            "type": "dataset_DatasetPackage",
            "spdxId": "u:d",
            "name": "corpus",
            "dataset_dataCollectionProcess": "crawled",
            "dataset_dataPreprocessing": ["cleaned"],
            "dataset_datasetAvailability": "registration",
        },
        {"type": "simplelicensing_LicenseExpression", "spdxId": "u:l", "simplelicensing_licenseExpression": "MIT"},
        {"type": "Relationship", "from": "u:m", "relationshipType": "trainedOn", "to": ["u:d"]},
        {"type": "Relationship", "from": "u:m", "relationshipType": "hasDeclaredLicense", "to": ["u:l"]},
        {
            "type": "Relationship",
            "from": "u:d",
            "relationshipType": "hasConcludedLicense",
            "to": ["https://spdx.org/licenses/CC-BY-4.0"],
        },
        {"type": "SpdxDocument", "spdxId": "u:doc", "rootElement": ["u:m"]},
    ],
}

CROISSANT: dict[str, Any] = {
    "@context": {"sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/"},
    "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0",
    "name": "corpus",
    "description": "Pages of the web.",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://huggingface.co/datasets/org/corpus",
    "isAccessibleForFree": True,
    "creator": {"@type": "sc:Person", "name": "A. Maker"},
    "rai:dataCollection": ["Crawled in 2024.", "Sampled."],
    "rai:dataPreprocessingProtocol": "Deduplicated.",
    "distribution": [
        {
            "@type": "cr:FileObject",
            "@id": "all",
            "name": "all",
            "contentUrl": "data/all%20pages.jsonl",
            "contentSize": "1024 B",
            "encodingFormat": "application/jsonlines",
            "sha256": "ab" * 32,
        }
    ],
    "recordSet": [{"@type": "cr:RecordSet"}],
}


def read(content: object, path: str, form: str) -> tuple[dict[str, Any], dict[str, str]]:
    text = content if isinstance(content, str) else json.dumps(content)
    assert formats.detect(text, path) == form
    converted = formats.read(text, path, form)
    return long_form(converted.manifest), {loss.what: loss.why for loss in converted.losses}


def test_a_model_card() -> None:
    data, losses = read(CARD, "clone/README.md", "huggingface")
    assert data == {
        "model": {
            "name": "tiny-adapter",
            "type": "language",
            "base_model": [{"id": "hf:org/base", "relation": "adapter"}],
        },
        "license": "Apache-2.0",
        "components": {"model-card": [{"status": "released", "location": ["README.md"]}]},
        "data": {
            "sources": [
                {"name": "org/corpus", "location": "hf:datasets/org/corpus", "obtainable": "unknown"},
                {"name": "wikipedia", "obtainable": "unknown"},
            ]
        },
    }
    assert set(losses) == {"library_name = peft", "language = en"}


@pytest.mark.parametrize(
    ("lines", "license_id"),
    [
        ("license: mit", "MIT"),
        ("license: llama3.1", "LicenseRef-llama-3.1"),
        ("license: unknown", "NOASSERTION"),
        ("license: other", "NOASSERTION"),
        ("license: other\nlicense_name: my-own-terms", "LicenseRef-my-own-terms"),
        ("license: other\nlicense_name: apache 2.0", "Apache-2.0"),
        ("license: [mit, cc-by-4.0]", "MIT AND CC-BY-4.0"),
        ("license: []", None),
        ("tags: [a]", None),
    ],
)
def test_licenses_of_a_card(lines: str, license_id: str | None) -> None:
    data, _ = read(f"---\n{lines}\n---\n", "README.md", "huggingface")
    assert data.get("license") == license_id


def test_an_entry_of_the_index() -> None:
    data, losses = read(ENTRY, "tiny.yaml", "osai-index")
    assert data["model"] == {
        "name": "tiny-chat",
        "producer": "Example Lab",
        "type": "language",
        "treatment": "fine-tuned",
        "base_model": [{"id": "hf:org/tiny-base"}],
        "released": "2025-03",
        "homepage": "hf:org/tiny-chat",
    }
    assert data["components"] == {
        "training-data": [
            {
                "status": "partial",
                "location": ["hf:datasets/org/corpus", "https://example.org/about"],
                "notes": "Half of it is named.",
            }
        ],
        "weights": [
            {
                "status": "released",
                "license": "Apache-2.0",
                "license_file": "hf:org/tiny-chat:LICENSE",
                "location": ["hf:org/tiny-chat"],
            }
        ],
        "training-code": [{"status": "released", "license": "MIT", "location": ["gh:org/train"]}],
        "data-processing-code": [{"status": "released", "license": "MIT", "location": ["gh:org/train"]}],
        "research-paper": [
            {"status": "withheld", "evidence": ["https://example.org/looked-here"], "notes": "None found."}
        ],
    }
    assert set(losses) == {
        "system.name = Tiny",
        "system.performanceclass = limited",
        "weights_basemodel.class = open",
        "licenses.class = open",
    }


def test_a_bill_of_materials_by_another_program() -> None:
    data, losses = read(BOM, "bom.json", "cyclonedx")
    assert data == {
        "model": {
            "name": "tiny",
            "producer": "org",
            "type": "language",
            "architecture": "llama",
            "base_model": [{"id": "hf:o/base"}],
        },
        "license": "MIT AND Apache-2.0",
        "components": {
            "weights": [{"status": "released", "location": ["hf:org/tiny@0a1b2c"], "digest": "sha256:" + "ab" * 32}]
        },
        "data": {
            "sources": [
                {
                    "name": "corpus",
                    "location": "hf:datasets/org/corpus",
                    "license": "CC-BY-4.0",
                    "obtainable": "unknown",
                }
            ]
        },
    }
    assert {what.split(" = ")[0] for what in losses} == {
        "metadata.component",
        "components[]",
        "components[].hashes[]",
        "components[].modelCard.considerations",
        "components[].pedigree.ancestors[].type",
    }


def test_an_spdx_document_by_another_program() -> None:
    data, losses = read(SPDX, "spdx.json", "spdx")
    assert data == {
        "model": {
            "name": "tiny",
            "version": "2",
            "producer": "Example Lab",
            "architecture": "transformer decoder",
            "released": "2025-03-04",
        },
        "license": "MIT",
        "components": {"weights": [{"status": "released", "location": ["hf:org/tiny"]}]},
        "data": {
            "collection": "crawled",
            "processing": "cleaned\ndeduplicated\nfiltered",
            "sources": [{"name": "corpus", "obtainable": "request", "license": "CC-BY-4.0"}],
        },
    }
    assert set(losses) == {"ai_AIPackage[].ai_limitation = small"}


def test_an_spdx_document_about_data_alone() -> None:
    graph = [node for node in SPDX["@graph"] if node["type"] != "ai_AIPackage"]
    graph.append({"type": "dataset_DatasetPackage", "spdxId": "u:e", "name": "more"})
    graph[2] = {**graph[2], "software_downloadLocation": "https://huggingface.co/datasets/org/corpus"}
    data, _ = read({**SPDX, "@graph": graph}, "data.spdx.json", "spdx")
    assert data == {
        "components": {
            "training-data": [
                {
                    "status": "released",
                    "name": "corpus",
                    "license": "CC-BY-4.0",
                    "location": ["hf:datasets/org/corpus"],
                },
                {"status": "described", "name": "more"},
            ]
        },
        "data": {
            "collection": "crawled",
            "processing": "cleaned",
            "sources": [
                {
                    "name": "corpus",
                    "obtainable": "request",
                    "location": "hf:datasets/org/corpus",
                    "license": "CC-BY-4.0",
                },
                {"name": "more", "obtainable": "unknown"},
            ],
        },
    }


def test_relationships_with_a_scope_count_as_well() -> None:
    text = json.dumps(SPDX).replace('"type": "Relationship"', '"type": "LifecycleScopedRelationship"')
    data, losses = read(json.loads(text), "spdx.json", "spdx")
    assert data["license"] == "MIT"
    assert data["data"]["sources"] == [{"name": "corpus", "obtainable": "request", "license": "CC-BY-4.0"}]
    assert set(losses) == {"ai_AIPackage[].ai_limitation = small"}


def test_a_description_of_a_data_set() -> None:
    data, losses = read(CROISSANT, "croissant.json", "croissant")
    assert data == {
        "components": {
            "training-data": [
                {
                    "status": "released",
                    "name": "corpus",
                    "license": "CC-BY-4.0",
                    "location": ["hf:datasets/org/corpus"],
                    "files": [{"path": "data/all pages.jsonl", "digest": "sha256:" + "ab" * 32, "size": 1024}],
                }
            ]
        },
        "data": {
            "collection": "Crawled in 2024.; Sampled.",
            "characteristics": "Pages of the web.",
            "processing": "Deduplicated.",
            "sources": [
                {
                    "name": "corpus",
                    "obtainable": "public",
                    "location": "hf:datasets/org/corpus",
                    "license": "CC-BY-4.0",
                }
            ],
        },
    }
    assert set(losses) == {"creator", "distribution[].encodingFormat = application/jsonlines", "recordSet"}


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        ("\n", "x.yml", "the file is empty"),
        ("a: 1\n", "x.yml", "the format is none of"),
        ("framework: {}\nrelease: []\n", "MOF.yml", r"^MOF\.yml:1:1: the manifest has no `release`"),
        ('{"@type": "Dataset",\n "a": 1, "a": 2}', "c.json", r"^c\.json:2:10: .*`a` stands twice"),
        ("---\na: 1\n b: [\n---\n", "README.md", r"^README\.md:3:"),
        ('{"bomFormat": "CycloneDX",\n }', "x.json", r"^x\.json:\d:\d+: not JSON"),
        ("<bom/>", "bom.xml", "XML is not read"),
        ('{"spdxVersion": "SPDX-2.3"}', "x.json", "SPDX 2 says nothing of AI models"),
        ('{"a": 1}', "x.json", "the format is none of"),
        ('{"bomFormat": "CycloneDX", ', "x.json", "not JSON"),
        ('{"bomFormat": "CycloneDX", "specVersion": "1.4"}', "x.json", "has no model cards"),
        ('{"bomFormat": "CycloneDX", "specVersion": "1.6"}', "x.json", "no component of the type"),
        ('{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}', "x.json", "no AI package"),
        ('{"conformsTo": "http://mlcommons.org/croissant/1.0"}', "x.json", "describes no data set"),
        ("# Title\n", "README.md", "has no front matter"),
        ("openness: 1\nmodel: [\n", "openness.yml", "openness.yml:"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(text: str, path: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        formats.read(text, path, formats.detect(text, path))
    assert "\n" not in str(caught.value)


def test_keys_of_ones_own_are_listed() -> None:
    text = "openness: 1\nmodel: {name: a, producer: b, x-mine: 1}\nx-more: {deep: 2}\ncomponents: {weights: withheld}\n"
    converted = formats.read(text, "openness.yml", "openness")
    assert [loss.what for loss in converted.losses] == ["model.x-mine", "x-more"]


def test_one_name_with_two_ratings_is_two_models() -> None:
    """The index gives the rated model's name to its base where only the weights of the former are shared."""
    text = ENTRY.replace("basemodelname: tiny-base", "basemodelname: tiny-chat")
    data, _ = read(
        text.replace("notes: Half of it is named.\n", "notes: Half of it is named.\n", 1), "a.yaml", "osai-index"
    )
    assert data["model"]["base_model"] == "none"
    data, _ = read(
        text.replace("weights_basemodel:\n    class: open", "weights_basemodel:\n    class: closed"),
        "a.yaml",
        "osai-index",
    )
    assert "base_model" not in data["model"]
    assert data["model"]["treatment"] == "fine-tuned"


MOF_FILE = """framework: {name: Model Openness Framework, version: "1.0", date: "2024-12-15"}
release:
  name: Tiny
  producer: Example Lab
  license:
    distribution: {name: MIT license, path: ""}
    code: {name: "", path: ""}
  components:
    - {name: Model architecture, license: license}
    - {name: Model parameters (Final), license: Example Community Terms}
    - {name: Training code, license: BSD}
    - {name: Datasets, license: unlicensed}
    - {name: Data card, license: Component not included}
    - {name: Model card}
"""


def test_licenses_of_a_mof_file_are_never_guessed() -> None:
    converted = formats.read(MOF_FILE, "MOF.yml", "mof")
    data = long_form(converted.manifest)
    assert data["license"] == "MIT"
    assert {name: entry[0].get("license", entry[0]["status"]) for name, entry in data["components"].items()} == {
        "architecture-code": "NOASSERTION",
        "weights": "LicenseRef-Example-Community-Terms",
        "training-code": "LicenseRef-BSD",
        "training-data": "NOASSERTION",
        "data-card": "withheld",
        "model-card": "released",
    }
    (loss,) = converted.losses
    assert str(loss) == "release.components[].license = license: names no known license; read as NOASSERTION"
    assert {str(one) for one in converted.assumed} == {
        "release.license.distribution.name = MIT license: read as MIT",
        "release.components.license = Example Community Terms: read as LicenseRef-Example-Community-Terms",
        "release.components.license = BSD: read as LicenseRef-BSD",
        "release.components.license = Component not included: read as withheld",
    }
