"""A word of openness is used in another sense than the policy defines.

What it checks: claims that this repository's model or weights are open, against the policy's `wording`. With
`definition: osaid` the model must conform to the Open Source AI Definition to be called open source; with `definition:
house` it must have the level that the stated definition gives.

Why it matters: an organization that says what its words mean has to use them in that sense.

What to do: use the word that fits, or release what is missing.

Severity: error, unless the policy says otherwise under `rules`. A finding of the policy cannot be accepted inside the
repository; the policy grants exemptions.

Sources: the policy's `wording`, `docs/policy.md`; Open Source AI Definition 1.0, https://opensource.org/ai.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import found_at, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding for each claim that the definition does not bear out."""
    for outcome in unmet(judgement, "OM508"):
        message = (
            f"“{outcome.components[0]}” is said here; the policy demands {outcome.required}, found: {outcome.found}"
        )
        yield found_at(outcome, message, "Use the word that fits what is released.", judgement)


RULE: Rule[Judgement] = Rule(
    "OM508",
    "policy-wording-not-allowed",
    "error",
    "A word is used in another sense than the policy's",
    check,
    __doc__ or "",
)
