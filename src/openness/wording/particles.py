"""What a particle marks as object or subject, in languages that mark them so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.lexicon import OWN
from openness.wording.phrases import GOES_ON

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_CLAUSE = 140
"""Characters before a term in which its subject or object is looked for."""
_NAME_AFTER_NOUN = 18
"""Characters before the particle that marks a noun within which the own name stands for it."""
_NAME_BETWEEN = compiled(
    r"[^\u3041-\u3096\uac00-\ud7a3、。,]{0,40}|[^、。,]{0,6}|\s?[\"'「『‘“]?[\w\ue000\-]{1,16}[\"'」』’”]?\s?"
)
"""What may stand between a noun and the particle that marks it: a name, or a word for all of them."""
_UNMARKED = 24
"""Characters between a noun and a term where no particle is written."""
_OWN_JOINED = 40
"""Characters before a noun within which the own name is listed with it."""
_JOINED = 16
"""Characters between two nouns that are listed together."""
_SIZED = compiled(r"\d(?:[\d.]*\d)?\s?[BM](?:-[A-Za-z]{1,12})?[」』”\"]?$", re.IGNORECASE)
"""A name that ends in a number of parameters: a model's."""
_VERSION_NEXT = compiled(r"[ -]?\d")


def nouns_of(around: Surroundings, text: str) -> list[tuple[int, int, str]]:
    """End, start and class of every noun of the lexicon in a text, in order."""
    return sorted(
        (match.end(), match.start(), name)
        for name, pattern in around.lexicon.heads.items()
        for match in pattern.finditer(text.lower())
        # "GPT-NeoX is open", "Llama 2 is open": a word that goes on is part of a name.
        if not (
            match.group().isascii() and (_VERSION_NEXT.match(text, match.end()) or GOES_ON.match(text, match.end()))
        )
    )


def marked_heads(around: Surroundings) -> list[str]:
    """Classes of the things that a particle marks as object, else as subject, in a language that marks them so."""
    lexicon_ = around.lexicon
    clause = around.left[-_CLAUSE:]
    finished = [match.end() for match in lexicon_.clause_end.finditer(clause)]
    last = finished[-1] if finished else 0
    objects = list(lexicon_.object_mark.finditer(clause, last)) if "form-verb" in around.flags else []
    subjects = list(lexicon_.subject_mark.finditer(clause, last))
    if objects and subjects and subjects[-1].start() > objects[-1].end() and not clause[subjects[-1].end() :].strip():
        # "データを変換するモデルがオープンソース化された": the object belongs to another verb.
        heads = _heads_before(around, clause[: subjects[-1].start()])
        if heads:
            return heads
    marks = objects or subjects or list(lexicon_.subject_mark.finditer(clause))
    if not marks:
        # "가중치 오픈소스 공개": where no particle is written, the noun before the term is meant.
        return _heads_before(around, clause[last:], _UNMARKED)
    heads = _heads_before(around, clause[: marks[-1].start()])
    if not heads and not finished:
        around.flags.add("head-object-unknown" if objects else "head-subject-unknown")
    return heads


def _heads_before(around: Surroundings, text: str, reach: int = 0) -> list[str]:
    """Classes of the noun at the end of a text and of those listed with it.

    Between the noun and the end may stand a name, or anything within `reach`.
    """
    lexicon_ = around.lexicon
    phrase = lexicon_.parenthetical.sub("", text).rstrip()
    heads: list[str] = ["model"] if _SIZED.search(phrase) else []
    start = len(phrase)
    for end, begin, name in () if heads else reversed(nouns_of(around, phrase)):
        between = phrase[end:start]
        if start == len(phrase):
            if _NAME_BETWEEN.fullmatch(between) is None and len(between) > reach:
                break
        elif begin >= start or lexicon_.joiners.match(between.strip()) is None or len(between) > _JOINED:
            continue
        start = begin
        if name not in heads:
            heads.append(name)
    if OWN in phrase[-_NAME_AFTER_NOUN:] and (not heads or "version" in heads):
        heads = [head for head in heads if head in ("model", "weights", "code", "data")] + ["named"]
    elif start < len(phrase) and OWN in phrase[max(start - _OWN_JOINED, 0) : start]:
        before = phrase[phrase.rfind(OWN, 0, start) + 1 : start].strip()
        if lexicon_.joiners.match(before):
            heads.append("named")
    return heads
