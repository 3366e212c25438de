"""Weights in this repository were made from openly licensed ones, whose license and notice are not passed on.

What it checks: where metadata or a plain sentence says of the model in this repository what it was made from, the base
has an open license that asks for its text and notice in copies (Apache-2.0, MIT), and the derived weights are in the
tree, that license is looked for among the texts here.

Why it matters: open licenses have conditions, too. Without the base's text and notice its license is not complied with,
and its authors are not named.

What to do: add the license and the copyright notice of the base model, for example in a NOTICE file.

Severity: note, because the family is told by name and its license by what its models usually have.

Sources: Apache License 2.0, section 4 (a) and (d); MIT License, second paragraph; arXiv:2602.08816 (audit of license
integrity, 2026: attribution passed on in few derived models).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.bases import said_of_this_model, speaks_of_license
from openness.licenses.terms import same_license
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each base whose license is not among the texts."""
    if not facts.evidence.is_model_repository or not facts.weights.files:
        return
    if any(path.rpartition("/")[2].lower().startswith("notice") for path in facts.repository.by_path):
        return
    readme = facts.repository.text("README.md") or ""
    for base in facts.evidence.bases:
        if not base.open or base.license is None or not said_of_this_model(base) or speaks_of_license(base, readme):
            continue
        if any(same_license(text.expression, base.license) for text in facts.license_texts):
            continue
        place = base.evidence
        yield Found(
            f"The weights here are made from a model under {base.license}, whose text and notice are not passed on.",
            path=place.path,
            line=place.line,
            column=1 if place.line else None,
            help=f"Add the text of {base.license} with the base model's copyright notice, for example in NOTICE.",
            key=f"{base.family} {base.license}",
            evidence=(place,),
        )


RULE: Rule[Facts] = Rule(
    "OM211",
    "base-notice-missing",
    "note",
    "The notice of an openly licensed base model is left out",
    check,
    __doc__ or "",
)
