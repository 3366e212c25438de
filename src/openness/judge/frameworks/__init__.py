"""The frameworks beside the level, each in a folder of its own: a data file and a small pure evaluator.

A folder with `framework.json` and a function `evaluate(facts)` is a framework; nothing else has to name it: tables,
pages and explanations find it here (`shown` says how its verdict reads).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.judge.frameworks.facts import FrameworkFacts, framework_facts
from openness.judge.frameworks.shown import folders
from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openness.judge.level import Disclosure
    from openness.manifest.entities import LoadedManifest
    from openness.model import ObservedComponent, Problem
    from openness.vocabulary import Level

__all__ = ["FrameworkFacts", "contradicted_claims", "evaluate", "explain", "framework_facts", "names", "verdicts"]


def names() -> tuple[str, ...]:
    """Public names of the frameworks, as `openness explain` takes them."""
    return tuple(folders())


def evaluate(facts: FrameworkFacts) -> dict[str, Any]:
    """The verdict of every framework on the same facts, by report key."""
    found: dict[str, Any] = {}
    for folder in folders().values():
        data = package_json("judge", "frameworks", folder, "framework.json")
        found[str(data["key"])] = import_module(f"{__name__}.{folder}").evaluate(facts)
    return dict(sorted(found.items()))


def verdicts(
    loaded: LoadedManifest | None,
    observed: Iterable[ObservedComponent],
    *,
    disclosure: Disclosure = "unknown",
    parameters: int | None = None,
    opened: Mapping[str, bool | None] | None = None,
) -> dict[str, Any]:
    """The `frameworks` of the report, from a manifest of either format and what was observed; either may be missing.

    On a `MOF.yml` the Model Openness Framework is decided by that file alone, as its tool does.
    """
    manifest = loaded.manifest if loaded else None
    found = evaluate(framework_facts(manifest, observed, disclosure=disclosure, parameters=parameters, opened=opened))
    if loaded is not None and loaded.format == "mof":
        from openness.judge.frameworks.mof.manifest import mof_report  # noqa: PLC0415 - only for this format
        from openness.judge.frameworks.mof.tool import evaluate_mof_file  # noqa: PLC0415 - only for this format

        found["mof"] = {**found["mof"], **mof_report(evaluate_mof_file(loaded.document))}
    return found


def contradicted_claims(loaded: LoadedManifest, found: Mapping[str, Any], level: Level | None = None) -> list[Problem]:
    """The manifest's claims that name a framework (or the G7 level) and say more than its verdict on the facts."""
    from openness.judge.frameworks.claimed import claims_above  # noqa: PLC0415 - few manifests claim a framework

    if loaded.manifest is None or not any(claim.framework for claim in loaded.manifest.claims):
        return []
    files = [package_json("judge", "frameworks", folder, "framework.json") for folder in folders().values()]
    return claims_above(loaded, found, {str(data["key"]): data["names"] for data in files}, level)


def explain(name: str) -> str:
    """What a framework asks, how it decides here, and its sources. Raises UsageError for an unknown name."""
    folder = folders().get(name)
    if folder is None:
        raise UsageError(f"there is no framework {name!r}; known: {', '.join(names())}")
    from openness.judge.frameworks.explain import page  # noqa: PLC0415 - only `explain` prints pages

    return page(package_json("judge", "frameworks", folder, "framework.json"))
