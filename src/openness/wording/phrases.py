"""Noun phrases: where they stop and which noun they end in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_CAPITAL_NEXT = compiled(r"\s[A-Z][a-z]")
_OTHERWISE = (
    r"(?!(?:\s?(?:and|but|yet))?\s?(?:the|our|an?|its|we|it|they|this|has|have|is|are|can|which|that|you|including|featuring|"
    r"along|together|providing|offering|enabling|allowing|supporting|making|covering)\b)"
)
_STACKED = compiled(
    rf"\s?[,，、/&]{_OTHERWISE}\s?(?:(?:and|but|yet)\s)?|\s(?:and|but|yet)(?=\s){_OTHERWISE}\s", re.IGNORECASE
)
"""What joins adjectives before a noun ("open, fast and small model")."""
GOES_ON = compiled(r"-[A-Za-z]")
"""After a word that is only the beginning of one ("TTS-eval")."""
_ADJECTIVES = 60
"""Characters within which adjectives in a row are looked for."""
_CLAUSES_BEFORE = compiled(r"\s?的(?:[、，,]\s?[^，。；、的]{1,24}的){1,3}")


def noun_follows(around: Surroundings) -> bool:
    """True when a noun of the lexicon stands in the noun phrase right after the term."""
    phrase = phrase_of(around, around.right[:90]).lower()
    return any(pattern.search(phrase) for pattern in around.lexicon.heads.values())


def phrase_of(around: Surroundings, text: str) -> str:
    """The text up to where a noun phrase stops."""
    if not is_noun(around) and (joined := _STACKED.match(text)):
        # "open-source, large-scale and multilingual model": what joins adjectives does not end the phrase.
        text = " " + _STACKED.sub(" ", text[joined.end() : _ADJECTIVES]) + text[_ADJECTIVES:]
    if clauses := _CLAUSES_BEFORE.match(text):
        # "开源的、支持双语的模型": what stands between is said of the noun as well.
        text = text[clauses.end() - 1 :]
    stop = around.lexicon.np_stop.search(text)
    return text[: stop.start()] if stop else text


def last_noun(around: Surroundings, phrase: str) -> tuple[str, str] | None:
    """Class and word of the last noun of the lexicon in a phrase."""
    best: tuple[int, int, str, str] | None = None
    folded = phrase.lower() if len(phrase.lower()) == len(phrase) else phrase
    for name, pattern in around.lexicon.heads.items():
        for match in pattern.finditer(folded):
            # "LLM Foundry", "AI Studio": an acronym before a capital is part of a name.
            word = phrase[match.start() : match.end()]
            if word.isupper() and word.isascii() and _CAPITAL_NEXT.match(phrase, match.end()):
                continue
            # "TTS-eval", "model-agnostic": a word that goes on is not the noun.
            if word.isascii() and GOES_ON.match(phrase, match.end()):
                continue
            key = (match.end(), len(match.group()))
            if best is None or key > best[:2]:
                best = (*key, name, match.group())
    return (best[2], best[3]) if best else None


def is_noun(around: Surroundings) -> bool:
    """True for "open weights", which names what is open and waits for no noun."""
    if around.form.term != "open-weights":
        return False
    text = around.text.lower()
    return any(match.end() == len(text) for match in around.lexicon.heads["weights"].finditer(text))


def without_asides(around: Surroundings, text: str) -> str:
    """The text without parentheses and set phrases that hide the noun they belong to."""
    return around.lexicon.modifiers.sub("", around.lexicon.parenthetical.sub("", text))
