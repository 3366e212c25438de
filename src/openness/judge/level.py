"""The openness level of a model on the G7 ladder, from components that were observed or declared alike.

Source of the ladder: G7 "Vision on AI openness", Paris, 29 May 2026, with the reading of `described well enough`
from the OSI's Open Source AI Definition 1.0 (data information).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.licenses.terms import is_open
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.model import Evidence
    from openness.vocabulary import Level

Disclosure = Literal["all-released", "released", "partly-released", "described-fully", "described", "none", "unknown"]
_ENOUGH_TO_REBUILD = frozenset({"all-released", "released", "described-fully"})
_THERE = frozenset({"released", "partial"})
_MISSING = frozenset({"absent", "withheld", "not-applicable"})


class ComponentState(NamedTuple):
    """What the ladder asks of a component: its status, its license, and whether that license is open.

    `status` is an observed or a declared one. `open` is None when the license is unknown or cannot be judged.
    """

    status: str
    license: str | None = None
    open: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    license_evidence: tuple[Evidence, ...] = ()


class LevelReason(NamedTuple):
    """A component whose status or license keeps the model from a level, and where that can be seen."""

    component: str
    status: str
    keeps_from: Level
    why: str
    evidence: tuple[Evidence, ...] = ()


class LevelVerdict(NamedTuple):
    """The level reached, None when it cannot be told, and what keeps it from each higher one, lowest first."""

    observed: Level | None
    reasons: tuple[LevelReason, ...]


def judge_level(
    components: Mapping[str, ComponentState],
    data: Disclosure = "unknown",
    data_evidence: tuple[Evidence, ...] = (),
) -> LevelVerdict:
    """The level that the components and the data disclosure amount to.

    Components that the mapping lacks count as absent. A fact that is unknown never lifts the level; where weights
    themselves are unknown there is no level.
    """
    weights = components.get("weights", ComponentState("absent"))
    if weights.status == "unknown":
        seen = f" ({weights.evidence[0].what})" if weights.evidence else ""
        why = f"whether the weights are published could not be seen{seen}"
        return LevelVerdict(None, (LevelReason("weights", "unknown", "weights-available", why, weights.evidence),))
    if weights.status not in _THERE:
        why = "no weights are published" if weights.status in _MISSING else f"the weights are only {weights.status}"
        reason = LevelReason("weights", weights.status, "weights-available", why, weights.evidence)
        return LevelVerdict("closed", (reason,))
    open_weights = _weights_reasons(weights)
    source = _source_reasons(components, data, data_evidence)
    open_data = _open_data_reasons(components, data, data_evidence)
    reasons = (*open_weights, *source, *open_data)
    if open_weights:
        return LevelVerdict("weights-available", reasons)
    if source:
        return LevelVerdict("open-weights", reasons)
    if open_data:
        return LevelVerdict("open-source-ai", reasons)
    return LevelVerdict("open-source-ai-with-open-data", ())


def _weights_reasons(weights: ComponentState) -> tuple[LevelReason, ...]:
    if weights.open:
        return ()
    if weights.license is None:
        why = (
            "no license was found for the weights"
            if weights.open is None
            else "terms restrict who may use the weights or how"
        )
    elif is_open(weights.license):
        why = f"terms beside {weights.license} restrict who may use the weights or how"
    elif weights.open is None:
        why = f"whether {weights.license} is an open license could not be told"
    else:
        why = f"{weights.license}, as it applies to the weights, restricts use or users"
    return (LevelReason("weights", weights.status, "open-weights", why, weights.license_evidence or weights.evidence),)


def _source_reasons(
    components: Mapping[str, ComponentState], data: Disclosure, data_evidence: tuple[Evidence, ...]
) -> tuple[LevelReason, ...]:
    reasons = []
    for name, words in (
        ("inference-code", "code that runs the model"),
        ("training-code", "code that trained the model"),
    ):
        state = components.get(name, ComponentState("absent"))
        if state.status != "released" and not (name == "inference-code" and state.status == "partial"):
            reasons.append(
                LevelReason(name, state.status, "open-source-ai", _missing(words, state.status), state.evidence)
            )
        elif state.open is False:
            why = f"{state.license or 'its license'}, as it applies to the {words}, restricts use or users"
            reasons.append(LevelReason(name, state.status, "open-source-ai", why, state.license_evidence))
    if data not in _ENOUGH_TO_REBUILD:
        why = {
            "partly-released": "only part of the training data is published and the rest is not described well enough",
            "described": "the training data are not described well enough to rebuild them",
            "none": "nothing is said about the training data",
        }.get(data, "what is known of the training data could not be told")
        status = components.get("training-data", ComponentState("absent")).status
        reasons.append(LevelReason("training-data", status, "open-source-ai", why, data_evidence))
    return tuple(reasons)


def _missing(words: str, status: str) -> str:
    return {
        "partial": f"only part of the {words} is published",
        "described": f"the {words} is described, not published",
        "withheld": f"the {words} is withheld",
        "unknown": f"whether the {words} is published could not be seen",
    }.get(status, f"the {words} was not found")


def _open_data_reasons(
    components: Mapping[str, ComponentState], data: Disclosure, evidence: tuple[Evidence, ...]
) -> tuple[LevelReason, ...]:
    if data == "all-released":
        return ()
    why = {
        "released": "not all of the training data, those of the base model included, is shown to be published",
        "partly-released": "only part of the training data is published",
        "described-fully": "the training data are described, not published",
        "described": "the training data are described, not published",
        "none": "the training data are not published",
    }.get(data, "whether the training data are published could not be told")
    status = components.get("training-data", ComponentState("absent")).status
    return (LevelReason("training-data", status, "open-source-ai-with-open-data", why, evidence),)
