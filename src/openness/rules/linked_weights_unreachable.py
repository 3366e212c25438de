"""The repository links weights, and the hub says that they do not exist or that not everybody may have them.

What it checks: with `--online` and without a manifest that names the place, hub repositories that the documents link as
this model's weights are asked for.

Why it matters: the level of openness rests on these weights, and readers take the link for a release.

What to do: correct the link, publish the weights, or say on the same line who may have them.

Severity: warning; note where consent is all that is asked.

Sources: Hugging Face hub documentation, "Gated models"; `X-Error-Code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.elsewhere import elsewhere
from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.remote_places import hub_of, named_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.remote import HubRepository
    from openness.facts.gather import Facts
    from openness.vocabulary import Severity

_GATES = {"auto": "asks for consent before a download", "manual": "gives access to those whom a person lets in"}


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each linked hub repository that is not open to everybody."""
    if facts.remote is None or not facts.evidence.is_model_repository:
        return
    declared = {named.place.key for named in named_places(facts)}
    for model in facts.evidence.models:
        for text in model.locations:
            place = elsewhere(text)
            hub = hub_of(facts, place) if place is not None and place.key not in declared else None
            found = _state(hub) if hub is not None else None
            if found is None:
                continue
            what, severity = found
            seen = model.evidence[0] if model.evidence else None
            yield Found(
                f"`{text}`, linked as weights of this model, {what}.",
                path=seen.path if seen else None,
                line=seen.line if seen else None,
                column=1 if seen and seen.line else None,
                help="Correct the link, publish the weights, or say beside it who may have them.",
                key=text,
                severity=severity,
                evidence=(Evidence(text, None, what),),
            )


def _state(hub: HubRepository) -> tuple[str, Severity | None] | None:
    if hub.state == "dead":
        return "does not exist", None
    if hub.state == "disabled":
        return "is disabled by the hub", None
    if hub.private or hub.state == "not-public":
        return ("is private" if hub.private else "is private or does not exist"), None
    if hub.state == "there" and hub.gated in _GATES:
        return _GATES[hub.gated], "note"
    return None


RULE: Rule[Facts] = Rule(
    "OM339",
    "linked-weights-unreachable",
    "warning",
    "Linked weights are not open to everybody",
    check,
    __doc__ or "",
)
