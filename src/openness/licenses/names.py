"""License names as people write them, read as SPDX expressions and found in sentences."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.data import load_json
from openness.licenses.expression import ExpressionError, parse, replacement
from openness.licenses.shields import find_shields
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_NAME = 300
MAX_SENTENCE = 20_000

_PIECE = compiled(r"v(?=\d)|[a-z]+?(?=v\d)|[a-z]+|\d+(?:\.\d+)*|\++|[\u3400-\u9fff\u3040-\u30ff]+")
_LICENSE_LABEL = compiled(r"(?i)licen[cs]e")
_MODIFIED = compiled(
    r"\b(?:modified|customi[sz]ed|adapted|altered)[ -](?:version of )?(?:the )?[\"'“(\[]?$"
    r"|(?:修改版|修改过|修改后)的?\s?$"
)
_CC_ELEMENTS = (
    ("by", ("by", "attribution")),
    ("nc", ("nc", "noncommercial", "non commercial")),
    ("nd", ("nd", "noderivs", "noderivatives", "no derivatives", "no derivs", "no derivative works")),
    ("sa", ("sa", "sharealike", "share alike")),
)


def read_name(raw: str) -> str | None:
    """The SPDX expression that a name, tag, classifier or address stands for; None when it names no known license."""
    text = unicodedata.normalize("NFKC", raw[:MAX_NAME]).strip().strip("\"'`*")
    if not text:
        return None
    found = _from_expression(text) or _from_url(text)
    if found:
        return found
    if "::" in text:
        text = text.rpartition("::")[2].strip()
    for candidate in (text, re.sub(r"\([^()]{0,80}\)", " ", text), *re.findall(r"\(([^()]{2,80})\)", text)):
        found = _single(candidate)
        if found:
            return found
    return _joined(text)


def find_names(text: str) -> list[tuple[int, int, str, str]]:
    """Licenses named in a text: (start, end, expression, what is written), in order, longest match first.

    Words that are also something else (MIT, Gemma, BSD) count only next to words like "license" or "under".
    """
    shown = text[:MAX_SENTENCE]
    folded = shown.lower()
    pieces = [(m.start(), m.end(), m[0]) for m in _PIECE.finditer(folded)]
    table = _spoken()
    hits: list[tuple[int, int, str, str]] = []
    place = 0
    while place < len(pieces):
        hit = _hit(folded, shown, pieces, place, table)
        if hit is None or _is_modified(folded, pieces[hit[0]][0]):
            place += 1
            continue
        first, last, expression = hit
        start, end = pieces[first][0], pieces[last][1]
        hits.append((start, end, expression, shown[start:end]))
        place = last + 1
    return hits


def key(text: str) -> tuple[str, ...]:
    """The words by which two ways of writing one name are equal."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("licence", "license")
    noise = _noise()
    pieces = [_plain_number(piece) for piece in _PIECE.findall(folded)]
    return tuple(piece for piece in pieces if piece not in noise)


def _single(text: str) -> str | None:
    words = key(text)
    return None if not words else _table().get(words) or _creative_commons(" ".join(words))


def _joined(text: str) -> str | None:
    for separator, operator in ((r"\s+or\s+|\s*/\s*|\s*\|\s*", "OR"), (r"\s+and\s+|\s*[,;&]\s*|\s+\+\s+", "AND")):
        parts = [part for part in re.split(separator, text, flags=re.IGNORECASE) if part.strip()]
        if 2 <= len(parts) <= 6:
            read = [_single(part) for part in parts]
            if all(read):
                return f" {operator} ".join(dict.fromkeys(part for part in read if part))
    return None


def _from_expression(text: str) -> str | None:
    if not re.fullmatch(r"[\w.+():\s-]{1,300}", text) or text.lower() in ("none", "noassertion"):
        return None
    known = catalog.canonical(text)
    if known is not None:
        return replacement(known) or known
    if not re.search(r"\s(?:AND|OR|WITH)\s|LicenseRef-", text):
        return None
    try:
        return str(parse(text, suggest=False))
    except ExpressionError:
        return None


