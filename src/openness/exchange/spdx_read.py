"""SPDX 3.0 JSON-LD with the AI and Dataset profiles (https://spdx.github.io/spdx-spec/v3.0.1/), read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.exchange.jsonsource import parse_json
from openness.exchange.overlay import applied
from openness.exchange.places import location
from openness.exchange.result import Converted, Loss
from openness.exchange.settle import settle
from openness.exchange.spdx_elements import Elements, by_type
from openness.package_data import package_json
from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.exchange.ledger import Ledger, Path
    from openness.exchange.shape import Data

FACTS = "openness"
SOURCE = "source of training data"
BASE = "base model"
RELEASE = "release: "
AVAILABILITY = {"public": "directDownload", "gated": "clickthrough", "request": "registration"}

_OBTAINABLE = {"directDownload": "public", "clickthrough": "gated", "registration": "request"}
_ABOUT_THE_FILE = ("CreationInfo", "SpdxDocument", "SoftwareAgent", "Tool", "software_Sbom", "Bom", "Bundle", "Person")
_DAY = compiled(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:.]{2,15}Z")
_MARK = compiled(r"component: ([a-z0-9-]{1,64})")


def read(text: str, path: str) -> Converted:
    """The manifest of the AI package that a document is about. Raises UsageError when it holds none."""
    document = parse_json(text, path)
    nodes = document.get("@graph")
    if not isinstance(nodes, list):
        nodes = [document]
    ledger = by_type(nodes)
    alone = not ledger.indexes("ai_AIPackage")
    if alone and not ledger.indexes("dataset_DatasetPackage"):
        raise UsageError(f"{path}: the document holds no AI package and no data set (`ai_AIPackage`)")
    found = _data_alone(ledger) if alone else native_data(ledger)
    data = applied(found, _changes(ledger))
    settled, losses = settle(data, path)
    sources = data.get("data", {}).get("sources", ()) if isinstance(data.get("data"), dict) else ()
    unknown = [one for one in sources if isinstance(one, dict) and one.get("obtainable") == "unknown"]
    assumed = [Loss("data.sources.obtainable", "the document does not say: read as unknown")] if unknown else []
    if alone:
        assumed.append(
            Loss("components.training-data", "what a model does with the data is not said: read as training")
        )
    reasons = package_json("data", "exchange", "bom.json")["spdx_reading"]
    return Converted(settled, (*ledger.losses(reasons, "no place in a manifest"), *losses), tuple(assumed))


def native_data(ledger: Ledger) -> Data:
    """What the standard's own fields say, in the long form of a manifest."""
    ledger.skip(*_ABOUT_THE_FILE)
    graph = Elements(ledger)
    at = graph.subject()
    if at is None:
        return {}
    graph.formalities(at)
    components: Data = {}
    data: Data = {"model": _model(graph, at), "components": components, "releases": [], "data": {}}
    default = graph.license(at)
    if default:
        data["license"] = default
    _weights(graph, at, data)
    for kind, target in graph.related(at):
        _related(graph, kind, target, data)
    processing = graph.ledger.at(*at, "ai_modelDataPreprocessing")
    if isinstance(processing, list) and processing and all(isinstance(one, str) for one in processing):
        graph.ledger.take(*at, "ai_modelDataPreprocessing")
        _append(data["data"], "processing", "\n".join(processing))
    return {key: value for key, value in data.items() if value}


def _data_alone(ledger: Ledger) -> Data:
    """The facts of data sets that no model of the document is trained on."""
    ledger.skip(*_ABOUT_THE_FILE)
    graph = Elements(ledger)
    data: Data = {"model": {}, "components": {}, "data": {}}
    for index in ledger.indexes("dataset_DatasetPackage"):
        _related(graph, "trainedOn", ("dataset_DatasetPackage", index), data)
    entries = []
    for source in data["data"].get("sources", ()):
        entry = {key: source[key] for key in ("name", "license") if key in source}
        places = [source["location"]] if "location" in source else []
        entries.append({"status": "released" if places else "described", **entry, "location": places})
    if entries:
        data["components"]["training-data"] = entries
    return data


