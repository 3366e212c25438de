"""License text as comparable words: case, punctuation, markup, list markers and spelling variants folded away.

Follows the matching guidelines of the SPDX specification, Annex B: what they call not substantive is dropped here, on
the side of the index as on the side of the file, so that two texts that mean the same give the same words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from zlib import crc32

from openness.licenses.data import load_json
from openness.patterns import compiled

MAX_CHARACTERS = 400_000
"""Characters of a text that are compared; the longest license known has about 100,000."""

GRAM = 3
"""Words in a gram."""

GRAM_MASK = 0xFFFFFF

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"

_SKIP_OR_WORD = compiled(
    r"<[a-z/!?][^<>\n]{0,200}(?:\n[^<>\n]{0,200})?>"  # tags, <placeholders>, <addresses>
    r"|\]\([^()\s]{0,400}\)"  # Markdown link targets
    r"|(?:https?://|www\.)[^\s<>()\"'\u4e00-\u9fff]{1,400}"
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
    r"|\[(?:yyyy|year|name|fullname|full name|project|insert|your|email|copyright)[^\]\n]{0,80}\]"
    r"|\{\{?[^{}\n]{1,40}\}\}?"
    r"|all rights reserved\.?"
    r"|^[ \t]{0,80}(?:[#>*;/|_\"\u201c\u201d-]{1,6}[ \t]{0,20})?\d{1,2}(?:\.\d{1,2}){1,3}[.):、\uff0e]?"  # 1.2
    r"(?=[\s\"*_\u4e00-\u9fff\u201c])"
    r"|^[ \t]{0,80}(?:[#>*;/|_-]{1,4}[ \t]{0,20})?\d{1,2}[ \t]?[.):、\uff0e*_-][ \t]{0,4}"  # 1. Title
    r"(?=[^\W\d_]|[\"\u201c])"
    r"|(?<![\w.,])(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)](?=[\s*_]|$)"  # 1.  a)  iv.
    r"|\([*_]{0,2}(?:[a-z]|[ivx]{1,4}|\d{1,2})[*_]{0,2}\)"  # (a)  (iv)  (c)
    rf"|(?P<word>[^\W_{_CJK}]+(?:'[a-z]{{1,2}}\b)?|[{_CJK}])",
    re.MULTILINE,
)

_COPYRIGHT_LINE = compiled(
    r"^[^\w\n(©\"'\u201c\u201d]{0,12}(?i:portions[ \t]{1,8})?"
    r"(?:(?i:copyright)(?![ \t]{1,8}(?i:licen|notice|holder|owner|laws?\b|in\b|and\b|interest|statement|protection"
    r"|is\b|to\b|or\b|permission|act\b|rights?\b|treat|grant|the\b|are\b|on\b))"
    r"[ \t]{0,8}(?=[:,.-]?[ \t]{0,8}(?:\([cC]\)|©|\d|[A-Z<\[{\u4e00-\u9fff]|by\b|$))"
    r"|\([cC]\)[ \t]{0,8}(?:(?i:copyright)|\d{4}|by\b)|©|(?i:copyleft\b)|版权所有)"
    r"[^\n]{0,250}$",
    re.MULTILINE,
)
_BINDING_IN_COPYRIGHT = compiled(r"\b(?:permi|licens|licenc|redistrib|subject to|without)", re.IGNORECASE)
_STYLE_BLOCK = compiled(r"<(script|style)\b[^>]{0,200}>[^<]{0,20000}</\1\s{0,5}>", re.IGNORECASE)
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00ad": None, "\ufeff": None, "\u200b": None})

_ENTITY = compiled(r"&(?:[a-z]{2,6}|#\d{2,5}|#x[0-9a-f]{1,5});")
_PREFIXES = frozenset({"non", "sub"})


@dataclass(frozen=True)
class Words:
    """The words of a text, in order, with where each stands in `text` (offsets into it)."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    cut: bool = False
    _newlines: list[int] = field(default_factory=list)

    @cached_property
    def grams(self) -> list[int]:
        """A 24-bit hash of every three neighboring words."""
        return hash_grams(self.words)

    def line(self, position: int) -> int:
        """The 1-based line on which a word stands."""
        return self.line_at(self.starts[position])

    def line_at(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self._newlines, offset - 1) + 1

    def raw(self, first: int, last: int, limit: int = 300) -> str:
        """The text from one word to another (inclusive) on one line, cut after `limit` characters."""
        body = " ".join(self.text[self.starts[first] : self.ends[last]].split())
        return body if len(body) <= limit else body[: limit - 1].rstrip() + "…"


def read_words(text: str) -> Words:
    """The comparable words of a text; of a very long one, those of its first 400,000 characters."""
    cut = len(text) > MAX_CHARACTERS
    shown = clean(text[:MAX_CHARACTERS])
    folded = _COPYRIGHT_LINE.sub(_blank_copyright, shown).lower()
    if len(folded) != len(shown):  # a few characters grow when lowered; offsets must stay true
        shown = folded
    if "<s" in folded:
        folded = _blank(_STYLE_BLOCK, folded)
    same = _same()
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    joined = ""
    for match in _SKIP_OR_WORD.finditer(folded):
        word = match["word"]
        if word is None:
            continue
        if "'" in word:
            word = word.replace("'", "")
        if joined:
            words[-1] = same.get(joined + word, joined + word)
            ends[-1] = match.end()
            joined = ""
            continue
        if word in _PREFIXES:
            joined = word
        words.append(same.get(word, word))
        starts.append(match.start())
        ends.append(match.end())
    newlines = [match.start() for match in re.finditer("\n", shown)]
    return Words(shown, words, starts, ends, cut, newlines)


def clean(text: str) -> str:
    """The text with Unix newlines, plain quotes, compatibility characters and entities resolved; lines are kept."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return text


def hash_grams(words: list[str]) -> list[int]:
    """A 24-bit hash of every three neighboring words."""
    triples = zip(words, islice(words, 1, None), islice(words, 2, None), strict=False)
    return [crc32(f"{a} {b} {c}".encode()) & GRAM_MASK for a, b, c in triples]


def hash_word(word: str) -> int:
    """A 24-bit hash of one word."""
    return crc32(word.encode()) & GRAM_MASK


def _entity(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    return "\n" if character == "\r" else " " if character in "\n\xa0" else character


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _blank_copyright(match: re.Match[str]) -> str:
    return match[0] if _BINDING_IN_COPYRIGHT.search(match[0]) else " " * len(match[0])


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    """Spellings and words that license texts use for each other (SPDX specification, Annex B.5)."""
    same: dict[str, str] = load_json("words.json")["same"]
    return same
