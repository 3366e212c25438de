"""An exemption of the policy has ended.

What it checks: exemptions of the policy whose last day has passed while they would still cover findings.

Why it matters: an exemption with a date was meant to be looked at again; its findings count from now on.

What to do: mend what it covered, or have the exemption renewed with a reason that holds today.

Severity: warning; the findings that it covered have their own severity.

Sources: the policy's `exemptions`, `docs/policy.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.entities import Exemption


class ExemptionUse(NamedTuple):
    """What became of an exemption: findings covered, and whether its last day has passed."""

    exemption: Exemption
    covered: int
    expired: bool


def check(uses: tuple[ExemptionUse, ...]) -> Iterator[Found]:
    """One finding for each exemption that has ended and would still cover something."""
    for use in uses:
        exemption = use.exemption
        if use.expired and use.covered:
            rules = ", ".join(exemption.rules)
            yield Found(
                f"The exemption from {rules} ended on {exemption.until.isoformat()}; its findings count again "
                f"({exemption.origin}).",
                help="Mend what it covered, or have it renewed with a reason that holds today.",
                key=f"{rules} {exemption.until.isoformat()}",
            )


RULE: Rule[tuple[ExemptionUse, ...]] = Rule(
    "OM505", "policy-exemption-expired", "warning", "An exemption of the policy has ended", check, __doc__ or ""
)
