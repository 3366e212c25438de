"""Layers to effective settings, each with the place it comes from, what it replaced and what was refused.

A layer replaces a setting whole. A locked setting stays as the layer that locked it left it. The repository's own
layer may only be stricter, except where a layer above delegates the setting. `docs/policy.md` says the same to users.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.policy.binding import binds
from openness.policy.entities import AppliesTo, Origin
from openness.policy.settings import DEFAULTS, EXEMPTIONS, covers, is_stricter, shown
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from openness.policy.binding import Binding
    from openness.policy.entities import Exemption, Identity, Layer, Policy, PolicySeverity, Setting, Value

_REQUIREMENTS = {"OM501": "manifest", "OM502": "level", "OM503": "licenses", "OM504": "frameworks", "OM508": "wording"}
"""The setting (or group of settings) that a rule of the policy enforces."""


class Refused(NamedTuple):
    """Something that a layer says and may not: what, where, why, and where what stays is written."""

    what: str
    origin: Origin
    why: str
    stays: Origin | None
    trusted: bool


class Lock(NamedTuple):
    """A name of `locked`, with the position of its layer and the layer's source."""

    name: str
    layer: int
    source: str


class Standing(NamedTuple):
    """A setting in force. `sure` is false when it is not known whether its layer binds the repository.

    `replaced` are the values of layers above, the nearest last; `locked_by` names the layer that locked it.
    """

    setting: Setting
    sure: bool = True
    locked_by: str | None = None
    replaced: tuple[Setting, ...] = ()


