"""A sentence promises a use that the license of the weights does not allow.

What it checks: "free for commercial use", "commercial use allowed" and "no restrictions" in prose, said of the model or
its weights, are compared with the restrictions read in the license that governs the weights.

Why it matters: whoever builds a product on the sentence breaks the license that stands beside it.

What to do: say what the license allows, or change the license.

Severity: warning.

Sources: the clauses of the license text, with their sections; `data/licenses/taxonomy.json` for their kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.phrases import listed, restriction_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.wording.statements import UseStatement

_BARRED = {"commercial-allowed": frozenset({"non-commercial", "research-only"})}


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each promise that the license of the weights takes back."""
    for use in facts.uses:
        if use.applies_to and "weights" not in use.applies_to:
            continue
        contrary = _contrary(facts, use)
        if contrary:
            yield Found(
                f"“{use.raw}” is said here, but the license of the weights {listed(contrary)}.",
                path=use.path,
                line=use.line,
                column=use.column,
                help="Say what the license allows and for whom, or change the license.",
                key=f"{use.kind} {use.raw}",
                ground=" ".join(sorted({one.kind for one in facts.weights_restrictions()})),
                evidence=facts.standing_evidence("license-restricts"),
                width=len(use.raw),
            )


def _contrary(facts: Facts, use: UseStatement) -> list[str]:
    """What the weights' license says against the promise, in plain words; nothing without a text that was read."""
    if facts.standing.weights_open is not False or facts.weights_text() is None:
        return []
    restrictions = facts.weights_restrictions()
    if use.kind == "no-restrictions":
        return restriction_phrases(restrictions)
    barred = _BARRED.get(use.kind, frozenset())
    return restriction_phrases(one for one in restrictions if one.kind in barred)


RULE: Rule[Facts] = Rule(
    "OM407",
    "use-terms-contradicted",
    "warning",
    "A sentence promises a use that the license bars",
    check,
    __doc__ or "",
)
