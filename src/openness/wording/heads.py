"""Which nouns a term of openness speaks of: what it modifies, what the verb takes, what the predicate is said of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.lexicon import OWN
from openness.wording.particles import marked_heads, nouns_of

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_CAPITAL_NEXT = compiled(r"\s[A-Z][a-z]")
_OWN_FIRST = compiled(rf"(?:(?:l[ea]|el|o|a|der|das|die|the)\s|l['’])?{OWN}\s", re.IGNORECASE)
_WORD_NEXT = compiled(r"\s[^\W\d_]")
_AND_ALSO = frozenset(
    {
        ",",
        "and",
        "et",
        "y",
        "e",
        "und",
        "и",
        "sowie",
        "ainsi que",
        "а также",
        "bem como",
        "、",
        "和",
        "与",
        "及",
        "以及",
        "as well as",
        "plus",
        "+",
    }
)
_COMMAS = compiled(r"[,，、]")
_AND = compiled(r"\s?(?:,|and|&|/|、|和|与)\s?(?:and\s)?(?!(?:the|our|a|an|its|we|it|has|is|can)\b)", re.IGNORECASE)
_GOES_ON = compiled(r"-[A-Za-z]")
_MARKS = " \t-*•·:0123456789./[]()🔥🚀🎉✨✅⚡"
_OPENING = 50
"""Characters of the noun and its adjectives at the start of a line."""
_NAME_FIRST = 40
"""Characters within which the object of a verb names the own model."""
_ADJECTIVES = 60
"""Characters within which adjectives in a row are looked for."""
_NAMED = compiled(r"\s?[\w./+\-\ue000-\ue002]{2,40}(?:,| ?[—–:]| -) ?(?:an?|the|our) ")
_RELATIVE = compiled(
    r"\s(?:which|who|that|where|whose|achieving|supporting|enabling|aiming|making|providing)\b", re.IGNORECASE
)
_LISTED_NAMES = compiled(
    r"了?\s?[A-Za-z\ue000][\w.\-\ue000]{0,40}(?:\s?[,、，]\s?[A-Za-z\ue000][\w.\-\ue000]{0,40}){1,8}"
)
_OF = compiled(r"\s?(?:of|de|von)\b")
_LEADING_OF = compiled(r"^\s?(?:of|de|von)\s(?:this|these|our|its|the|a|an)?\s?", re.IGNORECASE)
_RELATIVE_SUBJECT = compiled(
    r",?\s(?:which|that)\s(?:(?:has|have|had|is|are|was|were|been|be|will|now|also|already|fully|just)\s?){0,4}$",
    re.IGNORECASE,
)
_FINITE = compiled(r"\b(?:is|are|was|were|has|have|est|sont|ist|sind|es|son|está|están|é|são|estão)\b")


def noun_follows(around: Surroundings) -> bool:
    """True when a noun of the lexicon stands in the noun phrase right after the term."""
    phrase = _phrase(around, around.right[:90]).lower()
    return any(pattern.search(phrase) for pattern in around.lexicon.heads.values())


def _phrase(around: Surroundings, text: str) -> str:
    """The text up to where a noun phrase stops."""
    if text[:1] in ",，、/" and not _is_noun(around):
        # "open-source, large-scale, multilingual model": commas between adjectives do not end the phrase.
        text = " " + _COMMAS.sub(" ", text[1:_ADJECTIVES]) + text[_ADJECTIVES:]
    stop = around.lexicon.np_stop.search(text)
    return text[: stop.start()] if stop else text


def find_heads(around: Surroundings) -> None:
    """Set the classes of what the term speaks of, in `around.heads` and as flags."""
    flags = around.flags
    if around.form.form == "model-noun":
        around.heads = ["model"]
        _find_plural(around, around.text.lower())
    elif around.form.term == "open-data":
        around.heads = ["data"]
    elif "form-verb" in flags:
        around.heads = marked_heads(around) if around.lexicon.object_before else _object_heads(around)
    elif "form-pred" in flags:
        around.heads = _predicate_heads(around)
    else:
        head = _noun_head(around)
        _find_noun_start(around)
        around.heads = [head] if head else ["weights"] if around.form.term == "open-weights" else []
        if head == "code" and (partner := _joined_to_code(around)):
            around.heads.append(partner)
    if len(around.heads) > 1:
        rank = [head for head in around.heads if head not in ("tool", "license", "version", "system")]
        around.heads = rank or around.heads[:1]
    for head in around.heads:
        flags.add(f"head-{head}")
    if flags & {"head-model", "head-weights", "head-version"}:
        flags.add("head-mw")
    if not around.heads:
        flags.add("head-none")


def _find_plural(around: Surroundings, noun: str) -> None:
    if around.lexicon.marks_plural and around.lexicon.plural.search(noun):
        around.flags.add("plural")


def _predicate_heads(around: Surroundings) -> list[str]:
    """Classes of what a predicate is said of: its subject, where it has one in its clause."""
    heads = marked_heads(around) if around.lexicon.object_before else _subject_heads(around)
    if not heads and around.form.form == "adverb":
        heads = _object_heads(around)
    if not heads and around.form.form == "predicate" and "at-start" in around.flags:
        # "Открыт только код": the subject may follow.
        found = _last_head(around, _phrase(around, around.right[:90]))
        heads = [found[0]] if found else []
        if not found and _WORD_NEXT.match(around.right):
            around.flags.add("head-object-unknown")
    return heads or (["weights"] if around.form.term == "open-weights" else [])


def _last_head(around: Surroundings, phrase: str) -> tuple[str, str] | None:
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
            if word.isascii() and _GOES_ON.match(phrase, match.end()):
                continue
            key = (match.end(), len(match.group()))
            if best is None or key > best[:2]:
                best = (*key, name, match.group())
    return (best[2], best[3]) if best else None


def _noun_head(around: Surroundings) -> str | None:
    lexicon_ = around.lexicon
    if not lexicon_.head_after:
        found = _head_before(around)
        if found:
            if found[0] != "weights" and lexicon_.plural.search(found[1]):
                around.flags.add("plural")
            return found[0]
        if lexicon_.marks_plural and around.form.term == "open-weights":
            return None
    phrase = _phrase(around, _plain(around, around.right[:130])[:90])
    found = _last_head(around, phrase)
    if found is None and "at-start" not in around.flags and not _is_noun(around):
        found = _joined_head(around, phrase)
    if found is None:
        return None
    if lexicon_.plural.search(found[1]):
        around.flags.add("plural")
    if found[0] == "version" and lexicon_.head_final:
        # "开源数据集 Acorn 的 v0.2 版本": what it is a version of stands before.
        named = _last_head(around, phrase.lower().rpartition(found[1])[0])
        return named[0] if named else "version"
    if found[0] == "version":
        rest = around.right[len(phrase) : len(phrase) + 90]
        further = _last_head(around, _phrase(around, " " + rest.lstrip()[2:].lstrip())) if rest else None
        return further[0] if further else "version"
    return found[0]


def _head_before(around: Surroundings) -> tuple[str, str] | None:
    """The noun before an adjective that follows its noun, across other adjectives: "un modèle léger, open source"."""
    before = around.left[-60:].lower()
    end = len(before)
    for stop in reversed(list(around.lexicon.np_stop.finditer(before, 0, max(len(before) - 1, 0)))):
        found = _last_head(around, before[stop.end() : end])
        if found or around.lexicon.joiners.match(stop.group().strip()) is None:
            return found
        end = stop.start()
    return _last_head(around, before[:end])


def _find_noun_start(around: Surroundings) -> None:
    """A line that begins with the noun and goes on with the term begins with what it calls open."""
    lexicon_ = around.lexicon
    opening = around.left.lstrip(_MARKS).lower()
    if lexicon_.head_after or "at-start" in around.flags or not opening or len(opening) > _OPENING:
        return
    if lexicon_.np_stop.search(opening.rstrip()) is None and any(
        pattern.match(opening) for pattern in lexicon_.heads.values()
    ):
        around.flags.update(("at-start", "noun-start"))


def _is_noun(around: Surroundings) -> bool:
    """True for "open weights", which names what is open and waits for no noun."""
    return around.text.lower().endswith("weights")


def _joined_head(around: Surroundings, phrase: str) -> tuple[str, str] | None:
    """The noun of "open-source speech and sound models": adjectives joined before it."""
    rest = _plain(around, around.right[:130])[len(phrase) :]
    joined = _AND.match(rest)
    return _last_head(around, _phrase(around, " " + rest[joined.end() :])) if joined else None


def _joined_to_code(around: Surroundings) -> str | None:
    """`model` or `weights` where they are named together with code ("our open-source code and models")."""
    text = _plain(around, around.right[:130])
    phrase = _phrase(around, text)
    rest = text[len(phrase) :].lstrip()
    joined = around.lexicon.joiners.match(rest)
    found = _last_head(around, _phrase(around, " " + rest[joined.end() :].lstrip())) if joined else None
    return found[0] if found and found[0] in ("model", "weights") else None


def _object_heads(around: Surroundings) -> list[str]:
    """Classes of the things that the verb's object lists."""
    text = _LEADING_OF.sub(" ", _plain(around, around.right[:260]))
    heads = _listed_heads(around, text)
    if "version" in heads and "weights" in heads and OWN in text[:_NAME_FIRST]:
        # "We open-source the Kestrel series, including checkpoints": the series named is the model.
        heads[heads.index("version")] = "model"
    if not heads and (named := _NAMED.match(text)):
        # "We open-sourced Foo-5k — a compact dataset": what a name stands for is said after it.
        heads = _listed_heads(around, text[named.end() - 1 :])
    if not heads and (listed := _LISTED_NAMES.match(text)):
        found = _last_head(around, text[listed.end() : listed.end() + 30])
        heads = [found[0]] if found else []
    return heads


