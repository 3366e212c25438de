"""`MOF.yml`, the manifest of the Model Openness Tool (https://isitopen.ai), written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.exchange.ledger import Ledger
from openness.exchange.licensing import UNKNOWN
from openness.exchange.mof_read import NO_LICENSE
from openness.exchange.places import address
from openness.exchange.result import Loss, Written
from openness.exchange.shape import long_form, rounded
from openness.exchange.yamltext import block, quoted
from openness.manifest.mof import component_ids
from openness.package_data import package_json
from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.exchange.shape import Data
    from openness.manifest.entities import Manifest

_UNSTATED = (UNKNOWN, "NONE")
_DAY = compiled(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _table() -> dict[str, Any]:
    return package_json("data", "exchange", "mof.json")


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
        return {"distribution": {"name": NO_LICENSE}}
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
        entry["license"] = NO_LICENSE
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
