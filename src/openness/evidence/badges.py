"""License badges as statements: the label says which part, the message which license."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern
from openness.evidence.names_of_licenses import license_names
from openness.evidence.statement import Statement, parts_of
from openness.licenses.names import read_name
from openness.licenses.shields import find_shields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.statement import Part

MOST = 20
"""Badges read."""


def find_badges(documents: Sequence[Document]) -> tuple[Statement, ...]:
    """What the static badges of the documents say of licenses, those of lists and tables about others left out."""
    found: list[Statement] = []
    for document in documents:
        for line in document.prose():
            if "shields.io/badge/" in line.text and line.kind != "row":
                found.extend(_in_line(document.path, line))
    return tuple(found[:MOST])


def _in_line(path: str, line: Line) -> Iterator[Statement]:
    for label, message, start in find_shields(line.text):
        if "licen" not in label.lower():
            continue
        parts: tuple[Part, ...] = parts_of(label) or ("project",)
        raw = f"{label}: {message}"
        named = read_name(message) or next((name for _, name in license_names(message)), None)
        kind = "license"
        if named is None:
            if "weights" not in parts or not pattern("prose", "badge_terms").search(message):
                continue
            kind = "community-license"
        yield Statement(path, line.number, start + 1, message, f"badge: {raw}", parts, kind, named, in_section=True)
