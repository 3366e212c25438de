"""SPDX license templates as words with what may differ in them (SPDX specification, Annex B and C).

Part of the index builder: reads the XML of https://github.com/spdx/license-list-XML and gives the words of each
license, which of them may be left out, and where other words may stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from openness.licenses.tokens import clean, read_words

if TYPE_CHECKING:
    from pathlib import Path

SPACE = "{http://www.spdx.org/license}"
_BREAKS = {"p", "br", "item", "list", "optional", "titleText", "copyrightText", "standardLicenseHeader", "notes"}


@dataclass
class Region:
    """Words `first` to `end` (exclusive) that may be replaced: by anything, or by these words."""

    first: int
    end: int
    anything: bool
    words: frozenset[str]


@dataclass
class Template:
    """Words of a text; `soft[i]` says that word i may be absent."""

    words: list[str]
    soft: list[bool]
    regions: list[Region] = field(default_factory=list)
    optional: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class SpdxLicense:
    """One file of the SPDX list."""

    id: str
    name: str
    deprecated: bool
    osi: bool
    exception: bool
    text: Template | None
    header: Template | None
    urls: list[str]


@dataclass
class _Writer:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    optional: list[tuple[int, int]] = field(default_factory=list)
    alternatives: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, text: str | None) -> None:
        if text:
            text = clean(text)
            self.parts.append(text)
            self.length += len(text)

    def walk(self, element: ET.Element) -> None:
        tag = element.tag.removeprefix(SPACE)
        start = self.length
        if tag in _BREAKS and element.get("spacing") is None:
            self.put("\n")
        if tag == "bullet":
            self.put("\n")
        else:
            self.put(element.text)
        for child in element:
            self.walk(child)
            self.put(child.tail)
        if tag in ("optional", "titleText", "copyrightText") or (tag == "standardLicenseHeader" and start):
            self.optional.append((start, self.length))
        elif tag == "alt":
            self.alternatives.append((start, self.length, element.get("match", "")))
        if tag in _BREAKS and element.get("spacing") is None:
            self.put("\n")


def plain_template(text: str) -> Template:
    """A text in which nothing may differ."""
    words = read_words(text).words
    return Template(words, [False] * len(words))


def read_spdx(path: Path) -> SpdxLicense | None:
    """The license that the file describes, None when it holds none."""
    root = ET.parse(path).getroot()  # noqa: S314 - the SPDX list's own files, read by a maintainer
    found = root.find(f"{SPACE}license")
    exception = found is None
    if found is None:
        found = root.find(f"{SPACE}exception")
    if found is None:
        return None
    text = found.find(f"{SPACE}text")
    header = found.find(f"{SPACE}standardLicenseHeader")
    if header is None and text is not None:
        header = text.find(f".//{SPACE}standardLicenseHeader")
    return SpdxLicense(
        found.get("licenseId", ""),
        " ".join(found.get("name", "").split()),
        found.get("deprecatedVersion") is not None,
        found.get("isOsiApproved") == "true",
        exception,
        _template(text) if text is not None else None,
        _template(header) if header is not None else None,
        [(ref.text or "").strip() for ref in found.iter(f"{SPACE}crossRef")],
    )


def soften_end(template: Template, start: list[str]) -> None:
    """Lets the end from such words on be absent: an appendix or a closing notice that many copies leave out."""
    for place in range(len(template.words) // 2, len(template.words)):
        if template.words[place : place + len(start)] == start:
            template.optional.append((place, len(template.words)))
            template.soft[place:] = [True] * (len(template.words) - place)
            return


def _template(element: ET.Element) -> Template:
    writer = _Writer()
    writer.walk(element)
    body = "".join(writer.parts)
    read = read_words(body)
    starts = read.starts

    def span(first: int, end: int) -> tuple[int, int]:
        inside = [i for i, start in enumerate(starts) if first <= start < end]
        if inside:
            return inside[0], inside[-1] + 1
        place = sum(1 for start in starts if start < first)
        return place, place

    template = Template(read.words, [False] * len(read.words))
    for first, end in writer.optional:
        low, high = span(first, end)
        template.optional.append((low, high))
        for position in range(low, high):
            template.soft[position] = True
    for first, end, pattern in writer.alternatives:
        low, high = span(first, end)
        template.regions.append(Region(low, high, _matches_anything(pattern), _pattern_words(pattern)))
        for position in range(low, high):
            template.soft[position] = True
    return template


def _matches_anything(pattern: str) -> bool:
    return bool(
        re.search(r"(?:\.|\[\^?[^\]]{0,60}\]|\\[SwW])(?:[*+]|\{\d*,\d{2,}\})", pattern.replace(r"[ \t\r\n\f]", " "))
    )


def _pattern_words(pattern: str) -> frozenset[str]:
    bare = re.sub(r"\[[^\]]*\]|\\[a-zA-Z]|\{\d*,?\d*\}|\\", " ", pattern.replace("(", " ").replace(")", " "))
    return frozenset(read_words(re.sub(r"[|?*+.^$]", " ", bare)).words)