def _plain(around: Surroundings, text: str) -> str:
    """The text without parentheses and set phrases that hide the noun they belong to."""
    return around.lexicon.modifiers.sub("", around.lexicon.parenthetical.sub("", text))


def _listed_heads(around: Surroundings, text: str) -> list[str]:
    heads: list[str] = []
    position, joiner, named = 0, "", False
    for _ in range(12):
        phrase = _object_phrase(around, text[position:])
        found = _last_head(around, phrase)
        if found and found[0] not in heads:
            heads.append(found[0])
        elif found is None and OWN in phrase and joiner != ":":
            # "the dataset and Kestrel", "Kestrel and its code": a name is what it names.
            named = True
        position += max(len(phrase), 1)
        rest = text[position : position + 24]
        joined = around.lexicon.joiners.match(rest.lstrip())
        if joined is None:
            # "series of", "version of", "half of": the noun after "of" is what is meant.
            if (found is None or found[0] == "version") and _OF.match(rest):
                if found:
                    heads.remove("version")
                position += 3
                continue
            break
        position += len(rest) - len(rest.lstrip()) + joined.end()
        joiner = joined.group().replace("：", ":")
        named = named and joiner in _AND_ALSO
        if joined.group() == "," and _RELATIVE.match(text, position):
            break
    if named and heads:
        heads.append("named")
    return heads


