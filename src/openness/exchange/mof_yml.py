"""`MOF.yml`, the manifest of the Model Openness Tool (https://isitopen.ai), read and written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.exchange.ledger import Ledger
from openness.exchange.licensing import UNKNOWN, reference
from openness.exchange.places import address, location
from openness.exchange.result import Converted, Loss, Written, place_of
from openness.exchange.settle import settle
from openness.exchange.shape import long_form, rounded
from openness.exchange.yamlsource import parse_yaml
from openness.exchange.yamltext import block, quoted
from openness.manifest.complaint import shorten
from openness.manifest.document import split
from openness.manifest.mof import component_ids, mof_table, read_mof, release_of
from openness.manifest.resources import package_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.exchange.ledger import Path
    from openness.exchange.shape import Data
    from openness.manifest.entities import Manifest
    from openness.model import Problem

_UNSTATED = (UNKNOWN, "NONE")
_NO_LICENSE = "unlicensed"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOME = ("repository", "huggingface")
_SHARED = ("release", "license")


def _table() -> dict[str, Any]:
    return package_json("data", "exchange", "mof.json")


def read(text: str, path: str) -> Converted:
    """The manifest that a MOF file amounts to. Raises UsageError when it is no mapping."""
    document = parse_yaml(text, path)
    manifest, complaints = read_mof(document)
    assert manifest is not None
    if not release_of(document):
        raise UsageError(f"{place_of(path, complaints[0])}: {complaints[0].message}")
    data = long_form(manifest)
    data.get("model", {}).pop("homepage", None)
    ledger = Ledger(document.data)
    assumed: list[Loss] = []
    _take_release(ledger, data, assumed)
    _take_components(ledger, data, assumed)
    settled, losses = settle(data, path)
    problems = [Loss(place_of(path, one), one.message) for one in (*document.problems, *_unlisted(ledger, complaints))]
    found = ledger.losses(_table()["reading"], "no place in a manifest")
    return Converted(settled, (*found, *losses, *problems), tuple(assumed))


def _unlisted(ledger: Ledger, complaints: list[Problem]) -> Iterator[Problem]:
    """Components under a name that the framework does not have, which are listed here, and those listed twice."""
    for problem in complaints:
        if problem.kind in ("unknown-component", "duplicate-key"):
            yield problem
        if problem.kind == "unknown-component":
            ledger.take("release", "components", int(split(problem.pointer)[2]))


def _take_license(ledger: Ledger, at: Path, read_as: str, assumed: list[Loss]) -> str:
    """The license at a place, taken: as it was read, or a `LicenseRef-` id for terms that no list knows.

    The tool takes a name as it stands and knows SPDX ids only; a name that is read as one is listed as assumed.
    """
    text = str(ledger.at(*at) or "").strip()
    if read_as == UNKNOWN and not _says_nothing(text):
        own = reference(text)
        if own is None:
            return read_as
        read_as = own
    ledger.take(*at)
    if text and text not in (read_as, _NO_LICENSE):
        where = ".".join(part for part in at if isinstance(part, str))
        assumed.append(Loss(f"{where} = {shorten(text, 60)}", f"read as {read_as}"))
    return read_as


def _take_release(ledger: Ledger, data: Data, assumed: list[Loss]) -> None:
    ledger.take("framework")
    model = data.get("model", {})
    for key in ("name", "version", "producer", "type", "architecture", "treatment", "date"):
        if ("released" if key == "date" else key) in model:
            ledger.take("release", key)
    origin = ledger.at("release", "origin")
    if isinstance(origin, str) and origin and origin == model.get("name"):
        model["base_model"] = "none"
        ledger.take("release", "origin")
    elif isinstance(origin, str) and (base := location(origin)) and ":" in base:
        model["base_model"] = [{"id": base}]
        ledger.take("release", "origin")
    if "license" in data:
        data["license"] = _take_license(ledger, (*_SHARED, "distribution", "name"), data["license"], assumed)
    text_place = ledger.at("release", "license", "distribution", "path")
    if isinstance(text_place, str) and ":" not in text_place and location(text_place):
        data["license_file"] = ledger.take("release", "license", "distribution", "path")
    places = {release["location"]: release for release in data.get("releases", ())}
    for key in _HOME:
        place = ledger.at("release", key)
        if isinstance(place, str) and place in places:
            ledger.take("release", key)
            places[place]["location"] = location(place) or place


def _take_components(ledger: Ledger, data: Data, assumed: list[Loss]) -> None:
    generic = frozenset(_table()["generic_descriptions"])
    kinds = {row["name"]: (*_SHARED, row["content"], "name") for row in mof_table()["components"]}
    noticed: list[Loss] = []
    last = {ledger.at("release", "components", one, "name"): one for one in ledger.indexes("release", "components")}
    for name, index in last.items():
        at = ("release", "components", index)
        entries = data.get("components", {}).get(component_ids().get(str(name), ""), ())
        if not entries:
            continue
        entry = entries[0]
        ledger.take(*at, "name")
        own = (*at, "license")
        if entry["status"] == "withheld":
            noticed.append(Loss(f"release.components.license = {ledger.text(*own)}", "read as withheld"))
            entry.pop("license", None)
        elif "license" in entry:
            place = own if ledger.at(*own) is not None else kinds[str(name)]
            entry["license"] = _take_license(ledger, place, entry["license"], noticed)
        _take_places(ledger, at, entry)
        description = ledger.at(*at, "description")
        if isinstance(description, str) and " ".join(description.split()).casefold().rstrip(".") in generic:
            ledger.take(*at, "description")
        elif text := ledger.text(*at, "description"):
            entry["notes"] = text
    assumed += dict.fromkeys(noticed)


def _take_places(ledger: Ledger, at: tuple[str | int, ...], entry: Data) -> None:
    for key, own in (("license_path", "license_file"), ("component_path", "location")):
        if own not in entry:
            continue
        ledger.take(*at, key)
        if own == "location":
            entry[own] = [location(place) or place for place in entry[own]]
        else:
            entry[own] = location(entry[own]) or entry[own]


def _says_nothing(text: object) -> bool:
    """True for the format's own words for "no license is stated"."""
    word = " ".join(str(text or "").split()).casefold().rstrip(".")
    return not word or any(word in mof_table()[one] for one in ("no_license", "unknown_license", "not_included"))


