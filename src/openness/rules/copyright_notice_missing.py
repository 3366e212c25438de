"""A license that asks for its copyright notice stands here without one.

What it checks: texts of MIT, BSD, ISC and their like, whose only condition is that copies carry the copyright notice,
are looked through for a line that names a holder. A template that nobody filled in (`<year> <copyright holders>`) names
none. Texts in a `LICENSES` folder are kept as templates and are left alone.

Why it matters: whoever passes the model on must reproduce a notice that is not there, and cannot know who granted the
rights. An audit of model hubs found the notice missing in most permissively labeled models.

What to do: write the year and the holder above the license text.

Severity: warning for a template that nobody filled in; note where there is no line at all, because the holder may be
named elsewhere.

Sources: MIT License, second paragraph; BSD 3-Clause License, clauses 1 and 2; arXiv:2602.08816 (audit of license
integrity, 2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.model import LicenseText

_WITH_NOTICE = frozenset(
    {"MIT", "ISC", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "BSD-3-Clause-Clear", "NCSA", "X11"}
)
_LINE = compiled(r"(?i)\bcopyright\b(?! (?:notices?|holders?|owners?)\b)|©|\(c\)\s{0,3}\S|版权所有")
_BLANK = compiled(
    r"(?i)[<\[{]{1,2}\s{0,2}(?:year|yyyy|name|full ?name|owner|author|holder|copyright|organi[sz]ation|your)\w{0,12}"
    r"[^\]>}\n]{0,40}[>\]}]|\bYEAR\b.{0,12}\b(?:NAME|OWNER|AUTHOR)"
)
_ABOVE = 15


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each text of the repository's own licenses without a holder."""
    if facts.evidence.is_model_repository is False and facts.manifest is None:
        return
    for text in facts.license_texts:
        if text.expression not in _WITH_NOTICE or text.match != "exact" or not _is_own(text):
            continue
        line, blank = _notice(facts, text)
        if line is None or blank:
            yield Found(
                f"The text of {text.expression} names no holder of the copyright"
                + (": its template was not filled in." if blank else "."),
                path=text.path,
                line=line or text.line,
                column=1,
                help="Write the year and the holder above the license text: the license asks that copies carry them.",
                key=text.expression or "",
                severity="warning" if blank else "note",
            )


def _is_own(text: LicenseText) -> bool:
    return "/" not in text.path


def _notice(facts: Facts, text: LicenseText) -> tuple[int | None, bool]:
    """The line that names a holder, and whether it is a blank to be filled in; no line when there is none."""
    rows = (facts.repository.text(text.path) or "").splitlines()
    blank: int | None = None
    first = max(0, text.line - _ABOVE)
    for number, row in enumerate(rows[first : text.end_line], first + 1):
        if _LINE.search(row[:400]) is None or "above copyright" in row.lower():
            continue
        if _BLANK.search(row[:400]) is None:
            return number, False
        blank = blank or number
    return blank, blank is not None


RULE: Rule[Facts] = Rule(
    "OM208",
    "copyright-notice-missing",
    "warning",
    "A license names no holder of the copyright",
    check,
    __doc__ or "",
)
