"""What the subject of a predicate is: an own name, somebody's or something's name, a pronoun, a plain noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from openness.patterns import compiled
from openness.wording.lexicon import OWN

if TYPE_CHECKING:
    from openness.wording.lexicon import Lexicon

Subject = Literal["own", "name", "noun", "pronoun"]

_REACH = 160
"""Characters before a term within which its subject ends."""
_TOKEN = compiled(r"[\w\ue000-\ue002][\w.+/'’\-\ue000-\ue002]*|[^\w\s]")
_ASIDE = compiled(r"\([^()]{0,80}\)|,[^,;:()]{1,60},(?=\s(?:is|are|was|were|has|have|will|can)\b)")
_VARIANT = compiled(
    r"[\d.]+[bmkt]?|v\d[\d.]*|base|chat|instruct|large|small|tiny|mini|nano|pro|lite|medium|turbo|xl|xxl"
)
"""Sizes and variants, which stand for the model that has them."""
_WHOSE = 2
_LINK = 48
"""Tokens looked at."""


def subject_before(left: str, lexicon: Lexicon) -> Subject | None:
    """What stands before the verb chain that ends the left side of a term; None where no such chain does.

    A noun of the lexicon gives None too: its class tells more than that it is one.
    """
    words = lexicon.chain
    if not words:
        return None
    tokens = _TOKEN.findall(_ASIDE.sub(" ", left[-_REACH:]))[-_LINK:]
    linked = False
    while tokens and (tokens[-1].lower() in words or _is_adverb(tokens[-1])):
        linked = linked or tokens[-1].lower() in lexicon.links
        tokens.pop()
    if not linked:
        return None
    if len(tokens) > 1 and tokens[-1].lower() in lexicon.floating and tokens[-2][0].isalnum():
        # "Wan and Hunyuan have all been opened": what "all" counts stands before it.
        tokens.pop()
    while tokens and tokens[-1].lower() in words:
        tokens.pop()
    if tokens and tokens[-1].lower() in lexicon.relatives:
        tokens.pop()
    if len(tokens) > _WHOSE and tokens[-2].lower() == "whose":
        # "Sarvam-1, whose weights are open": the noun belongs to what stands before.
        del tokens[-2:]
    elif tokens and (tokens[-1].lower() == "but" or lexicon.joiners.fullmatch(tokens[-1].lower())):
        # "…, which improves the length and is open": the subject stands further back.
        return None
    while tokens and not re.match(r"[\w\ue000-\ue002]", tokens[-1]):
        if tokens.pop() in ".!?;:":
            return None
    return _kind(tokens[-1], lexicon, first=len(tokens) == 1) if tokens else None


def _is_adverb(token: str) -> bool:
    return token.endswith("ly") and token.islower()


def _kind(token: str, lexicon: Lexicon, *, first: bool) -> Subject | None:
    folded = token.lower()
    if OWN in token:
        return "own"
    if folded in lexicon.pronouns:
        return "pronoun"
    if folded in lexicon.rivals:
        return "name"
    if any(pattern.fullmatch(folded) for pattern in lexicon.heads.values()):
        return None
    if _VARIANT.fullmatch(folded):
        return None
    if any(letter.isupper() for letter in token[0 if not first else 1 :]) or not token.isalpha():
        return "name"
    return "noun" if token.isalpha() and token.islower() else None
