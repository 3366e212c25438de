"""The repository calls its model "open" without saying how, and the weights are restricted.

What it checks: plain "open" ("open model", "openly available") said of this repository's own model whose license
restricts use or users.

Why it matters: "open" alone is read as "open source" by many. It is vague rather than false, so it is only noted.

What to do: say which parts are available and under which license.

Severity: note.

Sources: Open Source Initiative, "Open weights: not quite what you've been told"; G7 openness ladder, May 2026.
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
    """One finding for each vague claim over restricted weights."""
    for judged in facts.claims:
        if judged.claim.term == "open" and judged.claim.strength == "plain" and judged.verdict == "contradicted":
            yield from contradicted(facts, judged)


RULE: Rule[Facts] = Rule(
    "OM405",
    "vague-openness-wording",
    "note",
    "The model is called open while its license restricts it",
    check,
    __doc__ or "",
)
