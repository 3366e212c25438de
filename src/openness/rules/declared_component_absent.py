"""The manifest says that a component is released, and it is not where the manifest says.

What it checks: each place inside the repository that a `released` or `partial` component names exists; a component
declared released without a place is recognized somewhere in the repository.

Why it matters: a manifest that lists what is not there is the plainest form of open-washing.

What to do: correct the path, add the files, or set the status to what is true (`described`, `withheld`).

Severity: error.

Sources: Model Openness Framework 1.0: a component counts only when it is released.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from openness.manifest.crossfield import unlocated
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_MOST_COMPARED = 5000


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each declared path that does not exist and each component without a place."""
    for place in facts.declared_paths():
        if place.status not in ("released", "partial") or facts.repository.exists(place.path):
            continue
        yield Found(
            f"{place.component} is declared {place.status} at `{place.path}`, and there is no such file or folder.",
            path=facts.manifest_path,
            line=place.span.line,
            column=place.span.column,
            help=_advice(facts, place.path),
            key=f"{place.component} {place.path}",
            width=len(place.path),
        )
    if facts.manifest is not None:
        found = frozenset(one.id for one in facts.evidence.components if one.status in ("released", "partial"))
        for problem in unlocated(facts.manifest, found):
            yield Found(
                problem.message,
                path=problem.path,
                line=problem.line,
                column=problem.column,
                help=problem.help,
                key=problem.pointer,
            )


def _advice(facts: Facts, path: str) -> str:
    known = [entry.path for entry in facts.repository.entries[:_MOST_COMPARED]]
    known.extend(sorted(facts.repository.directories)[:_MOST_COMPARED])
    close = difflib.get_close_matches(path.strip("/"), known, n=1, cutoff=0.75)
    if close:
        return f"Did you mean `{close[0]}`?"
    return "Correct the path, add the files, or set the status to `described` or `withheld`."


RULE: Rule[Facts] = Rule(
    "OM301",
    "declared-component-absent",
    "error",
    "A component declared released is not there",
    check,
    __doc__ or "",
)
