"""Chinese names of what is named in Latin letters: told by their reading ("海燕" of HaiYan) or beside the name."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.lexicon import data, languages_in, lexicon, term_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HAN = compiled(r"[\u3400-\u9fff]")
_PIECE = compiled(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LAST = 0xD7F9
"""Code of the last common character in GB 2312."""
_CELL = 0xA1
"""Lowest second byte there."""
_SYLLABLES = (2, 3, 4)
_LONGEST = 18
"""Letters that a name written by its reading has at most."""
_READ = 60_000
"""Characters of a document in which names are looked for."""
_MOST_NAMES = 12
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


def _splits(word: str) -> Iterable[list[str]]:
    """The ways to read a word as syllables."""
    known = _readings()
    for count in _SYLLABLES:
        for cuts in combinations(range(1, len(word)), count - 1):
            edges = (0, *cuts, len(word))
            pieces = [word[start:end] for start, end in pairwise(edges)]
            if known.issuperset(pieces):
                yield pieces


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


def han_names(text: str, names: Sequence[str], stems: Iterable[str], common: frozenset[str]) -> set[str]:
    """What the text calls in Chinese characters that which bears `names`, however its script writes them.

    `stems` are the names as they stand in prose; `common` are words that are no names.
    """
    text = text[:_READ]
    if _HAN.search(text) is None:
        return set()
    folded = text.translate(lexicon("zh").folding)
    bodies = [
        "".join(f"[{_characters(one)}]" for one in split) for word in _spellings(names) for split in _splits(word)
    ]
    found = re.finditer("|".join(bodies), folded) if bodies else iter(())
    spans = [match.span() for match in found]
    latin = "|".join(re.escape(stem) for stem in sorted(stems) if len(stem) >= 3 and stem.isascii())
    for pattern in _BESIDE if latin else ():
        spans += [match.span(1) for match in re.finditer(pattern % latin, folded[:_READ], re.IGNORECASE)]
    called = {text[start:end] for start, end in spans if not _is_plain_word(folded[start:end], common)}
    return set(sorted(called)[:_MOST_NAMES])