def write(manifest: Manifest) -> Written:
    """The manifest as a MOF file."""
    ledger = Ledger(long_form(manifest))
    assumed: list[Loss] = []
    release = _release(ledger, assumed)
    release["components"] = _components(ledger)
    lines = [*block({"framework": _table()["framework"]}), "release:", *_release_lines(release)]
    losses = ledger.losses([*_why_not_listed(ledger), *_table()["writing"]], "no place in MOF.yml")
    return Written("".join(f"{line}\n" for line in lines), tuple(losses), tuple(assumed))


def _why_not_listed(ledger: Ledger) -> list[tuple[str, str]]:
    """Why a component that is stated does not appear at all."""
    names = component_ids().values()
    return [
        (
            f"components.{one}",
            "MOF.yml lists only what is released" if one in names else "MOF.yml has no such component",
        )
        for one in ledger.names("components")
        if one not in names or _first_released(ledger, one) is None
    ]


def _release_lines(release: Data) -> list[str]:
    """The lines of the release; the tool compares text with text, so that versions and dates are quoted."""
    lines = []
    for key, value in release.items():
        if key in ("version", "date"):
            lines.append(f"  {key}: {quoted(value)}")
        else:
            lines += block({key: value}, 2) if value != {} else [f"  {key}: {{}}"]
    return lines


