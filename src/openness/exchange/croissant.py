"""Croissant descriptions of data sets (https://docs.mlcommons.org/croissant/), read for facts about training data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from openness.errors import UsageError
from openness.exchange.jsonsource import parse_json
from openness.exchange.ledger import Ledger
from openness.exchange.licensing import UNKNOWN, expression, reference
from openness.exchange.places import location
from openness.exchange.result import Converted, Loss
from openness.exchange.settle import settle
from openness.manifest.locations import check_path
from openness.package_data import package_json
from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.exchange.ledger import Path
    from openness.exchange.shape import Data

_SHA256 = compiled(r"[0-9a-fA-F]{64}")
_SIZE = compiled(r"([0-9]{1,16})(?: ?B)?")
_HEADER = ("@context", "@type", "@id", "conformsTo")


def read(text: str, path: str) -> Converted:
    """A manifest with the facts about one data set. Raises UsageError when the file describes none."""
    ledger = Ledger(_plain_keys(parse_json(text, path)))
    kinds = ledger.at("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    if not any(isinstance(one, str) and re.split(r"[:/]", one)[-1] == "Dataset" for one in listed):
        raise UsageError(f"{path}: the file describes no data set (`@type`)")
    ledger.skip(*_HEADER)
    name = ledger.text("name") or ledger.text("alternateName")
    place = _place(ledger)
    license_id = _license(ledger)
    entry: Data = {"status": "released" if _distributed(ledger) or place else "described", "name": name}
    entry |= {"license": license_id or UNKNOWN, "location": [place] if place else None, "files": _files(ledger)}
    source: Data = {
        "name": name or "unknown",
        "obtainable": "public" if _open_to_all(ledger) else "unknown",
        "location": place,
        "license": license_id,
        "size": _first(ledger, "size"),
        "collected": _first(ledger, "rai:dataCollectionTimeframe", "temporalCoverage"),
    }
    rows = package_json("data", "exchange", "croissant.json")
    data: Data = {
        "components": {"training-data": [_kept(entry)]},
        "data": {"sources": [_kept(source)], **{key: _joined(ledger, keys) for key, keys in rows["fields"].items()}},
    }
    data["data"] = _kept(data["data"])
    settled, losses = settle(data, path)
    assumed = [
        Loss("components.training-data", "Croissant does not say what a model does with the data: read as training")
    ]
    if source["obtainable"] == "unknown":
        assumed.append(Loss("data.sources.obtainable", "not stated: read as unknown"))
    return Converted(settled, (*ledger.losses(rows["reading"], "no place in a manifest"), *losses), tuple(assumed))


def _kept(values: Data) -> Data:
    return {key: value for key, value in values.items() if value}


def _plain_keys(found: Data) -> Data:
    """The description with keys as in schema.org, whichever prefix it uses for them."""
    prefixes = ("sc:", "schema:", "cr:", "dct:", "http://schema.org/", "https://schema.org/")
    plain: Data = {}
    for key, value in found.items():
        prefix = next((one for one in prefixes if key.startswith(one)), "")
        plain.setdefault(key.removeprefix(prefix), value)
    if len(plain) != len(found):
        return found
    return plain


def _texts(value: object) -> list[str]:
    """The texts of a value that may be one, a list, or an object that holds one."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        return _texts(value.get("@value") or value.get("url") or value.get("@id") or value.get("name"))
    return [str(value)] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def _first(ledger: Ledger, *keys: str) -> str | None:
    for key in keys:
        found = _texts(ledger.at(key))
        if found:
            ledger.take(key)
            return "; ".join(found)
    return None


def _joined(ledger: Ledger, keys: list[str]) -> str | None:
    """What several fields say, one paragraph each."""
    said = []
    for key in keys:
        found = _texts(ledger.at(key))
        if found:
            ledger.take(key)
            said.append("; ".join(found))
    return "\n".join(said) or None


def _place(ledger: Ledger) -> str | None:
    """Where the data set is: its page, else its identifier."""
    for key in ("url", "sameAs", "identifier"):
        for text in _texts(ledger.at(key)):
            place = location(text)
            if place is not None and ":" in place:
                ledger.take(key)
                return place
    return None


def _license(ledger: Ledger) -> str | None:
    """One expression for all licenses named; several are all taken to hold."""
    named = _texts(ledger.at("license"))
    if not named:
        return None
    found = [expression(text) or (reference(text) if not text.startswith("http") else None) for text in named]
    known = [one for one in found if one]
    if len(known) == len(named):
        ledger.take("license")
    return " AND ".join(dict.fromkeys(f"({one})" if " OR " in one else one for one in known)) or None


def _distributed(ledger: Ledger) -> bool:
    return any(ledger.at("distribution", one, "contentUrl") for one in ledger.indexes("distribution"))


def _open_to_all(ledger: Ledger) -> bool:
    if ledger.at("isAccessibleForFree") is True:
        ledger.take("isAccessibleForFree")
        return True
    return False


def _files(ledger: Ledger) -> list[Data]:
    """The files with a digest of their own, by the path under which they are published."""
    found = []
    for index in ledger.indexes("distribution"):
        at: Path = ("distribution", index)
        digest, url = ledger.at(*at, "sha256"), ledger.at(*at, "contentUrl")
        if not isinstance(url, str) or not isinstance(digest, str) or not _SHA256.fullmatch(digest):
            continue
        path = unquote(urlsplit(url).path).lstrip("/") if "://" in url else unquote(url)
        if not path or ":" in path or check_path(path):
            continue
        for key in ("@type", "@id", "name", "sha256", "contentUrl"):
            ledger.take(*at, key)
        file: Data = {"path": path, "digest": f"sha256:{digest.lower()}"}
        size = _SIZE.fullmatch(str(ledger.at(*at, "contentSize") or "").strip())
        if size:
            ledger.take(*at, "contentSize")
            file["size"] = int(size[1])
        found.append(file)
    return found
