"""Who is called open and whether it is said of them, by an ordered table of rules over what was recognized."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from openness.values import NamedTuple
from openness.wording.lexicon import data

if TYPE_CHECKING:
    from collections.abc import Sequence


Form = Literal["statement", "comparison"]


class Rule(NamedTuple):
    """One row: the flags it needs (`all`, at least one of `any`) and excludes, and what it concludes.

    `subject` is a subject of the vocabulary or `parts`, the nouns that the term was found to speak of; `form` is
    `comparison` where the claim is made by ranking only.
    """

    name: str
    all: frozenset[str]
    any: frozenset[str]
    none: frozenset[str]
    subject: str
    act: str
    confidence: float
    form: Form

    def matches(self, flags: set[str]) -> bool:
        """True when the flags satisfy the row."""
        return self.all <= flags and (not self.any or bool(self.any & flags)) and not (self.none & flags)


class Decision(NamedTuple):
    """What a rule concluded and which one it was."""

    subject: str
    act: str
    confidence: float
    rule: str
    form: Form = "statement"


_ORDER = ("model", "weights", "code", "data", "project")


@cache
def rules() -> tuple[Rule, ...]:
    """The table, first match wins."""
    return tuple(
        Rule(
            row["rule"],
            frozenset(row.get("all", ())),
            frozenset(row.get("any", ())),
            frozenset(row.get("none", ())),
            row["subject"],
            row["act"],
            row["confidence"],
            row.get("form", "statement"),
        )
        for row in data("rules")["rules"]
    )


def decide(flags: set[str], heads: Sequence[str]) -> Decision:
    """The first rule that fits; the last row of the table fits everything."""
    for rule in rules():
        if rule.matches(flags):
            if rule.subject == "parts":
                return Decision(_parts(heads, flags), rule.act, rule.confidence, rule.name, rule.form)
            if rule.subject in ("model", "weights") and "not-model" in flags:
                return Decision("other", "mentions", rule.confidence, rule.name, rule.form)
            subject = "weights" if rule.subject == "model" and list(heads) == ["weights"] else rule.subject
            return Decision(subject, rule.act, rule.confidence, rule.name, rule.form)
    return Decision("other", "mentions", 0.5, "none")


def _parts(heads: Sequence[str], flags: set[str]) -> str:
    # Where it is not known that a model is released, only hub links of the owner speak for one.
    own = "model" if flags & {"is-model", "own-model"} and "not-model" not in flags else "project"
    mapped = {"tool": "project", "license": "project", "version": "model", "system": "project", "named": own}
    parts = {mapped.get(head, head) for head in heads}
    if flags & {"everything", "all-left"} or not parts:
        parts.add(own)
    if "not-model" in flags:
        parts = {"project" if part in ("model", "weights") else part for part in parts}
    return "+".join(part for part in _ORDER if part in parts)
