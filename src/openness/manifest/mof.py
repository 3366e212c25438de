"""`MOF.yml`, the manifest of the Model Openness Tool, read into the same `Manifest`.

In that format a listed component is a released one; there is no status, no access and no digest. The word
`unlicensed` says that no license is stated; it is not the Unlicense.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.manifest.complaint import shorten
from openness.manifest.document import join
from openness.manifest.entities import DeclaredComponent, Manifest, ModelInfo, Release
from openness.manifest.license_check import check_license, read_license, stated_license
from openness.manifest.locations import check_location
from openness.manifest.suggest import did_you_mean, nearest
from openness.package_data import package_json
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.manifest.document import Document
    from openness.model import Problem

_SIZE = compiled(r"([0-9]{1,6}(?:\.[0-9]{1,4})?) ?([KMBT])", re.IGNORECASE)
_SCALES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_WANTED = {"name": "the model's name", "producer": "who publishes the model", "license": "may be empty: `{}`"}
_UNKNOWN = "NOASSERTION"

ENTRY_LIMIT = 200
"""Listed components that are read; the framework has 17."""


class MofEntry(NamedTuple):
    """One listed component: its exact name, the license that its own key gives, and its place.

    `license` is None when the key is absent or null; an empty text or `unlicensed` says that there is none.
    """

    name: str
    license: str | None
    pointer: str


def mof_table() -> dict[str, Any]:
    """The table of names and words of the format."""
    return package_json("data", "manifest", "mof.json")


@cache
def component_ids() -> dict[str, str]:
    """Component ids of the vocabulary by MOF component name."""
    return {entry["name"]: entry["id"] for entry in mof_table()["components"]}


def release_of(document: Document) -> dict[str, Any]:
    """The `release` mapping of the file, empty when there is none."""
    data = document.data
    release = data.get("release") if isinstance(data, dict) else None
    return release if isinstance(release, dict) else {}


def mof_entries(document: Document) -> list[MofEntry]:
    """The listed components in the order of the file, names as written."""
    listed = release_of(document).get("components")
    found = []
    for index, item in enumerate(listed[:ENTRY_LIMIT] if isinstance(listed, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("name"), str):
            own = item.get("license")
            text = own if isinstance(own, str) or own is None else str(own)
            found.append(MofEntry(item["name"], text, join("/release/components", index)))
    return found


def shared_licenses(document: Document) -> dict[str, str]:
    """The licenses that hold by kind of content (`code`, `data`, `document`) and for the `distribution`."""
    stated = release_of(document).get("license")
    found: dict[str, str] = {}
    for kind, value in stated.items() if isinstance(stated, dict) else ():
        name = value.get("name") if isinstance(value, dict) else None
        if isinstance(name, str) and name:
            found[str(kind)] = name
    return found


def read_mof(document: Document) -> tuple[Manifest | None, list[Problem]]:
    """The manifest that the file amounts to (None when it is no mapping) and what is wrong with it."""
    if not isinstance(document.data, dict):
        return None, [document.problem("", "a MOF manifest starts with `framework:` and `release:`")]
    return _manifest(document), [
        *_shape_problems(document),
        *_component_problems(document),
        *_license_problems(document),
    ]


def _shape_problems(document: Document) -> Iterator[Problem]:
    assert isinstance(document.data, dict)
    if not isinstance(document.data.get("release"), dict):
        yield document.problem("", "the manifest has no `release`", advice="It holds name, producer and components.")
        return
    if "framework" not in document.data:
        yield document.problem("", "the manifest has no `framework`", advice="`name: Model Openness Framework`.")
    release = release_of(document)
    for key, what in _WANTED.items():
        if key not in release:
            yield document.problem("/release", f"`release` has no `{key}`", advice=f"`{key}`: {what}.", key=True)
    listed = release.get("components")
    if not isinstance(listed, list):
        message = "`release` has no list of `components`"
        pointer = "/release/components" if listed is not None else "/release"
        yield document.problem(pointer, message, advice="Each entry has a `name`.", key=True)
        return
    for index, item in enumerate(listed[:ENTRY_LIMIT]):
        if not isinstance(item, dict) or not isinstance(item.get("name"), str):
            pointer = join("/release/components", index)
            yield document.problem(pointer, f"component {index + 1} has no `name`", advice="Write `name: Model card`.")


def _component_problems(document: Document) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in mof_entries(document):
        pointer = join(entry.pointer, "name")
        name = shorten(entry.name)
        if entry.name not in component_ids():
            guess = nearest(entry.name, component_ids()) or _folded(entry.name)
            message = f"`{name}` is no component of the Model Openness Framework{did_you_mean(guess)}"
            advice = f"Write `{guess}`." if guess else f"One of: {', '.join(sorted(component_ids()))}."
            yield document.problem(pointer, message, advice=advice, kind="unknown-component")
        elif entry.name in seen:
            first = document.place(seen[entry.name]).line
            message = f"`{name}` is listed a second time (first in line {first})"
            yield document.problem(pointer, message, advice="Keep one; only the last one counts.", kind="duplicate-key")
        seen.setdefault(entry.name, pointer)


def _folded(name: str) -> str | None:
    folded = {known.casefold(): known for known in component_ids()}
    guess = nearest(name, folded)
    return folded[guess] if guess else None


def _license_problems(document: Document) -> Iterator[Problem]:
    places = [
        (join(entry.pointer, "license"), f"`{shorten(entry.name)}`", entry.license)
        for entry in mof_entries(document)
        if entry.license is not None
    ]
    for kind, name in shared_licenses(document).items():
        places.append((f"{join('/release/license', kind)}/name", f"license of the {shorten(kind)}", name))
    for pointer, whose, text in places:
        if not text or _meaning(text) is not None:
            continue
        if check_license(text):
            meant = read_license(text)
            message = f"{whose}: `{shorten(text)}` is not an SPDX id{did_you_mean(meant)}"
            advice = f"Write `{meant}`." if meant else "Use an SPDX id, or `unlicensed` where no license is stated."
            yield document.problem(pointer, message, advice=advice, kind="unknown-license")


def _meaning(text: str) -> str | None:
    """Which of the format's words for "no license" a text is: a key of the table, or None for a license."""
    word = " ".join(text.split()).casefold().rstrip(".")
    for name in ("no_license", "unknown_license", "not_included"):
        if word in mof_table()[name]:
            return name
    return None


