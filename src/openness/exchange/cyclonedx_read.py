"""CycloneDX ML-BOM 1.5 to 1.7 (https://cyclonedx.org/docs/1.7/json/), read from JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from openness.errors import UsageError
from openness.exchange.jsonsource import parse_json
from openness.exchange.ledger import Ledger
from openness.exchange.licensing import expression, reference
from openness.exchange.overlay import ABSENT, COMPONENT, PREFIX, applied, decode
from openness.exchange.places import location
from openness.exchange.result import Converted, Loss
from openness.exchange.settle import settle
from openness.package_data import package_json
from openness.patterns import compiled
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from openness.exchange.ledger import Path
    from openness.exchange.shape import Data

VERSIONS = ("1.5", "1.6", "1.7")

_MODEL_TYPE = "machine-learning-model"
_HASHES = {"SHA-256": ("sha256", 64), "SHA-512": ("sha512", 128)}
_PURL = compiled(r"pkg:huggingface/([\w.-]{1,96})/([\w.%-]{1,96})(?:@([\w.-]{1,200}))?")
_MARKED = compiled(r"(component|release): ([a-z0-9-]{1,64})")


def read(text: str, path: str) -> Converted:
    """The manifest of the model that a bill is about. Raises UsageError when it is none, or about no model."""
    bom = parse_json(text, path)
    if bom.get("bomFormat") != "CycloneDX":
        raise UsageError(f"{path}: not a CycloneDX bill of materials (`bomFormat`)")
    version = bom.get("specVersion")
    if version not in VERSIONS:
        raise UsageError(f"{path}: CycloneDX {str(version)[:20]} has no model cards; {', '.join(VERSIONS)} are read")
    ledger = Ledger(bom)
    if _model_path(ledger) is None:
        raise UsageError(f"{path}: the bill holds no component of the type {_MODEL_TYPE}")
    data = native_data(ledger)
    model = _model_path(ledger)
    assert model is not None
    data = applied(data, _changes(ledger, model))
    settled, losses = settle(data, path)
    sources = data.get("data", {}).get("sources", ()) if isinstance(data.get("data"), dict) else ()
    unknown = [one for one in sources if isinstance(one, dict) and one.get("obtainable") == "unknown"]
    assumed = (Loss("data.sources.obtainable", "the bill does not say: read as unknown"),) if unknown else ()
    table = package_json("data", "exchange", "bom.json")
    return Converted(settled, (*ledger.losses(table["cyclonedx_reading"], "no place in a manifest"), *losses), assumed)


def native_data(ledger: Ledger) -> Data:
    """What the standard's own fields say, in the long form of a manifest."""
    ledger.skip("$schema", "bomFormat", "specVersion", "serialNumber", "version")
    for key in ("timestamp", "tools", "lifecycles"):
        ledger.take("metadata", key)
    at = _model_path(ledger)
    if at is None:
        return {}
    ledger.take(*at, "type")
    ledger.take(*at, "bom-ref")
    components: Data = {}
    data: Data = {"model": _model(ledger, at), "components": components, "data": {}, "releases": []}
    if license_id := _licenses(ledger, at):
        data["license"] = license_id
    _references(ledger, at, data)
    _weights(ledger, at, data)
    _artifacts(ledger, at, components, license_id)
    data["data"]["sources"] = list(_sources(ledger, at, components))
    if not data["data"]["sources"]:
        del data["data"]["sources"]
    return {key: value for key, value in data.items() if value}


def _model_path(ledger: Ledger) -> Path | None:
    """The model that the bill is about: its subject, else the first model listed."""
    places: list[Path] = [("metadata", "component"), *(("components", one) for one in ledger.indexes("components"))]
    return next((at for at in places if ledger.at(*at, "type") == _MODEL_TYPE), None)


def _changes(ledger: Ledger, at: Path) -> Data:
    changes: dict[str, Any] = {}
    for index in ledger.indexes(*at, "properties"):
        name, value = ledger.at(*at, "properties", index, "name"), ledger.at(*at, "properties", index, "value")
        if not isinstance(name, str) or not isinstance(value, str) or not name.startswith(PREFIX):
            continue
        ledger.take(*at, "properties", index)
        if name == ABSENT:
            changes[value] = None
        else:
            changes[name.removeprefix(PREFIX)] = decode(value)
    return changes


