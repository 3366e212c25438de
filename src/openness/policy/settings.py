"""The settings of a policy by name: which there are, what they hold without a policy, and which value is stricter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from openness.policy.entities import (
    DEFAULT,
    POLICY_SEVERITIES,
    LicenseRule,
    RuleSetting,
    Setting,
    Wording,
)
from openness.vocabulary import CODE_COMPONENTS, COMPONENTS, DATA_COMPONENTS, DOCUMENT_COMPONENTS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.policy.entities import PolicySeverity, RuleBook, Value

FRAMEWORKS = ("mof", "osaid", "owd", "eu_ai_act")
LICENSE_GROUPS = ("all", "code", "data", "documents")
PLAIN = ("mode", "from", "manifest", "level", "wording", "unknown", "suppressions")
"""Settings that stand at the top of a file and hold one value."""

GROUPS = ("frameworks", "licenses", "rules")
"""Mappings at the top of a file; each entry is a setting of its own."""

EVERYTHING, EXEMPTIONS = "everything", "exemptions"

DEFAULTS: tuple[Setting, ...] = (
    Setting("mode", "enforce", DEFAULT),
    Setting("manifest", "optional", DEFAULT),
    Setting("unknown", "warn", DEFAULT),
    Setting("suppressions", "honored", DEFAULT),
)

_ORDERS: dict[str, tuple[str, ...]] = {
    "mode": ("evaluate", "enforce"),
    "manifest": ("optional", "required", "valid"),
    "level": LEVELS,
    "unknown": ("ignore", "warn", "fail"),
    "suppressions": ("honored", "refused"),
}


def covers(name: str, key: str) -> bool:
    """True when a name of `locked` or `delegated` speaks of the setting."""
    return name in (key, EVERYTHING) or (name in GROUPS and key.startswith(f"{name}."))


def is_setting(name: str, book: RuleBook) -> bool:
    """True for the name of a setting or of a group of settings, as `locked` and `delegated` take them."""
    group, dot, member = name.partition(".")
    if not dot:
        return name in (*PLAIN, *GROUPS, EVERYTHING, EXEMPTIONS)
    members: Mapping[str, tuple[str, ...] | Mapping[str, str]] = {
        "frameworks": FRAMEWORKS,
        "licenses": (*LICENSE_GROUPS, *COMPONENTS),
        "rules": book.ids,
    }
    return member in members.get(group, ())


def license_keys(component: str) -> tuple[str, ...]:
    """The settings that can govern the license of a component (or of a group), the nearest first."""
    keys = [component]
    for group, members in (("code", CODE_COMPONENTS), ("data", DATA_COMPONENTS), ("documents", DOCUMENT_COMPONENTS)):
        if component in members:
            keys.append(group)
    if component != "all":
        keys.append("all")
    return tuple(f"licenses.{key}" for key in keys)


def governing(settings: Mapping[str, Setting], component: str) -> Setting | None:
    """The setting that governs the license of a component: its own, else its group's, else that of all."""
    return next((settings[key] for key in license_keys(component) if key in settings), None)


def is_stricter(key: str, new: Value, above: Mapping[str, Setting], book: RuleBook) -> bool:
    """Whether a value is at least as strict as what holds above it; what cannot be compared is not."""
    group, _, member = key.partition(".")
    old = above[key].value if key in above else None
    if key in _ORDERS:
        order = _ORDERS[key]
        return old is None or order.index(str(new)) >= order.index(str(old))
    if key == "from":
        # Without a day above, the policy binds at once.
        return old is not None and str(new) <= str(old)
    if key == "wording":
        return new == old or cast("Wording", new).definition == "osaid"
    if group == "frameworks":
        return not isinstance(old, int) or int(str(new)) <= old
    if group == "licenses":
        standing = governing(above, member)
        return standing is None or _narrower(cast("LicenseRule", new), cast("LicenseRule", standing.value))
    default: PolicySeverity = book.severities.get(member, "off")
    return _severer(cast("RuleSetting", new), cast("RuleSetting", old) if old is not None else RuleSetting(default))


def _narrower(new: LicenseRule, old: LicenseRule) -> bool:
    """Whether every license that the new lists allow is allowed by the old ones."""
    if not set(old.deny) <= set(new.deny):
        return False
    if old.allow is None:
        # An id that is allowed would beat a family that is denied.
        return new.allow is None or not old.deny
    return new.allow is not None and set(new.allow) <= set(old.allow)


def _severer(new: RuleSetting, old: RuleSetting) -> bool:
    if POLICY_SEVERITIES.index(new.severity) < POLICY_SEVERITIES.index(old.severity):
        return False
    return new.binds_from is None or (old.binds_from is not None and new.binds_from <= old.binds_from)


def shown(value: Value) -> str:
    """A value in a few words, as a person would write it."""
    if isinstance(value, RuleSetting):
        return value.severity + (f" from {value.binds_from.isoformat()}" if value.binds_from else "")
    if isinstance(value, LicenseRule):
        parts = [f"allow {', '.join(value.allow)}"] if value.allow is not None else []
        parts += [f"deny {', '.join(value.deny)}"] if value.deny else []
        return "; ".join(parts)
    if isinstance(value, Wording):
        terms = ", ".join(f"{term} from {level}" for term, level in value.terms.items())
        return value.definition + (f" ({terms})" if terms else "")
    return str(value)
