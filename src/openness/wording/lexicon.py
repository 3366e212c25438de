"""The words of openness, one data file a language, compiled when first used."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from openness.package_data import package_json
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = "\ue000"
"""Stands for a name of this repository's own model or project in text that cues are matched against."""
THIRD = "\ue001"
"""Stands before the text of a link to somebody else's repository."""
SIBLING = "\ue002"
"""Stands before the text of a link to another repository of the same owner."""


_UPPER = compiled(r"(?<!\\)[A-Z]")


class TermForm(NamedTuple):
    """One way to write a term: its kind and its grammatical form."""

    language: str
    term: str
    form: str


class Cue(NamedTuple):
    """A sign around a term: in which part of the sentence it is looked for.

    `needs` are words of which each match holds one; empty when there is no such list.
    """

    name: str
    where: str
    source: str
    needs: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """True when the sign occurs in the lower-case text; its pattern is compiled only where it could."""
        if self.needs and not any(map(text.__contains__, self.needs)):
            return False
        return _compiled(self.source).search(text) is not None


_compiled = cache(compiled)


class Lexicon:
    """What one language contributes; patterns are compiled when first asked for."""

    def __init__(self, language: str) -> None:
        raw = raw_lexicon(language)
        self._raw = raw
        self.language = language
        self.script: str = raw["script"]
        self.stopwords = frozenset(raw["stopwords"])
        self.head_after = raw["head_side"] == "after"
        self.head_final = bool(raw.get("head_final"))
        self.marks_plural = "plural" in raw
        self.object_before = raw.get("object_side") == "before"
        needs = data("needs").get(language, {})
        self.cues = tuple(
            Cue(name, raw["cues"][name]["where"], source, tuple(needs.get(name, ())))
            for name, source in cue_sources(language).items()
        )

    @cached_property
    def folding(self) -> Mapping[int, int]:
        """Characters that are read as others ("開" as "开"), so that one pattern serves both scripts of a language."""
        return str.maketrans(*self._raw.get("fold", ("", "")))

    def _words(self, patterns: list[str]) -> re.Pattern[str]:
        body = _lowered("|".join(_expand(pattern, _macros(self._raw)) for pattern in patterns))
        bounded = self.script in ("latin", "cyrillic")
        return compiled(rf"(?<![^\W_])(?:{body})(?![^\W_])" if bounded else f"(?:{body})")

    def _plain(self, name: str, default: str = "(?!)") -> re.Pattern[str]:
        return compiled(self._raw.get(name, default), re.IGNORECASE)

    @cached_property
    def heads(self) -> Mapping[str, re.Pattern[str]]:
        """Class of a noun to its words."""
        own: dict[str, list[str]] = self._raw["heads"]
        if not self.head_final:
            return {name: self._words(patterns) for name, patterns in own.items()}
        # Chinese prose uses English nouns, with and without spaces.
        borrowed: dict[str, list[str]] = raw_lexicon("en")["heads"]
        return {
            name: self._words([*patterns, rf"(?<![a-z0-9])(?:{'|'.join(borrowed[name])})(?![a-z0-9])"])
            for name, patterns in own.items()
        }

    def _subject_words(self, name: str) -> frozenset[str]:
        return frozenset(self._raw.get("subject", {}).get(name, ()))

    @cached_property
    def links(self) -> frozenset[str]:
        """Verbs that link a subject to what is said of it."""
        return self._subject_words("links")

    @cached_property
    def chain(self) -> frozenset[str]:
        """Words that may stand between a subject and its predicate: verbs, adverbs."""
        return self._subject_words("chain")

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """Words that stand for a subject named elsewhere."""
        return self._subject_words("pronouns")

    @cached_property
    def rivals(self) -> frozenset[str]:
        """Subjects that are somebody else's: baselines, competitors, teachers."""
        return self._subject_words("others")

    @cached_property
    def relatives(self) -> frozenset[str]:
        """Words that begin a clause about the noun before them."""
        return self._subject_words("relatives")

    @cached_property
    def floating(self) -> frozenset[str]:
        """Words that count a subject named before them ("all")."""
        return self._subject_words("floating")

    @cached_property
    def also(self) -> frozenset[str]:
        """Joiners that make what follows as much the object of the verb as what stands before."""
        return frozenset(self._raw["also"])

    @cached_property
    def articles(self) -> re.Pattern[str]:
        """An article with the space after it."""
        return self._plain("articles")

    @cached_property
    def apposed(self) -> re.Pattern[str]:
        """A name and the words after it that lead to a term said of it ("Kestrel, the first ")."""
        name = (
            r"(?<![\w.\-\ue000-\ue002])[A-Z][\w.\-]{1,30}(?: \d[\w.]{0,6})?(?: [a-zà-ÿ]{3,12})?(?: ?\([^()]{1,40}\))?"
        )
        return compiled(rf"{name}, (?:{self._raw.get('articles', '(?!)')})(?:[\w\-]{{1,20}},? ){{0,5}}$")

    @cached_property
    def possessive(self) -> re.Pattern[str]:
        """What ends a text whose last noun owns the one that follows."""
        return self._plain("possessive")

    @cached_property
    def opened_as(self) -> re.Pattern[str]:
        """What leads from a verb to the noun as which something is opened ("as a "), with the space at its end."""
        return self._plain("opened_as")

    @cached_property
    def finite(self) -> re.Pattern[str]:
        """Verbs that end the search for a subject: their clause has its own."""
        return self._plain("finite")

    @cached_property
    def by(self) -> re.Pattern[str]:
        """What stands between a participle and who did it."""
        return self._plain("by")

    @cached_property
    def of(self) -> re.Pattern[str]:
        """What stands between a part and its whole."""
        return self._plain("of")

    @cached_property
    def adverbials(self) -> re.Pattern[str]:
        """What stands between a subject and its predicate and is neither."""
        return self._plain("adverbials")

    @cached_property
    def modifiers(self) -> re.Pattern[str]:
        """Set phrases that hide the noun they belong to."""
        return self._plain("modifiers")

    @cached_property
    def predicate_right(self) -> re.Pattern[str]:
        """What may follow a predicate."""
        return self._plain("predicate_right")

    @cached_property
    def object_marker(self) -> re.Pattern[str]:
        """What stands before an object that precedes its verb ("把")."""
        return self._plain("object_marker")

    @cached_property
    def agent(self) -> re.Pattern[str]:
        """Who did what the verb says, named before it ("由我们")."""
        return self._plain("agent")

    @cached_property
    def introduces(self) -> re.Pattern[str]:
        """What stands before that which a clause brings up for the next to speak of."""
        return self._plain("introduces")

    @cached_property
    def topic_end(self) -> re.Pattern[str] | None:
        """Where the subject of a clause ends; None for a language whose clauses each name their own."""
        return self._plain("topic_end") if "topic_end" in self._raw else None

    @cached_property
    def parenthetical(self) -> re.Pattern[str]:
        """A short remark in parentheses."""
        return self._plain("parenthetical", r"\s?\([^()]{1,30}\)")

    @cached_property
    def np_stop(self) -> re.Pattern[str]:
        """Where a noun phrase ends."""
        return self._plain("np_stop")

    @cached_property
    def object_stop(self) -> re.Pattern[str]:
        """Where an item of a verb's object ends."""
        return self._plain("object_stop") if "object_stop" in self._raw else self.np_stop

    @cached_property
    def plural(self) -> re.Pattern[str]:
        """The ending of a noun that stands for many."""
        return self._plain("plural", r"(?:[^s](?<!tt)s|models)$")

    @cached_property
    def yes(self) -> re.Pattern[str]:
        """How an answer begins that says yes."""
        return self._plain("yes", r"\W{0,12}(?:yes|yep|yeah|absolutely|of course)\b")

    @cached_property
    def no(self) -> re.Pattern[str]:
        """How an answer begins that says no."""
        return self._plain("no", r"\W{0,12}(?:no|nope|not (?:quite|really|exactly|yet))\b")

    @cached_property
    def object_mark(self) -> re.Pattern[str]:
        """The particle after an object, in a language that has one."""
        return self._plain("object_mark")

    @cached_property
    def subject_mark(self) -> re.Pattern[str]:
        """The particle after a subject or topic, in a language that has one."""
        return self._plain("subject_mark")

    @cached_property
    def clause_end(self) -> re.Pattern[str]:
        """Where a clause ends and another begins in the same sentence."""
        return self._plain("clause_end")

    @cached_property
    def including(self) -> re.Pattern[str]:
        """What leads from a predicate to a list of the parts that it is said of."""
        return self._plain("including")

    @cached_property
    def joiners(self) -> re.Pattern[str]:
        """What joins the items of a list."""
        return self._plain("joiners")

    @cached_property
    def full(self) -> re.Pattern[str]:
        """Words before a term that make it complete ("fully")."""
        return compiled(_source(self._raw["full"], _macros(self._raw)))

    @cached_property
    def full_after(self) -> re.Pattern[str]:
        """Words after a term that make it complete ("everything")."""
        return compiled(_source(self._raw["full_after"], _macros(self._raw)))

    @cached_property
    def license_words(self) -> re.Pattern[str]:
        """Words of licensing."""
        return self._words(self._raw["license_words"])


