"""The repository calls its model fully, truly or completely open, and parts are missing.

What it checks: claims with a strengthening word ("fully open", "100 % open source", "truly open") about this
repository's own model are held against the level open-source-ai.

Why it matters: "fully open" tells readers that training code and data are there as well; it is the strongest promise
there is, and the one that readers check last.

What to do: drop the strengthening word, name the parts that are open, or release what is missing.

Severity: warning; error when "open source" is said and the license of the weights restricts use or users.

Sources: Open Source AI Definition 1.0; Model Openness Framework 1.0 (openness washing).
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
    """One finding for each full-strength claim that is not borne out."""
    for judged in facts.claims:
        if judged.claim.strength == "full":
            yield from contradicted(facts, judged)


RULE: Rule[Facts] = Rule(
    "OM404",
    "full-openness-claim-unsupported",
    "warning",
    "The model is called fully open and is not",
    check,
    __doc__ or "",
)
