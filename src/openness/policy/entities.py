"""The values of a policy: layers as they are written, settings with the place they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from openness.model import Problem
    from openness.vocabulary import Level

PolicySeverity = Literal["off", "note", "warning", "error"]
POLICY_SEVERITIES: tuple[PolicySeverity, ...] = ("off", "note", "warning", "error")
"""From the mildest to the strictest."""

Value = object
"""The value of a setting: text, a whole number, a date, or one of the tuples below."""


class Origin(NamedTuple):
    """Where a setting is written: the name of its layer, and the line there (None for the defaults of the program)."""

    source: str
    line: int | None = None

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"


DEFAULT = Origin("default")


class Setting(NamedTuple):
    """One setting by its dotted name (`level`, `licenses.weights`, `rules.OM401`), with its value and its place."""

    key: str
    value: Value
    origin: Origin


class RuleSetting(NamedTuple):
    """The severity of a rule, and the day from which it binds."""

    severity: PolicySeverity
    binds_from: date | None = None


class LicenseRule(NamedTuple):
    """Licenses that are allowed (None: all that are not denied) and denied, as terms of the policy format."""

    allow: tuple[str, ...] | None = None
    deny: tuple[str, ...] = ()


class Wording(NamedTuple):
    """What the words of openness mean: by the Open Source AI Definition, or by a stated definition of the house.

    `terms` gives the lowest level for each term of a house definition.
    """

    definition: Literal["osaid", "house"]
    terms: Mapping[str, Level]
    statement: str | None = None
    source: str | None = None


class AppliesTo(NamedTuple):
    """Which repositories a layer binds; empty conditions select everything."""

    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = {}
    visibility: tuple[str, ...] = ()
    releases_model: bool = True


class Exemption(NamedTuple):
    """Findings of some rules that a policy accepts for some repositories until the end of a day. `rules` are ids."""

    repositories: tuple[str, ...]
    rules: tuple[str, ...]
    paths: tuple[str, ...]
    reason: str
    until: date
    approved_by: str | None
    origin: Origin


class Layer(NamedTuple):
    """One policy file.

    `trusted` is false for a file of the repository that is judged: it can be stricter, and loosen only what the
    layers above delegate. `extra` are settings of the file that only a trusted layer may have (`locked`, …), by name
    with their lines.
    """

    source: str
    name: str
    settings: tuple[Setting, ...] = ()
    applies_to: AppliesTo = AppliesTo()
    exemptions: tuple[Exemption, ...] = ()
    locked: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    contact: str | None = None
    description: str | None = None
    extends: str | None = None
    trusted: bool = True
    extra: tuple[tuple[str, int], ...] = ()


class LoadedLayer(NamedTuple):
    """A policy file as read. `layer` is None when it has a problem: a policy with a mistake is not half obeyed."""

    layer: Layer | None
    problems: tuple[Problem, ...]


class RuleBook(NamedTuple):
    """The rules that a policy can speak of: the id of each id and name, and the severity of each id by itself."""

    ids: Mapping[str, str]
    severities: Mapping[str, PolicySeverity]


class Policy(NamedTuple):
    """Layers from the outermost (the enterprise) to the innermost (the repository), and the rules they speak of."""

    layers: tuple[Layer, ...]
    book: RuleBook


class Identity(NamedTuple):
    """What is known of a repository outside of its files; None where it is not known here.

    `name` is `owner/name`, or the name alone where the owner is not known.
    """

    name: str
    topics: tuple[str, ...] | None = None
    properties: Mapping[str, tuple[str, ...]] | None = None
    visibility: str | None = None


def identity_of(folder: str) -> Identity:
    """The identity of a repository of which only the folder is known; mirrors call folders `owner+name`."""
    owner, plus, name = folder.partition("+")
    return Identity(f"{owner}/{name}" if plus and owner and name else folder)
