"""The manifest names a license, and the license text that governs the component is another one.

What it checks: for each component of the manifest, the license declared for it is compared with the text of its
`license_file`, or with the license texts that govern the component where the manifest names no file.

Why it matters: the text is the grant. Who relies on the manifest would believe to have rights that nobody gave.

What to do: correct the manifest, or put the license text that was meant into the repository.

Severity: error.

Sources: order of precedence of license statements in `docs/licenses.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import contradicts, known_texts, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each declared component whose license text is another license's."""
    for place in facts.declared_licenses():
        texts = facts.texts_for(place.component, place.license_file)
        if contradicts(place.expression, texts):
            known = known_texts(texts)
            yield Found(
                f"The manifest says {place.expression} for {place.component}; the license text is {named(known)}.",
                path=facts.manifest_path,
                line=place.span.line,
                column=place.span.column,
                help="The license text counts: correct the manifest, or replace the text if it is the wrong one.",
                key=f"{place.component} {place.expression}",
                evidence=tuple(Evidence(one.path, one.line, f"text of {one.expression}") for one in known),
                width=len(place.expression),
            )


RULE: Rule[Facts] = Rule(
    "OM201",
    "license-text-mismatch",
    "error",
    "The manifest's license is not the license text's",
    check,
    __doc__ or "",
)
