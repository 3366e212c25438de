"""The manifest names a license, and the license text that governs the component is another one.

What it checks: for each component of the manifest, the license declared for it is compared with the text of its
`license_file`, or with the license texts that govern the component where the manifest names no file.

Why it matters: the text is the grant. Who relies on the manifest would believe to have rights that nobody gave.

What to do: correct the manifest, or put the license text that was meant into the repository.

Severity: error; warning where the text is of no known license and reads as restricting what an open license allows.

Sources: order of precedence of license statements in `docs/licenses.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses.files import license_scope
from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import contradicts, ground_of, known_texts, named, strangers
from openness.rules.phrases import listed, restriction_phrases
from openness.vocabulary import CODE_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.declared import DeclaredLicense
    from openness.facts.gather import Facts
    from openness.model import LicenseText


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each declared component whose license text is another license's."""
    asked = set()
    for place in facts.declared_licenses():
        texts = _texts(facts, place)
        for text in strangers(place.expression, texts)[:1]:
            if (place.span, text.path) not in asked:
                asked.add((place.span, text.path))
                yield _stranger(facts, place, text)
        if contradicts(place.expression, texts):
            known = known_texts(texts)
            yield Found(
                f"The manifest says {place.expression} for {place.component}; the license text is {named(known)}.",
                path=facts.manifest_path,
                line=place.span.line,
                column=place.span.column,
                help="The license text counts: correct the manifest, or replace the text if it is the wrong one.",
                key=f"{place.component} {place.expression}",
                ground=ground_of(known),
                evidence=tuple(Evidence(one.path, one.line, f"text of {one.expression}") for one in known),
                width=len(place.expression),
            )


def _stranger(facts: Facts, place: DeclaredLicense, text: LicenseText) -> Found:
    restricts = listed(restriction_phrases(text.restrictions)) or "restricts use or users"
    unknown = f"the text in {text.path} is no license that is known, and it {restricts}"
    return Found(
        f"The manifest says {place.expression}; {unknown}.",
        path=facts.manifest_path,
        line=place.span.line,
        column=place.span.column,
        help="The license text counts: name its terms in the manifest, or put the text of the license named there.",
        key=f"{place.expression} {text.path}",
        ground="unknown text",
        severity="warning",
        evidence=(Evidence(text.path, text.line, "a license that is not known"),),
        width=len(place.expression),
    )


def _texts(facts: Facts, place: DeclaredLicense) -> list[LicenseText]:
    """The texts of the file named, else those that govern the component.

    For weights and data published elsewhere, a text for the repository as a whole is no evidence.
    """
    texts = facts.texts_for(place.component, place.license_file)
    if place.license_file is None and place.elsewhere and place.component not in CODE_COMPONENTS:
        return [text for text in texts if place.component in license_scope(text.path)]
    return texts


RULE: Rule[Facts] = Rule(
    "OM201",
    "license-text-mismatch",
    "error",
    "The manifest's license is not the license text's",
    check,
    __doc__ or "",
)
