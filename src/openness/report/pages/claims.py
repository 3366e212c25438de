"""Claims in their context: the line with the words, what was said of what, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.report.pages.findings import anchor
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.report.pages.places import Excerpt, Place, Sources

Json = dict[str, Any]

MOST = 100
"""Claims of one group on a page; a list of models alone can hold thousands."""
_OWN = frozenset({"model", "weights", "code", "data", "project"})


class ClaimView(NamedTuple):
    """One claim; `finding` is the anchor of the finding about it, if there is one."""

    text: str
    verdict: str
    term: str
    subject: str
    act: str
    language: str
    place: Place | None
    excerpt: Excerpt | None
    finding: str | None


class ClaimGroup(NamedTuple):
    """Claims that one reads together, the first `MOST` of `number`; `folded` ones are there for completeness."""

    title: str
    about: str
    claims: list[ClaimView]
    number: int
    folded: bool


_GROUPS = (
    ("contradicted", "Contradicted", "What is in the repository says otherwise.", False),
    ("undecidable", "Could not be decided", "A fact that decides it could not be read.", False),
    ("supported", "Supported", "What is in the repository bears it out.", False),
    ("", "About others, mentioned, denied or planned", "Found, and not held against the release.", True),
)


def claim_groups(report: Json, sources: Sources) -> list[ClaimGroup]:
    """The claims of a report in groups, those that are contradicted first; empty groups are left out."""
    about = _finding_places(report)
    groups = []
    for key, title, text, folded in _GROUPS:
        claims = [one for one in report["claims"] if (one["verdict"] if _is_own(one) else "") == key]
        if claims:
            views = [_view(one, sources, about) for one in claims[:MOST]]
            groups.append(ClaimGroup(title, text, views, len(claims), folded))
    return groups


def _is_own(claim: Json) -> bool:
    """Whether the repository asserts it of what it releases."""
    if claim["verdict"] != "undecidable":
        return True
    return claim["act"] == "asserts" and not _OWN.isdisjoint(claim["subject"].split("+"))


def _finding_places(report: Json) -> dict[tuple[Any, ...], str]:
    """The anchor of the first finding at every place."""
    places: dict[tuple[Any, ...], str] = {}
    for number, one in enumerate(report["findings"], 1):
        if one["column"]:
            places.setdefault((one["path"], one["line"], one["column"]), anchor(number))
    return places


def _view(claim: Json, sources: Sources, about: dict[tuple[Any, ...], str]) -> ClaimView:
    place = (claim["path"], claim["line"], claim["column"])
    return ClaimView(
        text=" ".join(claim["text"].split()),
        verdict=claim["verdict"],
        term=claim["term"],
        subject=claim["subject"].replace("+", ", "),
        act=claim["act"],
        language=claim["language"],
        place=sources.place(claim["path"], claim["line"]),
        excerpt=sources.excerpt(*place, len(claim["text"])),
        finding=about.get(place),
    )
