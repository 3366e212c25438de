"""What the subject of a predicate speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.lexicon import OWN
from openness.wording.objects import listed_heads, object_heads
from openness.wording.particles import marked_heads, nouns_of
from openness.wording.phrases import last_noun, phrase_of

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_WORD_NEXT = compiled(r"\s[^\W\d_]")
_CLAUSES_BACK = 4
"""Clauses within which the subject of a predicate is named."""
_RELATIVE_SUBJECT = compiled(
    r",?\s(?:which|that)\s(?:(?:has|have|had|is|are|was|were|been|be|will|now|also|already|fully|just)\s?){0,4}$",
    re.IGNORECASE,
)
_NAME_JOINED = compiled(r"(?:[、和与及]|以及)\s?\ue000(?!\s?[的之])|\ue000(?:\s[\w.\-]{1,10})?\s?(?:[、和与及]|以及)")


def predicate_heads(around: Surroundings) -> list[str]:
    """Classes of what a predicate is said of: its subject, where it has one in its clause."""
    heads = marked_heads(around) if around.lexicon.object_before else _subject_heads(around)
    if not heads and around.form.form == "adverb":
        heads = object_heads(around)
    if not heads and around.form.form == "predicate" and "at-start" in around.flags:
        # "Открыт только код": the subject may follow.
        found = last_noun(around, phrase_of(around, around.right[:90]))
        heads = [found[0]] if found else []
        if not found and _WORD_NEXT.match(around.right):
            around.flags.add("head-object-unknown")
    return heads or (["weights"] if around.form.term == "open-weights" else [])


def _subject_heads(around: Surroundings) -> list[str]:
    """Classes of the things in the subject of a predicate: the last noun and those joined to it."""
    clause = around.left[-140:]
    relative = _RELATIVE_SUBJECT.search(clause)
    if relative and not around.lexicon.head_final:
        # "the runtime SDK, which has been open-sourced": the noun that the relative clause is about.
        near = last_noun(around, clause[max(relative.start() - 60, 0) : relative.start()])
        return [near[0]] if near else []
    pieces = re.split(r"[;:：!?，。；（]|(?<=开源)[、/]|\.\s|\b(?:that|which|because|since)\b", clause)
    subject = pieces[-1] if len(pieces[-1].strip()) > 3 else clause
    if around.form.form == "participle" and "passive-left" not in around.flags:
        # "with the adaptation code open-sourced": the noun next to the participle.
        nearest = subject[-60:]
        return _joined_last(around, nearest, nouns_of(around, nearest))
    if not around.lexicon.head_final:
        # "The code is under MIT, model weights are open": the subject follows the last finished clause.
        head, comma, rest = subject.rpartition(", ")
        subject = rest if comma and (around.lexicon.finite.search(head) or _begins_with_own(around, rest)) else subject
        listed = listed_heads(around, " " + subject.strip())
        if listed:
            return listed
    moved = list(around.lexicon.object_marker.finditer(subject))
    if moved:
        # "我们把权重以 MIT 协议开源": the object stands before the verb.
        moved_object = around.lexicon.adverbials.sub("", subject[moved[-1].end() :])
        if nouns := nouns_of(around, moved_object):
            return _joined_last(around, moved_object, nouns)
    if around.lexicon.topic_end:
        return _topic_heads(around, pieces)
    before = pieces[-2] if len(pieces) > 1 else ""
    whole = subject
    subject = around.lexicon.adverbials.sub("", subject) or around.lexicon.adverbials.sub("", before) or subject
    nouns = nouns_of(around, subject)
    if not nouns and OWN in whole and OWN not in subject:
        # "Based on Kestrel distilled data is open": what was cut as an adverbial holds the subject.
        subject, nouns = whole, nouns_of(around, whole)
    return _joined_last(around, subject, nouns)


def _begins_with_own(around: Surroundings, text: str) -> bool:
    """True for a text that the own name begins, with or without an article."""
    article = around.lexicon.articles.match(text)
    after = article.end() if article else 0
    return text[after : after + 1] == OWN and text[after + 1 : after + 2].isspace()


def _topic_heads(around: Surroundings, pieces: list[str]) -> list[str]:
    """Classes of the subject where a clause may leave it to the clauses before: "数据由我们整理，现已开源"."""
    last = around.lexicon.modifiers.sub("", pieces[-1])
    without_agent = around.lexicon.agent.sub("", last)
    for text in (around.lexicon.adverbials.sub("", last), without_agent if OWN in without_agent else ""):
        nouns = nouns_of(around, text)
        if nouns or OWN in text:
            return _joined_last(around, text, nouns)
    for piece in reversed(pieces[-_CLAUSES_BACK:-1]):
        stop = around.lexicon.topic_end.search(piece, 2) if around.lexicon.topic_end else None
        topic = piece[: stop.start()] if stop else piece
        brought = around.lexicon.introduces.search(piece)
        for text in (topic, piece[brought.end() :] if brought else ""):
            nouns = nouns_of(around, text)
            if nouns or OWN in text:
                return _joined_last(around, text, nouns)
    return []


def _joined_last(around: Surroundings, subject: str, nouns: list[tuple[int, int, str]]) -> list[str]:
    """Classes of the last noun and of those joined to it, `named` for the own name among them."""
    heads: list[str] = []
    start = len(subject)
    for end, begin, name in reversed(nouns):
        if heads and name != heads[-1]:
            if end > start:
                continue
            if not around.lexicon.joiners.search(subject, end, min(start, end + 30)):
                break
        start = begin
        if name not in heads:
            heads.append(name)
    if len(heads) > 1 and "version" in heads and "model" not in heads:
        # "8B 版本与训练代码": a version beside its code is one of the model.
        heads[heads.index("version")] = "model"
    if heads and around.lexicon.topic_end and _NAME_JOINED.search(subject):
        heads.append("named")
    return heads
