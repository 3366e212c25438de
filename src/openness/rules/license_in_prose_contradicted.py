"""A sentence or badge names a license, and the license text for the same part is another one.

What it checks: "released under the MIT license" and its like, in prose and badges, are tied to the part they speak of
(code, weights, data) and compared with the license texts that govern that part.

Why it matters: people read the README and not the license file. When the two differ, the text binds and the reader is
misled.

What to do: name the license of the text, or say which part the sentence is about.

Severity: error when the text for that part is known and differs; nothing is said where the part's text is elsewhere.

Sources: order of precedence of license statements in `docs/licenses.md`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.licenses.catalog import lookup
from openness.licenses.files import license_scope
from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import contradicts, ground_of, known_texts
from openness.vocabulary import CODE_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.model import LicenseDeclaration, LicenseText


_BETWEEN = len(" or the ")
"""Characters between two names that are joined by a word."""


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each statement that no license text of the part agrees with."""
    for statement in facts.declarations:
        if statement.source not in ("prose", "badge"):
            continue
        texts = _texts(facts, statement)
        if contradicts(statement.expression, texts) and not _is_one_of_several(facts, statement, texts):
            known = _unexplained(facts, statement, known_texts(texts))
            yield Found(
                f"{_said(statement)} is said here; {_texts_are(known)}.",
                path=statement.path,
                line=statement.line,
                column=statement.column,
                help="Name the license of the text, or say which part this sentence is about.",
                key=f"{statement.raw} {statement.applies_to}",
                ground=ground_of(known),
                evidence=tuple(Evidence(one.path, one.line, f"text of {one.expression}") for one in known),
                width=len(statement.raw),
            )


def _texts(facts: Facts, statement: LicenseDeclaration) -> list[LicenseText]:
    """The texts that a statement can be held against, none where another text of the repository agrees with it.

    A license for the whole repository is held against statements about code only: weights and data are often hosted
    elsewhere under terms of their own, so for them only a text that is theirs by name, or a model license, counts. A
    document in a folder speaks of that folder.
    """
    if not contradicts(statement.expression, facts.license_texts):
        return []
    if _is_of_a_model(statement.expression):
        # A license written for weights is no rival of the one for the code beside it.
        return [
            text
            for text in facts.texts_beside(statement.path)
            if ("weights" in license_scope(text.path) or _is_of_a_model(text.expression))
            and _is_about(facts, text, statement.applies_to)
        ]
    return [text for text in facts.texts_beside(statement.path) if _is_about(facts, text, statement.applies_to)]


def _is_of_a_model(expression: str | None) -> bool:
    entry = lookup(expression) if expression else None
    return entry is not None and entry.kind == "model"


def _is_about(facts: Facts, text: LicenseText, parts: tuple[str, ...]) -> bool:
    scope = set(license_scope(text.path))
    if not scope and text.open is False and (text.expression or "").startswith("LicenseRef-"):
        # A model license is written for weights; whether it is theirs here was decided from everything that was read.
        scope = {*CODE_COMPONENTS, *facts.governs(text)}
    return bool(set(parts) & (scope or CODE_COMPONENTS))


def _is_one_of_several(facts: Facts, statement: LicenseDeclaration, texts: list[LicenseText]) -> bool:
    """True where the license of the text is named right before or after: "under the A or B licenses"."""
    return any(
        other.expression and _adjoin(statement, other) and not contradicts(other.expression, texts)
        for other in _beside(facts, statement)
        if other.source == "prose"
    )


def _adjoin(one: LicenseDeclaration, other: LicenseDeclaration) -> bool:
    first, second = sorted((one, other), key=lambda declaration: declaration.column or 0)
    between = (second.column or 0) - (first.column or 0) - len(first.raw)
    return first is not second and between <= _BETWEEN


def _beside(facts: Facts, statement: LicenseDeclaration) -> list[LicenseDeclaration]:
    """The statements of the line on which a statement stands."""
    return [
        other
        for other in facts.declarations
        if (other.path, other.line) == (statement.path, statement.line) and other.source in ("prose", "badge")
    ]


def _unexplained(facts: Facts, statement: LicenseDeclaration, known: list[LicenseText]) -> list[LicenseText]:
    """The texts that no other name on the same line means, or all: "CC-BY-NC, except the small ones: MIT"."""
    beside = _beside(facts, statement)
    left = [text for text in known if not any(not contradicts(other.expression, [text]) for other in beside)]
    return left or known


def _said(statement: LicenseDeclaration) -> str:
    """What is written, with the license that it is read as where nobody would know: “CC-NC-BY” (CC-BY-NC-4.0)."""
    meant = statement.expression or ""
    if _folded(meant) in _folded(statement.raw):
        return f"“{statement.raw}”"
    return f"“{statement.raw}” ({meant})"


def _folded(name: str) -> str:
    return re.sub(r"licen[cs]es?|version|\bthe\b|\bv(?=\d)|-only|-or-later|[\W_]", "", name.lower())


def _texts_are(known: list[LicenseText]) -> str:
    places = list(dict.fromkeys(f"{text.expression} ({text.path})" for text in known))
    if len(places) == 1:
        return f"the license text is {places[0]}"
    return f"the license texts are {', '.join(places[:-1])} and {places[-1]}"


RULE: Rule[Facts] = Rule(
    "OM403",
    "license-in-prose-contradicted",
    "error",
    "A sentence names another license than the license text",
    check,
    __doc__ or "",
)
