"""A badge: the level that was observed, never the declared one, with the day and with what speaks against it.

There is no way to write one but from a report, and none without a day. What is not known is `unknown`.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from openness.report.escape import printable
from openness.values import NamedTuple

if TYPE_CHECKING:
    from datetime import date

Json = dict[str, Any]

LABEL = "openness"
_LABEL_COLOR = "#3d4852"
_COLORS = {
    "closed": "#6b4a3a",
    "weights-available": "#8f5410",
    "open-weights": "#226580",
    "open-source-ai": "#1d6b58",
    "open-source-ai-with-open-data": "#12573a",
}
_UNKNOWN = "#5b6570"
_ERRORS = "#a8201a"
_HEIGHT = 20
_WIDTHS = (
    ("ijlI.,:;'|! ", 3.6),
    ("frt()-/·", 5.2),
    ("mwMWOQ%@", 9.6),
    ("ABCDEFGHJKLNPRSTUVXYZ", 8.0),
)
"""Widths of characters in pixels at 11 pixels of Verdana, about; every other one takes `_OTHER`."""
_OTHER = 7.1
_DENSITY = 0.95


class Badge(NamedTuple):
    """What a badge says: `message` in it, `meaning` for those who cannot see it or want to know more."""

    message: str
    meaning: str
    color: str
    known: bool
    link: str | None


def make_badge(report: Json, day: date, link: str | None = None) -> Badge:
    """The badge of a report of a day; `link` is where the evidence can be read."""
    observed = report["level"]["observed"]
    standing = [one for one in report["findings"] if one["suppressed"] is None]
    errors = sum(one["severity"] == "error" for one in standing)
    if report["is_model_repository"] is False and report["manifest"] is None:
        level, known, color = "no model released", True, _UNKNOWN
    else:
        level, known, color = _words(observed), observed is not None, _COLORS.get(observed, _UNKNOWN)
    parts = [level]
    if errors:
        parts.append(f"{errors} error{'' if errors == 1 else 's'}")
        color = _ERRORS
    gaps = len(report["not_checked"])
    meaning = [f"Observed by openness {printable(report['tool']['version'])} on {day.isoformat()}: {', '.join(parts)}."]
    if gaps:
        meaning.append(f"{gaps} thing{' was' if gaps == 1 else 's were'} not checked.")
    return Badge(" · ".join([*parts, day.isoformat()]), " ".join(meaning), color, known, link)


def svg(badge: Badge) -> str:
    """The badge as a picture that asks nothing of any server; with a link, it is one where it is not an `<img>`."""
    left, right = _width(LABEL) + 12, _width(badge.message) + 12
    total = left + right
    label, message = escape(LABEL), escape(badge.message)
    body = f"""<title>{label}: {message}</title>
<desc>{escape(badge.meaning)}</desc>
<clipPath id="r"><rect width="{total}" height="{_HEIGHT}" rx="3"/></clipPath>
<g clip-path="url(#r)">
<rect width="{left}" height="{_HEIGHT}" fill="{_LABEL_COLOR}"/>
<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{badge.color}"/>
</g>
<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
<text x="6" y="14" textLength="{left - 12}">{label}</text>
<text x="{left + 6}" y="14" textLength="{right - 12}">{message}</text>
</g>"""
    if badge.link:
        body = f'<a href="{escape(badge.link)}" target="_top">\n{body}\n</a>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{_HEIGHT}" role="img"'
        f' aria-label="{label}: {message}">\n{body}\n</svg>\n'
    )


def endpoint(badge: Badge) -> str:
    """The JSON that `https://img.shields.io/endpoint?url=…` makes the same badge of (its schema version 1)."""
    document: Json = {
        "schemaVersion": 1,
        "label": LABEL,
        "message": badge.message,
        "color": badge.color,
        "labelColor": _LABEL_COLOR,
        # The color says how things stand; shields lets nobody override that of an error.
        "isError": not badge.known or badge.color == _ERRORS,
        "cacheSeconds": 3600,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def markdown(badge: Badge, picture: str) -> str:
    """The line for a README that shows the picture, and leads to the evidence where there is a link."""
    shown = f"![{LABEL}: {badge.message}](<{picture}>)"
    return f"[{shown}](<{badge.link}>)" if badge.link else shown


def _words(level: str | None) -> str:
    return level.replace("-", " ").replace(" ai", " AI") if level else "unknown"


def _width(text: str) -> int:
    widths = {character: width for characters, width in _WIDTHS for character in characters}
    return round(sum(widths.get(character, _OTHER) for character in text) * _DENSITY)