def _from_url(text: str) -> str | None:
    shield = next(find_shields(text), None)
    if shield is not None and _LICENSE_LABEL.match(shield.label):
        return _single(shield.message)
    if "." not in text or ("/" not in text and "http" not in text):
        return None
    address = text.lower().partition("#")[0].partition("?")[0].rstrip(".,;)>")
    for pattern, meaning in load_json("names.json")["urls"]:
        match = _address(pattern).search(address)
        if match is None:
            continue
        if meaning == "id":
            return _from_expression(match["id"]) or _single(match["id"])
        if meaning == "cc":
            return catalog.canonical(f"CC-{match['cc']}-{match['v']}")
        if meaning == "gnu":
            return catalog.canonical(f"{'GFDL' if match['gnu'] == 'fdl' else match['gnu']}-{match['v']}-only")
        return str(meaning)
    return None


_address = cache(compiled)


def _creative_commons(words: str) -> str | None:
    """A Creative Commons license by its elements; without a version, 4.0, the one that the steward offers."""
    match = re.fullmatch(
        r"(?:cc|creative commons|creativecommons)(?P<elements>(?: [a-z]+){1,12})(?: (?P<version>[1-4](?:\.[05])?))?"
        r"(?P<port>(?: (?:international|unported|generic|deed))?)(?: cc (?:by|0)(?: (?:nc|nd|sa|\d(?:\.\d)?)){0,4})?",
        words,
    ) or re.fullmatch(
        r"(?P<elements>attribution(?: [a-z]+){0,8}) (?P<version>[1-4](?:\.[05])?) (?:international|unported|generic)"
        r"|(?P<short>by(?: (?:nc|nd|sa)){1,2}) (?P<number>[1-4](?:\.[05])?)",
        words,
    )
    if match is None:
        return None
    held = match.groupdict()
    rest = " " + (held["elements"] or held["short"]).strip() + " "
    for filler in ("cc", "creative commons", "by creative commons", "international", "unported", "generic"):
        rest = rest.replace(f" {filler} ", " ")
    found = []
    for element, spellings in _CC_ELEMENTS:
        for spelling in sorted(spellings, key=len, reverse=True):
            if f" {spelling} " in rest:
                rest = rest.replace(f" {spelling} ", " ", 1)
                found.append(element)
                break
    if "by" not in found or rest.strip():
        return None
    version = held["version"] or held.get("number") or "4"
    return catalog.canonical(f"CC-{'-'.join(found)}-{version if '.' in version else version + '.0'}")


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, ...], str]:
    """Expression by the words of a name; `scripts/build_name_table.py` makes the file from the catalog."""
    names: dict[str, str] = load_json("name-table.json")["names"]
    return {tuple(words.split(" ")): expression for words, expression in names.items()}


