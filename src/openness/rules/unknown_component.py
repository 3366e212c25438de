"""The manifest lists a component that the vocabulary does not have.

What it checks: each key below `components` is one of the ids of the vocabulary or starts with `x-`; in `MOF.yml`, each
component name is one of the Model Openness Framework's.

Why it matters: a misspelt component counts as not declared, and frameworks judge the release by it.

What to do: use the id that the message proposes, or an `x-` name for something that no framework knows.

Severity: error.

Sources: `schemas/openness-manifest-v1.schema.json`; Model Openness Framework 1.0, table of components.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.manifest_invalid import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each unknown component id."""
    yield from problems(facts, {"unknown-component"}, among=True)


RULE: Rule[Facts] = Rule(
    "OM103", "unknown-component", "error", "The manifest lists an unknown component", check, __doc__ or ""
)
