"""Words said of a repository outside its files: read as its README is, as far as they speak for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from openness.model import spoken_path
from openness.wording.assertions import find_assertions
from openness.wording.claims import find_claims
from openness.wording.sources import MOST_CHARACTERS
from openness.wording.statements import find_statements, find_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Claim, LicenseDeclaration, Spoken
    from openness.wording.assertions import Assertion
    from openness.wording.context import Context
    from openness.wording.statements import UseStatement

_STANDING = frozenset({"repository description"})
"""Sources that state licenses as they are now; a pull request or a release also speaks of what was and will be."""


class SpokenWords(NamedTuple):
    """What was found in words said outside the files."""

    claims: list[Claim]
    statements: list[LicenseDeclaration]
    uses: list[UseStatement]
    assertions: list[Assertion]


def read_spoken(spoken: Iterable[Spoken], context: Context) -> SpokenWords:
    """Claims of every text; licenses and terms of those only that say how things stand."""
    words = SpokenWords([], [], [], [])
    for one in spoken:
        path, text = spoken_path(one.source), one.text[:MOST_CHARACTERS]
        words.claims.extend(find_claims(text, path, context))
        if one.source in _STANDING:
            words.statements.extend(find_statements(text, path, context))
            words.uses.extend(find_terms(text, path, context))
            words.assertions.extend(find_assertions(text, path, context))
    return words
