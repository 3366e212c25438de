"""A suppression cannot be honored.

What it checks: an inline comment, or an entry of the manifest's `exceptions`, that gives no reason, names no rule or
one that does not exist, or has an unreadable date.

Why it matters: a suppression that is silently ignored leaves its author believing that the finding was accepted; one
without a reason cannot be reviewed.

What to do: write `<!-- openness: ignore[OM401] reason -->` with a reason of at least ten characters.

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
    """One finding for each suppression that is not honored, or only in part."""
    for use in uses:
        suppression = use.suppression
        problem = suppression.problem
        if problem is None and use.unknown_rules:
            problem = "there is no rule " + ", ".join(f"`{name}`" for name in use.unknown_rules)
        if problem is not None and not suppression.shown:
            yield Found(
                f"This suppression is not honored: {problem}.",
                path=suppression.path,
                line=suppression.line,
                column=1,
                help="Write `openness: ignore[OM401] why this is accepted`; `openness explain rules` lists the rules.",
                key=problem,
            )


RULE: Rule[tuple[SuppressionUse, ...]] = Rule(
    "OM106", "suppression-invalid", "warning", "A suppression cannot be honored", check, __doc__ or ""
)
