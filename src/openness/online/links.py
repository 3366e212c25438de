"""Links, papers and identifiers: whether they answer. Bodies are never read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from openness.evidence.remote import Place
from openness.net.cache import DAY
from openness.net.client import Request
from openness.online.plain import fields

if TYPE_CHECKING:
    from openness.net.client import HttpClient
    from openness.online.settings import Settings

KEEP = (7 * DAY, DAY)
"""How long an answer holds: a week for what is there, a day for what is dead."""

ARXIV_SPACING = 3.0
"""Seconds between two requests that arXiv asks for (info.arxiv.org/help/api/tou.html)."""

_ASK_AGAIN = frozenset({400, 403, 404, 405, 410, 501})
_FIRST_BYTE = (("Range", "bytes=0-0"),)
_KNOWN, _UNKNOWN = 1, 100


def ask_place(client: HttpClient, settings: Settings, location: str) -> Place:
    """Whether a web address, an arXiv paper or a DOI is there."""
    if location.startswith("arxiv:"):
        return _answers(client, location, f"{settings.arxiv}/abs/{quote(location.removeprefix('arxiv:'))}")
    if location.startswith("doi:"):
        return _doi(client, settings, location)
    return _answers(client, location, location)


def _answers(client: HttpClient, location: str, url: str) -> Place:
    """HEAD first; servers that do not like it are asked for one byte. Dead is what both say is not there."""
    head = client.ask(Request(url, method="HEAD", keep=KEEP))
    answer = head
    if head.status in _ASK_AGAIN:
        answer = client.ask(Request(url, headers=_FIRST_BYTE, keep=KEEP, unread=True))
    if answer.outcome == "ok":
        # An address that is redirected for good to its own host's other form has not moved.
        elsewhere = answer.moved and urlsplit(answer.url).hostname != urlsplit(url).hostname
        return Place(location, "there", moved=answer.url if elsewhere else "")
    if answer.outcome == "dead" and head.outcome == "dead":
        return Place(location, "dead", answer.why)
    if answer.outcome == "restricted":
        return Place(location, "not-public", answer.why)
    return Place(location, "unknown", answer.why)


def _doi(client: HttpClient, settings: Settings, location: str) -> Place:
    """The registry of handles tells whether a DOI exists without a request to the publisher."""
    name = quote(location.removeprefix("doi:"))
    answer = client.ask(Request(f"{settings.doi}/api/handles/{name}", keep=KEEP))
    code = fields(answer.json()).get("responseCode")
    if answer.outcome == "ok" and code == _KNOWN:
        return Place(location, "there")
    if answer.outcome == "dead" or code == _UNKNOWN:
        return Place(location, "dead", "no such DOI is registered")
    return Place(location, "unknown", answer.why or "the registry's answer cannot be read")