def _object_phrase(around: Surroundings, text: str) -> str:
    """The text up to where an item of the verb's object stops."""
    stop = around.lexicon.object_stop.search(text, 1)
    return text[: stop.start()] if stop else text


def _subject_heads(around: Surroundings) -> list[str]:
    """Classes of the things in the subject of a predicate: the last noun and those joined to it."""
    clause = around.left[-140:]
    relative = _RELATIVE_SUBJECT.search(clause)
    if relative and not around.lexicon.head_final:
        # "the runtime SDK, which has been open-sourced": the noun that the relative clause is about.
        near = _last_head(around, clause[max(relative.start() - 60, 0) : relative.start()])
        return [near[0]] if near else []
    pieces = re.split(r"[;:!?，。；]|\.\s|\b(?:that|which|because|since)\b", clause)
    subject = pieces[-1] if len(pieces[-1].strip()) > 3 else clause
    if around.form.form == "participle" and "passive-left" not in around.flags:
        # "with the adaptation code open-sourced": the noun next to the participle.
        near = _last_head(around, subject[-60:])
        return [near[0]] if near else []
    if not around.lexicon.head_final:
        # "The code is under MIT, model weights are open": the subject follows the last finished clause.
        head, comma, rest = subject.rpartition(", ")
        subject = rest if comma and (_FINITE.search(head) or _OWN_FIRST.match(rest)) else subject
        listed = _listed_heads(around, " " + subject.strip())
        if listed:
            return listed
    before = pieces[-2] if len(pieces) > 1 else ""
    whole = subject
    subject = around.lexicon.adverbials.sub("", subject) or around.lexicon.adverbials.sub("", before) or subject
    nouns = nouns_of(around, subject)
    if not nouns and OWN in whole and OWN not in subject:
        # "Based on Kestrel distilled data is open": what was cut as an adverbial holds the subject.
        subject, nouns = whole, nouns_of(around, whole)
    heads: list[str] = []
    start = len(subject)
    for end, begin, name in reversed(nouns):
        if heads and not around.lexicon.joiners.search(subject, end, min(start, end + 30)):
            break
        start = begin
        if name not in heads:
            heads.append(name)
    return heads
