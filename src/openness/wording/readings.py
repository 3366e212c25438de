"""Chinese names of what is named in Latin letters: told by their reading ("海燕" of HaiYan) or beside the name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.lexicon import data, languages_in, lexicon, term_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_HAN = compiled(r"[\u3400-\u9fff]")
_PIECE = compiled(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LAST = 0xD7F9
"""Code of the last common character in GB 2312."""
_CELL = 0xA1
"""Lowest second byte there."""
_SYLLABLES = 4
"""Syllables that a name has at most; one alone tells too little."""
_SYLLABLE = 6
"""Letters that a syllable has at most."""
_LONGEST = 18
"""Letters that a name written by its reading has at most."""
_READ = 60_000
"""Characters of a document in which names are looked for."""
_MOST_NAMES = 12
_SIGNS = 0xF0000
"""First of the private code points that stand for syllables."""
_TOP = 12_000
"""Characters from the top within which a name stands beside the Latin one."""
_BESIDE = (
    r"(?:^|[\s*#>|“「《\"'，。：、（(])([\u4e00-\u9fff]{2,5}) ?[（(] ?(?:%s)",
    r"(?:^|\n)#{1,2} [^\w\n]{0,8}([\u4e00-\u9fff]{2,5}) ?(?:%s)",
    r"(?:^|\n)#{1,2} [^\w\n]{0,8}(?:%s) ?[（(]?([\u4e00-\u9fff]{2,5})(?=[）)：:\s]|$)",
)
_COMMON = compiled(
    r"[新旧原本该此其的是在了和与或及于为以我你他它您]|推荐|默认|最新|发布|上线|更新|中英|中文|英文|版|支持|免费|实验|官方|基于|使用"
)
"""What a short remark or a common word holds and a name does not."""


@cache
def _firsts() -> tuple[list[int], list[str]]:
    rows: dict[str, str] = data("readings")["first"]
    return [int.from_bytes(character.encode("gb2312"), "big") for character in rows.values()], list(rows)


@cache
def _readings() -> frozenset[str]:
    return frozenset(_firsts()[1])


@cache
def _characters(reading: str) -> str:
    """The common characters of a reading, which must be one of the table."""
    firsts, readings = _firsts()
    number = readings.index(reading)
    end = firsts[number + 1] if number + 1 < len(firsts) else _LAST + 1
    codes = (code for code in range(firsts[number], end) if code & 0xFF >= _CELL)
    return "".join(code.to_bytes(2, "big").decode("gb2312", "ignore") for code in codes)


def _splits(word: str, most: int = _SYLLABLES) -> Iterable[tuple[str, ...]]:
    """The ways to read a word as up to `most` syllables."""
    if word in _readings():
        yield (word,)
    for size in range(1, min(_SYLLABLE, len(word) - 1) + 1 if most > 1 else 1):
        if word[:size] in _readings():
            for rest in _splits(word[size:], most - 1):
                yield (word[:size], *rest)


def _spellings(names: Iterable[str]) -> set[str]:
    """Words of names that could be readings, also where several stand in one ("WuDaoChat")."""
    found: set[str] = set()
    for name in names:
        pieces = _PIECE.findall(name)[:8]
        for start in range(len(pieces)):
            for end in range(start + 1, min(start + 4, len(pieces)) + 1):
                word = "".join(pieces[start:end]).lower()
                if 4 <= len(word) <= _LONGEST:
                    found.add(word)
    return found


def _is_plain_word(word: str, common: frozenset[str]) -> bool:
    words = lexicon("zh")
    if _COMMON.search(word) or any(plain in word for plain in common) or term_pattern(languages_in(word)).search(word):
        return True
    return any(pattern.search(word) for pattern in words.heads.values())


def _spans(text: str, splits: set[tuple[str, ...]]) -> Iterable[tuple[int, int]]:
    """Where the text holds characters that are read so."""
    # Each syllable becomes one sign of its own: literal strings are found faster than classes of characters.
    signs = {
        syllable: chr(_SIGNS + number) for number, syllable in enumerate(sorted({one for s in splits for one in s}))
    }
    table = {ord(character): sign for syllable, sign in signs.items() for character in _characters(syllable)}
    if table:
        body = "|".join("".join(map(signs.__getitem__, split)) for split in sorted(splits))
        yield from (match.span() for match in re.finditer(body, text.translate(table)))


def _beside(text: str, latin: str) -> Iterable[tuple[int, int]]:
    """Where the text holds characters beside one of the Latin names."""
    for pattern in _BESIDE:
        yield from (match.span(1) for match in re.finditer(pattern % latin, text, re.IGNORECASE))


def _han_lines(text: str) -> str:
    """The lines that hold Chinese characters; in other languages' documents these are few."""
    return "\n".join(line for line in text.split("\n") if _HAN.search(line))


def _called(text: str, common: frozenset[str], find: Callable[[str], Iterable[tuple[int, int]]]) -> set[str]:
    """What stands where the text, its characters folded, holds a name, and is no plain word."""
    folded = text.translate(lexicon("zh").folding)
    return {text[start:end] for start, end in find(folded) if not _is_plain_word(folded[start:end], common)}


def han_names(text: str, names: Sequence[str], stems: Iterable[str], common: frozenset[str]) -> set[str]:
    """What the text calls in Chinese characters that which bears `names`, however its script writes them.

    `stems` are the names as they stand in prose; `common` are words that are no names.
    """
    text = text[:_READ]
    if _HAN.search(text) is None:
        return set()
    splits = {split for word in _spellings(names) for split in _splits(word) if len(split) > 1}
    called = _called(_han_lines(text), common, lambda folded: _spans(folded, splits))
    latin = "|".join(re.escape(stem) for stem in sorted(stems) if len(stem) >= 3 and stem.isascii())
    if latin:
        called |= _called(_han_lines(text[:_TOP]), common, lambda folded: _beside(folded, latin))
    return set(sorted(called)[:_MOST_NAMES])
