"""Which nouns a term of openness speaks of: what it modifies, what the verb takes, what the predicate is said of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.objects import listed_heads, object_heads
from openness.wording.particles import marked_heads, nouns_of
from openness.wording.phrases import is_noun, last_noun, phrase_of, without_asides
from openness.wording.predicates import predicate_heads
from openness.wording.told import told_heads

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_AND = compiled(r"\s?(?:,|and|&|/|、|和|与)\s?(?:and\s)?(?!(?:the|our|a|an|its|we|it|has|is|can)\b)", re.IGNORECASE)
_MARKS = " \t-*•·:0123456789./[]()🔥🚀🎉✨✅⚡"
_THINGS = frozenset({"tool", "system", "code", "license", "version"})
_NEAR = 8
"""Characters before a possessive particle in which its noun stands."""
_OPENING = 50
"""Characters of the noun and its adjectives at the start of a line."""
_VARIANT_NAME = compiled(r"[A-Za-z0-9][\w.]{0,40}-[\w.\-]{1,40}")


def find_heads(around: Surroundings) -> None:
    """Set the classes of what the term speaks of, in `around.heads` and as flags."""
    flags = around.flags
    if around.form.form == "model-noun" and not _is_compound(around):
        around.heads = ["model"]
        _find_plural(around, around.text.lower())
    elif around.form.term == "open-data":
        around.heads = ["data"]
    elif "form-verb" in flags:
        around.heads = marked_heads(around) if around.lexicon.object_before else object_heads(around)
    elif "form-pred" in flags:
        around.heads = predicate_heads(around)
        around.heads = list(dict.fromkeys([*around.heads, *told_heads(around)])) or _opened_as(around)
    else:
        head = _noun_head(around)
        _find_noun_start(around)
        around.heads = [head] if head else ["weights"] if around.form.term == "open-weights" else []
        if head == "code" and (partner := _joined_to_code(around)):
            around.heads.append(partner)
        elif head in ("code", "data") and around.lexicon.head_final:
            listed = listed_heads(around, without_asides(around, around.right[:130]))
            around.heads += [other for other in listed if other in ("model", "weights")]
    if is_noun(around) and around.heads and _THINGS.issuperset(around.heads):
        # "The project is open source, open weights included": the term names the weights.
        around.heads = ["weights"]
    if len(around.heads) > 1:
        rank = [head for head in around.heads if head not in ("tool", "license", "version", "system")]
        around.heads = rank or around.heads[:1]
    for head in around.heads:
        flags.add(f"head-{head}")
    if flags & {"head-model", "head-weights", "head-version"}:
        flags.add("head-mw")
    if not around.heads:
        flags.add("head-none")


def _opened_as(around: Surroundings) -> list[str]:
    """The class of what something is opened as: "is open-sourced as a research framework for teams"."""
    begins = around.lexicon.opened_as.match(around.right)
    found = last_noun(around, phrase_of(around, around.right[begins.end() - 1 :])) if begins else None
    return [found[0]] if found else []


def _is_compound(around: Surroundings) -> bool:
    """True for "Open Language Model" before "Evaluation Harness": its noun only begins the name of something else."""
    noun = around.text.lower()
    return _ends_in_noun(around, noun, "") and not _ends_in_noun(around, noun, around.right[:40].lower())


def _ends_in_noun(around: Surroundings, text: str, rest: str) -> bool:
    return any(
        match.end() == len(text) for pattern in around.lexicon.heads.values() for match in pattern.finditer(text + rest)
    )


def _find_plural(around: Surroundings, noun: str) -> None:
    if around.lexicon.marks_plural and around.lexicon.plural.search(noun):
        around.flags.add("plural")


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
    phrase = phrase_of(around, without_asides(around, around.right[:130])[:90])
    found = last_noun(around, phrase)
    if found is None and "at-start" not in around.flags and not is_noun(around):
        found = _joined_head(around, phrase)
    if found is None:
        return None
    if lexicon_.plural.search(found[1]):
        around.flags.add("plural")
    if found[0] == "version" and lexicon_.head_final:
        # "开源数据集 Acorn 的 v0.2 版本": what it is a version of stands before.
        named = last_noun(around, phrase.lower().rpartition(found[1])[0]) or _possessor(around)
        return named[0] if named else "version"
    if found[0] == "version":
        rest = around.right[len(phrase) : len(phrase) + 90]
        further = last_noun(around, phrase_of(around, " " + rest.lstrip()[2:].lstrip())) if rest else None
        return further[0] if further else "version"
    return found[0]


def _possessor(around: Surroundings) -> tuple[str, str] | None:
    """The noun whose version is called open: "数据集的开源版本"."""
    before = around.lexicon.possessive.search(around.left)
    return last_noun(around, around.left[max(before.start() - _NEAR, 0) : before.start()]) if before else None


def _head_before(around: Surroundings) -> tuple[str, str] | None:
    """The noun before an adjective that follows its noun, across other adjectives: "un modèle léger, open source"."""
    before = around.left[-60:].lower()
    end = len(before)
    for stop in reversed(list(around.lexicon.np_stop.finditer(before, 0, max(len(before) - 1, 0)))):
        found = last_noun(around, before[stop.end() : end])
        if found or around.lexicon.joiners.match(stop.group().strip()) is None:
            return found
        end = stop.start()
    return last_noun(around, before[:end])


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


def _joined_head(around: Surroundings, phrase: str) -> tuple[str, str] | None:
    """The noun of "open-source speech and sound models": adjectives joined before it."""
    rest = without_asides(around, around.right[:130])[len(phrase) :]
    joined = _AND.match(rest)
    return last_noun(around, phrase_of(around, " " + rest[joined.end() :])) if joined else None


def _joined_to_code(around: Surroundings) -> str | None:
    """`model` or `weights` where they are named together with code ("our open-source code and models")."""
    text = without_asides(around, around.right[:130])
    phrase = phrase_of(around, text)
    rest = text[len(phrase) :].lstrip()
    joined = around.lexicon.joiners.match(rest)
    found = last_noun(around, phrase_of(around, " " + rest[joined.end() :].lstrip())) if joined else None
    return found[0] if found and found[0] in ("model", "weights") else None


def row_flags(around: Surroundings, row: str) -> set[str]:
    """`row-model` or `row-thing`: what the first cell of a table's row names, a model or something else."""
    named = _VARIANT_NAME.sub(" ", row).translate(around.lexicon.folding)
    classes = {name for _, _, name in nouns_of(around, named)}
    if classes & {"model", "weights", "version"}:
        return {"row-model"}
    return {"row-thing"} if classes else set()
