"""Counts of elements by their type."""

from __future__ import annotations


def histogram(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Element types with their counts, most first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
