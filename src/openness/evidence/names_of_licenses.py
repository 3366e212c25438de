"""License names in running text, as pairs of what is written and the expression it means."""

from __future__ import annotations

from openness.licenses.names import find_names


def license_names(text: str) -> list[tuple[str, str | None]]:
    """Names in order of appearance, each expression once."""
    found: dict[str | None, str] = {}
    for _, raw, expression in find_names(text):
        found.setdefault(expression, raw)
    return [(raw, expression) for expression, raw in found.items()]
