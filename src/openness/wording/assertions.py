"""Claims other than "open source": components said to be released, reproducibility, conformance to a framework."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.context import Context, Names, names_of
from openness.wording.documents import hinted_by, segments_of
from openness.wording.lexicon import OWN, THIRD, data
from openness.wording.parts import components_in
from openness.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.vocabulary import Act
    from openness.wording.segments import Segment

__all__ = ["Assertion", "find_assertions"]

MOST_ASSERTIONS = 300
"""Assertions taken from one file."""

Kind = Literal["released", "reproducible", "conforms", "badge"]


class Assertion(NamedTuple):
    """A claim about what is released or which bar is met.

    `kind` is `released`, `reproducible`, `conforms` (`framework` says to what: `mof`, `osaid`, `owd`, `g7`,
    `eu-ai-act`) or `badge`. `components` are ids of the vocabulary; `act` tells statements from plans and denials.
    """

    kind: Kind
    components: tuple[str, ...]
    act: Act
    path: str
    line: int
    column: int
    raw: str
    framework: str | None = None


class _Patterns(NamedTuple):
    hints: tuple[str, ...]
    release: re.Pattern[str]
    start: re.Pattern[str]
    future: re.Pattern[str]
    denial: re.Pattern[str]
    denial_after: re.Pattern[str]
    hypothetical: re.Pattern[str]
    reproducible: re.Pattern[str]
    conforms: re.Pattern[str]
    badge: re.Pattern[str]
    own: re.Pattern[str]
    passive: re.Pattern[str]
    object_first: re.Pattern[str]
    frameworks: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    raw = data("assertions")

    def build(name: str) -> re.Pattern[str]:
        return compiled(raw[name], re.IGNORECASE)

    return _Patterns(
        hints=tuple(raw["hints"]),
        release=build("release"),
        start=build("start"),
        future=build("future"),
        denial=build("denial"),
        denial_after=build("denial_after"),
        hypothetical=build("hypothetical"),
        reproducible=build("reproducible"),
        conforms=build("conforms"),
        badge=build("badge"),
        own=build("own"),
        passive=build("passive"),
        object_first=build("object_first"),
        frameworks=tuple((name, compiled(pattern, re.IGNORECASE)) for name, pattern in raw["conformance"]),
    )


def find_assertions(text: str, path: str, context: Context) -> list[Assertion]:
    """Claims of release, reproducibility and conformance in prose and badges, in order of the file."""
    hints = _patterns().hints
    names = names_of(context, text, path)
    found: list[Assertion] = []
    for segment in segments_of(text, path, hinted_by(hints)):
        if segment.kind in ("code", "license", "cell"):
            continue
        found += _badges(segment, path)
        for first, last in _sentences(segment.text):
            found += _stated(segment, path, names, first, last)
        if len(found) >= MOST_ASSERTIONS:
            break
    return sorted(found, key=lambda assertion: (assertion.line, assertion.column, assertion.kind))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(text):
        _, last = sentence(text, place, min(place + 1, len(text)))
        yield place, last
        place = max(last, place + 1)


def _badges(segment: Segment, path: str) -> Iterator[Assertion]:
    for link in segment.visible.links:
        shown = segment.text[link.start : link.end]
        if link.image and segment.text and _patterns().badge.search(f"{link.url} {shown}"):
            line, column = segment.place(min(link.start, len(segment.text) - 1))
            yield Assertion("badge", (), "asserts", path, line, column, shown.strip() or link.url)


def _stated(segment: Segment, path: str, names: Names, first: int, last: int) -> Iterator[Assertion]:
    patterns = _patterns()
    whole = segment.text[first:last]
    marked = names.marked(whole, [link for link in segment.visible.links if first <= link.start < last], first)
    if not _is_ours(segment, marked, whole):
        return

    def make(kind: Kind, match: re.Match[str], parts: tuple[str, ...] = (), framework: str | None = None) -> Assertion:
        line, column = segment.place(first + match.start())
        act = _act(segment, whole, match)
        return Assertion(kind, parts, act, path, line, column, match.group(), framework)

    reproducible = patterns.reproducible.search(whole)
    if reproducible:
        yield make("reproducible", reproducible)
    for framework, pattern in patterns.frameworks:
        found = pattern.search(whole)
        if found and (framework == "mof" or patterns.conforms.search(whole)):
            yield make("conforms", found, framework=framework)
    released = patterns.start.search(whole) or patterns.release.search(whole)
    components = components_in(_object(whole, released), general=False) if released else ()
    if released and components:
        yield make("released", released, components)


def _object(whole: str, match: re.Match[str]) -> str:
    """The part of a sentence that names what is released: what follows the verb, else what stands before it."""
    after = whole[match.end() : match.end() + 200]
    passive = _patterns().passive.match(after) or _patterns().object_first.search(match.group())
    return whole[max(0, match.end() - 220) : match.end()] if passive else after.split(". ")[0].split("。")[0]


def _is_ours(segment: Segment, marked: str, whole: str) -> bool:
    patterns = _patterns()
    if whole.rstrip().endswith(("?", "？")) or THIRD in marked[:12]:
        return False
    ours = bool(patterns.own.search(whole)) or OWN in marked or bool(patterns.start.search(whole))
    if not ours and segment.checked is None and THIRD in marked:
        return False
    return ours or segment.checked is not None or segment.kind in ("paragraph", "item")


def _act(segment: Segment, whole: str, match: re.Match[str]) -> Act:
    patterns = _patterns()
    if segment.checked is not None:
        return "asserts" if segment.checked else "future"
    if patterns.denial.search(whole[: match.end()]) or patterns.denial_after.search(whole[match.start() :]):
        return "denies"
    if patterns.future.search(whole):
        return "future"
    if patterns.hypothetical.search(whole[: match.end()]):
        return "mentions"
    return "asserts"
