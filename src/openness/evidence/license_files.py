"""License files of a repository as answers to the question what governs a component."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern, words
from openness.licenses.catalog import lookup
from openness.licenses.terms import is_open
from openness.model import Evidence
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.model import LicenseText

WEIGHT_COMPONENTS: frozenset[str] = frozenset({"weights", "intermediate-checkpoints", "optimizer-states", "adapters"})


_SHORTEST = 4
"""Folder names with fewer letters say nothing of a model."""


class Scoped(NamedTuple):
    """License texts of one file with the components that the file's name or place gives them."""

    path: str
    texts: tuple[LicenseText, ...]
    scope: tuple[str, ...]
    repository_wide: bool


class Candidate(NamedTuple):
    """A place that says which license governs a part.

    `basis` is the sort of place; `open` is None when it cannot be told.
    """

    basis: str
    license: str | None
    open: bool | None
    evidence: Evidence
    confidence: float


def from_texts(component: str, files: Sequence[Scoped], basis: str, confidence: float) -> list[Candidate]:
    """The licenses of the files as candidates, the most telling first."""
    found = []
    for scoped in files:
        for text in scoped.texts:
            what = f"{text.expression or 'a license that is not known'}"
            if text.match == "modified":
                what += ", modified"
            opened = text_is_open(text)
            place = Evidence(text.path, text.line, what)
            found.append(Candidate(basis, text.expression, opened, place, confidence))
    if basis == "own-text" and component in WEIGHT_COMPONENTS:
        # Several models under several licenses: the restricted ones decide unless they are the fewer.
        closed = [item for item in found if item.open is False]
        opened_ones = [item for item in found if item.open]
        return [*closed, *opened_ones] if len(closed) >= len(opened_ones) else [*opened_ones, *closed]
    return sorted(found, key=_plainness)


def text_is_open(text: LicenseText) -> bool | None:
    """Whether a text is open: as identified, else by the kinds of its restrictions, else by its nearest license."""
    if text.open is not None:
        return text.open
    entry = lookup(text.expression or "")
    if entry is not None and entry.open is None and entry.open_by:
        # A reader of the whole text left the question open; its restrictions alone do not answer it.
        return None
    compatible = words("terms", "compatible")
    if any(item.kind not in compatible for item in text.restrictions):
        return False
    return is_open(text.expression)


def _plainness(item: Candidate) -> tuple[bool, int, int]:
    """The plain `LICENSE` of the root first; notices and the licenses of named third parties last."""
    base = item.evidence.path.lower().rpartition("/")[2]
    stem = base.rpartition(".")[0] or base
    rank = 0 if stem in ("license", "licence", "copying", "license.md", "unlicense") else 2 if "notice" in base else 1
    return item.license is None, item.evidence.path.count("/"), rank


def is_policy(text: LicenseText) -> bool:
    """True for use policies: they bind whoever uses the model and license nothing."""
    entry = lookup(text.expression) if text.expression else None
    if entry is not None:
        return entry.kind == "policy"
    return pattern("paths", "policy").search(text.path.lower()) is not None


def binding_policies(files: Sequence[Scoped], named_in: str) -> tuple[Evidence, ...]:
    """Use policies with terms that an open license does not allow, where the words `named_in` name them.

    A policy that neither a license text nor the documents name may be anybody's; one beside a license that restricts
    too is the one that licenses of models speak of.
    """
    restricted = any(text.open is False for scoped in files for text in scoped.texts if not is_policy(text))
    low = named_in.lower()
    found = []
    for scoped in files:
        name = scoped.path.rpartition("/")[2].lower()
        for text in scoped.texts:
            if is_policy(text) and text_is_open(text) is False and (restricted or name in low):
                kinds = list(dict.fromkeys(item.kind for item in text.restrictions))[:6]
                what = f"{text.expression or 'use policy'}: {', '.join(kinds)}" if kinds else "use policy"
                found.append(Evidence(text.path, text.line, what))
    return tuple(found[:4])


def nearest(files: Sequence[Scoped], path: str) -> Scoped | None:
    """The license file in the deepest folder above the path that holds one for it, the root's left out."""
    held = [
        scoped
        for scoped in files
        if not scoped.repository_wide
        and "/" in scoped.path
        and path.startswith(scoped.path.rpartition("/")[0] + "/")
        and any(text.expression and not is_policy(text) for text in scoped.texts)
    ]
    return max(held, key=lambda scoped: scoped.path.count("/"), default=None)


def beside_software(wide: Sequence[Scoped]) -> list[Scoped]:
    """Restricted model licenses beside a software license: one is for the weights, the other for the code."""
    found = []
    software = False
    for scoped in wide:
        entries = [entry for text in scoped.texts if text.expression and (entry := lookup(text.expression))]
        software = software or any(entry.kind == "software" and entry.open for entry in entries)
        if any(entry.kind == "model" and entry.open is False for entry in entries):
            found.append(scoped)
    return found if software else []


def in_model_folders(files: Sequence[Scoped], hosted: Sequence[str]) -> list[Scoped]:
    """The license file of the folder that is named like a model which the documents link, the first of them."""
    places = [re.sub(r"[^a-z0-9]", "", place.lower()) for place in hosted]
    found = []
    for scoped in files:
        folder = re.sub(r"[^a-z0-9]", "", scoped.path.lower().rpartition("/")[0].rpartition("/")[2])
        at = next((index for index, place in enumerate(places) if folder in place), None)
        if len(folder) >= _SHORTEST and at is not None:
            found.append((at, scoped.path, scoped))
    return [scoped for _, _, scoped in sorted(found, key=lambda row: row[:2])[:1]]