def _model(graph: Elements, at: Path) -> Data:
    ledger = graph.ledger
    found: Data = {"name": ledger.text(*at, "name"), "version": ledger.text(*at, "software_packageVersion")}
    for key in ("suppliedBy", "originatedBy"):
        value = ledger.at(*at, key)
        maker = graph.places.get(str(value[0] if isinstance(value, list) and value else value))
        if maker is not None and "producer" not in found and (name := ledger.text(*maker, "name")):
            ledger.take(*at, key)
            graph.formalities(maker)
            found["producer"] = name
    found["homepage"] = graph.address(at, "software_homePage")
    if day := _DAY.fullmatch(str(ledger.at(*at, "releaseTime"))):
        ledger.take(*at, "releaseTime")
        found["released"] = day[1]
    if len(ledger.indexes(*at, "ai_typeOfModel")) == 1:
        found["architecture"] = ledger.text(*at, "ai_typeOfModel", 0)
    table = package_json("data", "exchange", "huggingface.json")["types"]
    kinds = frozenset(table.values()) | {"code", "other"}
    for index in ledger.indexes(*at, "ai_domain"):
        word = str(ledger.at(*at, "ai_domain", index)).strip().lower().replace(" ", "-")
        kind = table.get(word) or (word if word in kinds else None)
        if kind and "type" not in found:
            ledger.take(*at, "ai_domain", index)
            found["type"] = kind
    return {key: value for key, value in found.items() if value}


def _weights(graph: Elements, at: Path, data: Data) -> None:
    """Where the package itself can be had, and its digest; with these it stands for the weights."""
    for index in graph.ledger.indexes(*at, "externalRef"):
        here: Path = (*at, "externalRef", index)
        comment, place = graph.ledger.at(*here, "comment"), location(str(graph.ledger.at(*here, "locator", 0)))
        if isinstance(comment, str) and comment.startswith(RELEASE) and place:
            graph.ledger.take(*here)
            data["releases"].append({"channel": comment.removeprefix(RELEASE), "location": place})
    entry: Data = {
        "status": "released",
        "location": graph.locations(at),
        "digest": graph.digest(at),
        "files": graph.files(at),
    }
    if entry["location"] or entry["digest"] or entry["files"]:
        data["components"]["weights"] = [{key: value for key, value in entry.items() if value}]


def _related(graph: Elements, kind: str, at: Path, data: Data) -> None:
    """One element that the model points to: a component, a source of data, or a base model."""
    ledger = graph.ledger
    comment = ledger.at(*at, "comment")
    marked = _MARK.fullmatch(comment) if isinstance(comment, str) else None
    if at[0] == "software_File" or (marked is None and kind not in ("trainedOn", "descendantOf", "testedOn")):
        return
    if marked or comment in (SOURCE, BASE):
        ledger.take(*at, "comment")
    graph.formalities(at)
    places, license_id, name = graph.locations(at), graph.license(at), ledger.text(*at, "name")
    notes = ledger.text(*at, "description")
    availability = _OBTAINABLE.get(str(ledger.at(*at, "dataset_datasetAvailability")))
    if availability:
        ledger.take(*at, "dataset_datasetAvailability")
    if kind == "descendantOf" and marked is None:
        if places:
            base = {"id": places[0], **({"license": license_id} if license_id else {})}
            data["model"].setdefault("base_model", []).append(base)
        return
    if marked is None and kind == "trainedOn":
        source: Data = {"name": name or "unknown", "obtainable": availability or "unknown", "notes": notes}
        source |= {"location": places[0] if places else None, "license": license_id}
        data["data"].setdefault("sources", []).append({key: value for key, value in source.items() if value})
        if collection := ledger.text(*at, "dataset_dataCollectionProcess"):
            _append(data["data"], "collection", collection)
        for number in ledger.indexes(*at, "dataset_dataPreprocessing"):
            if processing := ledger.text(*at, "dataset_dataPreprocessing", number):
                _append(data["data"], "processing", processing)
        return
    identifier = marked[1] if marked else "evaluation-data"
    entry: Data = {
        "status": "released",
        "name": name if name != identifier else None,
        "license": license_id if license_id != data.get("license") else None,
        "location": places,
        "notes": notes,
        "access": availability,
        "digest": graph.digest(at),
        "files": graph.files(at),
    }
    data["components"].setdefault(identifier, []).append({key: value for key, value in entry.items() if value})


def _append(data: Data, key: str, text: str) -> None:
    """One more paragraph of what is said of all data."""
    data[key] = f"{data[key]}\n{text}" if key in data else text


def _changes(ledger: Ledger) -> Data:
    """The facts in annotations that this program wrote."""
    found: Data = {}
    for index in ledger.indexes("Annotation"):
        statement = ledger.at("Annotation", index, "statement")
        if not isinstance(statement, str) or f'"{FACTS}"' not in statement[:40]:
            continue
        try:
            said = json.loads(statement)
        except (ValueError, RecursionError):
            continue
        facts = said.get(FACTS) if isinstance(said, dict) else None
        if isinstance(facts, dict):
            ledger.take("Annotation", index)
            scalars = (str, int, float, bool, type(None))
            found |= {str(place): value for place, value in facts.items() if isinstance(value, scalars)}
    return found
