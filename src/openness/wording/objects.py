"""What the object of a verb, or a list, speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.lexicon import OWN
from openness.wording.phrases import last_noun, without_asides

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_NAME_FIRST = 40
"""Characters within which the object of a verb names the own model."""
_NAMED = compiled(r"\s?[\w./+\-\ue000-\ue002]{2,40}(?:,| ?[—–:]| -) ?(?:an?|the|our) ")
_RELATIVE = compiled(
    r"\s(?:which|who|that|where|whose|achieving|supporting|enabling|aiming|making|providing)\b", re.IGNORECASE
)
_LISTED_NAMES = compiled(
    r"了?\s?[A-Za-z\ue000][\w.\-\ue000]{0,40}(?:\s?[,、，]\s?[A-Za-z\ue000][\w.\-\ue000]{0,40}){1,8}"
)
_APPOSITION = compiled(r"\s(?:the|an?|our|its)\s")
_DETERMINER = compiled(r"\s(?:this|these|our|its|the|a|an)?\s?", re.IGNORECASE)


def object_heads(around: Surroundings) -> list[str]:
    """Classes of the things that the verb's object lists."""
    text = _without_of(around, without_asides(around, around.right[:260]))
    heads = listed_heads(around, text)
    if "version" in heads and "weights" in heads and OWN in text[:_NAME_FIRST]:
        # "We open-source the Kestrel series, including checkpoints": the series named is the model.
        heads[heads.index("version")] = "model"
    if not heads and (named := _NAMED.match(text)):
        # "We open-sourced Foo-5k — a compact dataset": what a name stands for is said after it.
        heads = listed_heads(around, text[named.end() - 1 :])
    if not heads and (listed := _LISTED_NAMES.match(text)):
        found = last_noun(around, text[listed.end() : listed.end() + 30])
        heads = [found[0]] if found else []
    return heads


def listed_heads(around: Surroundings, text: str) -> list[str]:
    """Classes of the things that a list names, `named` for the own name among them."""
    heads: list[str] = []
    position, joiner, named = 0, "", False
    for _ in range(12):
        phrase = object_phrase(around, text[position:])
        found = _item_head(around, phrase, text[position + len(phrase) :])
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
            if (found is None or found[0] == "version") and around.lexicon.of.match(rest):
                if found:
                    heads.remove("version")
                position += 3
                continue
            break
        position += len(rest) - len(rest.lstrip()) + joined.end()
        joiner = joined.group().replace("：", ":")
        named = (
            named
            and (joiner.strip("，, ") or ",") in around.lexicon.also
            and not (joiner == "," and _APPOSITION.match(text, position))
        )
        if joined.group() == "," and _RELATIVE.match(text, position):
            break
    if named and heads:
        heads.append("named")
    return heads


def _without_of(around: Surroundings, text: str) -> str:
    """The text after a leading "of", "of the"."""
    of = around.lexicon.of.match(text)
    determiner = _DETERMINER.match(text, of.end()) if of else None
    return " " + text[determiner.end() :] if determiner else text


def _item_head(around: Surroundings, phrase: str, rest: str) -> tuple[str, str] | None:
    """Class and word of the noun that an item of a list is."""
    found = last_noun(around, phrase)
    if found is None or not around.lexicon.head_final:
        return found
    before, _, after = phrase.lower().rpartition(found[1])
    if found[0] == "version":
        # "开源语料集的 v0.2 版本": what it is a version of stands before.
        return last_noun(around, before) or found
    joined = around.lexicon.joiners.match(rest)
    # "训练模型的 SFT 和 RFT 代码": what both belong to is no item of the list.
    return None if "的" in after and joined and joined.group() in around.lexicon.also else found


def object_phrase(around: Surroundings, text: str) -> str:
    """The text up to where an item of the verb's object stops."""
    stop = around.lexicon.object_stop.search(text, 1)
    return text[: stop.start()] if stop else text
