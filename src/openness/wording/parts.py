"""Which components a stretch of prose speaks of."""

from __future__ import annotations

import re
from functools import cache

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.vocabulary import CODE_COMPONENTS
from openness.wording.lexicon import data


class _Nouns(NamedTuple):
    specific: tuple[tuple[str, re.Pattern[str]], ...]
    model: re.Pattern[str]
    code: re.Pattern[str]
    data: re.Pattern[str]
    rest: re.Pattern[str]


@cache
def _nouns() -> _Nouns:
    raw = data("parts")
    return _Nouns(
        tuple((name, compiled(pattern, re.IGNORECASE)) for name, pattern in raw["components"]),
        *(compiled(raw[key], re.IGNORECASE) for key in ("model", "code", "data", "rest")),
    )


def components_in(text: str, *, general: bool = True) -> tuple[str, ...]:
    """Component ids that the text names, specific nouns before general ones; empty when it names none.

    "The code" without more stands for every kind of code, "the model" for its weights, "the dataset" for training data;
    `general=False` counts only nouns that name one component.
    """
    nouns = _nouns()
    found: dict[str, None] = {}
    rest = text
    for name, pattern in nouns.specific:
        if pattern.search(rest):
            found.setdefault(name, None)
            rest = pattern.sub(" \x1f ", rest)
    if not general:
        return tuple(found)
    if nouns.code.search(rest):
        found.update(dict.fromkeys(sorted(CODE_COMPONENTS)))
    if nouns.data.search(rest):
        found.setdefault("training-data", None)
    if nouns.model.search(rest):
        found.setdefault("weights", None)
    return tuple(found)


def is_about_the_rest(text: str) -> bool:
    """True for "all other materials" and documentation, which are no component."""
    return _nouns().rest.search(text) is not None