@lru_cache(maxsize=1)
def _spoken() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Names that may stand in a sentence, by their first word, longest first; True for those that need no context."""
    data = load_json("names.json")
    strong = {key(name) for name in data["strong"]}
    lengths = sorted({len(prefix) for prefix in strong})
    spoken = {key(name) for name in data["spoken"]}
    by_word: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for words, expression in _table().items():
        clear = words not in spoken and any(words[:length] in strong for length in lengths)
        if clear or words in spoken or len(words) > 2:
            by_word.setdefault(words[0], []).append((words, expression, clear))
    for rows in by_word.values():
        rows.sort(key=lambda row: -len(row[0]))
    return by_word


def _hit(
    folded: str,
    shown: str,
    pieces: list[tuple[int, int, str]],
    place: int,
    table: dict[str, list[tuple[tuple[str, ...], str, bool]]],
) -> tuple[int, int, str] | None:
    commons = _commons_hit(folded, pieces, place)
    if commons is not None:
        return commons
    for words, expression, clear in table.get(_plain_number(pieces[place][2]), ()):
        last = _match_words(folded, pieces, place, words)
        if last is None:
            continue
        if not clear and _in_path(shown, pieces[place][0], pieces[last][1]):
            continue
        capital = any(letter.isupper() for letter in shown[pieces[place][0] : pieces[last][1]])
        of_a_model = expression.startswith("LicenseRef-")
        if clear or (_in_context(folded, pieces, place, last, of_a_model) and (capital or len(words) > 1)):
            return place, last, expression
    return None


def _is_modified(folded: str, start: int) -> bool:
    """Whether the words before a name say that it is a changed version of the license: that is not the license."""
    return _MODIFIED.search(folded[max(0, start - 40) : start]) is not None


def _match_words(folded: str, pieces: list[tuple[int, int, str]], place: int, words: tuple[str, ...]) -> int | None:
    """The place of the last piece when the words stand here, noise words between them skipped."""
    noise = _noise()
    at, last = place, place
    for number, word in enumerate(words):
        while number and at < len(pieces) and pieces[at][2] in noise and _near(folded, pieces, at):
            at += 1
        if at >= len(pieces) or _plain_number(pieces[at][2]) != word or (number and not _near(folded, pieces, at)):
            return None
        last, at = at, at + 1
    # "MIT-0" must not be read as MIT, nor "GPL-3.0+" as GPL-3.0, nor "apache2x" as "apache2".
    if last + 1 < len(pieces) and pieces[last + 1][0] == pieces[last][1] and pieces[last + 1][2][0] != "+":
        following = pieces[last + 1][2]
        if not "\u3400" <= following[0] <= "\u9fff":
            return None
    return last


def _near(folded: str, pieces: list[tuple[int, int, str]], at: int) -> bool:
    between = folded[pieces[at - 1][1] : pieces[at][0]]
    return (len(between) <= 4 and not any(mark in between for mark in ".;!?\n|")) or between in (".\n", " \n")


def _commons_hit(folded: str, pieces: list[tuple[int, int, str]], place: int) -> tuple[int, int, str] | None:
    word = pieces[place][2]
    # "BY-NC-SA 4.0" goes without its first two letters.
    short = word == "by" and place + 1 < len(pieces) and pieces[place + 1][2] in ("nc", "nd", "sa")
    if word not in ("cc", "creative", "creativecommons") and not short:
        return None
    end = place
    while end + 1 < len(pieces) and end - place < 14 and _near(folded, pieces, end + 1):
        end += 1
    for last in range(end, place, -1):
        words = " ".join(key(folded[pieces[place][0] : pieces[last][1]]))
        found = _table().get(tuple(words.split())) or _creative_commons(words)
        if found:
            return place, last, found
    return None


def _in_path(shown: str, start: int, end: int) -> bool:
    return shown[max(0, start - 1) : start] == "/" or shown[end : end + 1] in ("/", "_")


def _in_context(folded: str, pieces: list[tuple[int, int, str]], place: int, last: int, of_a_model: bool) -> bool:
    """Whether the words around a name speak of a license; to adopt or use one `of_a_model` may mean the model."""
    data = load_json("names.json")
    adopts = data["adopts"] if of_a_model else ()
    after = [pieces[i][2] for i in range(last + 1, min(last + 4, len(pieces))) if _same_clause(folded, pieces, last, i)]
    if any(word in data["after"] or _says_license(word[:8], adopts) for word in after[:2]):
        return True
    if len(after) > 2 and after[2] in data["after"] and after[0] in ("open", "community", "software", "terms", "style"):
        return True
    for back in range(place - 1, max(-1, place - 6), -1):
        word = pieces[back][2]
        if (word in data["before"] and word not in adopts) or _says_license(word[-6:], adopts):
            return not after or after[0] in data["follow"]
        if word not in data["between"]:
            return False
    return False


def _says_license(run: str, adopts: Sequence[str]) -> bool:
    """Whether a run of Chinese or Japanese characters speaks of a license or adopts one, in words not of `adopts`."""
    return any(mark in run for mark in load_json("names.json")["marks"] if mark not in adopts)


def _same_clause(folded: str, pieces: list[tuple[int, int, str]], last: int, at: int) -> bool:
    between = folded[pieces[last][1] : pieces[at][0]]
    return not any(mark in between for mark in ".;,:!?|)，。；：！？、）")


def _plain_number(piece: str) -> str:
    if piece[0].isdigit() and piece.endswith(".0"):
        return piece.removesuffix(".0") or "0"
    return "+" if piece[0] == "+" and piece != "++" else piece


@lru_cache(maxsize=1)
def _noise() -> frozenset[str]:
    return frozenset(load_json("names.json")["noise"])
