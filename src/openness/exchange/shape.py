"""A manifest as plain data: the long form that formats are mapped to and from, and the short form of `openness.yml`.

In the long form every component is a list of mappings, every place a list, base models a list or the word `none`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openness.manifest.entities import DeclaredComponent, Manifest, ModelInfo

Data = dict[str, Any]
Plain = Any
"""What JSON can say: dict, list, str, int, float, bool or None."""

_SCALES = (("T", 10**12), ("B", 10**9), ("M", 10**6), ("K", 10**3))
_NOT_FACTS = frozenset({"span", "pointer"})
_NOT_MODEL = frozenset({"parameters", "parameters_exact", "active_parameters", "base_models"})


def long_form(manifest: Manifest) -> Data:
    """Everything that the manifest says; what it does not say is left out."""
    components: Data = {}
    for entry in manifest.components:
        components.setdefault(entry.id, []).append(_component(entry))
    data: Data = {
        "model": _model(manifest.model),
        "license": manifest.license,
        "license_file": manifest.license_file,
        "components": components,
        "claims": _plain(manifest.claims),
        "data": _plain(manifest.data),
        "compliance": _plain(manifest.compliance),
        "attestations": _plain(manifest.attestations),
        "releases": _plain(manifest.releases),
        "exceptions": _plain(manifest.exceptions),
    }
    return {key: value for key, value in data.items() if value not in (None, {}, [])}


def short_form(data: Data) -> Data:
    """The same facts as `openness.yml` is written: words and single values where they are enough."""
    short: Data = {"openness": 1, "model": {}, **data}
    model = dict(data.get("model") or {})
    bases = model.get("base_model")
    if isinstance(bases, list):
        model["base_model"] = bases[0]["id"] if len(bases) == 1 and list(bases[0]) == ["id"] else bases
    short["model"] = model
    short["components"] = {
        name: _short_component(entries) for name, entries in (data.get("components") or {}).items() if entries
    }
    if "claims" in data:
        short["claims"] = [claim["term"] if list(claim) == ["term"] else claim for claim in data["claims"]]
    return short


def rounded(number: int) -> str | None:
    """A number of parameters as `7B`; None when that would change it."""
    for letter, scale in _SCALES:
        if scale <= number < scale * 10**6:
            text = f"{number / scale:.6f}".rstrip("0").rstrip(".")
            if round(float(text) * scale) == number:
                return f"{text}{letter}"
    return None


def _plain(value: Plain) -> Plain:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        members = ((name, _plain(getattr(value, name))) for name in value._fields if name not in _NOT_FACTS)
        return {name: member for name, member in members if member not in (None, [], {})}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    return value


def _model(model: ModelInfo) -> Data:
    shown: Data = {}
    for name in model._fields:
        if name == "parameters":
            shown["parameters"] = _parameters(model)
        elif name == "base_models":
            shown["base_model"] = None if model.base_models is None else (_plain(model.base_models) or "none")
        elif name not in _NOT_FACTS | _NOT_MODEL:
            shown[name] = _plain(getattr(model, name))
    return {key: value for key, value in shown.items() if value not in (None, {}, [])}


def _parameters(model: ModelInfo) -> object:
    total = model.parameters
    if total is None:
        return None
    if model.active_parameters is not None:
        return {"total": total, "active": model.active_parameters}
    return total if model.parameters_exact else rounded(total) or total


def _component(entry: DeclaredComponent) -> Data:
    shown: Data = _plain(entry)
    del shown["id"]
    if "locations" in shown:
        shown = {("location" if key == "locations" else key): value for key, value in shown.items()}
    return shown


def _short_component(entries: list[Data]) -> object:
    shown = []
    for entry in entries:
        places = entry.get("location")
        one = isinstance(places, list) and len(places) == 1
        shown.append({**entry, "location": places[0]} if one and places else entry)
    if len(shown) > 1:
        return shown
    only = shown[0]
    return only["status"] if list(only) == ["status"] else only
