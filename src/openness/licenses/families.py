"""Siblings told apart: titles, versions and dates of model licenses that share most of their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from openness.licenses.tokens import read_words

if TYPE_CHECKING:
    from openness.licenses.catalog import LicenseEntry
    from openness.licenses.match import Region
    from openness.licenses.tokens import Words

Agreement = Literal["same", "unsure", "other"]

_BEFORE, _AFTER = 24, 70
_FRONT_MATTER = 8000
_HEAD_LINES, _HEAD_CHARACTERS = 10, 240
_VERSION = r"(?<![\d.])(\d{1,2}(?:\.\d{1,3}){1,3})(?![\d.])"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATE = (
    r"(?P<m1>[A-Za-z]{3,9})\.?\s{1,2}(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?P<y1>20\d\d)"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)? {1,2}(?P<m2>[A-Za-z]{3,9}),? {1,2}(?P<y2>20\d\d)"
    r"|(?P<y3>20\d\d)\s?[-/.年]\s?(?P<m3>\d{1,2})\s?[-/.月]\s?(?P<d3>\d{1,2})"
)
_GENERIC = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "to",
        "and",
        "or",
        "in",
        "license",
        "licensing",
        "agreement",
        "terms",
        "use",
        "policy",
        "model",
        "models",
        "version",
        "v",
        "public",
        "open",
        "source",
        "community",
        "acceptable",
        "prohibited",
        "release",
        "date",
        "last",
        "updated",
        "modified",
        "effective",
        "dated",
        "this",
        "is",
        "by",
    ]
)
_LEAST_WITHOUT_TITLE = 0.97
_ALL = 0.99
_NEARLY = 0.9
_PRODUCT_WORDS = 3
_PLUS = r"rail\W{0,3}\+\+"
_SENTENCE = (
    r"(?i)[.。;；:,，][\"”]?$"
    r"|^(?:therefore|by|this|the following|if|we|you|please|subject|copyright|these|for|unless)\b"
    r"|\b(?:shall|you|your|agree to|does|do|is|are|was|makes|gives)\b"
)
_TITLE_LINE = r"(?i)licen[cs]e|agreement|terms|policy|^attribution\b.{0,60}\d\.\d|许可|协议|使用条款|政策"


def agreement(words: Words, region: Region, entry: LicenseEntry) -> Agreement:
    """Whether title, version and date of a text are those of the license that its words come nearest to."""
    if _is_word_for_word(region) and not any(_is_word_for_word(rival) for rival in region.rivals):
        return "same"
    head = head_text(words, region)
    near = set(words.words[max(0, region.first - _BEFORE) : region.first + _AFTER])
    title = _telling(entry.title)
    whole = min(region.coverage, region.purity) >= _LEAST_WITHOUT_TITLE
    if title and not title <= near | set(read_words(head).words):
        # A copy without its title is a copy; one with another title is another license.
        return "same" if whole and not _strange(words, region) else "other"
    if (
        title
        and not entry.product_free
        and region.coverage < _ALL
        and _title_says_more(head, title, title | _telling((entry.title or "").replace(" / ", " ")))
    ):
        return "other"
    if entry.title and "rail" in title and ("++" in entry.title) != bool(re.search(_PLUS, head, re.IGNORECASE)):
        return "other"  # RAIL++ and RAIL differ by what no word shows
    if not title and (_strange(words, region) if region.coverage > _NEARLY else region.purity < _ALL):
        return "other"
    return "same" if entry.version_free or _same_version(head, entry, whole=whole) else "unsure"


def _is_word_for_word(region: Region) -> bool:
    return region.coverage == region.purity == 1.0


def other_version(words: Words, region: Region, entry: LicenseEntry) -> bool:
    """Whether the title of a text that differs from a listed license gives another version than the license has."""
    mine = read_versions(f"{entry.id.replace('-', ' ')} {entry.name}")
    theirs = read_versions(_title_lines(head_text(words, region)))
    return bool(mine and theirs and not mine & theirs)


def other_name(words: Words, region: Region, entry: LicenseEntry) -> bool:
    """Whether a text that differs much from a listed license calls itself something else altogether."""
    title = title_of(head_text(words, region))
    said = {word for word in _telling(title) if len(word) > 2 and not word.isdigit()}
    own = _telling(f"{entry.id.replace('-', ' ')} {entry.name}")
    return bool(said) and not said & own


def head_text(words: Words, region: Region) -> str:
    """The lines around the start of a region, where a license says what it is."""
    lines = words.text.split("\n")
    first = words.line(region.first) - 1
    start = first
    for back in range(first - 1, max(-1, first - 6), -1):
        if len(lines[back]) > _HEAD_CHARACTERS:
            break
        start = back
    shown = [line.strip() for line in lines[start : first + _HEAD_LINES] if line.strip()]
    return "\n".join(line[:_HEAD_CHARACTERS] for line in shown[:_HEAD_LINES])


def title_of(text: str) -> str | None:
    """The line by which a license names itself, markup removed; None when no line near the start does."""
    if text.startswith("---\n"):
        text = text[max(0, text.find("\n---", 3, _FRONT_MATTER)) :]
    lines = [
        re.sub(r"<[^<>]{1,40}>|[*_]{2,3}|\s+", " ", line[:300]).strip(" \t#*_=-|>") for line in text[:4000].split("\n")
    ]
    for line in [line for line in lines if line][:8]:
        starts = line[:1].islower() and line[1:2].islower()
        if re.search(_TITLE_LINE, line) and len(line) <= 120 and not starts and not re.search(_SENTENCE, line):
            return " ".join(line.split())
    return None


def read_versions(text: str) -> set[str]:
    """Dotted version numbers."""
    return set(re.findall(_VERSION, text))


def read_dates(text: str) -> set[tuple[int, int, int]]:
    """Dates as (year, month, day)."""
    found = set()
    for match in re.finditer(_DATE, text):
        year = match["y1"] or match["y2"] or match["y3"]
        day = match["d1"] or match["d2"] or match["d3"]
        month = _month(match["m1"] or match["m2"] or match["m3"])
        if month:
            found.add((int(year), month, int(day)))
    return found


def _month(word: str) -> int:
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else 0
    return _MONTHS.index(word[:3].lower()) + 1 if word[:3].lower() in _MONTHS else 0


def _same_version(head: str, entry: LicenseEntry, *, whole: bool) -> bool:
    said = f"{entry.title or ''} {entry.version or ''}"
    mine, theirs = read_versions(said), read_versions(_title_lines(head))
    dated = read_dates(said) if _id_has_version(entry) else set()
    found = read_dates(head) if dated else set()
    if dated & found and not mine:
        return True  # numbers in the title are those of the product
    if mine != theirs and (mine or theirs) and not (whole and not theirs and not mine):
        if theirs and not mine & theirs:
            return False
        if theirs - mine and not whole:
            return False
        if mine - theirs and theirs:
            return False
    if dated:
        return bool(found & dated) if found else whole
    return True


def _title_says_more(head: str, title: set[str], full: set[str]) -> bool:
    """Whether the line that holds the title holds other telling words too (the name of another product)."""
    for line in head.split("\n")[:5]:
        said = _telling(re.sub(_DATE, " ", line))
        if title <= said and len(line) < 140 and re.search(_TITLE_LINE, line):
            more = [word for word in said - full if word.isdigit() or len(word) > 2]
            return 0 < len(more) <= _PRODUCT_WORDS  # more of them are a sentence joined to the title
    return False


def _title_lines(head: str) -> str:
    lines = [line for line in head.split("\n")[:6] if len(line) < 140 and not line[:1].isdigit()]
    return "\n".join(
        line for line in lines if re.search(_TITLE_LINE, line) or re.search(r"version|版本", line, re.IGNORECASE)
    )


def _id_has_version(entry: LicenseEntry) -> bool:
    numbers = set(re.findall(r"\d+", entry.id))
    return bool(numbers & set(re.findall(r"\d+", f"{entry.title or ''} {entry.version or ''}")))


def _telling(title: str | None) -> set[str]:
    if not title:
        return set()
    return {word for word in read_words(title.partition(" / ")[0]).words if word not in _GENERIC}


def _strange(words: Words, region: Region) -> list[str]:
    """Words at the head of a region that neither the license has nor every license has."""
    covered = {place + offset for place in region.known for offset in range(3)}
    start = max(0, region.first - 8)
    return [
        words.words[place]
        for place in range(start, min(region.first + _AFTER, len(words.words)))
        if place not in covered and words.words[place] not in _GENERIC
    ]
