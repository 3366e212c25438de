"""`openness.yml`: read with the manifest's own reader, written so that it loads without a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.exchange.result import Converted, Loss, Written, place_of
from openness.exchange.settle import PLACEHOLDER_COMPONENT
from openness.exchange.shape import long_form, short_form
from openness.exchange.yamltext import block
from openness.manifest.load import load_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.exchange.shape import Data
    from openness.manifest.document import Document
    from openness.manifest.entities import Manifest

_UNKNOWN = "unknown"
_UNKNOWN_LICENSE = "NOASSERTION"
_UNSAID = "What is there and what is missing was not stated."


def read(text: str, path: str) -> Converted:
    """The manifest in the file. Raises UsageError when the file says nothing usable."""
    loaded = load_manifest(text, path)
    if loaded.manifest is None or not loaded.document.usable:
        unreadable = [one for one in loaded.problems if one.kind == "yaml"]
        problem = next(iter((*unreadable, *loaded.problems)), None)
        raise UsageError(f"{place_of(path, problem)}: {problem.message}" if problem else f"{path}: no manifest")
    losses = [
        Loss(f"{place_of(path, problem)} {problem.pointer.strip('/').replace('/', '.')}".strip(), problem.message)
        for problem in loaded.problems
    ]
    return Converted(loaded.manifest, (*losses, *_extensions(loaded.document)))


def write(manifest: Manifest) -> Written:
    """The manifest as text. What the schema asks for and the manifest does not say gets a marked placeholder."""
    data = short_form(long_form(manifest))
    notes = dict(_fill(data))
    text = "".join(f"{line}\n" for line in block(data, notes=notes))
    problems = load_manifest(text, "openness.yml").problems
    losses = tuple(Loss(f"line {problem.line}", problem.message) for problem in problems)
    return Written(text, losses, tuple(Loss(place, note) for place, note in notes.items()))


def _extensions(document: Document) -> Iterator[Loss]:
    """Keys of the file's own making, which the manifest's values have no place for."""
    for pointer in document.keys:
        name = pointer.rpartition("/")[2]
        above = pointer.rpartition("/")[0]
        if name.startswith("x-") and above != "/components" and "/x-" not in above:
            place = pointer.strip("/").replace("/", ".")
            yield Loss(place, "keys of your own have no place in other formats")


def _fill(data: Data) -> Iterator[tuple[str, str]]:
    """Put placeholders where the manifest is silent; the place of each and what has to be done about it."""
    model = data["model"]
    for key, what in (("name", "the model's name"), ("producer", "who publishes the model")):
        if key not in model:
            data["model"] = model = {key: _UNKNOWN, **model} if key == "name" else _second(model, key)
            yield f"model.{key}", f"not stated in the source: write {what}"
    if not data["components"]:
        data["components"][PLACEHOLDER_COMPONENT] = "not-applicable"
        place = f"components.{PLACEHOLDER_COMPONENT}"
        yield place, "no component is stated in the source: list them here and delete this line"
    for name, value in list(data["components"].items()):
        entries = value if isinstance(value, list) else [value]
        for number, entry in enumerate(entries):
            place = f"components.{name}" + (f".{number}" if isinstance(value, list) else "")
            full = {"status": entry} if isinstance(entry, str) else entry
            full, filled = _component(full, has_default="license" in data, listed=isinstance(value, list), place=place)
            if not filled:
                continue
            yield from filled
            if isinstance(value, list):
                value[number] = full
            else:
                data["components"][name] = full


def _second(model: Data, key: str) -> Data:
    name = {"name": model["name"]}
    return {**name, key: _UNKNOWN, **{one: value for one, value in model.items() if one != "name"}}


def _component(
    entry: dict[str, Any], *, has_default: bool, listed: bool, place: str
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    filled = []
    if listed and "name" not in entry:
        entry = {**entry, "name": f"part {int(place.rpartition('.')[2]) + 1}"}
        filled.append((f"{place}.name", "not stated in the source: name it"))
    if entry["status"] == "released" and "license" not in entry and not has_default:
        entry = {**entry, "license": _UNKNOWN_LICENSE}
        filled.append((f"{place}.license", "not stated in the source: write the license"))
    if entry["status"] == "partial" and "notes" not in entry:
        entry = {**entry, "notes": _UNSAID}
        filled.append((f"{place}.notes", "not stated in the source: say what is there and what is missing"))
    return entry, filled
