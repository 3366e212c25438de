"""The repository calls its model open source, and what it releases does not bear that out.

What it checks: each sentence, heading, badge or metadata field that says "open source" (in any of the languages read)
of this repository's own model or weights is held against the license of the weights and the components released.

Why it matters: "open source" promises that anyone may use, study, modify and share the model for any purpose. A
license with user, use or field limits does not grant that, and weights alone do not let anyone study or rebuild a
model.

What to do: say what is true ("open weights", "weights available for research"), name the parts that are open ("the
inference code is open source"), or release what is missing.

Severity: error when the license of the weights restricts use or users; warning when the weights are openly licensed
but training code or data information is missing, which no license makes up for, or the license is unclear; note when
nothing is missing but the license, and none was found.

Sources: Open Source AI Definition 1.0 (opensource.org/ai); G7 openness ladder, May 2026.
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
    """One finding for each claim of "open source" about the model or its weights that is not borne out."""
    for judged in facts.claims:
        if judged.claim.term == "open-source" and judged.claim.strength == "plain":
            yield from contradicted(facts, judged)


RULE: Rule[Facts] = Rule(
    "OM401",
    "open-source-claim-unsupported",
    "error",
    "The model is called open source and is not",
    check,
    __doc__ or "",
)
