"""`MOF.yml`, the manifest of the Model Openness Tool (https://isitopen.ai), read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.exchange.ledger import Ledger
from openness.exchange.licensing import UNKNOWN, reference
from openness.exchange.places import location
from openness.exchange.result import Converted, Loss, place_of
from openness.exchange.settle import settle
from openness.exchange.shape import long_form
from openness.exchange.yamlsource import parse_yaml
from openness.manifest.complaint import shorten
from openness.manifest.document import split
from openness.manifest.mof import component_ids, mof_table, read_mof, release_of
from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.exchange.ledger import Path
    from openness.exchange.shape import Data
    from openness.model import Problem

NO_LICENSE = "unlicensed"
"""The format's word for "no license is stated"; it is not the Unlicense."""

_HOME = ("repository", "huggingface")
_SHARED = ("release", "license")


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
    found = ledger.losses(package_json("data", "exchange", "mof.json")["reading"], "no place in a manifest")
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
    if text and text not in (read_as, NO_LICENSE):
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
    generic = frozenset(package_json("data", "exchange", "mof.json")["generic_descriptions"])
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
