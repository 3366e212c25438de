"""Architectures by the names that manifests, configurations and headers give them."""

from __future__ import annotations

from functools import lru_cache

from openness.patterns import compiled
from openness.weights.data import load_table

_CAMEL = compiled(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = compiled(r"[a-z]+|\d+(?:\.\d+)?")
_LONGEST = 4


def architectures_in(text: str) -> frozenset[str]:
    """Families that a text names, the longest names first: "Qwen2MoeForCausalLM" gives `qwen2moe` only."""
    parts = _PARTS.findall(_CAMEL.sub(" ", text[:400]).lower())
    families = _families()
    found = set()
    place = 0
    while place < len(parts):
        for length in range(min(_LONGEST, len(parts) - place), 0, -1):
            family = families.get("".join(parts[place : place + length]).replace(".", ""))
            if family is not None:
                found.add(family)
                place += length
                break
        else:
            place += 1
    return frozenset(found)


def same_architecture(one: frozenset[str], other: frozenset[str]) -> bool:
    """True when the two sets have a family in common, or a family and a variant of it (`qwen2`, `qwen2moe`)."""
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    rows: dict[str, list[str]] = load_table("architectures")["families"]
    return {name: family for family, names in rows.items() for name in (family, *names)}
