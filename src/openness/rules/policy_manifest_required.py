"""The policy demands a manifest.

What it checks: whether a repository that releases a model has `openness.yml` (or `MOF.yml`), and, where the policy says
`manifest: valid`, whether the manifest has no problem.

Why it matters: without a manifest what is released can only be guessed from file names and prose, and nobody can be
asked to stand by it.

What to do: run `openness init`, answer the questions that it leaves, and commit the file.

Severity: error, unless the policy says otherwise under `rules`. A finding of the policy cannot be accepted inside the
repository; the policy grants exemptions.

Sources: the policy's `manifest`, `docs/policy.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import found_at, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding where the manifest is missing or invalid."""
    for outcome in unmet(judgement, "OM501"):
        if outcome.path is None:
            message = "The policy demands an openness manifest, and there is none"
            advice = "`openness init` drafts one from what is here."
        else:
            message = "The policy demands a valid manifest, and this one has problems"
            advice = "Mend the problems that are listed for it."
        yield found_at(outcome, message, advice, judgement)


RULE: Rule[Judgement] = Rule(
    "OM501", "policy-manifest-required", "error", "The policy demands a manifest", check, __doc__ or ""
)
