"""From what a reader found to a manifest: what does not fit the manifest's schema is left out, and listed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from openness.exchange.result import Loss
from openness.exchange.shape import short_form
from openness.manifest.build import build_manifest
from openness.manifest.complaint import shorten
from openness.manifest.document import Document, split
from openness.manifest.schema import manifest_schema
from openness.manifest.validate import validate
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from openness.exchange.shape import Data, Plain
    from openness.manifest.entities import Manifest

PLACEHOLDER_COMPONENT = "x-not-stated"
_ROUNDS = 40
_LENGTHS = {
    **dict.fromkeys(("notes", "collection", "characteristics", "labeling", "processing", "reason"), 4000),
    **dict.fromkeys(("name", "producer", "architecture", "hardware", "size", "by"), 200),
    **dict.fromkeys(("version", "framework"), 80),
    **dict.fromkeys(("collected",), 60),
    **dict.fromkeys(("format", "level"), 40),
}
_COUNTS = {
    "components": 100,
    "location": 100,
    "files": 2000,
    "evidence": 20,
    "documentation": 20,
    "sources": 500,
    "claims": 20,
    "attestations": 20,
    "releases": 50,
    "exceptions": 100,
    "base_model": 50,
    "output": 10,
}


def settle(data: Data, path: str) -> tuple[Manifest, list[Loss]]:
    """The manifest that data in the long form amounts to, and what of it no manifest can say."""
    losses: list[Loss] = []
    short = _trimmed(short_form(_ordered(deepcopy(data))), "", "", losses)
    for _ in range(_ROUNDS):
        document = Document(path, _filled(short))
        problems = validate(document, manifest_schema())
        if not problems:
            break
        for pointer, message in sorted(
            {(problem.pointer, problem.message) for problem in problems}, key=lambda one: _order(one[0]), reverse=True
        ):
            _drop(short, pointer, message, losses)
    else:
        losses.append(Loss(shorten(path), "what is left cannot be said in a manifest"))
        short = {}
    return build_manifest(Document(path, short), frozenset()), losses


def _ordered(data: Data) -> Data:
    """The data with the components in the order of the vocabulary, those of somebody's own last."""
    if isinstance(data.get("components"), dict):
        rank = {name: number for number, name in enumerate(COMPONENTS)}
        data["components"] = dict(sorted(data["components"].items(), key=lambda one: rank.get(one[0], len(rank))))
    return data


def _filled(short: Data) -> Data:
    """The data with what the schema requires of a whole manifest, so that only wrong values are complained of."""
    return {
        **short,
        "openness": 1,
        "model": {"name": "-", "producer": "-", **short.get("model", {})},
        "components": short.get("components") or {PLACEHOLDER_COMPONENT: "not-applicable"},
    }


def _order(pointer: str) -> list[tuple[int, str]]:
    """Later members of a list first, so that removing one does not move the others."""
    return [(int(part), "") if part.isascii() and part.isdigit() else (-1, part) for part in split(pointer)]


def _drop(short: Data, pointer: str, message: str, losses: list[Loss]) -> None:
    parts = split(pointer)
    holder: Plain = short
    for part in parts[:-1]:
        holder = _member(holder, part)
    if not parts or holder is None or _member(holder, parts[-1]) is None:
        return
    value = _member(holder, parts[-1])
    shown = f" = {shorten(value)}" if isinstance(value, str) else ""
    losses.append(Loss(f"{'.'.join(parts)}{shown}", shorten(message, 160)))
    if isinstance(holder, list):
        del holder[int(parts[-1])]
    else:
        del holder[parts[-1]]


def _member(holder: Plain, part: str) -> Plain:
    if isinstance(holder, dict):
        return holder.get(part)
    if isinstance(holder, list) and part.isascii() and part.isdigit() and int(part) < len(holder):
        return holder[int(part)]
    return None


def _trimmed(value: Plain, key: str, place: str, losses: list[Loss]) -> Plain:
    """The data with texts and lists cut to what the schema takes, and without what cannot be written as UTF-8."""
    if isinstance(value, dict):
        return {
            name: _trimmed(member, name, f"{place}.{name}" if place else name, losses)
            for name, member in value.items()
            if member not in (None, "", [], {})
        }
    if isinstance(value, list):
        most = _COUNTS.get(key, 100)
        if len(value) > most:
            losses.append(Loss(place, f"{len(value) - most} of {len(value)} entries; a manifest holds {most}"))
        return [_trimmed(item, key, f"{place}[]", losses) for item in value[:most]]
    if isinstance(value, str):
        clean = value.encode("utf-8", "replace").decode("utf-8")
        most = _LENGTHS.get(key, 4000)
        if len(clean) > most:
            losses.append(Loss(place, f"the end of a text of {len(clean)} characters; a manifest holds {most}"))
            clean = clean[: most - 1] + "…"
        return clean
    return value
