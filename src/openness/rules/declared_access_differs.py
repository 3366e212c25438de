"""The manifest says that everybody has access to a place, and its server says otherwise.

What it checks: with `--online`, the `access` of components and releases, and the status `released` where no access is
stated, are compared with the hub's own settings: gated, private, disabled.

Why it matters: who must ask, sign in or agree to terms before a download does not have what "released" promises, and an
index or a law that counts public releases is told something else.

What to do: state `access: gated` (granted at once) or `access: request` (granted by a person), or open the repository.

Severity: error where `access: public` is stated or nobody has access; note where the manifest is silent and the hub
asks for consent.

Sources: Hugging Face hub documentation, "Gated models"; Model Openness Framework 1.0, "released".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.remote_places import hub_of, named_places, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.remote import HubRepository
    from openness.facts.gather import Facts
    from openness.rules.remote_places import Named
    from openness.vocabulary import Severity

_GATES = {"auto": "gated", "manual": "request"}
_MEANING = {"gated": "asks for consent before a download", "request": "gives access to those whom a person lets in"}
Differs = tuple[str, str, "Severity"]


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each place with another access than the declared one."""
    for named in named_places(facts):
        found = _differs(facts, named)
        if found is None:
            continue
        what, advice, severity = found
        yield Found(
            f"`{named.text}` ({named.component}) {what}.",
            path=facts.manifest_path,
            line=named.span.line,
            column=named.span.column,
            help=advice,
            key=f"{named.component} {named.text}",
            severity=severity,
            evidence=(Evidence(named.text, None, what),),
            width=len(named.text),
        )


def _differs(facts: Facts, named: Named) -> Differs | None:
    hub = hub_of(facts, named.place)
    if hub is not None:
        return _of_hub(hub, named.access)
    place = place_of(facts, named.place)
    if place is not None and place.state == "not-public" and named.access in (None, "public"):
        return "answers only to those who sign in", "State the access, or open the place.", "warning"
    return None


def _of_hub(hub: HubRepository, access: str | None) -> Differs | None:
    if hub.state == "disabled":
        return "is disabled by the hub: nobody can get it", "Ask the hub why, or publish elsewhere.", "error"
    if hub.private:
        return "is private", "Make it public, or set the status to `withheld`.", "error"
    if hub.state == "not-public":
        return (
            "is private or does not exist: the hub does not tell those who are not signed in",
            "Make it public, correct the location, or set the status to `withheld`.",
            "error" if access == "public" else "warning",
        )
    if hub.state != "there":
        return None
    actual = _GATES.get(hub.gated or "")
    if actual is None:
        if access in ("gated", "request"):
            return f"is open to everybody; the manifest says `access: {access}`", "Write `access: public`.", "note"
        return None
    if access == actual or (access is not None and access not in ("public", "gated", "request")):
        return None
    said = f"; the manifest says `access: {access}`" if access else ""
    return f"{_MEANING[actual]}{said}", f"Write `access: {actual}`.", "error" if access == "public" else "note"


RULE: Rule[Facts] = Rule(
    "OM332",
    "declared-access-differs",
    "error",
    "A place is not as public as declared",
    check,
    __doc__ or "",
)
