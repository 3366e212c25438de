"""Facts for tests in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.facts import FrameworkFacts, Part, terms_of

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import Status

OPEN_SOURCE_AI: dict[str, Status] = {
    "weights": "released",
    "architecture-code": "released",
    "inference-code": "released",
    "training-code": "released",
    "data-processing-code": "released",
    "training-data": "released",
    "model-card": "released",
    "technical-report": "released",
}


def part(component: str, status: Status = "released", expression: str | None = "Apache-2.0", **more: Any) -> Part:
    """A component as its manifest declares it."""
    return Part(component, status, more.pop("basis", "declared"), terms_of(expression), **more)


def facts(*changed: Part, license: str | None = "Apache-2.0", **more: Any) -> FrameworkFacts:  # noqa: A002
    """A release that is open source AI, but for what is given."""
    parts = {name: part(name, status, license) for name, status in OPEN_SOURCE_AI.items()}
    parts.update({one.id: one for one in changed})
    return FrameworkFacts(parts, **more)


def states(verdict: dict[str, Any]) -> dict[str, str]:
    """State of each element; of several reasons for one element the worst."""
    order = ["met", "undecidable", "not-met"]
    found: dict[str, str] = {}
    for reason in verdict["reasons"]:
        before = found.get(reason["element"], "met")
        found[reason["element"]] = max(before, reason["state"], key=order.index)
    return found
