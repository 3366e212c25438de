"""What prose and badges say about licenses and terms of use, tied to the component they speak of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from openness.licenses.shields import NO_SHIELD, find_shields
from openness.model import LicenseDeclaration
from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.context import Context, Names, names_of
from openness.wording.documents import hinted_by, segments_of
from openness.wording.lexicon import SIBLING, THIRD, data
from openness.wording.parts import components_in, is_about_the_rest
from openness.wording.sentences import sentence
from openness.wording.sources import kinds_of_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.wording.segments import Segment

__all__ = ["UseStatement", "find_statements", "find_terms"]

MOST_STATEMENTS = 300
"""Statements taken from one file."""

_PROSE = 40
"""Characters before a badge from which on they are a sentence and not a row of badges."""

_NEVER = frozenset({"code", "license"})
_AFTER = compiled(
    r"\s{0,3}(?:licen[sc]ed?\s)?(?:(?:is\s)?(?:for|on|covers?)\s(?:the\s|our\s|all\s)?|\(|[（])([^()（）,.;，。；]{2,60})",
    re.IGNORECASE,
)
_CUT = compiled(r"[;；。]|,\s(?:while|whereas|and|but)\s|\b(?:while|whereas|but)\b|，|而")


class UseStatement(NamedTuple):
    """What a text says about who may use something for what.

    `kind` is one of `non-commercial`, `research-only`, `registration-required`, `commercial-allowed`,
    `no-restrictions`. `applies_to` holds component ids; empty when the place does not say.
    """

    kind: str
    path: str
    line: int
    column: int
    raw: str
    applies_to: tuple[str, ...] = ()


class _Licensing(NamedTuple):
    hints: tuple[str, ...]
    relation: re.Pattern[str]
    foreign: re.Pattern[str]
    section: re.Pattern[str]
    foreign_right: re.Pattern[str]
    altered: re.Pattern[str]
    altered_right: re.Pattern[str]
    elsewhere: re.Pattern[str]


@cache
def _licensing() -> _Licensing:
    raw = data("licensing")
    keys = ("relation", "foreign", "section", "foreign_right", "altered", "altered_right", "elsewhere")
    patterns = (compiled(raw[key], re.IGNORECASE) for key in keys)
    return _Licensing(tuple(raw["hints"]), *patterns)


class _Uses(NamedTuple):
    hints: tuple[str, ...]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    denial: re.Pattern[str]
    condition: re.Pattern[str]


@cache
def _uses() -> _Uses:
    raw = data("uses")
    kinds = tuple((row["kind"], compiled("|".join(row["match"]), re.IGNORECASE)) for row in raw["kinds"])
    denial, condition = (compiled(raw[key], re.IGNORECASE) for key in ("denial", "condition"))
    return _Uses(tuple(raw["hints"]), kinds, denial, condition)


def find_statements(text: str, path: str, context: Context) -> list[LicenseDeclaration]:
    """Licenses that the text says this project is under, in order; those of other projects are left out."""
    names = names_of(context, text, path)
    found: dict[tuple[int, int], LicenseDeclaration] = {}
    aside = "aside" in kinds_of_place(path)
    for segment in segments_of(text, path, _may_name_license):
        if segment.kind in _NEVER or (aside and names.pattern.search(segment.text) is None):
            continue
        for declaration in (*_badges(segment, path, names), *_prose(segment, path, names)):
            found.setdefault((declaration.line, declaration.column), declaration)
        if len(found) >= MOST_STATEMENTS:
            break
    return [found[place] for place in sorted(found)]


def _may_name_license(raw: str) -> bool:
    return any(map(raw.lower().__contains__, _licensing().hints))


def _badges(segment: Segment, path: str, names: Names) -> Iterator[LicenseDeclaration]:
    from openness.licenses.names import read_name  # noqa: PLC0415 - loads the catalog of licenses

    for link in segment.visible.links:
        if not link.image or "licen" not in (link.url + segment.text[link.start : link.end]).lower():
            continue
        if _is_foreign_badge(segment, names, link.start):
            continue
        shown = segment.text[link.start : link.end]
        label, message, _ = next(find_shields(link.url), NO_SHIELD)
        expression = read_name(message) or read_name(link.url) or read_name(shown)
        line, column = segment.place(min(link.start, max(len(segment.text) - 1, 0)))
        parts = components_in(re.sub(r"[-_%0-9]+", " ", f"{label} {shown}"))
        yield LicenseDeclaration("badge", shown.strip() or link.url, expression, path, line, column, parts)


def _is_foreign_badge(segment: Segment, names: Names, start: int) -> bool:
    """True for a badge within a sentence about somebody else's work."""
    first, _ = sentence(segment.text, start, start)
    before = segment.text[first:start]
    links = [link for link in segment.visible.links if first <= link.start < start]
    if len(before) - sum(link.end - link.start for link in links) < _PROSE:
        return False
    return bool(_licensing().foreign.search(before)) or THIRD in names.marked(before, links, first)