def _release(ledger: Ledger, assumed: list[Loss]) -> Data:
    table = _table()
    release: Data = {}
    for key in ("name", "producer"):
        release[key] = ledger.text("model", key) or "unknown"
        if ledger.at("model", key) is None:
            assumed.append(Loss(f"release.{key}", "not stated in the source: written as `unknown`"))
    release["version"] = ledger.text("model", "version")
    size = ("model", "parameters", "total") if ledger.names("model", "parameters") else ("model", "parameters")
    parameters = ledger.at(*size)
    parameters = rounded(parameters) or parameters if isinstance(parameters, int) else parameters
    if isinstance(parameters, str) and release["version"] in (None, parameters):
        release["version"] = parameters
        ledger.take(*size)
    day = ledger.at("model", "released")
    if isinstance(day, str) and _DAY.fullmatch(day):
        release["date"] = ledger.take("model", "released")
    for key, words in (("type", table["types"]), ("treatment", table["treatments"])):
        word = words.get(ledger.at("model", key))
        if word is not None:
            ledger.take("model", key)
            release[key] = word
    architecture = ledger.at("model", "architecture")
    if architecture in table["architectures"]:
        ledger.take("model", "architecture")
    release["architecture"] = architecture if architecture in table["architectures"] else architecture and "other"
    release["origin"] = _origin(ledger, release["name"])
    release.update(_addresses(ledger))
    release["license"] = _distribution(ledger)
    return {key: value for key, value in release.items() if value is not None}


def _origin(ledger: Ledger, name: str) -> str | None:
    """The model that this one was made from; a model from scratch is its own origin."""
    bases = ledger.at("model", "base_model")
    if bases == "none":
        ledger.take("model", "base_model")
        return name
    if isinstance(bases, list) and len(bases) == 1:
        return address(str(ledger.take("model", "base_model", 0, "id")))
    return None


def _distribution(ledger: Ledger) -> Data:
    """The license of the whole, which alone can carry its path."""
    name = ledger.text("license")
    if name is None:
        return {}
    if name in _UNSTATED:
        return {"distribution": {"name": _NO_LICENSE}}
    path = ledger.text("license_file")
    return {"distribution": {"name": name, **({"path": path} if path else {})}}


def _addresses(ledger: Ledger) -> Data:
    """The first repository and the first hub page among the releases, as web addresses."""
    found: Data = {}
    listed = [(str(ledger.at("releases", index, "channel")), index) for index in ledger.indexes("releases")]
    # A repository elsewhere is named where there is none on GitHub.
    for channel, index in sorted(listed, key=lambda one: one[0] == "other"):
        at = ("releases", index)
        place = str(ledger.at(*at, "location"))
        key = "huggingface" if channel == "huggingface" else "repository"
        if key in found or " " in place or not _named_by_key(channel, address(place)):
            continue
        ledger.take(*at, "channel")
        ledger.take(*at, "location")
        if ledger.at(*at, "access") == "public":
            ledger.take(*at, "access")
        found[key] = address(place)
    return found


def _named_by_key(channel: str, web: str) -> bool:
    """True for places whose channel follows from the key that names them."""
    if channel == "github":
        return "github.com/" in web
    return channel == "huggingface" or (channel == "other" and "github.com/" not in web and "://" in web)


def _components(ledger: Ledger) -> list[Data]:
    names = {identifier: name for name, identifier in component_ids().items()}
    listed = []
    for identifier in ledger.names("components"):
        if identifier not in names:
            continue
        index = _first_released(ledger, identifier)
        if index is not None:
            listed.append(_component(ledger, ("components", identifier, index), names[identifier]))
    return listed


def _first_released(ledger: Ledger, identifier: str) -> int | None:
    for index in ledger.indexes("components", identifier):
        if ledger.at("components", identifier, index, "status") in ("released", "partial"):
            return index
    return None


def _component(ledger: Ledger, at: tuple[str | int, ...], name: str) -> Data:
    entry: Data = {"name": name}
    if ledger.at(*at, "status") == "released":
        ledger.take(*at, "status")
    if notes := ledger.text(*at, "notes"):
        entry["description"] = notes
    if ledger.at(*at, "access") == "public":
        ledger.take(*at, "access")
    expression = ledger.at(*at, "license")
    if expression in _UNSTATED:
        entry["license"] = _NO_LICENSE
        if expression == "NOASSERTION":
            ledger.take(*at, "license")
    elif expression:
        entry["license"] = ledger.take(*at, "license")
    if place := ledger.text(*at, "license_file"):
        entry["license_path"] = address(place) if ":" in place else place
    places = ledger.at(*at, "location")
    if isinstance(places, list) and places:
        ledger.take(*at, "location", 0)
        entry["component_path"] = address(places[0]) if ":" in places[0] else places[0]
    return entry
