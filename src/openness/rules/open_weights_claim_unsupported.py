"""The repository speaks of open weights, and the license of the weights restricts them.

What it checks: each place that says "open weights" or "open-weight" of this repository's own model is held against the
license of the weights.

Why it matters: since the Open Weight Definition and the G7 ladder, "open weights" means weights that anyone may use
for any purpose. Weights that can be downloaded under limits are "weights available".

What to do: say "weights available" and name the limit, or release the weights under an open license.

Severity: warning; note when the license could not be found.

Sources: Open Weight Definition (opensource.org/ai/open-weights); G7 openness ladder, May 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Rule
from openness.rules.claims import contradicted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.rules.base import Found


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each claim of open weights that the license does not bear out."""
    for judged in facts.claims:
        if judged.claim.term == "open-weights" and judged.claim.strength == "plain":
            yield from contradicted(facts, judged)


RULE: Rule[Facts] = Rule(
    "OM402",
    "open-weights-claim-unsupported",
    "warning",
    "The weights are called open and their license restricts them",
    check,
    __doc__ or "",
)