def _prose(segment: Segment, path: str, names: Names) -> Iterator[LicenseDeclaration]:
    from openness.licenses.names import find_names  # noqa: PLC0415 - loads the catalog of licenses

    images = [(link.start, link.end) for link in segment.visible.links if link.image]
    hits = [hit for hit in find_names(segment.text) if not any(a <= hit[0] < b for a, b in images)]
    for number, (start, end, expression, raw) in enumerate(hits):
        first, last = sentence(segment.text, start, end)
        low = max([first, *(hit[1] for hit in hits[:number] if hit[1] > first)])
        high = min([last, *(hit[0] for hit in hits[number + 1 :] if hit[0] < last)])
        if not _speaks_of_us(segment, names, (first, start, end, last)):
            continue
        line, column = segment.place(start)
        parts = _applies_to(segment, low, start, end, high)
        shown, reading = _as_written(segment.text, (first, start, end), raw, expression)
        yield LicenseDeclaration("prose", shown, reading, path, line, column, parts)


def _as_written(text: str, places: tuple[int, int, int], raw: str, expression: str) -> tuple[str, str | None]:
    """A name and its SPDX reading; None for "Modified MIT" and the like, whose text is another."""
    first, start, end = places
    words = _licensing()
    altered = words.altered.search(text[max(first, start - 24) : start])
    if altered:
        return text[start - len(altered.group()) : end], None
    return (raw, None) if words.altered_right.match(text[end : end + 60]) else (raw, expression)


def _speaks_of_us(segment: Segment, names: Names, places: tuple[int, int, int, int]) -> bool:
    """True when the words around a license name say that something of this project is under it."""
    first, start, end, last = places
    words = _licensing()
    whole = segment.text[first:last]
    above = " / ".join(segment.headings[-1:])
    in_section = bool(words.section.search(above)) or bool(words.section.search(segment.row))
    if words.elsewhere.search(above) and not words.section.search(above.lower().replace("third-party licen", "")):
        return False
    if segment.kind == "cell" and not in_section:
        return False
    if not words.relation.search(whole) and not in_section:
        return False
    if words.foreign.search(segment.text[first:start]) or words.foreign_right.search(segment.text[end : end + 60]):
        return False
    marked = names.marked(
        segment.text[first:start], [link for link in segment.visible.links if link.end <= start], first
    )
    own_link = any(link.start <= start and end <= link.end for link in segment.visible.links)
    return not (THIRD in marked and not own_link and SIBLING not in marked)


def _applies_to(segment: Segment, low: int, start: int, end: int, high: int) -> tuple[str, ...]:
    before = segment.text[low:start]
    cut = [match.end() for match in _CUT.finditer(before)]
    for stretch in (before[cut[-1] :] if cut else before, before):
        parts = components_in(stretch[-160:])
        if parts or is_about_the_rest(stretch[-160:]):
            return parts
    after = _AFTER.match(segment.text[end:high])
    if after:
        parts = components_in(after.group(1))
        if parts:
            return parts
    return components_in(segment.row or (segment.headings[-1] if segment.headings else ""))


def find_terms(text: str, path: str, context: Context) -> list[UseStatement]:
    """Terms of use in words ("for research purposes only"), in order; those of other projects are left out."""
    hints, kinds = _uses().hints, _uses().kinds
    names = names_of(context, text, path)
    found: list[UseStatement] = []
    for segment in segments_of(text, path, hinted_by(hints)):
        if segment.kind in _NEVER:
            continue
        taken: list[tuple[int, int]] = []
        for kind, pattern in kinds:
            for match in pattern.finditer(segment.text):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                statement = _use(segment, path, names, kind, match)
                if statement:
                    taken.append(match.span())
                    found.append(statement)
        if len(found) >= MOST_STATEMENTS:
            break
    return sorted(found, key=lambda statement: (statement.line, statement.column))


def _use(segment: Segment, path: str, names: Names, kind: str, match: re.Match[str]) -> UseStatement | None:
    first, last = sentence(segment.text, match.start(), match.end())
    left = segment.text[first : match.start()]
    # "Free for commercial use with permission" promises what the license says.
    promise = kind in ("commercial-allowed", "no-restrictions")
    if promise and (_uses().denial.search(left[-40:]) or _uses().condition.search(segment.text[first:last])):
        return None
    if segment.text[first:last].rstrip().endswith(("?", "？")):
        return None
    if THIRD in names.marked(left, [link for link in segment.visible.links if link.start < match.start()], first):
        return None
    line, column = segment.place(match.start())
    parts = components_in(left[-160:]) or components_in(segment.text[match.end() : last][:80])
    return UseStatement(kind, path, line, column, match.group(), parts)
