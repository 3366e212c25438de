"""Entries of the European Open Source AI Index (https://osai-index.eu) and of its predecessor, read.

The index rates; a manifest states. A rating becomes the status that it implies, its remark a note, its link a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openness.exchange.ledger import Ledger
from openness.exchange.licensing import UNKNOWN, expression, names_no_terms, reference
from openness.exchange.places import location
from openness.exchange.result import Converted, Loss, place_of
from openness.exchange.settle import settle
from openness.exchange.yamlsource import parse_yaml
from openness.package_data import package_json
from openness.patterns import compiled
from openness.vocabulary import CODE_COMPONENTS, DATA_COMPONENTS

if TYPE_CHECKING:
    from openness.exchange.shape import Data

_CLASSES = {"open": "released", "partial": "partial", "closed": "withheld"}
_PART = compiled(r"\b(weights?|models?|code|data|datasets?)\s*:", re.IGNORECASE)
_LICENSE_FILE = compiled(r"[/:][\w.-]{0,40}(?:licen[cs]e|copying)[\w.-]{0,40}$", re.IGNORECASE)
_KINDS = {"w": "weights", "m": "weights", "c": "code", "d": "data"}


def _table() -> dict[str, Any]:
    return package_json("data", "exchange", "osai-index.json")


def read(text: str, path: str) -> Converted:
    """The manifest that an entry amounts to. Raises UsageError when it is no mapping."""
    document = parse_yaml(text, path)
    ledger = Ledger(document.data)
    table = _table()
    head = "system" if "system" in ledger.names() else "project"
    data: Data = {"model": _model(ledger, head), "components": {}}
    licenses = _licenses(ledger, head)
    for row in table["dimensions"]:
        key = next((one for one in row["keys"] if one in ledger.names()), None)
        if key is not None and row.get("component"):
            _component(ledger, key, row, data["components"])
    _base(ledger, data["model"], head)
    for identifier, entries in data["components"].items():
        kind = "code" if identifier in CODE_COMPONENTS else "data" if identifier in DATA_COMPONENTS else "weights"
        if entries[0]["status"] in ("released", "partial") and identifier in table["licensed"] and kind in licenses:
            entries[0]["license"] = licenses[kind]
    weights = data["components"].get("weights", [{}])[0]
    if weights.get("status") in ("released", "partial") and (place := _license_file(ledger)):
        weights["license_file"] = place
    settled, losses = settle(data, path)
    problems = [Loss(place_of(path, one), one.message) for one in document.problems]
    assumed = [Loss("model.treatment", "the index rates a base model and an end model: read as fine-tuned")]
    return Converted(
        settled,
        (*ledger.losses(table["reading"], "no place in a manifest"), *losses, *problems),
        tuple(assumed if "treatment" in data["model"] else ()),
    )


def _model(ledger: Ledger, head: str) -> Data:
    kinds = _table()["types"]
    model: Data = {
        "name": ledger.text(head, "endmodelname") or ledger.text(head, "name"),
        "producer": ledger.text("org", "name"),
    }
    if ledger.at(head, "name") == model["name"]:
        ledger.take(head, "name")
    kind = ledger.at(head, "type")
    if isinstance(kind, str) and kind.strip() in kinds:
        ledger.take(head, "type")
        model["type"] = kinds[kind.strip()]
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", str(ledger.at(head, "releasedate") or "")):
        model["released"] = ledger.text(head, "releasedate")
    link = ledger.at(head, "link")
    if isinstance(link, str) and (place := location(link)):
        ledger.take(head, "link")
        model["homepage"] = place
    return {key: value for key, value in model.items() if value}


def _base(ledger: Ledger, model: Data, head: str) -> None:
    """The base model, where its weights have a place and it is not the rated model itself."""
    name = next((one for one in ("basemodelname", "llmbase") if one in ledger.names(head)), "")
    base = ledger.at(head, name)
    if not isinstance(base, str) or not base.strip():
        if not _rated_alike(ledger):
            model["treatment"] = "fine-tuned"
        return
    if base.strip() == model.get("name") and _rated_alike(ledger):
        ledger.take(head, name)
        model["base_model"] = "none"
        _take_rating(ledger, "weights_basemodel")
        return
    # The index rates two models where a later stage of training made one of the other.
    model["treatment"] = "fine-tuned"
    key = next((one for one in ("weights_basemodel", "llmweights") if one in ledger.names()), "")
    links = ledger.at(key, "link")
    wanted = [links] if isinstance(links, str) else links if isinstance(links, list) else []
    places = [place for link in wanted if isinstance(link, str) and (place := location(link)) and ":" in place]
    if places and ledger.at(key, "class") in ("open", "partial"):
        model["base_model"] = [{"id": places[0]}]
        if _folded(base) in _folded(places[0]):
            ledger.take(head, name)
        ledger.take(*((key, "link", 0) if isinstance(links, list) else (key, "link")))


def _rated_alike(ledger: Ledger) -> bool:
    """False where two ratings under one name show that there are two models."""
    first, second = (
        [ledger.at(key, "class") for key in keys if key in ledger.names()]
        for keys in (("weights_basemodel", "llmweights"), ("weights_endmodel", "rlweights"))
    )
    return first == second


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _take_rating(ledger: Ledger, key: str) -> None:
    """The base model is the rated model: its rating says what the other one says, unless it differs."""
    for part in ("class", "link", "notes"):
        if ledger.at(key, part) == ledger.at("weights_endmodel", part):
            ledger.take(key, part)


def _component(ledger: Ledger, key: str, row: dict[str, Any], components: Data) -> None:
    rating = ledger.at(key, "class")
    status = _CLASSES.get(rating.strip().lower()) if isinstance(rating, str) else None
    if status is None:
        return
    ledger.take(key, "class")
    entry: Data = {"status": status}
    links = ledger.at(key, "link")
    places = []
    for index, link in enumerate(links if isinstance(links, list) else [links]):
        place = location(link) if isinstance(link, str) else None
        if place and ":" in place:
            ledger.take(*((key, "link", index) if isinstance(links, list) else (key, "link")))
            places.append(place)
    if places:
        # What a link under a withheld component leads to is where it was looked for.
        entry["location" if status != "withheld" else "evidence"] = list(dict.fromkeys(places))
    if notes := ledger.text(key, "notes"):
        entry["notes"] = notes
    elif status == "partial":
        entry["notes"] = "Rated partial by the index, without a remark."
    components[row["component"]] = [entry]
    if rating == "open":
        for other in row.get("when_open", ()):
            components[other] = [{"status": "released", **({"location": entry["location"]} if places else {})}]


def _licenses(ledger: Ledger, head: str) -> Data:
    """Licenses by kind of content: the remark lists them as "Weights: … Code: … Data: …"."""
    found: Data = {}
    key = next((one for one in ("licenses", "license") if one in ledger.names()), "")
    remark = ledger.at(key, "notes")
    if isinstance(remark, str):
        pieces = _PART.split(remark[:2000])
        silent = 0
        for word, said in zip(pieces[1::2], pieces[2::2], strict=False):
            named = said.strip().rstrip(".").strip()
            kind = _KINDS[word[0].lower()]
            if names_no_terms(named):
                silent += 1
            elif kind not in found and (license_id := expression(named)):
                found[kind] = license_id
        read_all = len(found) + silent == len(pieces[1::2]) > 0
        if read_all:
            ledger.take(key, "notes")
    for name in ("endmodellicense", "endmodel license", "license"):
        said = ledger.at(head, name)
        stated = (expression(said) or reference(said)) if isinstance(said, str) and said.strip() else None
        if stated is not None and stated != UNKNOWN:
            ledger.take(head, name)
            found["weights"] = stated
            break
    return found


def _license_file(ledger: Ledger) -> str | None:
    """Where the license text stands, when a link leads to one."""
    links = ledger.at("licenses", "link")
    for index, link in enumerate(links if isinstance(links, list) else [links]):
        place = location(link) if isinstance(link, str) else None
        if place and ":" in place and _LICENSE_FILE.search(place):
            ledger.take(*(("licenses", "link", index) if isinstance(links, list) else ("licenses", "link")))
            return place
    return None
