"""Static badges of shields.io in a text: their address says what they show (shields.io/docs/static-badges)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BADGE = compiled(r"(?i)shields\.io/badge/([^/?#\s\"'<>)\]]{3,300})(?:\?([^#\s\"'<>)\]]{0,300}))?")
_LABEL = compiled(r"(?:^|&)label=([^&#]{1,120})")


class Shield(NamedTuple):
    """What a badge shows, the label empty where it has none; `start` is the index at which its address begins."""

    label: str
    message: str
    start: int = 0


NO_SHIELD = Shield("", "")


def find_shields(text: str) -> Iterator[Shield]:
    """The static badges whose addresses stand in a text, in order.

    Single hyphens part label, message and color, of which the label may be missing or stand in the query.
    """
    for match in _BADGE.finditer(text):
        fields = [_shown(field.replace("\0", "-")) for field in match[1].replace("--", "\0").split("-")]
        if len(fields) < 2:
            continue
        label, message = fields[:2] if len(fields) > 2 else ("", fields[0])
        given = _LABEL.search(match[2] or "")
        yield Shield(_shown(given[1]) if given else label, message, match.start())


def _shown(field: str) -> str:
    return unquote(field).replace("_", " ").strip()
