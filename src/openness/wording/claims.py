"""Every place in a text that calls something open, with who is called so and how."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from openness.model import Claim
from openness.patterns import compiled
from openness.wording.context import Context, Names, names_of
from openness.wording.decide import decide
from openness.wording.documents import holds_a_term, segments_of
from openness.wording.grammar import surroundings
from openness.wording.inline import without_unseen
from openness.wording.language import is_english_here, language_of
from openness.wording.lexicon import data, languages_in, lexicon, term_forms, term_pattern
from openness.wording.sentences import sentence
from openness.wording.sources import kinds_of_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.vocabulary import Act, Term
    from openness.wording.segments import Segment

__all__ = ["Context", "find_claims"]

MOST_CLAIMS = 1000
"""Occurrences looked at in one file."""

_TOP = 45
"""Lines from the top within which a project introduces itself."""
_TAGLINE = 100
"""Characters that an introducing line has at most."""
_TELLING = 300
"""Characters of a document that tell its language."""
_DOUBT = 0.5
"""Confidence of a claim that may be about another model of the owner's."""
_BARE = compiled(
    r"[\W_]*$|\s?[,，、&/+:：(（]|\s(?:and|under|with|by|for)\s|(?:和|且|并|、)?(?:免费|可商用|可用|商用|自由)",
    re.IGNORECASE,
)
"""What may follow where a line only says of its subject that it is open: "Open source and free", "Fully open"."""
_TITLE_FIELD = compiled(r"[\s\-\"']{0,12}title[\"']?\s?[:=]", re.IGNORECASE)
_BARE_URL = compiled(r"(?:https?://|www\.)[^\s<>()\[\]，。）]{1,400}")


@cache
def _sections() -> dict[str, re.Pattern[str]]:
    rows = data("sections")
    return {name: compiled("|".join(rows[name]), re.IGNORECASE) for name in rows if name != "note"}


def find_claims(text: str, path: str, context: Context) -> list[Claim]:
    """Occurrences of openness wording in the order of the file, also those about others.

    Code, URLs, citations and HTML comments are not prose and yield nothing.
    """
    seen = without_unseen(text)
    languages = languages_in(seen)
    pattern = term_pattern(languages)
    if not languages or pattern.search(seen) is None:
        return []
    names = names_of(context, text, path)
    home = language_of(seen[len(seen) // 3 :]) if len(seen) > _TELLING else ""
    found: list[Claim] = []
    for segment in segments_of(text, path, holds_a_term(text)):
        for claim in _segment_claims(segment, path, names, (pattern, home)):
            found.append(claim)
            if len(found) >= MOST_CLAIMS:
                return found
    return found


def _segment_claims(segment: Segment, path: str, names: Names, wanted: tuple[re.Pattern[str], str]) -> Iterator[Claim]:
    """The claims of a segment, by the pattern of terms and the language of the whole document."""
    pattern, home = wanted
    hidden = [match.span() for match in _BARE_URL.finditer(segment.text)]
    hidden += segment.visible.code
    for match in pattern.finditer(segment.text):
        if any(start <= match.start() < end for start, end in hidden):
            continue
        yield _claim(segment, path, names, match, home)


def _claim(segment: Segment, path: str, names: Names, match: re.Match[str], home: str) -> Claim:
    form = term_forms()[cast("str", match.lastgroup)]
    language = _language(segment.text[max(0, match.start() - 600) : match.end() + 600], form.language, home)
    if form.language == "en" and lexicon(language).head_final and is_english_here(segment.text, *match.span()):
        language = "en"
    around = surroundings(segment, names, (form, *match.span()), language, _place_flags(segment, names, path))
    if not around.heads and _BARE.match(around.right):
        around.flags.add("bare")
    decision = decide(around.flags, around.heads)
    line, column = segment.place(match.start())
    scope = around.lexicon.license_words.search(around.sentence.lower())
    full = around.lexicon.full.search(around.left[-40:].lower()) or around.lexicon.full_after.search(
        around.right[:80].lower()
    )
    first, last = sentence(segment.text, *match.span())
    urls = [link.url for link in segment.visible.links if first <= link.start < last and not link.image]
    doubt = names.names_only_another(around.sentence, urls, heading=segment.kind == "heading")
    return Claim(
        path=path,
        line=line,
        column=column,
        text=match.group(),
        term=cast("Term", form.term),
        subject=decision.subject,
        act=cast("Act", decision.act),
        strength="full" if full else "plain",
        language=language,
        license_scope=around.sentence[scope.start() : scope.end()] if scope else None,
        confidence=min(decision.confidence, _DOUBT) if doubt else decision.confidence,
        sentence=around.sentence,
        form=decision.form,
        elsewhere=around.elsewhere,
        section=segment.headings[-1] if segment.headings else "",
    )


def _places(path: str, names: Names) -> frozenset[str]:
    """What kind of file speaks: `aside`, `guide` or neither."""
    if names.is_about_another_model(path):
        return frozenset((*kinds_of_place(path), "aside"))
    kinds = kinds_of_place(path)
    return frozenset(kind for kind in kinds if kind != "aside" or not names.presents(path))


@lru_cache(maxsize=256)
def _language(sample: str, hint: str, home: str) -> str:
    return language_of(sample, hint, home)


def _is_tagline(segment: Segment) -> bool:
    """True for a short line near the top that has no place for a verb: what the project calls itself."""
    shown = segment.text.strip()
    near_top = segment.place(0)[0] <= _TOP and len(segment.headings) <= 1
    short = len(shown) <= _TAGLINE and not shown.endswith((":", "：")) and not shown.lower().startswith("title")
    return near_top and short and segment.kind in ("paragraph", "heading")


def _place_flags(segment: Segment, names: Names, path: str) -> set[str]:
    """What the place of a segment in its document, and of the document in the repository, says of its words."""
    flags = set(_places(path, names))
    released = names.context.is_model_repository
    if segment.quoted:
        flags.add("quoted")
    if segment.checked is not None:
        flags.add("checked" if segment.checked else "unchecked")
    if released is not None:
        flags.add("is-model" if released else "not-model")
    if segment.kind == "heading" and not segment.headings:
        flags.add("title")
    if segment.kind == "metadata" and _TITLE_FIELD.match(segment.text):
        flags.add("title-field")
    if _is_tagline(segment):
        flags.add("tagline")
    if segment.kind == "paragraph" and len(segment.text.strip()) <= _TAGLINE:
        flags.add("line")
    if len(segment.headings) > 1 and names.pattern.search(segment.headings[-1]):
        flags.add("section-own")
    above = " / ".join(segment.headings[-2:])
    flags.update(name for name, pattern in _sections().items() if pattern.search(above))
    return flags
