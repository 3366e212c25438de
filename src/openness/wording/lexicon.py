"""The words of openness, one data file a language, compiled when first used."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from openness.errors import MissingDataError

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = "\ue000"
"""Stands for a name of this repository's own model or project in text that cues are matched against."""
THIRD = "\ue001"
"""Stands before the text of a link to somebody else's repository."""
SIBLING = "\ue002"
"""Stands before the text of a link to another repository of the same owner."""


_UPPER = re.compile(r"(?<!\\)[A-Z]")


@dataclass(frozen=True, slots=True)
class TermForm:
    """One way to write a term: its kind and its grammatical form."""

    language: str
    term: str
    form: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign around a term: in which part of the sentence it is looked for."""

    name: str
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language contributes."""

    language: str
    script: str
    stopwords: frozenset[str]
    cues: tuple[Cue, ...]
    heads: Mapping[str, re.Pattern[str]]
    head_after: bool
    head_final: bool
    object_before: bool
    adverbials: re.Pattern[str]
    modifiers: re.Pattern[str]
    predicate_right: re.Pattern[str]
    parenthetical: re.Pattern[str]
    np_stop: re.Pattern[str]
    object_stop: re.Pattern[str]
    joiners: re.Pattern[str]
    full: re.Pattern[str]
    full_after: re.Pattern[str]
    license_words: re.Pattern[str]
    sections: Mapping[str, re.Pattern[str]]


def data(name: str) -> Any:  # noqa: ANN401 - JSON
    """A parsed data file of this area; raises MissingDataError when it is absent or broken."""
    try:
        return json.loads(resources.files("openness.data.wording").joinpath(f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError, ModuleNotFoundError) as error:
        raise MissingDataError(f"data/wording/{name}.json: {error}") from error


@cache
def known_languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(data("languages")["languages"])


@cache
def raw_lexicon(language: str) -> Any:  # noqa: ANN401 - JSON
    """A language's data file as it stands."""
    return data(language)


@cache
def lexicon(language: str) -> Lexicon:
    """A language's compiled lexicon."""
    raw = raw_lexicon(language)
    macros = {**raw.get("macros", {}), "own": OWN, "third": THIRD, "sibling": SIBLING}
    bounded = raw["script"] in ("latin", "cyrillic")

    def build(patterns: list[str]) -> re.Pattern[str]:
        # Cues are matched against lower-case text, which is much faster than ignoring case.
        body = "|".join(f"(?:{_expand(pattern, macros)})" for pattern in patterns) or "(?!)"
        return re.compile(_UPPER.sub(lambda match: match.group().lower(), body))

    def words(patterns: list[str]) -> re.Pattern[str]:
        body = "|".join(_expand(pattern, macros) for pattern in patterns)
        body = _UPPER.sub(lambda match: match.group().lower(), body)
        return re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])" if bounded else f"(?:{body})")

    return Lexicon(
        language=language,
        script=raw["script"],
        stopwords=frozenset(raw["stopwords"]),
        cues=tuple(Cue(name, cue["where"], build(cue["any"])) for name, cue in raw["cues"].items()),
        heads={name: words(patterns) for name, patterns in raw["heads"].items()},
        head_after=raw["head_side"] == "after",
        head_final=bool(raw.get("head_final")),
        object_before=raw.get("object_side") == "before",
        adverbials=re.compile(raw.get("adverbials", "(?!)"), re.IGNORECASE),
        parenthetical=re.compile(raw.get("parenthetical", r"\s?\([^()]{1,30}\)"), re.IGNORECASE),
        predicate_right=re.compile(raw.get("predicate_right", "(?!)"), re.IGNORECASE),
        modifiers=re.compile(raw.get("modifiers", "(?!)"), re.IGNORECASE),
        np_stop=re.compile(raw["np_stop"], re.IGNORECASE),
        object_stop=re.compile(raw.get("object_stop", raw["np_stop"]), re.IGNORECASE),
        joiners=re.compile(raw["joiners"], re.IGNORECASE),
        full=build(raw["full"]),
        full_after=build(raw["full_after"]),
        license_words=words(raw["license_words"]),
        sections={name: build(patterns) for name, patterns in raw.get("sections", {}).items()},
    )


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(3):
        for name, body in macros.items():
            pattern = pattern.replace("{" + name + "}", body)
    return pattern


@cache
def _hints() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((language, tuple(raw_lexicon(language)["hints"])) for language in known_languages())


def languages_in(text: str) -> tuple[str, ...]:
    """Languages whose terms may occur in the text: a cheap test that spares the patterns of the others."""
    folded = text.lower()
    return tuple(language for language, hints in _hints() if any(hint in folded for hint in hints))


@cache
def term_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """The terms of some languages in one pattern; the name of the group that matched keys `term_forms()`."""
    parts: list[str] = []
    for language in languages:
        raw = raw_lexicon(language)
        for number, entry in enumerate(raw["terms"]):
            body = entry["match"]
            if raw["script"] in ("latin", "cyrillic"):
                # Letters of other scripts may touch a Latin word; those of its own may not.
                letters = "A-Za-z0-9_" if raw["script"] == "latin" else r"\w"
                after = "" if entry.get("compound") else rf"(?![{letters}]|[-_.@][{letters}])"
                body = rf"(?<![{letters}.\-@])(?:{body}){after}"
            parts.append(f"(?P<{language}{number}>{body})")
    # One look at the first letter spares most places the whole list.
    initials = "".join(raw_lexicon(language)["initials"] for language in languages)
    return re.compile(rf"(?=[{initials}])(?:{'|'.join(parts)})" if parts else "(?!)", re.IGNORECASE)


@cache
def term_forms() -> Mapping[str, TermForm]:
    """What each group of `term_pattern()` stands for."""
    return {
        f"{language}{number}": TermForm(language, entry["term"], entry["form"])
        for language in known_languages()
        for number, entry in enumerate(raw_lexicon(language)["terms"])
    }
