"""Front matter of model cards on the Hugging Face hub, read and written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.exchange.frontmatter_text import find_block, patched
from openness.exchange.ledger import Ledger
from openness.exchange.licensing import UNKNOWN, expression, hub_tag, reference
from openness.exchange.places import address, hub_id, location
from openness.exchange.result import Converted, Loss, Written, place_of
from openness.exchange.settle import settle
from openness.exchange.shape import long_form
from openness.exchange.yamlsource import parse_yaml
from openness.package_data import package_json
from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.exchange.shape import Data
    from openness.manifest.entities import Manifest

_ID = compiled(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_OTHER = "other"
_CARD = "README.md"


def _table() -> dict[str, Any]:
    return package_json("data", "exchange", "huggingface.json")


def read(text: str, path: str) -> Converted:
    """The manifest that a card's front matter amounts to. Raises UsageError when there is none or it is unreadable."""
    found = find_block(text)
    if found is None:
        raise UsageError(f"{path}: the file has no front matter (a block between `---` lines at its top)")
    document = parse_yaml(text[found.start : found.end], path, {}, below=1)
    ledger = Ledger(document.data)
    name = path.replace("\\", "/").rpartition("/")[2] or _CARD
    data: Data = {"model": _model(ledger), "components": {}}
    license_id = _license(ledger)
    if license_id:
        data["license"] = license_id
        link = ledger.at("license_link")
        if isinstance(link, str) and (place := location(link)) and ":" not in place:
            ledger.take("license_link")
            data["license_file"] = place
    if not location(name) or ":" in name:
        name = _CARD
    card: Data = {"status": "released", "location": [name]}
    data["components"]["model-card"] = [card if license_id else {**card, "license": UNKNOWN}]
    sources = _sources(ledger)
    if sources:
        data["data"] = {"sources": sources}
    settled, losses = settle(data, path)
    assumed = [Loss("data.sources.obtainable", "front matter does not say: read as unknown")] if sources else []
    problems = [Loss(place_of(path, one, 1), one.message) for one in document.problems]
    reasons = _table()["reading"]
    return Converted(settled, (*ledger.losses(reasons, "no place in a manifest"), *losses, *problems), tuple(assumed))


def _model(ledger: Ledger) -> Data:
    model: Data = {}
    if name := ledger.text("model_name") or ledger.text("model-index", 0, "name"):
        model["name"] = name
    if kind := _table()["types"].get(str(ledger.at("pipeline_tag"))):
        ledger.take("pipeline_tag")
        model["type"] = kind
    bases = _ids(ledger, "base_model")
    if bases:
        relation = _table()["relations"].get(str(ledger.at("base_model_relation")))
        if relation:
            ledger.take("base_model_relation")
        model["base_model"] = [{"id": f"hf:{one}", **({"relation": relation} if relation else {})} for one in bases]
    return model


def _ids(ledger: Ledger, key: str) -> list[str]:
    """Ids of the hub under a key that holds one or a list of them."""
    if isinstance(ledger.at(key), str):
        one = str(ledger.at(key)).strip()
        return [str(ledger.take(key)).strip()] if _ID.fullmatch(one) else []
    found = []
    for index in ledger.indexes(key):
        item = ledger.at(key, index)
        if isinstance(item, str) and _ID.fullmatch(item.strip()):
            ledger.take(key, index)
            found.append(item.strip())
    return list(dict.fromkeys(found))


def _sources(ledger: Ledger) -> list[Data]:
    """The data sets that the card names; those without an owner are the hub's oldest, whose names stand alone."""
    listed = [ledger.at("datasets")] if isinstance(ledger.at("datasets"), str) else ledger.at("datasets")
    alone = [
        one
        for index, one in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(one, str) and re.fullmatch(r"[A-Za-z0-9][\w.-]{0,95}", one) and _take_item(ledger, index)
    ]
    named: list[Data] = [{"name": one, "location": f"hf:datasets/{one}"} for one in _ids(ledger, "datasets")]
    return [{**one, "obtainable": "unknown"} for one in [*named, *({"name": name} for name in alone)]]


def _take_item(ledger: Ledger, index: int) -> bool:
    held = ledger.at("datasets")
    ledger.take(*(("datasets", index) if isinstance(held, list) else ("datasets",)))
    return True


def _license(ledger: Ledger) -> str | None:
    held = ledger.at("license")
    if isinstance(held, list):
        return _joined(ledger, held)
    if not isinstance(held, str) or not held.strip():
        return None
    if held == "unknown":
        ledger.take("license")
        return UNKNOWN
    if held != _OTHER and (found := expression(held)):
        ledger.take("license")
        return found
    name = ledger.at("license_name")
    found = (expression(name) or reference(name)) if isinstance(name, str) else None
    if found is None:
        return UNKNOWN
    ledger.take("license_name")
    if held == _OTHER:
        ledger.take("license")
    return found


