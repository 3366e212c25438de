"""License names in running text, as pairs of what is written and the expression it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.licenses.names import find_names, read_name

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = 60
"""A clause under a license heading that is no longer than this may be a name alone."""


_CELLS = 12
_AROUND = " .:*-#>|"


def license_names(text: str, *, in_section: bool = False, of_part: bool = False) -> list[tuple[str, str]]:
    """Names in order of appearance, each expression once.

    Below a heading about licenses a clause may be a name alone; where it speaks `of_part`, weights or code, so may what
    stands behind a colon or a verb: "code and weights: MIT", "模型是 MIT".
    """
    found: dict[str, str] = {}
    for _, _, expression, raw in find_names(text):
        found.setdefault(expression, raw)
    if not found and in_section:
        # A cell of a table, or what stands behind a colon, may be a name alone too.
        for part in (text, *text.split("|")[:_CELLS]) if "|" in text else (text, text.rpartition(":")[2]):
            bare = plain(part).strip(" .:-*#>|")
            expression_read = read_name(bare) if 2 < len(bare) <= SHORT else None
            if expression_read:
                found.setdefault(expression_read, bare)
    if not found and (of_part or in_section):
        for bare in _alone(plain(text), before=in_section, behind=of_part):
            expression_read = read_name(bare) if 2 < len(bare) <= SHORT and not bare.islower() else None
            if expression_read and (in_section or not _is_of_a_model(bare, expression_read)):
                found.setdefault(expression_read, bare)
    return [(raw, expression) for expression, raw in found.items()]


def _is_of_a_model(bare: str, expression: str) -> bool:
    """True for the name of a model with a license of its own ("we adopt Llama 2"), which alone names no license."""
    return expression.startswith("LicenseRef-") and pattern("license_parts", "word_of_license").search(bare) is None


def _alone(text: str, *, before: bool, behind: bool) -> Iterator[str]:
    """What may be a name: the beginning ("MIT for code and weights"), or what stands `behind` a colon or a verb."""
    if before:
        yield pattern("license_parts", "bare_before").split(text, maxsplit=1)[0].strip(_AROUND)
    starts = [match.end() for match in pattern("license_parts", "bare_after").finditer(text)] if behind else []
    for start in starts[:_CELLS]:
        yield pattern("license_parts", "ends_name").split(text[start : start + SHORT * 2], maxsplit=1)[0].strip(_AROUND)
