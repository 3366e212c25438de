"""Reads the restrictions of license texts that nobody has seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.model import Restriction


def read_clauses(text: str) -> tuple[Restriction, ...]:
    """The restrictions that the text states, in order of line."""
    del text
    return ()
