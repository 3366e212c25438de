"""The European Open Source AI Index: its dimensions as far as facts carry them, a lower bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.osai_index.words import reasoning, summary
from openness.judge.frameworks.verdict import license_words
from openness.package_data import package_json

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import FrameworkFacts, Part

__all__ = ["evaluate", "reasoning", "summary"]

_ORDER = ("closed", "partial", "open")


def evaluate(facts: FrameworkFacts) -> dict[str, Any]:
    """A rating for each dimension (None: not known) with its reason, and the sum as a lower bound."""
    table = package_json("judge", "frameworks", "osai_index", "framework.json")
    ratings: dict[str, str | None] = {}
    reasons = []
    for row in table["dimensions"]:
        rating, why = _licenses(facts, row["parts"]) if "parts" in row else _dimension(facts, row)
        if rating == "open" and row.get("at_most") == "partial":
            rating, why = "partial", f"{why}; how good it is takes a reader"
        ratings[row["id"]] = rating
        components = [part for name in row["components"] for part in name.split("|")]
        reasons.append({"element": row["id"], "state": rating, "why": why, "components": components})
    scores = [float(table["scores"][rating]) for rating in ratings.values() if rating]
    return {
        "dimensions": ratings,
        "score_at_least": sum(scores),
        "score_maximum": float(len(ratings)),
        "unrated": sorted(name for name, rating in ratings.items() if rating is None),
        "reasons": reasons,
    }


def _dimension(facts: FrameworkFacts, row: dict[str, Any]) -> tuple[str | None, str]:
    if row.get("stage") == "end" and facts.treatment == "pre-trained" and row["components"] == ["finetuning-data"]:
        return None, "the model has no later stage"
    if row.get("stage") == "base" and facts.base_models:
        return None, "the base model is another release"
    if row["components"] == ["weights"] and row.get("stage") == "base" and facts.base_models is None and _later(facts):
        return None, "the base model is not named"
    if not row["components"]:
        return None, "no file shows it"
    rated = [_best(facts, name.split("|")) for name in row["components"]]
    known = [one for one in rated if one[0] is not None]
    if not known:
        return None, rated[0][1]
    ratings = {rating for rating, _ in known}
    if len(known) < len(rated) or len(ratings) > 1:
        # Half of what a dimension asks for is partial, whichever half it is.
        worst = "closed" if ratings == {"closed"} else "partial"
        return worst, "; ".join(why for _, why in rated)
    return known[0]


def _best(facts: FrameworkFacts, names: list[str]) -> tuple[str | None, str]:
    """The best rating of several components of which one is enough; one that is not known may be better than none."""
    rated = [_component(facts.part(name)) for name in names]
    unknown = next((one for one in rated if one[0] is None), None)
    best = max((one for one in rated if one[0]), key=lambda one: _ORDER.index(str(one[0])), default=rated[0])
    return unknown if unknown is not None and best[0] == "closed" else best


def _component(part: Part) -> tuple[str | None, str]:
    if part.status == "unknown":
        return None, f"nothing is known of {part.id}"
    if part.status == "not-applicable":
        return None, f"{part.id} does not apply"
    if part.status == "absent":
        return "closed", f"{part.id} is not released"
    if part.status == "released" and part.access in (None, "public"):
        return "open", f"{part.id} is released"
    if part.access == "private":
        return "closed", f"{part.id} is private"
    gated = f", access {part.access}" if part.access else ""
    return "partial", f"{part.id} is {part.status}{gated}"


def _later(facts: FrameworkFacts) -> bool:
    """True for a model that a later stage of training made of another one."""
    return facts.treatment not in (None, "pre-trained")


def _licenses(facts: FrameworkFacts, kinds: dict[str, list[str]]) -> tuple[str | None, str]:
    """The terms of weights, code and data together; documents have none in the index."""
    named = [facts.part(name) for names in kinds.values() for name in names]
    released = [part for part in named if part.status in ("released", "partial")]
    if not released:
        return None, "nothing is known to be released"
    closed = sorted(f"{part.id} ({license_words(part)})" for part in released if not part.terms.open)
    there = {part.id for part in released}
    bare = [kind for kind, names in kinds.items() if there.isdisjoint(names)]
    if not closed and not bare:
        return "open", "weights, code and data are under open licenses"
    if not closed:
        return "partial", f"everything released is under an open license, but no {' and no '.join(bare)}"
    shown = ", ".join(closed[:4]) + (" and more" if len(closed) > 4 else "")
    if len(closed) < len(released):
        return "partial", f"not under an open license: {shown}"
    unknown = all(part.terms.open is None for part in released)
    return (None, "no license is identified") if unknown else ("closed", f"not under an open license: {shown}")
