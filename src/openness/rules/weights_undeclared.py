"""A model's weights are in the repository beside the declared ones, and the manifest does not list them.

What it checks: where the manifest places the weights at paths of this repository, every other file or set of shards
that is a model by its name or size must be below a declared path too. Files of tests and examples are passed over.

Why it matters: weights that nobody declared have no stated license, and are easily taken for the declared model.

What to do: list them as a second entry of `weights`, `adapters` or `intermediate-checkpoints`, or remove them.

Severity: note.

Sources: Model Openness Framework 1.0: the manifest lists what is released.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.declared_files import components_by_place, is_below
from openness.rules.weights_in_scope import is_substantial, weights_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_MOST = 20


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each model that no declared path covers."""
    if not weights_places(facts):
        return
    declared = components_by_place(facts)
    span = facts.component_span("weights")
    bare = [
        one
        for one in facts.weights.models
        if any(is_substantial(file) for file in one.files)
        and not any(is_below(file.path, declared) for file in one.files)
    ]
    for one in bare[:_MOST]:
        size = f"{one.size:,} bytes" if one.size is not None else "of unknown size"
        yield Found(
            f"`{one.name}` ({size}) is a model that the manifest does not list.",
            path=facts.manifest_path,
            line=span.line if span else None,
            column=span.column if span else None,
            help="List it as another entry of `weights` or `intermediate-checkpoints`, or remove it.",
            key=one.name,
            evidence=tuple(Evidence(file.path, None, file.format) for file in one.files[:3]),
        )


RULE: Rule[Facts] = Rule(
    "OM317",
    "weights-undeclared",
    "note",
    "Weights that the manifest does not list",
    check,
    __doc__ or "",
)