class Effective(NamedTuple):
    """What holds for one repository. `bound` is True when a layer binds it, None when that is not known."""

    bound: bool | None
    layers: tuple[tuple[Layer, Binding], ...]
    standings: Mapping[str, Standing]
    exemptions: tuple[Exemption, ...]
    refused: tuple[Refused, ...]

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The settings in force, by name."""
        return {key: standing.setting for key, standing in self.standings.items()}

    def value(self, key: str) -> Value | None:
        """The value of a setting, None where nothing is said."""
        standing = self.standings.get(key)
        return None if standing is None else standing.setting.value

    def severity(self, rule: str, default: PolicySeverity) -> PolicySeverity:
        """The severity of a rule by its id."""
        value = self.value(f"rules.{rule}")
        return default if value is None else getattr(value, "severity", default)

    def binds_from(self, rule: str) -> date | None:
        """The day from which a rule binds; None when it binds at once."""
        return getattr(self.value(f"rules.{rule}"), "binds_from", None)

    @property
    def name(self) -> str:
        """The name of the innermost trusted layer that may bind the repository."""
        names = [layer.name for layer, binding in self.layers if binding.answer is not False and layer.trusted]
        return names[-1] if names else self.layers[-1][0].name if self.layers else ""

    @property
    def contact(self) -> str | None:
        """Where to ask, by the innermost trusted layer that says so."""
        possible = [layer for layer, binding in self.layers if binding.answer is not False and layer.trusted]
        found = [layer.contact for layer in possible if layer.contact]
        return found[-1] if found else None


def resolve(policy: Policy, identity: Identity, *, releases_model: bool | None) -> Effective:
    """What the layers amount to for a repository; `releases_model` is None when that is not known."""
    # Whom a policy binds is not for a repository to say.
    conditions = [layer.applies_to if layer.trusted else AppliesTo() for layer in policy.layers]
    found = [
        (layer, binds(applies_to, identity, releases_model=releases_model))
        for layer, applies_to in zip(policy.layers, conditions, strict=True)
    ]
    combined = _Combined(policy)
    possible = [(layer, binding) for layer, binding in found if binding.answer is not False]
    if any(binding.answer is None for _, binding in possible):
        unknown = _handling(policy, possible)
        if unknown == "ignore":
            possible = [(layer, binding) for layer, binding in possible if binding.answer]
        elif unknown == "fail":
            possible = [(layer, binding._replace(answer=True)) for layer, binding in possible]
    # A layer of the repository decides nothing about what binds it, unless nobody else says anything.
    alone = not any(layer.trusted for layer in policy.layers)
    answers = {binding.answer for layer, binding in possible if layer.trusted or alone}
    bound = True if True in answers else None if None in answers else False
    if bound is not False:
        for layer, binding in possible:
            combined.add(layer, sure=binding.answer is True)
    return Effective(bound, tuple(found), *combined.result())


def _handling(policy: Policy, possible: list[tuple[Layer, Binding]]) -> Value | None:
    """What the layers that may bind say of unknown facts."""
    combined = _Combined(policy)
    for layer, _ in possible:
        combined.add(layer, sure=True)
    return combined.standings["unknown"].setting.value


class _Combined:
    """Adds layers from the outermost to the innermost."""

    def __init__(self, policy: Policy) -> None:
        self.book = policy.book
        self.standings = {setting.key: Standing(setting) for setting in DEFAULTS}
        self.locks: list[Lock] = []
        self.delegated: list[str] = []
        self.exemptions: list[Exemption] = []
        self.refused: list[Refused] = []
        self.count = 0

    def add(self, layer: Layer, *, sure: bool) -> None:
        """Put a layer below those that were added before."""
        above = {key: standing.setting for key, standing in self.standings.items()}
        for setting in layer.settings:
            old = self.standings.get(setting.key)
            why = self._why_not(layer, setting, above)
            if why is None:
                replaced = () if old is None else (*old.replaced, old.setting)
                self.standings[setting.key] = Standing(setting, sure, None, replaced)
            elif old is None or old.setting.value != setting.value:
                what = f"{setting.key}: {shown(setting.value)}"
                stays = None if old is None else old.setting.origin
                self.refused.append(Refused(what, setting.origin, why, stays, layer.trusted))
        if layer.trusted:
            self._govern(layer)
        else:
            self._refuse_privileges(layer)
        self.count += 1

    def result(self) -> tuple[Mapping[str, Standing], tuple[Exemption, ...], tuple[Refused, ...]]:
        """Standings by name, exemptions, and what was refused."""
        marked = {
            key: standing._replace(locked_by=lock.source) if (lock := self._lock(key)) else standing
            for key, standing in sorted(self.standings.items())
        }
        return marked, tuple(self.exemptions), tuple(self.refused)

    def _why_not(self, layer: Layer, setting: Setting, above: Mapping[str, Setting]) -> str | None:
        """Why a layer may not set this; None when it may."""
        if lock := self._lock(setting.key):
            return f"{lock.source} locks it"
        if layer.trusted or any(covers(name, setting.key) for name in self.delegated):
            return None
        if is_stricter(setting.key, setting.value, above, self.book):
            return None
        return "a policy inside the repository can only be stricter"

    def _lock(self, key: str) -> Lock | None:
        return next((lock for lock in self.locks if covers(lock.name, key)), None)

    def _govern(self, layer: Layer) -> None:
        """Locks, delegations and exemptions of a trusted layer."""
        for exemption in layer.exemptions:
            lock = next((lock for rule in exemption.rules if (lock := self._lock_of_rule(rule))), None)
            if lock is None:
                self.exemptions.append(exemption)
            else:
                what = f"exemption from {', '.join(exemption.rules)}"
                self.refused.append(Refused(what, exemption.origin, f"{lock.source} locks it", None, trusted=True))
        self.locks.extend(Lock(name, self.count, layer.source) for name in layer.locked)
        self.delegated.extend(layer.delegated)

    def _lock_of_rule(self, rule: str) -> Lock | None:
        """The lock that keeps layers below from exempting from a rule."""
        group = _REQUIREMENTS.get(rule, "")
        for lock in self.locks:
            if lock.name == EXEMPTIONS or covers(lock.name, f"rules.{rule}"):
                return lock
            if group and lock.name.partition(".")[0] == group:
                return lock
        return None

    def _refuse_privileges(self, layer: Layer) -> None:
        for key, line in layer.extra:
            why = "a policy inside the repository cannot say this"
            self.refused.append(Refused(key, Origin(layer.source, line), why, None, trusted=False))
