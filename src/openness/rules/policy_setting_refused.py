"""A layer of the policy says what it may not say.

What it checks: settings of a lower layer that a layer above has locked, and settings of a policy inside the repository
that would loosen what holds without it.

Why it matters: what is refused is not in force, and its author should not believe that it is.

What to do: remove the setting, or ask those who keep the layer above to delegate it.

Severity: warning.

Sources: the policy's `locked` and `delegated`, `docs/policy.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.policy_demands import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.judge import Judgement


def check(judgement: Judgement) -> Iterator[Found]:
    """One finding for each setting that is refused."""
    for refused in judgement.effective.refused:
        stays = ""
        if refused.stays is not None:
            stays = f"; what {refused.stays} says stays" if refused.stays.line else "; the default stays"
        inside = not refused.trusted
        yield Found(
            f"`{refused.what}` ({refused.origin}) is not in force: {refused.why}{stays}.",
            path=refused.origin.source if inside else None,
            line=refused.origin.line if inside else None,
            column=1 if inside else None,
            help="Remove it, or have it delegated by the policy above." + ask(judgement),
            key=refused.what,
        )


RULE: Rule[Judgement] = Rule(
    "OM507",
    "policy-setting-refused",
    "warning",
    "A layer of the policy says what it may not say",
    check,
    __doc__ or "",
)
