"""A released component has a license that the policy does not allow.

What it checks: the license of each released component against `allow` and `deny` of the policy's `licenses`. Of an OR
one allowed leg is enough, of an AND every leg must be allowed, WITH belongs to its license, and a modified text is not
the license that it is named after. A license that is not known is OM506.

Why it matters: a license that nobody has agreed to binds everybody who uses the component all the same.

What to do: release the component under a license that the policy allows, or ask for an exemption.

Severity: error, unless the policy says otherwise under `rules`. A finding of the policy cannot be accepted inside the
repository; the policy grants exemptions.

Sources: the policy's `licenses`, `docs/policy.md`; SPDX specification 2.3, Annex D.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import found_at, named, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding for each license that is not allowed."""
    for outcome in unmet(judgement, "OM503"):
        whose = named(outcome.components)
        message = f"{outcome.found}, the license of {whose}, is not allowed; {outcome.key} says: {outcome.required}"
        advice = "Release this under a license that the policy allows."
        yield found_at(outcome, message, advice, judgement)


RULE: Rule[Judgement] = Rule(
    "OM503", "policy-license-not-allowed", "error", "The policy does not allow the license", check, __doc__ or ""
)
