"""What file names say about licenses: which files hold one, and what it governs."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from openness.licenses.data import load_json
from openness.patterns import compiled

_LONGEST = 200
_HUMP = compiled(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PART = compiled(r"[a-z]+|[\u3400-\u9fff]+|\d+")
_GLUED = compiled(
    r"(models?|weights?|checkpoints?|data(?:sets?)?|code|software|source|community)?(licen[cs]es?)"
    r"(agreement|models?|weights?|checkpoints?|data(?:sets?)?|code|software|source|terms|text)?"
)


def is_license_path(path: str) -> bool:
    """True for a name by which people find a license, a use policy or terms of use (NOTICE files grant nothing)."""
    data = load_json("files.json")
    directory, _, name = path.rpartition("/")
    low = name.lower()
    stem, extension = _split(name)
    if extension is None or any(word in low for word in data["not_licenses"]):
        return False
    words = _words(stem)
    joined = "_".join(words)
    if joined in data["stems"] or any(word in words for word in data["words"]):
        return True
    if any(policy in joined for policy in data["policies"]) or any(word in low for word in data["foreign"]):
        return True
    parents = directory.lower().split("/")
    return parents[-1] in data["directories"] and low not in ("readme.md", "readme", "index.md", "index.html")


def license_scope(path: str) -> tuple[str, ...]:
    """Component ids that a license file's name or folder says it governs; empty when neither says."""
    data = load_json("files.json")
    directory, _, name = path.rpartition("/")
    stem, _ = _split(name)
    words = set(_words(stem))
    if directory:
        last = directory.lower().split("/")[-1]
        if last in data["directories"]:
            words |= set(_words(last))
    scopes = [
        scope
        for scope, names in data["scopes"].items()
        if words & set(names) or any(name in stem for name in names if not name.isascii())
    ]
    if not scopes and any(policy in "_".join(_words(stem)) for policy in data["policies"]):
        scopes = ["weights"]
    return tuple(component for scope in scopes for component in components_of(scope))


@cache
def _endings(kind: str) -> frozenset[str]:
    return frozenset(load_json("files.json")[kind])


def components_of(part: str) -> tuple[str, ...]:
    """Component ids of a part that licenses are given for: `weights`, `code`, `data` or `documents`."""
    return tuple(load_json("files.json")["components"][part])


def _split(name: str) -> tuple[str, str | None]:
    """Stem and extension; None for an extension that license files do not have. A version (`-2.0`) is no extension."""
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if not dot or not stem:
        return name, ""
    if extension in _endings("extensions"):
        return stem, extension
    if extension in _endings("code"):
        return name, None
    if re.fullmatch(r"\d{1,3}", extension) or re.search(r"licen[cs]e|copying", extension):
        return name, ""
    if re.fullmatch(r"licen[cs]e|copying|licen[cs]e[-_]\w{1,20}", stem.lower()):
        return name, ""
    return name, None


@lru_cache(maxsize=512)
def _words(stem: str) -> tuple[str, ...]:
    """The words of a name, those run together parted: `ModelLicense`, `MODELLICENSE`, `license_model`."""
    parted = _HUMP.sub(" ", stem[:_LONGEST]).lower()
    found: list[str] = []
    for word in _PART.findall(parted):
        glued = _GLUED.fullmatch(word)
        found += [part for part in glued.groups() if part] if glued else [word]
    return tuple(found)
