"""Claims of a manifest that appeal to a framework, held against what that framework says of the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.patterns import compiled
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.manifest.entities import DeclaredClaim, LoadedManifest
    from openness.model import Problem
    from openness.vocabulary import Level

_CLASS = compiled(r"(?:class)?[ -]{0,2}(?P<class>[123]|i{1,3})")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3}
_LADDER = ("g7", "g7 ladder", "g7 vision on ai openness")


def claims_above(
    loaded: LoadedManifest,
    found: Mapping[str, Any],
    frameworks: Mapping[str, list[str]],
    level: Level | None = None,
) -> list[Problem]:
    """Claims that say more than the facts give, of kind `claim-above-facts`, in the order of the file.

    `found` are the verdicts by report key, `frameworks` the names by which each key is known. What is undecidable is
    no contradiction.
    """
    problems = []
    for index, claim in enumerate(loaded.manifest.claims if loaded.manifest else ()):
        for why in _gaps(claim, found, frameworks, level):
            pointer = f"/claims/{index}/{'level' if claim.level else 'framework'}"
            message = (
                f"the claim `{claim.term}` names {claim.framework}{f', {claim.level}' if claim.level else ''}: {why}"
            )
            advice = "Claim what the facts give, or state the facts that are missing."
            problems.append(loaded.document.problem(pointer, message, advice=advice, kind="claim-above-facts"))
    return problems


def _gaps(
    claim: DeclaredClaim, found: Mapping[str, Any], frameworks: Mapping[str, list[str]], level: Level | None
) -> Iterator[str]:
    name = " ".join((claim.framework or "").casefold().split())
    if name.startswith(_LADDER):
        yield from _above_level(claim.level, level)
    key = next((key for key, names in frameworks.items() if _is(name, names)), None)
    if key is None or key not in found:
        return
    if "class" in found[key]:
        yield from _above_class(claim.level, found[key])
    elif found[key].get("verdict") == "does-not-conform":
        yield next(str(reason["why"]) for reason in found[key]["reasons"] if reason["state"] == "not-met")


def _is(name: str, names: list[str]) -> bool:
    return any(name == known or name.startswith((f"{known} ", f"{known},")) for known in names)


def _above_level(claimed: str | None, level: Level | None) -> Iterator[str]:
    if level is not None and claimed in LEVELS and LEVELS.index(claimed) > LEVELS.index(level):
        yield f"the facts give {level}"


def _above_class(claimed: str | None, verdict: Mapping[str, Any]) -> Iterator[str]:
    match = _CLASS.fullmatch((claimed or "").casefold().strip())
    if match is None:
        return
    wanted = _NUMBERS.get(match["class"]) or int(match["class"])
    given = int(verdict["class"])
    if given == 0 or given > wanted:
        lacking = [*verdict["missing"], *verdict["invalid"], *verdict["unlicensed"]]
        named = f"; lacking are {', '.join(lacking[:6])}" if lacking else ""
        yield f"the facts give {f'class {given}' if given else 'no class'}{named}"
