"""Locations of a manifest as web addresses, and addresses as locations."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from openness.manifest.locations import check_location, parse_location
from openness.patterns import compiled

_HUB = compiled(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<type>datasets/)?(?P<id>[\w.-]{1,96}/[\w.-]{1,96}?)"
    r"(?:/(?:tree|blob|resolve)/(?P<revision>[\w.-]{1,200})(?:/(?P<path>[^\s?#]{1,800}))?)?/?"
)
_GITHUB = compiled(
    r"https?://(?:www\.)?github\.com/(?P<id>[A-Za-z0-9-]{1,39}/[\w.-]{1,100}?)(?:\.git)?"
    r"(?:/(?:tree|blob)/(?P<revision>[\w.-]{1,200})(?:/(?P<path>[^\s?#]{1,800}))?)?/?"
)
_ARXIV = compiled(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/(?P<id>[\w.-]{1,30}(?:/[0-9]{7})?(?:v[0-9]{1,3})?)"
)
_DOI = compiled(r"https?://(?:dx\.)?doi\.org/(?P<id>10\.\S{3,200})")
_NOT_REPOSITORIES = frozenset(
    {"collections", "spaces", "papers", "docs", "blog", "orgs", "models", "sponsors", "datasets"}
)
_LISTINGS = frozenset({"datasets", "models", "spaces", "collections", "activity"})
_HEADS = frozenset({"main", "HEAD"})
_ROOT = "https://huggingface.co/"


def address(place: str) -> str:
    """The web address of a location; a path of the repository and `release:` give a relative reference."""
    found = parse_location(place)
    if found is None or found.kind == "https":
        return place
    if found.kind == "arxiv":
        return f"https://arxiv.org/abs/{place.partition(':')[2]}"
    if found.kind == "doi":
        return f"https://doi.org/{quote(found.target, safe='/:;()@')}"
    if found.kind in ("path", "release"):
        return quote(place, safe="/:*@!$&'()+,;=~")
    root = "https://github.com/" if found.kind == "gh" else _ROOT + ("datasets/" if found.dataset else "")
    if place.startswith("hf:spaces/"):
        root += "spaces/"
    inner = ""
    if found.path:
        inner = f"/blob/{found.revision or 'main'}/{quote(found.path, safe='/*@!+,;=~')}"
    elif found.revision:
        inner = f"/tree/{found.revision}"
    return f"{root}{found.target}{inner}"


def location(text: str) -> str | None:
    """The location that an address, hub id or path stands for, in its shortest form; None when it is none."""
    text = text.strip()
    if found := _HUB.fullmatch(text):
        owner, _, name = found["id"].partition("/")
        if owner not in _NOT_REPOSITORIES and name not in _LISTINGS:
            return _valid("hf:" + (found["type"] or "") + found["id"] + _inner(found)) or _valid(text)
    if (found := _GITHUB.fullmatch(text)) and found["id"].partition("/")[0] not in _NOT_REPOSITORIES:
        return _valid("gh:" + found["id"] + _inner(found)) or _valid(text)
    if found := _ARXIV.fullmatch(text):
        return _valid("arxiv:" + found["id"].removesuffix(".pdf")) or _valid(text)
    if found := _DOI.fullmatch(text):
        return _valid("doi:" + unquote(found["id"])) or _valid(text)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:", text):
        return _valid(unquote(text)) if text.startswith("release:") else _valid(text)
    plain = unquote(text)
    return None if " " in text else _valid(plain)


def hub_id(place: str, *, dataset: bool = False) -> str | None:
    """The `org/name` of a location on the Hugging Face hub that names a whole repository, else None."""
    found = parse_location(place)
    if found is None or found.kind != "hf" or found.dataset != dataset or place.startswith("hf:spaces/"):
        return None
    return found.target if not found.revision and not found.path else None


def _inner(found: re.Match[str]) -> str:
    revision, path = found["revision"], found["path"]
    head = "" if revision is None or revision in _HEADS else f"@{revision}"
    return head + (f":{unquote(path)}" if path else "")


def _valid(text: str) -> str | None:
    return text if text and not check_location(text) else None
