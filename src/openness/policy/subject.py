"""What a policy judges: the facts of one repository in a few plain values, taken from its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.policy.terms import LicenseFact
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.vocabulary import Level

Json = dict[str, Any]
_GIVEN = ("released", "partial")


class ReleasedPart(NamedTuple):
    """A component that is released, at least in part: its license, and where that is written."""

    id: str
    license: LicenseFact
    path: str | None
    line: int | None


class SaidOpen(NamedTuple):
    """A claim that this repository's own model or weights are open. `contradicted` when the facts say otherwise."""

    term: str
    text: str
    path: str
    line: int
    column: int
    contradicted: bool


class Subject(NamedTuple):
    """What a policy speaks of. None stands for what is not known.

    `verdicts` holds `conforms`, `does-not-conform`, `undecidable`, or the class of the Model Openness Framework (0:
    none); `progress` is what is there of each of its classes, in percent. `reasons` say, by framework and for `level`,
    what keeps it from more.
    """

    releases_model: bool | None
    manifest: str | None
    manifest_valid: bool
    level: Level | None
    verdicts: Mapping[str, str | int]
    reasons: Mapping[str, tuple[str, ...]]
    parts: tuple[ReleasedPart, ...]
    claims: tuple[SaidOpen, ...]
    progress: Mapping[int, float]

    @property
    def judged(self) -> bool | None:
        """Whether there is a model to judge: one is released, or a manifest speaks of one; None when not known."""
        return True if self.manifest else self.releases_model


def subject_of(report: Json) -> Subject:
    """The subject that a report describes. Raises KeyError, TypeError or ValueError for what is no report."""
    manifest = report["manifest"]
    frameworks: Json = report["frameworks"]
    level = report["level"]["observed"]
    if level is not None and level not in LEVELS:
        raise ValueError(f"unknown level {level!r}")
    return Subject(
        releases_model=report["is_model_repository"],
        manifest=manifest["path"] if manifest else None,
        manifest_valid=bool(manifest and manifest["valid"]),
        level=level,
        verdicts={key: _verdict(one) for key, one in frameworks.items() if "class" in one or "verdict" in one},
        reasons={"level": _nearest_reasons(report["level"]), **{k: _reasons(one) for k, one in frameworks.items()}},
        parts=tuple(_parts(report)),
        claims=tuple(_claims(report)),
        progress={int(key): value for key, value in frameworks.get("mof", {}).get("progress", {}).items()},
    )


def _verdict(framework: Json) -> str | int:
    found = framework.get("class", framework.get("verdict"))
    return found if isinstance(found, (str, int)) else "undecidable"


def _nearest_reasons(level: Json) -> tuple[str, ...]:
    """What keeps the model from the next level."""
    reasons = level["reasons"]
    nearest = min((LEVELS.index(one["keeps_from"]) for one in reasons), default=0)
    return tuple(one["why"] for one in reasons if LEVELS.index(one["keeps_from"]) == nearest)


def _reasons(framework: Json) -> tuple[str, ...]:
    """The conditions that are not met, else those that cannot be decided."""
    found = framework.get("reasons") or ()
    for state in ("not-met", "undecidable"):
        if words := dict.fromkeys(
            str(one["why"]) for one in found if isinstance(one, dict) and one.get("state") == state
        ):
            return tuple(words)
    return ()


def _parts(report: Json) -> Iterator[ReleasedPart]:
    for component in report["components"]:
        observed, declared = component["observed"], component["declared"] or {}
        given = observed["status"] in _GIVEN or (
            declared.get("status") in _GIVEN and observed["status"] in ("unknown", "absent")
        )
        if not given:
            continue
        expression = observed["license"] or declared.get("license")
        place: Json = next((one for one in observed.get("license_evidence", ()) if one["path"]), {})
        fact, text = _license(component["id"], expression, report["licenses"])
        yield ReleasedPart(
            component["id"], fact, place.get("path") or text.get("path"), place.get("line") or text.get("line")
        )


def _license(component: str, expression: str | None, texts: list[Json]) -> tuple[LicenseFact, Json]:
    """The license of a component, and the text that it rests on where that says more than a name."""
    for text in texts:
        mine = text["expression"] == expression and (expression is not None or component in text["applies_to"])
        told = text["match"] == "modified" or (expression is None and text["open"] is False)
        if mine and told:
            kinds = frozenset(one["kind"] for one in text["restrictions"])
            modified = text["match"] == "modified"
            return LicenseFact(expression, modified, text["open"], kinds, text.get("title")), text
    return LicenseFact(expression), {}


def _claims(report: Json) -> Iterator[SaidOpen]:
    for claim in report["claims"]:
        own = {"model", "weights"} & set(claim["subject"].split("+"))
        if claim["act"] == "asserts" and claim["term"] != "none" and own:
            contradicted = claim["verdict"] == "contradicted"
            yield SaidOpen(claim["term"], claim["text"], claim["path"], claim["line"], claim["column"], contradicted)
