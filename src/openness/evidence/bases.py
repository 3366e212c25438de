"""Which published model families this repository's model is derived from, as far as its documents say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern, table
from openness.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.document import Document, Line
    from openness.evidence.frontmatter import FrontMatter

INTRO_LINES = 60


@dataclass(frozen=True, slots=True)
class Base:
    """A family: its license (None when it varies), whether its terms are open and its data public, and the place."""

    family: str
    license: str | None
    open: bool
    data: bool
    evidence: Evidence
    certain: bool


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[re.Pattern[str], dict[str, object]], ...]:
    held = table("bases")["families"]
    return tuple((re.compile(row["pattern"], 0 if row.get("case") else re.IGNORECASE), row) for row in held)


def find_bases(name: str, main: Document | None, front: FrontMatter | None, front_path: str | None) -> tuple[Base, ...]:
    """The families named as base: in the front matter, in the repository's name and title, or in the introduction.

    A family in a sentence of comparison or about its architecture is no base.
    """
    found: dict[str, Base] = {}
    if front is not None and front_path is not None:
        for value in front.base_model:
            for base in _match(value.text, Evidence(front_path, value.line, f"base_model: {value.text}"), certain=True):
                found.setdefault(base.family, base)
    if main is not None:
        for line in _telling(main):
            place = Evidence(main.path, line.number, line.text.strip()[:160])
            for base in _match(line.text, place, certain=line.kind == "heading"):
                found.setdefault(base.family, base)
        title = f"{name.replace('_', '-').replace('+', ' ')} {main.title}"
        for base in _match(title, Evidence(main.path, 1, f"named {title.strip()[:80]}"), certain=True):
            if _is_derivative_name(title):
                found[base.family] = base
    own = f"{name} {main.title if main else ''}"
    return tuple(base for base in found.values() if not _is_own_family(base, own))


def _is_own_family(base: Base, own: str) -> bool:
    """True when the family is the one that this repository publishes."""
    if base.evidence.what.startswith("base_model") or _is_derivative_name(own):
        return False
    return any(regex.search(own.replace("_", "-").replace("+", " ")) for regex, row in _families() if row["id"] == base.family)


def _telling(main: Document) -> Iterator[Line]:
    derived, other = pattern("bases", "derived_line"), pattern("bases", "other_line")
    prose = [line for line in main.prose() if line.kind != "row"]
    for line in prose[:INTRO_LINES]:
        if derived.search(line.text) and not other.search(line.text):
            yield line


def _is_derivative_name(title: str) -> bool:
    """True when a name joins a family with a word of derivation: `alpaca-lora`, `Chinese-LLaMA-Alpaca`."""
    return (
        re.search(r"(?i)lora|chinese|alpaca|adapter|instruct|finetun|wizard|korean|japanese|portuguese|med", title)
        is not None
    )


def _match(text: str, place: Evidence, *, certain: bool) -> Iterator[Base]:
    for regex, row in _families():
        if regex.search(text[:1000]):
            license_id = row["license"]
            yield Base(
                str(row["id"]),
                str(license_id) if license_id else None,
                bool(row["open"]),
                bool(row["data"]),
                place,
                certain,
            )
            return