def _model(ledger: Ledger, at: Path) -> Data:
    found: Data = {
        "name": ledger.text(*at, "name"),
        "version": ledger.text(*at, "version"),
        "producer": next((one for key in _makers() if (one := ledger.text(*at, *key))), None),
    }
    card = (*at, "modelCard", "modelParameters")
    ledger.take(*at, "modelCard", "bom-ref")
    found["architecture"] = ledger.text(*card, "architectureFamily") or ledger.text(*card, "modelArchitecture")
    table = package_json("data", "exchange", "huggingface.json")["types"]
    task = ledger.at(*card, "task")
    if isinstance(task, str):
        word = task.strip().lower().replace(" ", "-")
        kinds = frozenset(table.values()) | {"code", "other"}
        kind = table.get(word) or (word if word in kinds else None)
        if kind:
            ledger.take(*card, "task")
            found["type"] = kind
    bases = [base for index in ledger.indexes(*at, "pedigree", "ancestors") if (base := _base(ledger, at, index))]
    if bases:
        found["base_model"] = bases
    return {key: value for key, value in found.items() if value}


def _makers() -> tuple[tuple[str | int, ...], ...]:
    named: tuple[tuple[str | int, ...], ...] = (("supplier", "name"), ("manufacturer", "name"), ("publisher",))
    return (*named, ("authors", 0, "name"), ("author",), ("group",))


def _base(ledger: Ledger, at: Path, index: int) -> Data | None:
    base: Path = (*at, "pedigree", "ancestors", index)
    for number in ledger.indexes(*base, "externalReferences"):
        place = _place(ledger, (*base, "externalReferences", number))
        if place and ":" in place:
            ledger.take(*base, "type")
            ledger.take(*base, "bom-ref")
            ledger.take(*base, "name")
            license_id = _licenses(ledger, base)
            return {"id": place, **({"license": license_id} if license_id else {})}
    if found := _hub(ledger, base):
        ledger.take(*base, "name")
        return {"id": found}
    return None


def _place(ledger: Ledger, at: Path) -> str | None:
    """The place that a reference leads to, taken; None when it is no location."""
    url = ledger.at(*at, "url")
    found = location(url) if isinstance(url, str) else None
    if found is not None:
        ledger.take(*at, "url")
        ledger.take(*at, "type")
    return found


def _hub(ledger: Ledger, at: Path) -> str | None:
    """The place on the Hugging Face hub that a package URL names."""
    purl = ledger.at(*at, "purl")
    found = _PURL.match(purl) if isinstance(purl, str) else None
    if found is None:
        return None
    revision = f"@{found[3]}" if found[3] and found[3] not in ("main", "latest") else ""
    place = location(f"hf:{found[1]}/{unquote(found[2])}{revision}")
    if place is not None:
        ledger.take(*at, "purl")
    return place


def _licenses(ledger: Ledger, at: Path) -> str | None:
    """One expression for all licenses listed; several are all binding."""
    found = []
    for index in ledger.indexes(*at, "licenses"):
        here: Path = (*at, "licenses", index)
        for key in (("expression",), ("license", "id"), ("license", "name")):
            text = ledger.at(*here, *key)
            if isinstance(text, str) and (one := expression(text) or (key[-1] == "name" and reference(text)) or None):
                ledger.take(*here, *key)
                found.append(one)
                break
        for key in (("acknowledgement",), ("license", "acknowledgement"), ("license", "bom-ref"), ("bom-ref",)):
            ledger.take(*here, *key)
    distinct = list(dict.fromkeys(found))
    if len(distinct) == 1:
        return distinct[0]
    return " AND ".join(f"({one})" if " OR " in one else one for one in distinct) or None


def _references(ledger: Ledger, at: Path, data: Data) -> None:
    """What the references of the model lead to: weights, releases, documents."""
    table = package_json("data", "exchange", "bom.json")["references"]
    for index in ledger.indexes(*at, "externalReferences"):
        here: Path = (*at, "externalReferences", index)
        kind, comment = str(ledger.at(*here, "type")), ledger.at(*here, "comment")
        marked = _MARKED.fullmatch(comment) if isinstance(comment, str) else None
        target = f"component: {table[kind]}" if marked is None and kind in table else comment
        place = _place(ledger, here) if kind in _USED or marked else None
        if place is None:
            continue
        if comment in ("weights", "training data") or marked:
            ledger.take(*here, "comment")
        if kind == "website":
            data["model"].setdefault("homepage", place)
        elif comment == "training data":
            data["data"].setdefault("documentation", []).append(place)
        elif (found := _MARKED.fullmatch(str(target))) is not None and found[1] == "release":
            data["releases"].append({"channel": found[2], "location": place})
        elif found is not None and found[2] in COMPONENTS:
            _add(data["components"], found[2], place)
        elif kind == "vcs":
            data["releases"].append({"channel": "github" if place.startswith("gh:") else "other", "location": place})
        else:
            _add(data["components"], "weights", place)


_USED = frozenset({"website", "distribution", "vcs", "model-card", "documentation"})


def _add(components: Data, identifier: str, place: str) -> None:
    entries = components.setdefault(identifier, [{"status": "released", "location": []}])
    entries[0]["location"].append(place)