def _expression(text: str | None) -> str | None:
    """The SPDX expression that a license text stands for; None without one, NOASSERTION where it names none."""
    if text is None:
        return None
    if not text or _meaning(text) is not None:
        return _UNKNOWN
    return stated_license(text) or _UNKNOWN


def _manifest(document: Document) -> Manifest:
    release = release_of(document)
    shared = shared_licenses(document)
    contents = {entry["name"]: entry["content"] for entry in mof_table()["components"]}
    components = []
    last = {entry.name: entry for entry in mof_entries(document) if entry.name in contents}
    for entry in last.values():
        own = _expression(entry.license) or _expression(shared.get(contents[entry.name]))
        components.append(_component(document, entry, own))
    return Manifest(
        model=_model(document, release),
        license=_expression(shared.get("distribution")),
        components=tuple(components),
        releases=tuple(_releases(document, release)),
    )


def _component(document: Document, entry: MofEntry, expression: str | None) -> DeclaredComponent:
    item = release_of(document)["components"][int(entry.pointer.rpartition("/")[2])]
    absent = entry.license is not None and _meaning(entry.license) == "not_included"
    return DeclaredComponent(
        id=component_ids()[entry.name],
        status="withheld" if absent else "released",
        license=expression,
        license_file=_location(item.get("license_path")),
        locations=tuple(place for place in (_location(item.get("component_path")),) if place),
        span=document.place(join(entry.pointer, "name")),
        pointer=entry.pointer,
    )


def _location(value: object) -> str | None:
    """A path or address that can be followed; the field often holds remarks."""
    if not isinstance(value, str) or not value or " " in value or check_location(value):
        return None
    return value


def _model(document: Document, release: dict[str, Any]) -> ModelInfo:
    table = mof_table()
    version = _text(release.get("version"))
    size = _SIZE.fullmatch(version or "")
    kind, treatment = _text(release.get("type")), _text(release.get("treatment"))
    return ModelInfo(
        name=_text(release.get("name")),
        version=version,
        producer=_text(release.get("producer")),
        type=table["types"].get(kind, kind),
        architecture=_text(release.get("architecture")),
        treatment=table["treatments"].get(treatment, treatment),
        parameters=round(float(size[1]) * _SCALES[size[2].upper()]) if size else None,
        released=_text(release.get("date")),
        homepage=_location(release.get("repository")),
        span=document.place("/release", key=True),
    )


def _text(value: object) -> str | None:
    if value is None or isinstance(value, (dict, list)) or value == "":
        return None
    return str(value)


def _releases(document: Document, release: dict[str, Any]) -> Iterator[Release]:
    for key, channel in (("huggingface", "huggingface"), ("repository", "github")):
        place = _location(release.get(key))
        if place is None:
            continue
        known = "github.com/" in place or channel != "github"
        yield Release(channel if known else "other", place, span=document.place(f"/release/{key}", key=True))
