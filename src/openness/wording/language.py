"""Which language a stretch of prose is in."""

from __future__ import annotations

from functools import cache

from openness.patterns import compiled
from openness.wording.lexicon import known_languages, raw_lexicon

_HANGUL = compiled(r"[\uac00-\ud7af]")
_KANA = compiled(r"[\u3040-\u30ff]")
_HAN = compiled(r"[\u3400-\u9fff]")
_CYRILLIC = compiled(r"[\u0400-\u04ff]")
_EASTERN = compiled(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_RUN = 80
"""Characters on either side of a term within which its clause is looked at."""
_LATIN_WORD = compiled(r"[^\W\d_]{1,20}")


@cache
def _latin() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for language in known_languages():
        raw = raw_lexicon(language)
        if raw["script"] == "latin":
            found[language] = frozenset(raw["stopwords"])
    return found


def language_of(text: str, hint: str = "", home: str = "") -> str:
    """Code of the language; `hint` is what a term in the text already tells (`es` for "código abierto").

    `home` is the language of the document, which decides where the words of the text do not.
    """
    sample = text[:1500]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    hangul = len(_HANGUL.findall(sample))
    if hangul and hangul * 2 >= han + kana:
        return "ko"
    if kana and kana * 6 >= han:
        return "ja"
    if han >= 2 and han * 8 >= len(sample) - sample.count(" "):
        return "zh"
    if hint in ("zh", "ja", "ko", "ru"):
        return hint
    if len(_CYRILLIC.findall(sample)) * 3 > len(sample):
        return "ru"
    # "MIT" is no German preposition.
    words = [word.lower() for word in _LATIN_WORD.findall(sample) if len(word) == 1 or not word.isupper()]
    scores = {language: sum(word in known for word in words) for language, known in _latin().items()}
    best = max(
        scores, key=lambda language: (scores[language], language == hint != "en", language == home, language == "en")
    )
    told = hint if hint != "en" else home
    if told and scores.get(told, 0) >= scores[best] - 1 and (told != "en" or all(map(str.isascii, words))):
        # One word of another language, "no" or "die", says little.
        return told
    if scores[best]:
        return best
    return home if home in scores and hint in ("", "en") else (hint or "en")


def is_english_here(text: str, start: int, end: int) -> bool:
    """True where `text[start:end]` stands in an English stretch of a line of another script, as in bilingual texts."""
    left = _EASTERN.split(text[max(0, start - _RUN) : start])[-1]
    right = _EASTERN.split(text[end : end + _RUN], maxsplit=1)[0]
    return any(word.lower() in _latin()["en"] for word in _LATIN_WORD.findall(f"{left} {right}"))