def _joined(ledger: Ledger, listed: list[object]) -> str | None:
    """One expression for several licenses, all of which are taken to hold."""
    found = []
    for index, name in enumerate(listed):
        if isinstance(name, str) and name not in _table()["not_licenses"] and (one := expression(name)):
            ledger.take("license", index)
            found.append(_grouped(one))
    return " AND ".join(dict.fromkeys(found)) or None


def _grouped(text: str) -> str:
    return f"({text})" if " OR " in text else text


def write(manifest: Manifest, into: str | None = None, path: str = _CARD) -> Written:
    """Front matter that says what it can of the manifest: alone, or patched into the text of a card.

    Raises UsageError when the card's own front matter cannot be changed safely.
    """
    ledger = Ledger(long_form(manifest))
    wanted: dict[str, str | list[str] | None] = {}
    _write_license(ledger, manifest, wanted)
    if wanted.get("license") == "unknown" and _states(into, "license"):
        # What the card says is more than that nobody knows.
        del wanted["license"]
    _write_bases(ledger, wanted)
    if datasets := _datasets(ledger):
        wanted["datasets"] = datasets
    kind = ledger.at("model", "type")
    task = _table()["tasks"].get(kind)
    if task and not _says_type(into, str(kind)):
        wanted["pipeline_tag"] = task
    if task or _says_type(into, str(kind)):
        ledger.take("model", "type")
    card = ledger.at("components", "model-card", 0)
    if isinstance(card, dict) and card.get("status") == "released" and card.get("location", [_CARD]) == [_CARD]:
        for key in ("status", "location"):
            ledger.take("components", "model-card", 0, key)
    text = patched(into if into is not None else "", wanted, path)
    return Written(text, tuple(ledger.losses(_table()["writing"], "no key in front matter")))


def _says_type(into: str | None, kind: str) -> bool:
    """True when the card's task is one of the kinds of model that the manifest names."""
    return bool(_table()["types"].get(_states(into, "pipeline_tag")) == kind)


def _states(into: str | None, key: str) -> str:
    """What a card says under a key, empty when it has no such key."""
    found = find_block(into) if into else None
    if into is None or found is None:
        return ""
    value = re.search(rf"^{key}:[ \t]*[\"']?([^\s\"'#]{{1,60}})", into[found.start : found.end], re.MULTILINE)
    return value[1] if value else ""


def _write_license(ledger: Ledger, manifest: Manifest, wanted: dict[str, str | list[str] | None]) -> None:
    """The hub's `license` is that of the weights."""
    weights = manifest.of("weights")
    own = weights[0].license if weights else None
    license_id = own or manifest.license
    if license_id is None or license_id == "NONE":
        return
    if own:
        ledger.take("components", "weights", 0, "license")
    if license_id == manifest.license:
        ledger.take("license")
    parts = license_id.split(" AND ")
    tags = [hub_tag(part) for part in parts]
    if license_id == UNKNOWN:
        wanted["license"] = "unknown"
        return
    if all(tags) and "(" not in license_id:
        named = [tag for tag in tags if tag]
        wanted["license"] = named if len(named) > 1 else named[0]
        wanted["license_name"] = wanted["license_link"] = None
        return
    short = license_id.removeprefix("LicenseRef-")
    wanted["license"] = _OTHER
    wanted["license_name"] = short if (expression(short) or reference(short)) == license_id else license_id
    if (own is None and (place := ledger.text("license_file"))) or (
        own and (place := ledger.text("components", "weights", 0, "license_file"))
    ):
        wanted["license_link"] = address(place)


def _write_bases(ledger: Ledger, wanted: dict[str, str | list[str] | None]) -> None:
    ids, relations = [], set()
    for index in ledger.indexes("model", "base_model"):
        at = ("model", "base_model", index)
        name = hub_id(str(ledger.at(*at, "id")))
        if name is not None:
            ids.append(name)
            ledger.take(*at, "id")
            relations.add(ledger.at(*at, "relation"))
    if not ids:
        return
    wanted["base_model"] = ids if len(ids) > 1 else ids[0]
    relation = next(iter(relations)) if len(relations) == 1 else None
    if relation in _table()["relations"].values():
        wanted["base_model_relation"] = str(relation)
        for index in ledger.indexes("model", "base_model"):
            if hub_id(str(ledger.at("model", "base_model", index, "id"))):
                ledger.take("model", "base_model", index, "relation")


def _datasets(ledger: Ledger) -> list[str]:
    found = []
    for index in ledger.indexes("data", "sources"):
        at = ("data", "sources", index)
        name = hub_id(str(ledger.at(*at, "location")), dataset=True)
        if name is None:
            continue
        found.append(name)
        ledger.take(*at, "location")
        if ledger.at(*at, "name") == name:
            ledger.take(*at, "name")
        if ledger.at(*at, "obtainable") == "unknown":
            ledger.take(*at, "obtainable")
    for component in ("training-data", "finetuning-data"):
        for index in ledger.indexes("components", component):
            for number in ledger.indexes("components", component, index, "location"):
                at_place = ("components", component, index, "location", number)
                if name := hub_id(str(ledger.at(*at_place)), dataset=True):
                    found.append(name)
    return list(dict.fromkeys(found))
