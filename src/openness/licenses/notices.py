"""Notices, tags and pointers: places that name a license without being its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.licenses import terms
from openness.licenses.expression import ExpressionError, parse
from openness.licenses.files import is_license_path
from openness.licenses.names import find_names, read_name
from openness.model import LicenseText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.licenses.match import Region
    from openness.licenses.tokens import Words

MOST_TAGS = 50
_TAG = r"(?m)^[^\w\n]{0,12}SPDX-License-Identifier:[ \t]{0,20}([^\n]{1,300})$"
_TAG_END = r"\s{0,20}(?:\*/|-->|\"\"\"|'''|\*\)|;)?\s{0,20}$"
_POINTER_WORDS = 160
_URL = r"https?://[^\s<>()\"'\]]{4,300}"
_SUBJECT_TO_GPL = (
    r"(?i)(?:subject\W{1,12}to|under|by)\W{1,12}the\W{1,12}terms(?:\W{1,12}and\W{1,12}conditions)?\W{1,12}of\W{1,12}the"
    r"\W{1,12}GNU\W{1,12}(?:(Lesser|Library|Affero)\W{1,12})?General\W{1,12}Public\W{1,12}Licen[cs]e"
    r"(?P<rest>[^\n]{0,80}(?:\n[^\n]{0,80})?)"
)
_LICENSED_UNDER = r"(?i)\blicen[cs]ed\W{1,12}under\b((?:[^;.]|\.(?=\d)){3,160})"
_OTHER_NAME = r"(?i)(?!\b(?:the|this|that|an?)\b)\b\w{1,40}\W{1,12}licen[cs]e"
_LEAD = 160
"""Characters before the wording of a notice in which its first words, with the name, may stand."""

_CHOICE = r"(?i)\b(?:either\b(?:[^.]|\.\d){0,300}\bor\b|at\s+your\s+(?:option|choice)|dual[- ]?licen[cs]ed)"
_MOST_CHOICES = 3
_MARKUP_FILE = r"(?i)\.(?:md|rst|html?|markdown|adoc)$"


def named_by_notice(words: Words, region: Region) -> str | None:
    """The license that a notice names, which may not be the one whose wording it borrows; None for an unknown one."""
    usual = region.text.expression
    start = words.starts[region.first]
    shown = words.text[max(start - _LEAD, 0) : words.ends[region.last]]
    named = [expression for _, _, expression, _ in find_names(shown)]
    if any(terms.same_license(expression, usual) for expression in named):
        return usual
    said = re.search(_LICENSED_UNDER, shown)
    if said is None or usual.partition("-")[0].lower() in said[1].lower():
        return usual
    other = [expression for _, _, expression, _ in find_names(said[0])]
    if other:
        return other[0]
    # "Licensed under the License" leaves the name to what stands above; any other name is that of another license.
    return None if re.search(_OTHER_NAME, said[1]) else usual


def references(words: Words, path: str, regions: Sequence[Region], entries: Sequence[LicenseText]) -> list[LicenseText]:
    """What the text declares outside the license texts found in it."""
    taken = [(words.line(region.first), words.line(region.last)) for region in regions]
    known = {entry.expression for entry in entries}
    found = [
        _reference(path, expression, line, line)
        for expression, line in _tags(words)
        if expression not in known and not _inside(line, taken)
    ]
    if not entries and not found:
        found = _pointer(words, path) or _gpl_notice(words, path)
    unique: dict[str | None, LicenseText] = {}
    for item in found:
        unique.setdefault(item.expression, item)
    return list(unique.values())


def _tags(words: Words) -> list[tuple[str, int]]:
    found = []
    for match in re.finditer(_TAG, words.text):
        raw = re.sub(_TAG_END, "", match[1])
        try:
            expression = str(parse(raw, suggest=False))
        except ExpressionError:
            expression = read_name(raw) or ""
        if expression and expression not in ("NONE", "NOASSERTION"):
            found.append((expression, words.line_at(match.start(1))))
        if len(found) >= MOST_TAGS:
            break
    return found


def _pointer(words: Words, path: str) -> list[LicenseText]:
    """A short license file that says where its license is, or which one it is."""
    if len(words.words) > _POINTER_WORDS or not is_license_path(path):
        return []
    hits = [(expression, words.line_at(start)) for start, _, expression, _ in find_names(words.text)]
    for match in re.finditer(_URL, words.text):
        meant = read_name(match[0].rstrip(".,;"))
        if meant is not None:
            hits.append((meant, words.line_at(match.start())))
    if not hits:
        bare = read_name(" ".join(words.text.split())) if len(words.words) <= 8 else None
        hits = [(bare, words.line(0))] if bare else []
    distinct = list(dict.fromkeys(expression for expression, _ in hits))
    specific = [one for one in distinct if not any(_narrower(other, one) for other in distinct)]
    if 1 < len(specific) <= _MOST_CHOICES and re.search(_CHOICE, words.text):
        return [_reference(path, " OR ".join(specific), words.line(0), words.line(len(words.words) - 1))]
    if len(specific) != 1:
        return []
    line = next(line for expression, line in hits if expression == specific[0])
    return [_reference(path, specific[0], line, words.line(len(words.words) - 1))]


def _narrower(one: str, other: str) -> bool:
    return one != other and one.startswith(other)


def _gpl_notice(words: Words, path: str) -> list[LicenseText]:
    if re.search(_MARKUP_FILE, path):
        return []
    match = re.search(_SUBJECT_TO_GPL, words.text)
    if match is None or re.search(r"version\s+[1-3]|\bv[1-3]\b", match["rest"], re.IGNORECASE):
        return []
    kind = {"lesser": "LGPL-2.1", "library": "LGPL-2.0", "affero": "AGPL-1.0"}.get((match[1] or "").lower(), "GPL-1.0")
    line = words.line_at(match.start())
    return [_reference(path, f"{kind}-or-later", line, words.line_at(match.end()))]


def _inside(line: int, taken: list[tuple[int, int]]) -> bool:
    return any(first <= line <= last for first, last in taken)


def _reference(path: str, expression: str, line: int, end_line: int) -> LicenseText:
    return LicenseText(
        path=path,
        expression=expression,
        match="reference",
        score=1.0,
        line=line,
        end_line=end_line,
        open=terms.is_open(expression),
        osi_approved=terms.osi_approved(expression),
        restrictions=terms.restrictions(expression),
    )
