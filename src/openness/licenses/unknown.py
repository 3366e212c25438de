"""License texts that nobody has catalogued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.licenses.clauses import open_by_clauses, read_clauses
from openness.licenses.families import title_of
from openness.licenses.files import is_license_path
from openness.model import LicenseText

if TYPE_CHECKING:
    from openness.licenses.tokens import Words

_FEWEST_WORDS = 40
_GRANT = (
    r"(?i)\b(?:grants?|granted|hereby|permission is|you may (?:not )?(?:use|copy|distribute|modify)|you agree"
    r"|licensed? to|by (?:using|downloading|accessing)|you (?:will|shall|must) not)\b"
    r"|授予|许可方|被许可方|您(?:不得|可以|同意)|本许可|本协议"
)
_OWN_GRANT = (
    r"(?i)grants?\W{1,12}(?:\w+\W{1,12}){0,12}(?:permission|license)|permission to use, copy|hereby granted"
    r"|redistribution and use in source"
)


def unknown_license(words: Words, path: str) -> LicenseText | None:
    """An entry for a text that reads like a license, None for one that does not."""
    named = is_license_path(path)
    short = len(words.words) < _FEWEST_WORDS
    if short and not named:
        return None
    grants = len(re.findall(_GRANT, words.text[:200_000]))
    title = title_of(words.text)
    if not named and (title is None or grants < 4 or grants * 250 < len(words.words)):
        return None
    restrictions = read_clauses(words.text)
    # A license file of two lines ("for research only") is one for what it restricts.
    if (grants < 2 or short) and not restrictions:
        return None
    return LicenseText(
        path=path,
        expression=None,
        match="unknown",
        score=0.0,
        line=1,
        end_line=words.line(len(words.words) - 1),
        open=open_by_clauses(restrictions),
        osi_approved=False,
        title=title,
        restrictions=restrictions,
    )


def unknown_part(words: Words, first: int, last: int, path: str) -> LicenseText | None:
    """An entry for a license of its own that stands beside known ones; None for a mere addition to them."""
    body = words.text[words.starts[first] : words.ends[last]]
    if last - first < _FEWEST_WORDS or not re.search(_OWN_GRANT, body):
        return None
    line = words.line(first)
    restrictions = tuple(item._replace(line=item.line + line - 1) if item.line else item for item in read_clauses(body))
    return LicenseText(
        path=path,
        expression=None,
        match="unknown",
        score=0.0,
        line=line,
        end_line=words.line(last),
        open=open_by_clauses(restrictions),
        osi_approved=False,
        title=title_of(body),
        restrictions=restrictions,
    )