def data(name: str) -> Any:  # noqa: ANN401 - JSON
    """A parsed data file of this area; raises MissingDataError when it is absent or broken."""
    return package_json("data", "wording", f"{name}.json")


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
    """A language's lexicon."""
    return Lexicon(language)


def cue_sources(language: str) -> dict[str, str]:
    """Name of each cue of a language to its pattern, macros expanded."""
    raw = raw_lexicon(language)
    macros = _macros(raw)
    return {name: _source(cue["any"], macros) for name, cue in raw["cues"].items()}


def _macros(raw: Any) -> Mapping[str, str]:  # noqa: ANN401 - JSON
    return {**raw.get("macros", {}), "own": OWN, "third": THIRD, "sibling": SIBLING}


def _source(patterns: list[str], macros: Mapping[str, str]) -> str:
    return _lowered("|".join(f"(?:{_expand(pattern, macros)})" for pattern in patterns) or "(?!)")


def _lowered(body: str) -> str:
    """The pattern for lower-case text: matching that is much faster than ignoring case."""
    return _UPPER.sub(lambda match: match.group().lower(), body)


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
    holds = text.lower().__contains__
    return tuple(language for language, hints in _hints() if any(map(holds, hints)))


@cache
def hints_of(languages: tuple[str, ...]) -> tuple[str, ...]:
    """What the terms of some languages cannot be without, in lower case."""
    return tuple({hint: None for language, hints in _hints() if language in languages for hint in hints})


