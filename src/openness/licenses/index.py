"""The generated index of license texts: hashes of their words, never the texts.

`index.bin` maps 24-bit hashes of three neighboring words to the texts that hold them; `texts.bin` keeps, for the SPDX
licenses that are common, the order of their (hashed) words and what a template lets differ, so that removed words can
be placed. `scripts/build_licenses.py` writes both.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from functools import lru_cache
from itertools import accumulate
from zlib import crc32

from openness.errors import MissingDataError
from openness.licenses.data import read_bytes
from openness.licenses.tokens import GRAM_MASK, hash_word
from openness.values import NamedTuple

INDEX_MAGIC = b"OLX1"
TEXTS_MAGIC = b"OLT1"
SOFT = 0x8000
"""Flag of a posting: the gram is in a part of the text that may be absent or replaced."""

BUCKETS = 1 << 16


class IndexedText(NamedTuple):
    """One text of the index.

    `expression` is the license it stands for; `kind` is `text` or `header` (the notice a license asks to put in
    files); `size` counts the distinct grams that must be there; `words` all words; `ordered` is its place in
    `texts.bin`, -1 when only the set of its grams is known; `head` are grams of the first words, by which a truncated
    text shows that it starts where the license starts; `tail` those of the last.
    """

    number: int
    expression: str
    kind: str
    size: int
    words: int
    ordered: int
    head: tuple[int, ...]
    tail: tuple[int, ...]


class Alternative(NamedTuple):
    """Words `first` to `end` (exclusive) may be other words: any, or those with these numbers."""

    first: int
    end: int
    anything: bool
    words: frozenset[int]


class OrderedText(NamedTuple):
    """The words of a license as numbers of the vocabulary; `soft[i]` is 1 for words that may be absent."""

    words: array[int]
    soft: bytes
    alternatives: tuple[Alternative, ...]


class Index:
    """Grams and the texts that hold them."""

    def __init__(self, body: bytes) -> None:
        if body[:4] != INDEX_MAGIC:
            raise MissingDataError("the license index of this installation is broken")
        raw = zlib.decompress(body[4:])
        meta_size, grams, lists, members = struct.unpack_from("<IIII", raw)
        place = 16
        meta = json.loads(raw[place : place + meta_size])
        place += meta_size
        counts = raw[place : place + BUCKETS]
        place += BUCKETS
        self._starts = array("I", accumulate(counts, initial=0))
        self._lows = raw[place : place + grams]
        place += grams
        self._list_of = array("I")
        high = raw[place : place + grams]
        low = raw[place + grams : place + 2 * grams]
        self._high, self._low = high, low
        place += 2 * grams
        self._offsets = array("I")
        self._offsets.frombytes(raw[place : place + 4 * (lists + 1)])
        place += 4 * (lists + 1)
        self._members = array("H")
        self._members.frombytes(raw[place : place + 2 * members])
        self.texts = tuple(
            IndexedText(number, row[0], row[1], row[2], row[3], row[4], tuple(row[5]), tuple(row[6]))
            for number, row in enumerate(meta["texts"])
        )
        self.built: dict[str, str] = meta["built"]

    def lists(self, grams: list[int]) -> list[int]:
        """For every gram the number of its list of texts, -1 when no license has it."""
        starts, find, high, low = self._starts, self._lows.find, self._high, self._low
        out = []
        for gram in grams:
            bucket = gram >> 8
            place = find(gram & 255, starts[bucket], starts[bucket + 1])
            out.append(-1 if place < 0 else high[place] << 8 | low[place])
        return out

    def following(self, start: str, candidates: list[str], text: int) -> list[str]:
        """The candidates that make a gram of a text together with the two words (and spaces) before them."""
        head = crc32(start.encode())
        lists = self.lists([crc32(word.encode(), head) & GRAM_MASK for word in candidates])
        mine: dict[int, bool] = {-1: False}
        for number in set(lists) - {-1}:
            members = self.members(number)
            mine[number] = text in members or (text | SOFT) in members
        return [word for word, number in zip(candidates, lists, strict=True) if mine[number]]

    def members(self, number: int) -> array[int]:
        """The texts on a list; the `SOFT` bit marks a gram that may be absent from that text."""
        return self._members[self._offsets[number] : self._offsets[number + 1]]


class Texts:
    """The ordered words of the common licenses."""

    def __init__(self, body: bytes) -> None:
        if body[:4] != TEXTS_MAGIC:
            raise MissingDataError("the license texts index of this installation is broken")
        raw = zlib.decompress(body[4:])
        meta_size, vocabulary, words = struct.unpack_from("<III", raw)
        place = 12
        meta = json.loads(raw[place : place + meta_size])
        place += meta_size
        hashes = array("I")
        hashes.frombytes(raw[place : place + 4 * vocabulary])
        place += 4 * vocabulary
        self._number_of = {value: number for number, value in enumerate(hashes)}
        self._words = array("H")
        self._words.frombytes(raw[place : place + 2 * words])
        self._rows = meta["texts"]
        self._spoken: list[str] = meta["words"]

    def text(self, ordered: int) -> OrderedText:
        """One of the texts, by its place."""
        first, end, soft_runs, alternatives = self._rows[ordered]
        soft = bytearray(end - first)
        for low, high in soft_runs:
            soft[low:high] = b"\1" * (high - low)
        regions = tuple(Alternative(low, high, bool(free), frozenset(words)) for low, high, free, words in alternatives)
        return OrderedText(self._words[first:end], bytes(soft), regions)

    def numbers(self, words: list[str]) -> list[int]:
        """The vocabulary's number of every word; -1 for words that no common license uses."""
        get = self._number_of.get
        return [get(hash_word(word), -1) for word in words]

    @property
    def spoken_words(self) -> list[str]:
        """The frequent legal words that the package carries."""
        return self._spoken

    def spoken(self, number: int) -> str:
        """The word with a number where the package carries it (frequent legal words), otherwise an ellipsis."""
        return self._spoken[number] if number < len(self._spoken) else "…"


@lru_cache(maxsize=1)
def load_index() -> Index:
    """The index that the package carries; raises MissingDataError when it is absent or broken."""
    return Index(read_bytes("index.bin"))


@lru_cache(maxsize=1)
def load_texts() -> Texts:
    """The ordered texts that the package carries; raises MissingDataError when they are absent or broken."""
    return Texts(read_bytes("texts.bin"))