def _weights(ledger: Ledger, at: Path, data: Data) -> None:
    """Digests and files of the model itself; they are facts of the weights where those can be had somewhere."""
    components = data["components"]
    if "weights" not in components and (place := _hub(ledger, at)):
        _add(components, "weights", place)
        data["model"].setdefault("producer", place.removeprefix("hf:").partition("/")[0])
    if "weights" not in components and not ledger.at(*at, "hashes") and not ledger.at(*at, "components"):
        return
    own = components.get("weights")
    entry: Data = own[0] if own else {"status": "released"}
    if digest := _digest(ledger, at):
        entry["digest"] = digest
    if files := _files(ledger, at):
        entry["files"] = files
    if len(entry) > 1:
        components["weights"] = [entry]


def _digest(ledger: Ledger, at: Path) -> str | None:
    for index in ledger.indexes(*at, "hashes"):
        algorithm, content = ledger.at(*at, "hashes", index, "alg"), ledger.at(*at, "hashes", index, "content")
        name, length = _HASHES.get(str(algorithm), ("", 0))
        if name and isinstance(content, str) and len(content) == length:
            ledger.take(*at, "hashes", index)
            return f"{name}:{content.lower()}"
    return None


def _files(ledger: Ledger, at: Path) -> list[Data]:
    found = []
    for index in ledger.indexes(*at, "components"):
        here: Path = (*at, "components", index)
        if ledger.at(*here, "type") != "file" or not (name := ledger.text(*here, "name")):
            continue
        ledger.take(*here, "type")
        ledger.take(*here, "bom-ref")
        digest = _digest(ledger, here)
        found.append({"path": name, **({"digest": digest} if digest else {})})
    return found


def _artifacts(ledger: Ledger, model: Path, components: Data, default: str | None) -> None:
    """The components that say which part of a release they are; the model's license is the default for them."""
    for index in ledger.indexes("components"):
        at: Path = ("components", index)
        identifier = _marked(ledger, at)
        if at == model or identifier is None:
            continue
        for key in ("type", "bom-ref", "data"):
            ledger.take(*at, key)
        entry: Data = {"status": "released", "name": ledger.text(*at, "name"), "notes": ledger.text(*at, "description")}
        if entry["name"] == identifier:
            del entry["name"]
        license_id = _licenses(ledger, at)
        entry["license"] = license_id if license_id != default else None
        numbers = ledger.indexes(*at, "externalReferences")
        entry["location"] = [one for n in numbers if (one := _place(ledger, (*at, "externalReferences", n)))]
        entry["digest"] = _digest(ledger, at)
        entry["files"] = _files(ledger, at)
        components.setdefault(identifier, []).append({key: value for key, value in entry.items() if value})


def _marked(ledger: Ledger, at: Path) -> str | None:
    for index in ledger.indexes(*at, "properties"):
        value = ledger.at(*at, "properties", index, "value")
        if ledger.at(*at, "properties", index, "name") == COMPONENT and isinstance(value, str):
            ledger.take(*at, "properties", index)
            return value
    return None


def _sources(ledger: Ledger, at: Path, components: Data) -> list[Data]:
    """Data sets that the model card names, in place or by reference."""
    found = []
    card: Path = (*at, "modelCard", "modelParameters", "datasets")
    by_reference = {ledger.at("components", one, "bom-ref"): one for one in ledger.indexes("components")}
    for index in ledger.indexes(*card):
        pointed = ledger.at(*card, index, "ref")
        if isinstance(pointed, str) and pointed in by_reference:
            ledger.take(*card, index, "ref")
            target: Path = ("components", by_reference[pointed])
            if pointed.partition(":")[0] not in components and (source := _component_source(ledger, target)):
                found.append(source)
        elif name := ledger.text(*card, index, "name"):
            ledger.take(*card, index, "type")
            ledger.take(*card, index, "bom-ref")
            source = {"name": name, "obtainable": "unknown"}
            url = ledger.at(*card, index, "contents", "url")
            if isinstance(url, str) and (place := location(url)):
                ledger.take(*card, index, "contents", "url")
                source["location"] = place
            if notes := ledger.text(*card, index, "description"):
                source["notes"] = notes
            found.append(source)
    return found


def _component_source(ledger: Ledger, at: Path) -> Data | None:
    """A data set that is a component of its own."""
    name = ledger.text(*at, "name")
    if name is None:
        return None
    for key in ("type", "bom-ref"):
        ledger.take(*at, key)
    numbers = ledger.indexes(*at, "externalReferences")
    places = [one for n in numbers if (one := _place(ledger, (*at, "externalReferences", n)))]
    source: Data = {
        "name": name,
        "obtainable": "unknown",
        "location": places[0] if places else None,
        "license": _licenses(ledger, at),
        "notes": ledger.text(*at, "description"),
    }
    return {key: value for key, value in source.items() if value}
