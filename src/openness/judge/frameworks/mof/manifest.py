"""The framework applied to the facts of a release, and beside it the strict reading of the framework's paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.mof.tool import MofVerdict, evaluate_licenses, framework, is_open
from openness.licenses import terms
from openness.licenses.expression import ExpressionError, Simple, parse
from openness.manifest.mof import component_ids, mof_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openness.judge.frameworks.facts import FrameworkFacts, Part
    from openness.licenses.expression import Expression, Node

_METADATA = ("model-config", "hyperparameters", "training-logs", "optimizer-states")


def evaluate_facts(facts: FrameworkFacts) -> dict[str, Any]:
    """The class, progress and gaps of a release; components of unknown state are listed apart and do not count."""
    parts = {name: _best(facts, name, id_) for name, id_ in component_ids().items()}
    there = {name: part for name, part in parts.items() if part.status == "released"}
    verdict = evaluate_licenses({name: _license(part) for name, part in there.items()})
    report = mof_report(verdict)
    required = {name for row in framework()["classes"].values() for name in row["required"]}
    report["undecided"] = sorted(
        component_ids()[name]
        for name, part in parts.items()
        if (part.status == "unknown" and name in required)
        or (part.status == "released" and part.terms.open is None and part.terms.stated)
    )
    report["incomplete"] = sorted(
        component_ids()[name] for name, part in parts.items() if part.status in ("partial", "described")
    )
    report["strict"] = _strict(there)
    return report


def mof_report(verdict: MofVerdict) -> dict[str, Any]:
    """A verdict as the report prints it, with component ids in place of the framework's names."""
    return {
        "class": verdict.class_,
        "progress": {str(number): verdict.progress[number] for number in (1, 2, 3)},
        "missing": _ids(verdict.missing),
        "invalid": _ids(verdict.invalid),
        "unlicensed": _ids(verdict.unlicensed),
        "conditional": _ids(verdict.conditional),
        "unknown": sorted(verdict.unknown),
    }


def _ids(names: Iterable[str]) -> list[str]:
    return sorted({component_ids()[name] for name in names})


def _best(facts: FrameworkFacts, name: str, id_: str) -> Part:
    if name == "Model metadata":
        candidates = [facts.part(one) for one in _METADATA]
        return next((part for part in candidates if part.status == "released"), candidates[0])
    return facts.part(id_)


def _license(part: Part) -> str | None:
    """The id that the tool would be given: of an OR a leg that it takes for open, else the expression as it stands."""
    expression = part.terms.expression
    if expression is None or expression == "NONE":
        # A license that is there but not identified is not open; none at all is another state of the tool.
        return "NOASSERTION" if part.terms.stated and expression is None else None
    parsed = _parsed(expression)
    return expression if parsed is None else _chosen(parsed.root)


def _parsed(expression: str | None) -> Expression | None:
    try:
        return parse(expression) if expression else None
    except ExpressionError:
        return None


def _chosen(node: Node) -> str:
    """One id for a node: a leg of an OR that the tool takes for open, any leg of an AND of which it takes all so."""
    if isinstance(node, Simple):
        return str(node)
    legs = [_chosen(part) for part in node.parts]
    taken = [leg for leg in legs if is_open(leg)]
    enough = 1 if node.operator == "OR" else len(legs)
    return taken[0] if len(taken) >= enough else str(node)


def _strict(there: Mapping[str, Part]) -> dict[str, Any]:
    """The class after the framework's paper, with what stands in the way of the next one."""
    table = framework()["strict"]
    contents = {entry["name"]: entry["content"] for entry in mof_table()["components"]}
    class_, reasons = 0, []
    for number in (3, 2, 1):
        wanted = [*framework()["classes"][str(number)]["required"], *table["also_required"].get(str(number), [])]
        for name in wanted:
            if name == "Technical report" and "Research paper" in there:
                continue
            why = _strict_gap(name, there.get(name), contents[name], table)
            if why:
                reasons.append({"class": number, "component": component_ids()[name], "why": why})
        if not reasons:
            class_ = number
    return {"class": class_, "reasons": reasons}


def _strict_gap(name: str, part: Part | None, content: str, table: dict[str, Any]) -> str | None:
    if part is None:
        return "is not released"
    if name in table["any_license"]:
        return None
    parsed = _parsed(part.terms.expression)
    ids = set(parsed.ids()) if parsed else set()
    if content == "code":
        return None if terms.osi_approved(part.terms.expression) else "is not under an OSI-approved license"
    allowed = set(table[content]) | (set(table["parameters"]) if name.startswith("Model parameters") else set())
    osi = name.startswith("Model parameters") and terms.osi_approved(part.terms.expression)
    kind = "documents" if content == "document" else content
    return None if osi or ids & allowed else f"is not under a license for {kind} that the paper accepts"
