"""The openness level is below the one that the policy demands.

What it checks: the level that was observed against the policy's `level`.

Why it matters: the organization has promised, or was promised, that its models are at least that open.

What to do: mend what keeps the model from the level; `openness check` lists it under the level.

Severity: error, unless the policy says otherwise under `rules`. A finding of the policy cannot be accepted inside the
repository; the policy grants exemptions.

Sources: the policy's `level`, `docs/policy.md`; the ladder: `openness explain open-weights`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import because, found_at, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding where the level is known and too low."""
    for outcome in unmet(judgement, "OM502"):
        message = f"The level is {outcome.found}{because(outcome.reasons)}; the policy demands {outcome.required}"
        advice = f"What {outcome.required} asks: `openness explain {outcome.required}`."
        yield found_at(outcome, message, advice, judgement)


RULE: Rule[Judgement] = Rule(
    "OM502",
    "policy-level-not-reached",
    "error",
    "The level is below the one that the policy demands",
    check,
    __doc__ or "",
)
