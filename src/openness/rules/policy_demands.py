"""How findings of a policy speak of its demands, shared by the rules that enforce it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement, Outcome

_MOST_NAMED = 4

TITLES = {
    "mof": "the Model Openness Framework",
    "osaid": "the Open Source AI Definition",
    "owd": "the Open Weight Definition",
    "eu_ai_act": "the open-source exemption of the EU AI Act",
}


def unmet(judgement: Judgement, rule: str) -> Iterator[Outcome]:
    """The demands of a rule that are known not to be met."""
    return (one for one in judgement.outcomes if one.rule == rule and one.state == "not-met")


def found_at(outcome: Outcome, message: str, advice: str, judgement: Judgement) -> Found:
    """A finding about a demand: where it is written, and whom to ask."""
    return Found(
        f"{message} ({outcome.origin}).",
        path=outcome.path,
        line=outcome.line,
        column=outcome.column or (1 if outcome.line else None),
        help=advice + ask(judgement),
        key=f"{outcome.key} {' '.join(outcome.components)}",
        ground=outcome.found,
        width=outcome.width,
    )


def ask(judgement: Judgement) -> str:
    """The end of an advice: whom to ask for an exemption, where the policy says so."""
    contact = judgement.effective.contact
    return f" For an exemption ask {contact}." if contact else ""


def named(components: tuple[str, ...]) -> str:
    """Some components by name, the others counted."""
    more = len(components) - _MOST_NAMED
    if more > 1:
        return f"{', '.join(components[:_MOST_NAMED])} and {more} more"
    return " and ".join(filter(None, (", ".join(components[:-1]), components[-1])))


def because(reasons: tuple[str, ...]) -> str:
    """Reasons as the end of a message."""
    return f": {'; '.join(reasons)}" if reasons else ""
