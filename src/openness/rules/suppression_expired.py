"""A suppression has expired.

What it checks: a suppression whose `until` date has passed while it still covers a finding.

Why it matters: an acceptance with a date was meant to be looked at again.

What to do: mend the finding, or renew the date with a reason that holds today.

Severity: warning.

Sources: the suppression grammar, `docs/suppressions.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.suppressions import SuppressionUse


def check(uses: tuple[SuppressionUse, ...]) -> Iterator[Found]:
    """One finding for each expired suppression that would still cover something."""
    for use in uses:
        suppression = use.suppression
        if use.expired and use.count and suppression.until is not None:
            rules = ", ".join(suppression.rules)
            yield Found(
                f"This suppression of {rules} ended on {suppression.until.isoformat()}; its findings count again.",
                path=suppression.path,
                line=suppression.line,
                column=1,
                help="Mend what it covered, or renew the date with a reason that holds today.",
                key=rules,
            )


RULE: Rule[tuple[SuppressionUse, ...]] = Rule(
    "OM108", "suppression-expired", "warning", "A suppression has expired", check, __doc__ or ""
)
