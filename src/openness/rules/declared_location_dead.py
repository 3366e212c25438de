"""The manifest says that something is released at a place, and the server there says that it does not exist.

What it checks: with `--online`, every hub repository, data set, release, repository, paper and link that the manifest
names for a released component is asked for. Only 404 and 410, and a hub's own "not found", count as dead.

Why it matters: a release that nobody can get is none, whatever its license.

What to do: correct the location, publish what is missing, or set the status to what is true (`withheld`, `described`).

Severity: error; warning on pull requests and pushes, where the place may still be filled before the release.

Sources: RFC 9110, sections 15.5.5 and 15.5.11; Hugging Face hub, `X-Error-Code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.remote_places import hub_of, named_places, place_of, release_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.rules.remote_places import Named

_HELP = "Correct the location, publish what is missing, or set the status to `withheld` or `described`."


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each place that is dead, and for each revision that its hub repository does not have."""
    if facts.remote is None:
        return
    for named in named_places(facts):
        why = _why(facts, named)
        if why is None:
            continue
        yield Found(
            f"`{named.text}`, where {_subject(named.component)}, {why}.",
            path=facts.manifest_path,
            line=named.span.line,
            column=named.span.column,
            help=_HELP,
            key=f"{named.component} {named.text}",
            severity=None if facts.remote.is_final else "warning",
            evidence=(Evidence(named.text, None, why),),
            width=len(named.text),
        )


def _subject(component: str) -> str:
    return f"{component} is said to be" if component.startswith(("the ", "data ")) else f"{component} should be"


def _why(facts: Facts, named: Named) -> str | None:
    held = hub_of(facts, named.place) or place_of(facts, named.place) or release_of(facts, named.place)
    if held is None:
        return None
    if held.state == "dead":
        return f"does not exist ({held.why})" if held.why else "does not exist"
    hub = hub_of(facts, named.place)
    if hub is not None and hub.revision_found is False:
        return f"has no revision {hub.revision}"
    return None


RULE: Rule[Facts] = Rule(
    "OM331",
    "declared-location-dead",
    "error",
    "A declared location does not exist",
    check,
    __doc__ or "",
)
