"""How every framework says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.judge.frameworks.facts import Part

Verdict = Literal["conforms", "does-not-conform", "undecidable"]
State = Literal["met", "not-met", "undecidable"]


_SEEN = {"absent": "was not found", "partial": "was found in part", "described": "was found described"}


class Reason(NamedTuple):
    """One condition of a framework: its name there, whether it is met, and why.

    `components` are the ids that the answer rests on; `attested_by` names the person when a judgement decides.
    """

    element: str
    state: State
    why: str
    components: tuple[str, ...] = ()
    attested_by: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The reason as the report prints it."""
        found: dict[str, Any] = {
            "element": self.element,
            "state": self.state,
            "why": self.why,
            "components": list(self.components),
        }
        if self.attested_by:
            found["attested_by"] = self.attested_by
        return found


def overall(reasons: Iterable[Reason]) -> Verdict:
    """One unmet condition decides; without any, one undecidable condition leaves the whole undecidable."""
    states = {reason.state for reason in reasons}
    if "not-met" in states:
        return "does-not-conform"
    return "undecidable" if "undecidable" in states else "conforms"


def presence(element: str, part: Part, *, what: str | None = None) -> Reason | None:
    """Why a component does not count as released, or None when it does."""
    name = what or part.id
    if part.status == "released":
        return None
    if part.status == "unknown":
        return Reason(element, "undecidable", f"it is not known whether {name} is released", (part.id,))
    words = {
        "partial": f"only part of {name} is released",
        "described": f"{name} is described, not released",
        "absent": f"{name} is not released",
        "not-applicable": f"{name} is declared not applicable",
    }
    if part.basis == "observed" and part.status in _SEEN:
        # What was looked for and not found is missing; how complete a find is, is a guess.
        state: State = "not-met" if part.status == "absent" else "undecidable"
        return Reason(element, state, f"{name} {_SEEN[part.status]}", (part.id,))
    return Reason(element, "not-met", words[part.status], (part.id,))


def license_words(part: Part) -> str:
    """The license of a component for a sentence."""
    if part.terms.expression and part.terms.expression != "NONE":
        return part.terms.expression
    return "an unidentified license" if part.terms.stated else "no license"
