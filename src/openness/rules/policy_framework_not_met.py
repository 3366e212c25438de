"""A framework that the policy names is not met.

What it checks: the verdicts of the Model Openness Framework, the Open Source AI Definition, the Open Weight Definition
and the open-source exemption of the EU AI Act against the policy's `frameworks`. A verdict that cannot be decided is
OM506.

Why it matters: the organization relies on the verdict, in a grant, a tender or a law.

What to do: `openness check --frameworks` lists what each framework asks and what was found.

Severity: error, unless the policy says otherwise under `rules`. A finding of the policy cannot be accepted inside the
repository; the policy grants exemptions.

Sources: the policy's `frameworks`, `docs/policy.md`; each framework: `openness explain osaid`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import TITLES, because, found_at, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding for each framework that is known not to be met."""
    for outcome in unmet(judgement, "OM504"):
        name = outcome.key.partition(".")[2]
        wanted = f"class {outcome.required}" if name == "mof" else "that it conforms"
        message = f"By {TITLES[name]}: {outcome.found}{because(outcome.reasons)}; the policy demands {wanted}"
        yield found_at(outcome, message, "`openness check --frameworks` lists every condition.", judgement)


RULE: Rule[Judgement] = Rule(
    "OM504", "policy-framework-not-met", "error", "A framework that the policy names is not met", check, __doc__ or ""
)
