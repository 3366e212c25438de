"""Names as other scripts write them: the Latin spelling of kana, Hangul and Cyrillic, and letters without accents."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled
from openness.wording.lexicon import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NATIVE = compiled(
    r"[\u3041-\u3096]{4,40}|[\u30a1-\u30fa\u30fc]{2,40}|[\uac00-\ud7a3]{2,20}|(?<!\w)[\u0400-\u04ff]{4,40}"
)
_ACCENTED = compiled(r"[À-ɏ]")
_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3
_TAILS, _VOWELS = 28, 21
_KATAKANA = 0x60
"""Distance of a katakana letter from its hiragana."""
_SHORTEST = 4
"""Letters that a name has at least to be looked for in another script: of shorter ones many words are made."""
_ENDING = 3
"""Letters that an ending adds to a name at most in a language that declines names."""


@cache
def _table() -> Any:  # noqa: ANN401 - JSON
    return data("transliteration")


def without_accents(text: str) -> str:
    """The text with each accented Latin letter replaced by the plain one; the length stays the same."""
    return _ACCENTED.sub(lambda match: unicodedata.normalize("NFD", match.group())[0], text)


@cache
def spelled_alike(latin: str) -> str:
    """A Latin spelling in which usual differences between ways to transliterate are leveled."""
    folded = "".join(letter for letter in without_accents(latin.lower()) if letter.isalpha() and letter.isascii())
    for one, other in _table()["same"]:
        folded = folded.replace(one, other)
    return folded


def stems_to_find(names: Iterable[str]) -> frozenset[str]:
    """What names are to be compared with, leveled; short ones are left out."""
    return frozenset(stem for stem in map(spelled_alike, names) if len(stem) >= _SHORTEST)


def native_names(text: str, stems: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans of words in other scripts that spell one of the leveled stems, without a particle that follows."""
    if not stems or text.isascii():
        return
    for match in _NATIVE.finditer(text):
        length = _spells(match.group(), stems)
        if length:
            yield match.start(), match.start() + length


def _spells(word: str, stems: frozenset[str]) -> int:
    """Number of letters at the beginning of a word that spell a stem, 0 where none does."""
    if "\u0400" <= word[0] <= "\u04ff":
        whole = spelled_alike("".join(_table()["cyrillic"].get(letter, "") for letter in word.lower()))
        return len(word) if any(_declines(whole, stem) for stem in stems) else 0
    longest, spelled = 0, ""
    for index, letter in enumerate(word):
        spelled = _kana(spelled, letter) if letter < "\u4e00" else spelled + _syllable(letter)
        follows = word[index + 1 : index + 2]
        if spelled_alike(spelled) in stems and not (follows and _kana("", follows) == "" and follows < "\u4e00"):
            longest = index + 1
    return longest


def _declines(word: str, stem: str) -> bool:
    """True for a name with an ending: "Rosomahi" of "Rosomaha"."""
    root = stem[:-1] if stem[-1] in "aeiouy" else stem
    return len(root) >= _SHORTEST - 1 and word.startswith(root) and len(word) <= len(root) + _ENDING


def _kana(before: str, letter: str) -> str:
    if "\u3041" <= letter <= "\u3096":
        letter = chr(ord(letter) + _KATAKANA)
    small = _table()["small"].get(letter)
    if small is None:
        return before + str(_table()["kana"].get(letter, ""))
    # "shi" and a small "ya" are "sha"; "ki" and a small "ya" are "kya".
    stem = before[:-1]
    return stem + str(small[-1] if stem.endswith(("sh", "ch", "j")) or len(small) == 1 else small)


def _syllable(letter: str) -> str:
    number = ord(letter) - _HANGUL
    if not 0 <= number <= _LAST_HANGUL - _HANGUL:
        return ""
    table = _table()
    lead, rest = divmod(number, _VOWELS * _TAILS)
    vowel, tail = divmod(rest, _TAILS)
    return str(table["leads"][lead] + table["vowels"][vowel] + table["tails"][tail])
