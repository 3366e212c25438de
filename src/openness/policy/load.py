"""A policy file from text to one layer, with every mistake at its line and column."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.manifest.dates import check_day
from openness.manifest.document import Document, join, parse
from openness.manifest.schema import schema_text
from openness.manifest.suggest import did_you_mean, nearest
from openness.manifest.validate import validate
from openness.policy.entities import (
    AppliesTo,
    Exemption,
    Layer,
    LicenseRule,
    LoadedLayer,
    Origin,
    RuleSetting,
    Setting,
    Wording,
)
from openness.policy.settings import GROUPS, PLAIN, is_setting
from openness.policy.terms import check_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.model import Problem
    from openness.policy.entities import RuleBook, Value

POLICY_SCHEMA = "openness-policy-v1.schema.json"
VERSION = 1
_CHECKS = {"day": check_day, "license_term": check_term}
_PRIVILEGED = ("extends", "applies_to", "locked", "delegated", "exemptions")
"""Keys by which a repository would decide for itself whether and how far a policy binds it."""


@cache
def policy_schema() -> dict[str, Any]:
    """The schema of a policy file, parsed once."""
    parsed: dict[str, Any] = json.loads(schema_text(POLICY_SCHEMA))
    return parsed


def load_layer(text: str, source: str, book: RuleBook, *, trusted: bool = True) -> LoadedLayer:
    """The layer in a text, or every problem in order of place; never raises for any text.

    `source` names the file in messages and origins. A file with a problem gives no layer: half a policy would be
    another policy.
    """
    document = parse(text, source, "policy")
    problems = [*document.problems, *_schema_problems(document)]
    data = document.data
    if not problems and isinstance(data, dict):
        problems = list(_word_problems(document, data, book))
    if problems or not isinstance(data, dict):
        ordered = sorted(set(problems), key=lambda one: (one.line, one.column, one.pointer, one.message))
        return LoadedLayer(None, tuple(ordered))
    return LoadedLayer(_layer(document, data, book, trusted=trusted), ())


def _schema_problems(document: Document) -> list[Problem]:
    if not document.usable:
        return []
    if not isinstance(document.data, dict):
        advice = "Begin with `openness_policy: 1`; `openness policy init observe` writes a first version."
        return [document.problem("", "the policy must be `key: value` lines", advice=advice)]
    version = document.data.get("openness_policy")
    if isinstance(version, int) and not isinstance(version, bool) and version != VERSION:
        message = f"this policy is of version {version}; version {VERSION} is the only one known here"
        return [document.problem("/openness_policy", message, advice="A newer openness may know it.")]
    return validate(document, policy_schema(), _CHECKS)


def _word_problems(document: Document, data: dict[str, Any], book: RuleBook) -> Iterator[Problem]:
    """Names of rules and of settings that do not exist, and a house definition that defines nothing."""
    for name in data.get("rules", {}):
        yield from _unknown_rule(document, join("/rules", name), name, book, key=True)
    for index, exemption in enumerate(data.get("exemptions", ())):
        for number, name in enumerate(exemption["rules"]):
            yield from _unknown_rule(document, f"/exemptions/{index}/rules/{number}", name, book)
    for key in ("locked", "delegated"):
        for index, name in enumerate(data.get(key, ())):
            if not is_setting(name, book):
                guess = nearest(name, (*PLAIN, *GROUPS, "exemptions", "everything"))
                message = f"`{key}`: there is no setting `{name}`{did_you_mean(guess)}"
                advice = "A setting is `level`, `licenses.weights`, `rules.OM401`, or a group: `licenses`."
                yield document.problem(f"/{key}/{index}", message, advice=advice)
    wording = data.get("wording", {})
    if wording.get("definition") == "house":
        for key in ("terms", "statement"):
            if key not in wording:
                message = f"`wording`: a house definition has no `{key}`"
                yield document.problem(
                    "/wording", message, advice="Say what the words mean, from which level.", key=True
                )


def _unknown_rule(
    document: Document, pointer: str, name: str, book: RuleBook, *, key: bool = False
) -> Iterator[Problem]:
    if name not in book.ids:
        guess = nearest(name, book.ids)
        message = f"there is no rule `{name}`{did_you_mean(guess)}"
        yield document.problem(pointer, message, advice="`openness explain rules` lists the rules.", key=key)


def _layer(document: Document, data: dict[str, Any], book: RuleBook, *, trusted: bool) -> Layer:
    return Layer(
        source=document.path,
        name=data.get("name") or document.path,
        settings=tuple(_settings(document, data, book)),
        applies_to=_applies_to(data.get("applies_to", {})),
        exemptions=tuple(_exemptions(document, data, book)),
        locked=_canonical(data.get("locked", ()), book),
        delegated=_canonical(data.get("delegated", ()), book),
        contact=data.get("contact"),
        description=data.get("description"),
        extends=data.get("extends"),
        trusted=trusted,
        extra=tuple((key, document.place(f"/{key}", key=True).line) for key in _PRIVILEGED if key in data),
    )


def _settings(document: Document, data: dict[str, Any], book: RuleBook) -> Iterator[Setting]:
    for key in PLAIN:
        if key in data:
            yield Setting(key, _plain(key, data[key]), _origin(document, f"/{key}"))
    for group in GROUPS:
        for name, value in data.get(group, {}).items():
            key = f"{group}.{book.ids[name] if group == 'rules' else name}"
            yield Setting(key, _member(group, value), _origin(document, join(f"/{group}", name)))


def _plain(key: str, value: Value) -> Value:
    if key == "from":
        return date.fromisoformat(str(value))
    if key == "wording" and isinstance(value, dict):
        return Wording(value["definition"], value.get("terms", {}), value.get("statement"), value.get("source"))
    return value


def _member(group: str, value: Value) -> Value:
    if group == "rules":
        written: dict[str, Any] = value if isinstance(value, dict) else {"severity": value}
        return RuleSetting(written["severity"], date.fromisoformat(written["from"]) if "from" in written else None)
    if isinstance(value, dict):
        return LicenseRule(tuple(value["allow"]) if "allow" in value else None, tuple(value.get("deny", ())))
    return value


def _origin(document: Document, pointer: str) -> Origin:
    return Origin(document.path, document.place(pointer, key=True).line)


def _applies_to(value: dict[str, Any]) -> AppliesTo:
    return AppliesTo(
        names=tuple(value.get("names", ())),
        topics=tuple(value.get("topics", ())),
        properties={name: _values(one) for name, one in value.get("properties", {}).items()},
        visibility=tuple(value.get("visibility", ())),
        releases_model=value.get("releases_model", True),
    )


def _values(value: object) -> tuple[str, ...]:
    """Values of a custom property as GitHub writes them: true and false are texts there."""
    if isinstance(value, list):
        return tuple(value)
    return (str(value).lower() if isinstance(value, bool) else str(value),)


def _exemptions(document: Document, data: dict[str, Any], book: RuleBook) -> Iterator[Exemption]:
    for index, one in enumerate(data.get("exemptions", ())):
        yield Exemption(
            repositories=tuple(one["repositories"]),
            rules=tuple(dict.fromkeys(book.ids[name] for name in one["rules"])),
            paths=tuple(one.get("paths", ())),
            reason=" ".join(one["reason"].split()),
            until=date.fromisoformat(one["until"]),
            approved_by=one.get("approved_by"),
            origin=_origin(document, f"/exemptions/{index}"),
        )


def _canonical(names: list[str], book: RuleBook) -> tuple[str, ...]:
    """Names of settings with rules by their ids."""
    found = []
    for name in names:
        group, dot, member = name.partition(".")
        found.append(f"rules.{book.ids[member]}" if dot and group == "rules" else name)
    return tuple(found)
