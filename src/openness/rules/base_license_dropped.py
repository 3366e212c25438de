"""The weights are under an open license, and the model that they were made from is not.

What it checks: base models in the front matter, in the manifest's `model.base_model`, and in sentences that say of this
model what it was made from are compared with families whose terms restrict use or users. A finding needs a license
that is stated for the weights and open, and a repository that nowhere names a license of the base's family.

Why it matters: who derives a model passes on terms that are not theirs to drop. Llama, Gemma and RAIL licenses ask for
a copy of the license, a notice or a name; users who trust the laxer label break terms they never saw. An audit of model
hubs found restrictive clauses dropped in 35.5 % of the steps from a model to what was built on it.

What to do: keep the base model's license with the weights, name it in the metadata, and do what it asks of derived
models. Say that only your own additions are under the open license.

Severity: warning, because the family is told by name.

Sources: Llama 3.1 Community License, section 1.b; Gemma Terms of Use, section 3.1; BigScience RAIL License 1.0,
section 4; arXiv:2602.08816 (audit of license integrity, 2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.bases import named_base, said_of_this_model, speaks_of_license
from openness.licenses import catalog
from openness.licenses.terms import is_open
from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import ids
from openness.rules.phrases import license_name, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.bases import Base
    from openness.facts.gather import Facts
    from openness.licenses.catalog import LicenseEntry
    from openness.model import Restriction

_STATED = frozenset({"own-text", "front-matter", "prose", "repository-text", "model-folder", "folder-text"})
"""What states a license for the weights; a license of the repository does so where the weights are in it."""

_DUTIES = {
    "include-license-copy": "ship a copy of it",
    "name-prefix": "begin the model's name with {value}",
    "display-notice": "show {value}",
    "pass-through-terms": "hold your own users to its use restrictions",
}


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each family of restricted base models whose license is named nowhere."""
    if facts.evidence.is_model_repository is False and facts.manifest is None:
        return
    stated = _stated_open(facts)
    if stated is None:
        return
    named = _families_named(facts)
    for base in _certain_bases(facts):
        family = _family(base.license or "")
        if family in named or speaks_of_license(base, facts.repository.text("README.md") or ""):
            continue
        named.add(family)
        place = base.evidence
        yield Found(
            f"The weights are said to be under {stated[0]}; they are made from a model under "
            f"{license_name(base.license)}, which is not among the licenses here.",
            path=place.path,
            line=place.line,
            column=1 if place.line else None,
            help=_help(base.license or ""),
            key=f"{base.family} {stated[0]}",
            evidence=(place, *stated[1]),
        )


def _stated_open(facts: Facts) -> tuple[str, tuple[Evidence, ...]] | None:
    """The open license stated for the weights with its places; None where none is stated or it is not open."""
    for one in facts.declared_licenses():
        if one.component == "weights":
            place = Evidence(facts.manifest_path or "", one.span.line, f"license: {one.expression}")
            return (one.expression, (place,)) if is_open(one.expression) else None
    governing = facts.evidence.governing.get("weights")
    if governing is None or not governing.open or governing.license is None:
        return None
    weights = facts.evidence.component("weights")
    in_tree = any(":" not in place for place in weights.locations)
    if governing.basis in _STATED or (governing.basis == "repository" and in_tree):
        return governing.license, governing.evidence[:2]
    return None


def _certain_bases(facts: Facts) -> Iterator[Base]:
    """Bases with restricted terms that the repository itself says its model is made from, the manifest's first."""
    if facts.manifest is not None and facts.manifest.manifest is not None:
        model = facts.manifest.manifest.model
        span = facts.manifest.spans.get("/model/base_model", model.span)
        for one in model.base_models or ():
            place = Evidence(facts.manifest_path or "", span.line, f"base_model: {one.id}")
            base = named_base(one.id, place, "manifest")
            if base is not None and not base.open and base.license:
                yield base
    for base in facts.evidence.bases:
        if not base.open and base.license and said_of_this_model(base):
            yield base


def _families_named(facts: Facts) -> set[str]:
    """Families of every license that the repository holds, names or points to."""
    expressions = [text.expression for text in facts.license_texts]
    expressions += [one.expression for one in facts.declarations]
    expressions += [one.expression for one in facts.declared_licenses()]
    if facts.manifest is not None and facts.manifest.manifest is not None:
        expressions += [one.license for one in facts.manifest.manifest.model.base_models or ()]
    return {_family(identifier) for expression in expressions for identifier in ids(expression)}


def _family(identifier: str) -> str:
    entry = catalog.lookup(identifier)
    return entry.family if entry else identifier


def _help(license_id: str) -> str:
    entry = catalog.lookup(license_id)
    duties = []
    for kind, words in _DUTIES.items():
        asked = _asked(entry, kind)
        if asked is not None and ("{value}" not in words or asked.value):
            value = str(asked.value).rpartition('"')[0].rpartition('"')[2] or str(asked.value)
            duties.append(f"{words.format(value=repr(value))} (section {asked.section})")
    asks = f" It asks you to {listed(duties)}." if duties else ""
    return f"Keep the base model's license with the weights and name it in the metadata.{asks}"


def _asked(entry: LicenseEntry | None, kind: str) -> Restriction | None:
    """What a license asks for; of a license whose version is not said what every version of it asks for."""
    versions = [one for one in catalog.model_entries() if entry and one.family == entry.family and one.kind == "model"]
    noted = [entry] if entry is not None and entry.obligations else [one for one in versions if one.obligations]
    found = [next((one for one in version.obligations if one.kind == kind), None) for version in noted]
    told = "{value}" in _DUTIES[kind]
    same = {(one.section, one.value if told else None) if one else None for one in found}
    return found[0] if len(same) == 1 else None


RULE: Rule[Facts] = Rule(
    "OM207",
    "base-license-dropped",
    "warning",
    "The license of the base model is left out",
    check,
    __doc__ or "",
)
