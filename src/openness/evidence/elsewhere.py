"""Locations and links as keys under which what was learned of them is kept."""

from __future__ import annotations

from typing import Literal

from openness.evidence.links import classify
from openness.manifest.locations import parse_location
from openness.patterns import compiled
from openness.values import NamedTuple

SCHEMES = ("https://",)
"""Web addresses that are worth asking for; others are not sent."""

Sort = Literal["hub", "release", "place"]


class Elsewhere(NamedTuple):
    """A place outside of the repository: its key, and the file and revision meant where one is.

    `key` is `hf:org/name[@revision]`, `hf:datasets/org/name[@revision]`, a release's tag, or a location for `place`.
    """

    sort: Sort
    key: str
    path: str | None = None


# Addresses of what has a name of its own: asked for where that is cheap for the server, and once for all spellings.
_REGISTERED = (
    (
        compiled(
            r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]{1,3})?(?:\.pdf)?/?"
        ),
        "arxiv:",
    ),
    (compiled(r"https?://(?:dx\.)?doi\.org/(10\.[0-9]{4,9}/[^\s?#]{1,200})"), "doi:"),
    (compiled(r"https://github\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38}/[\w.-]{1,100}?)(?:\.git)?/?"), "gh:"),
)


def elsewhere(text: str) -> Elsewhere | None:
    """The place that a location or an address names; None for paths, hub spaces and what is malformed."""
    location = parse_location(text)
    if location is None or location.kind == "path":
        return None
    if location.kind == "hf":
        if text.startswith("hf:spaces/"):
            return None
        return Elsewhere("hub", _hub(location.target, location.revision, dataset=location.dataset), location.path)
    if location.kind == "release":
        return Elsewhere("release", location.target, location.path)
    if location.kind == "https":
        return _from_address(location.target)
    if location.kind == "gh":
        return Elsewhere("place", f"gh:{location.target}", location.path)
    return Elsewhere("place", text)


def _hub(name: str, revision: str | None, *, dataset: bool) -> str:
    return f"hf:{'datasets/' if dataset else ''}{name}{f'@{revision}' if revision else ''}"


def _from_address(url: str) -> Elsewhere | None:
    host = url.partition("://")[2].partition("/")[0].lower()
    if host in ("huggingface.co", "www.huggingface.co", "hf.co"):
        kind, target = classify(url)
        if kind in ("hub-model", "dataset") and target.count("/") == 1:
            return Elsewhere("hub", _hub(target, None, dataset=kind == "dataset"))
    for pattern, prefix in _REGISTERED:
        found = pattern.fullmatch(url)
        if found is not None:
            return Elsewhere("place", prefix + found[1])
    return Elsewhere("place", url) if url.startswith(SCHEMES) else None
