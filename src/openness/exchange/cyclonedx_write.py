"""CycloneDX 1.6 ML-BOM (https://cyclonedx.org/capabilities/mlbom/), written as JSON."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openness.exchange.cyclonedx_read import native_data
from openness.exchange.jsontext import dumps
from openness.exchange.ledger import Ledger
from openness.exchange.overlay import ABSENT, COMPONENT, PREFIX, difference, encode
from openness.exchange.places import address
from openness.exchange.result import Loss, Written
from openness.exchange.shape import long_form
from openness.package_data import package_json

if TYPE_CHECKING:
    from openness.exchange.shape import Data
    from openness.manifest.entities import Manifest

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
MODEL = "model"

_UNSTATED = ("NOASSERTION", "NONE")
_HASHES = {"sha256": "SHA-256", "sha512": "SHA-512"}
_SHARED = ("released", "partial")


def write(manifest: Manifest) -> Written:
    """The manifest as a bill of materials; every fact that has no field becomes a property of the model."""
    data = long_form(manifest)
    bom = _bom(data)
    model: Data = bom["metadata"]["component"]
    changes = difference(data, native_data(Ledger(bom)))
    for place, value in changes.items():
        name, text = (ABSENT, place) if value is None else (PREFIX + place, encode(value))
        model.setdefault("properties", []).append({"name": name, "value": text})
    content = json.dumps(bom, sort_keys=True, ensure_ascii=False)
    bom["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"
    order = ("$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components")
    text = dumps({key: bom[key] for key in order if key in bom})
    assumed = (
        [] if "name" in data.get("model", {}) else [Loss("name", "not stated in the source: written as `unknown`")]
    )
    return Written(text, (), tuple(assumed))


def _bom(data: Data) -> Data:
    artifacts = list(_artifacts(data))
    bom: Data = {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _model(data, artifacts)},
        "components": artifacts,
    }
    return {key: value for key, value in bom.items() if value != []}


def _model(data: Data, artifacts: list[Data]) -> Data:
    model = data.get("model", {})
    weights = (data.get("components", {}).get("weights") or [{}])[0]
    shared = weights.get("status") in _SHARED
    card = _card(data, artifacts)
    component: Data = {
        "type": "machine-learning-model",
        "bom-ref": MODEL,
        "supplier": {"name": model["producer"]} if "producer" in model else None,
        "name": model.get("name", "unknown"),
        "version": model.get("version"),
        "hashes": _hash(weights.get("digest")) if shared else None,
        "licenses": _licenses(weights.get("license") or data.get("license")),
        "pedigree": _pedigree(model),
        "externalReferences": [*_references(data, weights if shared else {})],
        "components": _files(weights) if shared else None,
        "modelCard": card,
    }
    return {key: value for key, value in component.items() if value}


def _card(data: Data, artifacts: list[Data]) -> Data:
    model = data.get("model", {})
    tasks = package_json("data", "exchange", "huggingface.json")["tasks"]
    kind = model.get("type")
    datasets: list[Data] = [
        {"ref": one["bom-ref"]}
        for one in artifacts
        if one["bom-ref"].split(":")[0] in ("training-data", "finetuning-data")
    ]
    for source in data.get("data", {}).get("sources", ()):
        dataset: Data = {"type": "dataset", "name": source["name"]}
        if "location" in source:
            dataset["contents"] = {"url": _url(source["location"])}
        if "notes" in source:
            dataset["description"] = source["notes"]
        datasets.append(dataset)
    parameters: Data = {
        "task": tasks.get(kind, kind),
        "architectureFamily": model.get("architecture"),
        "datasets": datasets,
    }
    shown = {key: value for key, value in parameters.items() if value}
    return {"modelParameters": shown} if shown else {}


def _pedigree(model: Data) -> Data | None:
    bases = model.get("base_model")
    if not isinstance(bases, list):
        return None
    ancestors = []
    for base in bases:
        ancestor: Data = {
            "type": "machine-learning-model",
            "name": base["id"].rpartition(":")[2].rstrip("/").rpartition("/")[2] or base["id"],
            "licenses": _licenses(base.get("license")),
            "externalReferences": [{"type": "distribution", "url": _url(base["id"])}],
        }
        ancestors.append({key: value for key, value in ancestor.items() if value})
    return {"ancestors": ancestors}


def _references(data: Data, weights: Data) -> list[Data]:
    table = package_json("data", "exchange", "bom.json")["components"]
    found = [_reference("distribution", place, "weights") for place in weights.get("location", ())]
    if homepage := data.get("model", {}).get("homepage"):
        found.append(_reference("website", homepage, ""))
    for release in data.get("releases", ()):
        kind = "vcs" if release["channel"] == "github" else "distribution"
        found.append(_reference(kind, release["location"], f"release: {release['channel']}"))
    for identifier, entries in data.get("components", {}).items():
        kind = table.get(identifier, {}).get("reference")
        for entry in entries if kind else ():
            if entry["status"] in _SHARED:
                found += [_reference(kind, place, f"component: {identifier}") for place in entry.get("location", ())]
    for place in data.get("data", {}).get("documentation", ()):
        found.append(_reference("documentation", place, "training data"))
    return found


def _reference(kind: str, place: str, comment: str) -> Data:
    return {"type": kind, "url": _url(place), **({"comment": comment} if comment else {})}


def _artifacts(data: Data) -> list[Data]:
    """The released components that are things of their own: code, data, settings, records."""
    table = package_json("data", "exchange", "bom.json")["components"]
    found = []
    for identifier, entries in data.get("components", {}).items():
        row = table.get(identifier, {"type": "data", "data": "other"})
        if identifier == "weights" or "reference" in row:
            continue
        for number, entry in enumerate(entries):
            if entry["status"] in _SHARED:
                reference = identifier if len(entries) == 1 else f"{identifier}:{number}"
                found.append(_artifact(data, identifier, entry, row, reference))
    return found


def _artifact(data: Data, identifier: str, entry: Data, row: dict[str, Any], reference: str) -> Data:
    component: Data = {
        "type": row["type"],
        "bom-ref": reference,
        "name": entry.get("name") or identifier,
        "description": entry.get("notes"),
        "hashes": _hash(entry.get("digest")),
        "licenses": _licenses(entry.get("license") or data.get("license")),
        "externalReferences": [
            _reference("vcs" if place.startswith("gh:") else "distribution", place, "")
            for place in entry.get("location", ())
        ],
        "components": _files(entry),
        "data": [{"type": row["data"]}] if "data" in row else None,
        "properties": [{"name": COMPONENT, "value": identifier}],
    }
    return {key: value for key, value in component.items() if value}


def _files(entry: Data) -> list[Data]:
    """The files of a component, each once: the format refuses equal ones."""
    found = []
    for file in entry.get("files", ()):
        hashes = _hash(file.get("digest"))
        shown: Data = {"type": "file", "name": file["path"], **({"hashes": hashes} if hashes else {})}
        if shown not in found:
            found.append(shown)
    return found


def _hash(digest: str | None) -> list[Data] | None:
    algorithm, _, content = (digest or "").partition(":")
    return [{"alg": _HASHES[algorithm], "content": content}] if algorithm in _HASHES else None


def _licenses(expression: str | None) -> list[Data] | None:
    if not expression or expression in _UNSTATED:
        return None
    if expression.startswith("LicenseRef-") and " " not in expression:
        return [{"license": {"name": expression, "acknowledgement": "declared"}}]
    return [{"expression": expression, "acknowledgement": "declared"}]


def _url(place: str) -> str:
    return quote(address(place), safe="/:?#[]@!$&'()*+,;=%~-._")
