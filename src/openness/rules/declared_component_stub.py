"""The manifest says that a component is released, and what stands there is a placeholder.

What it checks: the place named is not empty, not only `.gitkeep` or a one-line README, holds enough text for a
document and some source code for a code component, and is not only a submodule.

Why it matters: an empty folder or a "coming soon" file passes for a release in every list that counts files.

What to do: add the content, or set the status to what is true.

Severity: error for empty places and placeholders; warning for cards and code that are merely thin.

Sources: thresholds measured on 72 model repositories (200 bytes of text for a document, 800 for a card, 300 bytes of
source for code).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.stubs import inspect
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each declared path that holds a placeholder."""
    for place in facts.declared_paths():
        if place.status != "released" or not facts.repository.exists(place.path):
            continue
        flaw = inspect(facts.repository, place.component, place.path)
        if flaw is not None:
            yield Found(
                f"{place.component} is declared released at `{place.path}`, which {flaw.what}.",
                path=facts.manifest_path,
                line=place.span.line,
                column=place.span.column,
                help="Add the content, or set the status to `partial`, `described` or `withheld`.",
                key=f"{place.component} {place.path}",
                severity="error" if flaw.empty else "warning",
                width=len(place.path),
            )


RULE: Rule[Facts] = Rule(
    "OM302",
    "declared-component-stub",
    "error",
    "A component declared released is a placeholder",
    check,
    __doc__ or "",
)
