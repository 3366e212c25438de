"""The manifest claims an openness that its own facts, or the repository's, do not give.

What it checks: each entry of the manifest's `claims` (`open-source-ai`, `open-source`, `open-weights`) against the
level that the declared components and the observed ones amount to.

Why it matters: the manifest is the most formal statement that a release makes; others copy it into cards and indexes.

What to do: remove or lower the claim, or release what is missing.

Severity: error when the license of the weights restricts use or users; warning when parts are missing.

Sources: Open Source AI Definition 1.0; Open Weight Definition; G7 openness ladder, May 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.judge.frameworks import contradicted_claims
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each manifest claim that the facts contradict."""
    for judged in facts.manifest_claims():
        if judged.severity is None or judged.verdict != "contradicted":
            continue
        claim = judged.claim
        level = facts.level.observed or "unknown"
        yield Found(
            f"The manifest claims `{claim.text}`; what is released amounts to {level}.",
            path=facts.manifest_path,
            line=claim.line,
            column=claim.column,
            help="Remove or lower the claim, or release what is missing (`openness explain levels`).",
            key=claim.text,
            ground=level,
            severity=judged.severity,
            evidence=facts.standing_evidence(judged.ground),
            width=len(claim.text),
        )
    if facts.manifest is not None:
        for problem in contradicted_claims(facts.manifest, facts.frameworks, facts.level.observed):
            yield Found(
                problem.message,
                path=problem.path,
                line=problem.line,
                column=problem.column,
                help=problem.help,
                key=problem.pointer,
                severity="warning",
            )


RULE: Rule[Facts] = Rule(
    "OM406",
    "declared-claim-unsupported",
    "error",
    "The manifest claims more openness than the facts give",
    check,
    __doc__ or "",
)
