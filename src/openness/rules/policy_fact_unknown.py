"""What the policy demands cannot be told.

What it checks: demands of the policy whose facts could not be read: a license that is not known, a verdict that cannot
be decided, a level that is unknown.

Why it matters: what is unknown is neither a pass nor a failure, and the policy says what to make of it.

What to do: give the fact (a manifest, a license text, a model card), or run with `--online` where it is elsewhere.

Severity: warning where the policy says `unknown: warn`, error where it says `unknown: fail`; with `unknown: ignore`
nothing is said.

Sources: the policy's `unknown`, `docs/policy.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import TITLES, because, found_at, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement, Outcome
    from openness.vocabulary import Severity


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding for each demand that cannot be decided."""
    handling = judgement.effective.value("unknown")
    if handling == "ignore":
        return
    severity: Severity = "error" if handling == "fail" else "warning"
    for outcome in judgement.outcomes:
        if outcome.state == "unknown":
            found = found_at(outcome, _message(outcome), _ADVICE[outcome.rule], judgement)
            yield found._replace(severity=severity)


def _message(outcome: Outcome) -> str:
    why = because(outcome.reasons)
    if outcome.rule == "OM501":
        return "The policy demands a manifest; there is none, and whether a model is released here is not known"
    if outcome.rule == "OM502":
        return f"The policy demands {outcome.required}, and the level is not known{why}"
    if outcome.rule == "OM503":
        return f"Whether the policy allows the license of {named(outcome.components)} is not known: {outcome.found}"
    if outcome.rule == "OM508":
        return f"“{outcome.components[0]}” is said here, and whether the model meets {outcome.required} is not known"
    return f"Whether {TITLES[outcome.key.partition('.')[2]]} is met is not known{why}"


_ADVICE = {
    "OM501": "`openness init` drafts a manifest from what is here.",
    "OM502": "Say in a manifest what is released, under which license, and where.",
    "OM503": "Put the license text beside what it covers, or name the license in a manifest.",
    "OM504": "`openness check --frameworks` lists what is missing to decide.",
    "OM508": "`openness check --frameworks` lists what is missing to decide.",
}


RULE: Rule[Judgement] = Rule(
    "OM506", "policy-fact-unknown", "warning", "What the policy demands cannot be told", check, __doc__ or ""
)