@cache
def ours() -> re.Pattern[str]:
    """How a row of a table says in any language that it is about the own model; its cells seldom show which."""
    return compiled("|".join(raw_lexicon(language)["ours"] for language in known_languages()), re.IGNORECASE)


@cache
def term_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """The terms of some languages in one pattern; the name of the group that matched keys `term_forms()`."""
    parts: list[str] = []
    for language in languages:
        raw = raw_lexicon(language)
        groups: dict[bool, list[str]] = {False: [], True: []}
        for number, entry in enumerate(raw["terms"]):
            groups[bool(entry.get("compound"))].append(f"(?P<{language}{number}>{entry['match']})")
        if raw["script"] in ("latin", "cyrillic"):
            # Letters of other scripts may touch a Latin word; those of its own may not. What all terms share stands
            # once: classes of letters are what takes longest to compile.
            letters = "A-Za-z0-9_" if raw["script"] == "latin" else r"\w"
            before, after = rf"(?<![{letters}.\-@])", rf"(?![{letters}]|[-_.@][{letters}])"
            parts += [
                f"{before}(?:{'|'.join(bodies)}){'' if compound else after}"
                for compound, bodies in groups.items()
                if bodies
            ]
        else:
            parts += groups[False] + groups[True]
    # One look at the first letter spares most places the whole list.
    initials = "".join(raw_lexicon(language)["initials"] for language in languages)
    return compiled(rf"(?=[{initials}])(?:{'|'.join(parts)})" if parts else "(?!)", re.IGNORECASE)


@cache
def term_forms() -> Mapping[str, TermForm]:
    """What each group of `term_pattern()` stands for."""
    return {
        f"{language}{number}": TermForm(language, entry["term"], entry["form"])
        for language in known_languages()
        for number, entry in enumerate(raw_lexicon(language)["terms"])
    }
