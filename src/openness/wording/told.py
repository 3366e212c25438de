"""What a list beside a predicate says that it is said of: "everything (weights, code) is open", "open: model, data"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.particles import nouns_of

if TYPE_CHECKING:
    from openness.wording.grammar import Surroundings

_BEFORE = compiled(r"[(（]([^()（）]{3,90})[)）][^()（）.。;；:：]{0,40}$")
_AFTER = compiled(r"[\s*_]{0,4}[:：—–]\s?")
_SENTENCE = compiled(r"[.!?](?:\s|$)|[。！？；;)）\n]")
_KNOWN = frozenset({"model", "weights", "data"})


def told_heads(around: Surroundings) -> list[str]:
    """Classes of the parts that a list in parentheses before the verb, or one after the predicate, names.

    Only a list that names the model or its weights tells more than the subject does.
    """
    if not _KNOWN.isdisjoint(around.heads):
        return []
    before = _BEFORE.search(around.left)
    if before and (found := _parts(around, before.group(1), 2)):
        return found
    including = around.lexicon.including.match(around.follows)
    if including:
        return _parts(around, around.follows[including.end() :], 1)
    after = None if "code" in around.heads else _AFTER.match(around.follows)
    return _parts(around, around.follows[after.end() :], 2) if after else []


def _parts(around: Surroundings, text: str, least: int) -> list[str]:
    """Classes of the items of a list of at least so many kinds of parts, the model or its weights among them."""
    stop = _SENTENCE.search(text)
    found: list[str] = []
    for item in around.lexicon.joiners.split(text[: stop.start()] if stop else text):
        nouns = nouns_of(around, item)
        if nouns:
            found.append(nouns[-1 if around.lexicon.head_after else 0][2])
    kinds = [kind for kind in dict.fromkeys(found) if kind in ("model", "weights", "code", "data")]
    return kinds if len(kinds) >= least and {"model", "weights"} & set(kinds) else []
