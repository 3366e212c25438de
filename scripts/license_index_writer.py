"""Writes the two binary files of the license index; `openness.licenses.index` reads them."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openness.licenses.index import BUCKETS, INDEX_MAGIC, SOFT, TEXTS_MAGIC
from openness.licenses.tokens import GRAM, hash_grams, hash_word

if TYPE_CHECKING:
    from license_templates import Template

HEAD = 16
MOST_REGION_VARIANTS = 6


@dataclass
class Source:
    """A text on its way into the index."""

    expression: str
    kind: str
    template: Template
    ordered: bool

    def hard_grams(self) -> set[int]:
        """Grams that every copy of the text holds."""
        breaks = {place for region in self.template.regions for place in (region.first, region.end)}
        breaks |= {place for span in self.template.optional for place in span}
        grams = hash_grams(self.template.words)
        soft = self.template.soft
        return {
            gram
            for i, gram in enumerate(grams)
            if not any(soft[i : i + GRAM]) and not breaks & set(range(i + 1, i + GRAM))
        }

    def soft_grams(self) -> set[int]:
        """Grams that a copy may hold: of optional parts, and those that arise when a part is absent or replaced."""
        words, soft = self.template.words, self.template.soft
        found = set(hash_grams(words))
        found |= set(hash_grams([word for word, skip in zip(words, soft, strict=True) if not skip]))
        for first, end in self.template.optional:
            found |= set(hash_grams(words[max(0, first - 2) : first] + words[end : end + 2]))
        for region in self.template.regions:
            before, after = words[max(0, region.first - 2) : region.first], words[region.end : region.end + 2]
            found |= set(hash_grams(before + after))
            for word in sorted(region.words)[:MOST_REGION_VARIANTS]:
                found |= set(hash_grams([*before, word, *after]))
        return found - self.hard_grams()


def write_index(sources: list[Source], built: dict[str, str]) -> tuple[bytes, bytes]:
    """The bodies of `index.bin` and `texts.bin`."""
    postings: dict[int, list[int]] = {}
    rows: list[list[object]] = []
    ordered: list[Source] = []
    for number, source in enumerate(sources):
        hard = source.hard_grams()
        for gram in hard:
            postings.setdefault(gram, []).append(number)
        for gram in source.soft_grams():
            postings.setdefault(gram, []).append(number | SOFT)
        grams = hash_grams(source.template.words)
        strong = [gram for gram in grams if gram in hard]
        place = -1
        if source.ordered:
            place = len(ordered)
            ordered.append(source)
        rows.append(
            [
                source.expression,
                source.kind,
                len(hard),
                len(source.template.words),
                place,
                strong[:HEAD],
                strong[-HEAD:],
            ]
        )
    meta = json.dumps({"built": built, "texts": rows}, separators=(",", ":")).encode()
    return _pack_index(meta, postings), _pack_texts(ordered, sources)


def _pack_index(meta: bytes, postings: dict[int, list[int]]) -> bytes:
    grams = sorted(postings)
    counts = bytearray(BUCKETS)
    for gram in grams:
        counts[gram >> 8] += 1
    frequency = Counter(tuple(postings[gram]) for gram in grams)
    lists = {members: number for number, (members, _) in enumerate(frequency.most_common())}
    if len(lists) > 0xFFFF:
        raise ValueError(f"{len(lists)} different lists of texts do not fit in 16 bits")
    numbers = [lists[tuple(postings[gram])] for gram in grams]
    offsets, members_all = array("I", [0]), array("H")
    for members in lists:
        members_all.extend(members)
        offsets.append(len(members_all))
    body = struct.pack("<IIII", len(meta), len(grams), len(lists), len(members_all)) + meta
    body += bytes(counts) + bytes(gram & 255 for gram in grams)
    body += bytes(number >> 8 for number in numbers) + bytes(number & 255 for number in numbers)
    body += offsets.tobytes() + members_all.tobytes()
    return INDEX_MAGIC + zlib.compress(body, 9)


def _pack_texts(sources: list[Source], everything: list[Source]) -> bytes:
    spread = Counter(word for source in everything for word in {*source.template.words})
    spread.update(word for source in sources for region in source.template.regions for word in region.words)
    vocabulary: dict[str, int] = {}
    taken: set[int] = set()
    for word, _ in sorted(spread.items(), key=lambda item: (-item[1], item[0])):
        if hash_word(word) not in taken:  # of two words with one hash the rarer goes unnamed
            taken.add(hash_word(word))
            vocabulary[word] = len(vocabulary)
    by_hash = {hash_word(word): number for word, number in vocabulary.items()}
    spoken = [word for word, number in vocabulary.items() if spread[word] >= COMMON_IN]
    numbers = array("H")
    rows = []
    for source in sources:
        first = len(numbers)
        numbers.extend(by_hash[hash_word(word)] for word in source.template.words)
        regions = [
            [region.first, region.end, int(region.anything), sorted(by_hash[hash_word(w)] for w in region.words)]
            for region in source.template.regions
        ]
        rows.append([first, len(numbers), _runs(source.template.soft), regions])
    meta = json.dumps({"texts": rows, "words": spoken}, separators=(",", ":")).encode()
    body = struct.pack("<III", len(meta), len(vocabulary), len(numbers)) + meta
    body += array("I", [hash_word(word) for word in vocabulary]).tobytes() + numbers.tobytes()
    return TEXTS_MAGIC + zlib.compress(body, 9)


COMMON_IN = 12
"""A word that this many licenses use is legal English, no part of any one text; the package may say it."""


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    runs, start = [], None
    for place, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            runs.append((start, place))
            start = None
    return runs
