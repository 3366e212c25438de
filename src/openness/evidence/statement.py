"""One sentence that names a license or a term, and the parts it speaks of: weights, code, data, or unsaid."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table
from openness.licenses.terms import is_open
from openness.values import NamedTuple

if TYPE_CHECKING:
    import re

Part = Literal["weights", "code", "data", "documents", "project", ""]


class Statement(NamedTuple):
    """A sentence that names a license or a term.

    `parts` is what it speaks of, empty when unsaid. `expression` is the license named, `kind` the restriction
    ("non-commercial" …), "intended" where research is all that something is meant for, "code-only" where a license is
    said to leave the weights out, "permissive" or "license".
    """

    path: str
    line: int
    column: int
    raw: str
    sentence: str
    parts: tuple[Part, ...]
    kind: str
    expression: str | None
    in_section: bool


@lru_cache(maxsize=1)
def _subjects() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, pattern("prose", f"subject.{part}")) for part in table("prose")["subject"])


@lru_cache(maxsize=1024)
def parts_of(clause: str) -> tuple[Part, ...]:
    """What a clause speaks of, in the order of the lexicon; empty when it does not say."""
    # "Code to run the model is under …" speaks of the code.
    shown = pattern("prose", "object").sub(" code ", pattern("license_parts", "left_out").sub(" ", plain(clause)))
    return tuple(part for part, regex in _subjects() if regex.search(shown))


def restricts(item: Statement) -> bool:
    """Whether a sentence says of something that its use or its users are restricted."""
    return item.kind not in ("license", "permissive", "code-only", "intended") or is_open(item.expression) is False
