"""Locations: paths of the repository and the prefixed places of the manifest."""

from __future__ import annotations

import re
from typing import Literal

from openness.manifest.complaint import Complaint
from openness.patterns import compiled
from openness.values import NamedTuple

Kind = Literal["path", "https", "hf", "gh", "release", "doi", "arxiv"]

_SCHEME = compiled(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_HUB = compiled(
    r"hf:(?P<type>datasets/|spaces/)?(?P<id>[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95})"
    r"(?:@(?P<revision>[\w./-]{1,200}))?(?::(?P<path>\S+))?"
)
_GITHUB = compiled(
    r"gh:(?P<id>[A-Za-z0-9][A-Za-z0-9-]{0,38}/[\w.-]{1,100})(?:@(?P<revision>[\w./-]{1,200}))?(?::(?P<path>\S+))?"
)
_RELEASE = compiled(r"release:(?P<revision>[^\s/]{1,200})(?:/(?P<path>\S+))?")
_DOI = compiled(r"doi:(?P<id>10\.[0-9]{4,9}/\S+)")
_ARXIV = compiled(r"arxiv:(?P<id>[0-9]{4}\.[0-9]{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/[0-9]{7})(?P<revision>v[0-9]{1,3})?")
_WEB = compiled(r"https?://(?P<host>[^\s/?#@:]+)(?::[0-9]{1,5})?(?:[/?#]\S*)?")

_FORMS = {
    "hf": (_HUB, "hf:org/name, hf:org/name@revision, hf:datasets/org/name or hf:org/name:path"),
    "gh": (_GITHUB, "gh:owner/repo, gh:owner/repo@ref or gh:owner/repo:path"),
    "release": (_RELEASE, "release:tag/asset or release:latest/*.safetensors"),
    "doi": (_DOI, "doi:10.5281/zenodo.1234567"),
    "arxiv": (_ARXIV, "arxiv:2402.00838"),
}


class Location(NamedTuple):
    """A place, taken apart. `target` is the path, the address, `org/name`, the tag, or the identifier."""

    kind: Kind
    target: str
    revision: str | None = None
    path: str | None = None
    dataset: bool = False


def parse_location(text: str) -> Location | None:
    """The parts of a location, or None when it is malformed."""
    if check_location(text):
        return None
    kind = text.partition(":")[0].lower()
    if kind in ("http", "https"):
        return Location("https", text)
    if kind not in _FORMS:
        return Location("path", text.removeprefix("./"))
    found = _FORMS[kind][0].fullmatch(text)
    assert found is not None
    parts = found.groupdict()
    target = parts.get("id") or parts.get("revision") or ""
    dataset = parts.get("type") == "datasets/"
    return Location(_kind(kind), target, parts.get("revision"), parts.get("path"), dataset)


def _kind(text: str) -> Kind:
    kinds: dict[str, Kind] = {"hf": "hf", "gh": "gh", "release": "release", "doi": "doi", "arxiv": "arxiv"}
    return kinds[text]


def check_path(text: str) -> list[Complaint]:
    """What is wrong with a path of the repository."""
    if not text.strip():
        return [Complaint("is empty", "Write a path relative to the repository's root.")]
    if text.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", text):
        advice = "Write it relative to the repository's root."
        return [Complaint(f"`{text}` is not inside the repository", advice, "path-leaves-repository")]
    if "\\" in text:
        return [Complaint(f"`{text}` has backslashes", f"Write `{text.replace(chr(92), '/')}`.")]
    if ".." in text.split("/"):
        advice = "Paths stay inside; write it relative to the repository's root, without `..`."
        return [Complaint(f"`{text}` leaves the repository", advice, "path-leaves-repository")]
    if any(not char.isprintable() for char in text):
        return [Complaint("holds control characters", "Write a plain path.")]
    return []


def check_location(text: str) -> list[Complaint]:
    """What is wrong with a location."""
    scheme = _SCHEME.match(text)
    if scheme is None or (len(scheme[1]) == 1 and text[2:3] in ("\\", "/")):
        return check_path(text)
    name = scheme[1].lower()
    if name in ("http", "https"):
        if scheme[1] in ("http", "https") and _WEB.fullmatch(text):
            return []
        return [
            Complaint(f"`{text}` is not a complete web address", "Write https://host/path without spaces or passwords.")
        ]
    if name in _FORMS:
        pattern, form = _FORMS[name]
        if pattern.fullmatch(text) and ".." not in text.rpartition(":")[2].split("/"):
            return []
        return [Complaint(f"`{text}` is not a complete location", f"Write {form}.")]
    known = "a path, https:, hf:, gh:, release:, doi: or arxiv:"
    return [Complaint(f"`{scheme[1]}:` is not a kind of location", f"Use {known}.")]


def check_base_model(text: str) -> list[Complaint]:
    """What is wrong with the id of a base model."""
    if text == "none":
        return []
    if _SCHEME.match(text) is None:
        form = f"hf:{text}" if text.count("/") == 1 else "hf:org/name"
        return [Complaint(f"`{text}` does not say where the model is", f"Write {form}, an https: address, or none.")]
    return check_location(text)
