"""Words said of a repository outside its files: read as its README is, as far as they speak for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from openness.model import spoken_path
from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.assertions import find_assertions
from openness.wording.claims import find_claims
from openness.wording.lexicon import data
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

_OF_A_CHANGE = frozenset({"pull request title", "pull request body"})
"""Sources that speak of a change of words as often as of the model."""

_MOST_TOPICS = 50


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
        if one.source == "topics":
            words.claims.extend(_of_topics(text, path, context))
            continue
        found = find_claims(text, path, context)
        if one.source in _OF_A_CHANGE:
            lines = re.split("\r\n|\r|\n", text)
            found = [_of_change(claim, lines) for claim in found]
        words.claims.extend(found)
        if one.source in _STANDING:
            words.statements.extend(find_statements(text, path, context))
            words.uses.extend(find_terms(text, path, context))
            words.assertions.extend(find_assertions(text, path, context))
    return words


def _of_change(claim: Claim, lines: list[str]) -> Claim:
    """A claim in the words of a change: what is quoted, or said of wording, is mentioned and not claimed."""
    line = lines[claim.line - 1] if claim.line <= len(lines) else ""
    if claim.act == "asserts" and (line.lstrip().startswith(">") or _about_wording().search(claim.sentence)):
        return claim._replace(act="mentions")
    return claim


def _of_topics(text: str, path: str, context: Context) -> list[Claim]:
    """Claims of topics, one on each line: `open-source-llm` is one, the bare `open-source` is a category."""
    bare = frozenset(data("spoken")["bare_topics"])
    claims: list[Claim] = []
    for number, topic in enumerate(re.split(r"[\s,]+", text.strip())[:_MOST_TOPICS], start=1):
        for claim in find_claims(topic, path, context):
            act = "mentions" if topic.lower() in bare else claim.act
            claims.append(claim._replace(line=number, act=act))
    return claims


@cache
def _about_wording() -> re.Pattern[str]:
    return compiled("|".join(data("spoken")["about_wording"]), re.IGNORECASE)
