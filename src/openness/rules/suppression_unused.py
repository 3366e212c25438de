"""A suppression covers no finding.

What it checks: a suppression, inline or in the manifest, under which no finding falls any more. Of one in fenced code,
which may be an example, nothing is said.

Why it matters: it would hide the finding when it comes back for another reason.

What to do: remove it.

Severity: note.

Sources: the suppression grammar, `docs/suppressions.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.suppressions import SuppressionUse


def check(uses: tuple[SuppressionUse, ...]) -> Iterator[Found]:
    """One finding for each well-formed suppression that covered nothing."""
    for use in uses:
        suppression = use.suppression
        if use.count == 0 and suppression.problem is None and not use.unknown_rules and not suppression.shown:
            rules = ", ".join(suppression.rules)
            yield Found(
                f"Nothing is found here that this suppression of {rules} would cover.",
                path=suppression.path,
                line=suppression.line,
                column=1,
                help="Remove it, so that it cannot hide a later finding.",
                key=rules,
            )


RULE: Rule[tuple[SuppressionUse, ...]] = Rule(
    "OM107", "suppression-unused", "note", "A suppression covers no finding", check, __doc__ or ""
)
