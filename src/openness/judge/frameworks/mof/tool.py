"""The class that the Model Openness Tool gives, computed as that tool computes it.

Source of every rule: `ModelEvaluator.php` and `LicenseHandler.php` of https://github.com/lfai/model_openness_tool.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.manifest.mof import mof_entries, mof_table, shared_licenses
from openness.package_data import package_json
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.manifest.document import Document

CLASSES = (3, 2, 1)
_UNLICENSED = "unlicensed"


class ClassState(NamedTuple):
    """The components of one class and the wider ones before it, by MOF name, sorted into five lists."""

    included: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    unlicensed: tuple[str, ...] = ()


class MofVerdict(NamedTuple):
    """Class 1 to 3 (0: none), progress in percent by class, and what stands in the way of Class I, by MOF name.

    `conditional` names components under an open license that is made for another kind of content; `unknown` the
    listed names that the framework does not have.
    """

    class_: int
    progress: Mapping[int, float]
    states: Mapping[int, ClassState]
    conditional: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Required components that are not there."""
        return self.states[1].missing

    @property
    def invalid(self) -> tuple[str, ...]:
        """Components under a license that is not open."""
        return self.states[1].invalid

    @property
    def unlicensed(self) -> tuple[str, ...]:
        """Components without a license."""
        return self.states[1].unlicensed


@dataclass(slots=True)
class _State:
    included: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    unlicensed: list[str] = field(default_factory=list)


def framework() -> dict[str, Any]:
    """The framework's data file."""
    return package_json("judge", "frameworks", "mof", "framework.json")


def license_table() -> dict[str, Any]:
    """The tool's table of licenses."""
    return package_json("judge", "frameworks", "mof", "licenses.json")


@cache
def _open_ids() -> frozenset[str]:
    return frozenset(license_table()["open"]) | frozenset(license_table()["open_data_list"])


def is_open(name: str) -> bool:
    """True when the tool takes this exact id for an open license."""
    return name in _open_ids()


def evaluate_mof_file(document: Document) -> MofVerdict:
    """The verdict on a `MOF.yml`."""
    contents = {entry["name"]: entry["content"] for entry in mof_table()["components"]}
    shared = shared_licenses(document)
    licenses: dict[str, str | None] = {}
    unknown = []
    for entry in mof_entries(document):
        if entry.name not in contents:
            unknown.append(entry.name)
        elif entry.license is not None:
            licenses[entry.name] = entry.license or None
        else:
            licenses[entry.name] = shared.get(contents[entry.name]) or shared.get("distribution")
    return evaluate_licenses(licenses, tuple(unknown))


def evaluate_licenses(licenses: Mapping[str, str | None], unknown: tuple[str, ...] = ()) -> MofVerdict:
    """The verdict on the components that are there, each with the license that governs it (None: without one)."""
    states, conditional = _sort(licenses)
    _substitute(states, licenses)
    progress = {number: _progress(number, states) for number in CLASSES}
    class_ = min((number for number in CLASSES if progress[number] == 100.0), default=0)
    frozen = {
        number: ClassState(
            tuple(state.included),
            tuple(state.optional),
            tuple(state.missing),
            tuple(state.invalid),
            tuple(state.unlicensed),
        )
        for number, state in states.items()
    }
    return MofVerdict(class_, progress, frozen, conditional, unknown)


def _names(number: int, kind: str) -> list[str]:
    names: list[str] = framework()["classes"][str(number)][kind]
    return names


def _sort(licenses: Mapping[str, str | None]) -> tuple[dict[int, _State], tuple[str, ...]]:
    contents = {entry["name"]: entry["content"] for entry in mof_table()["components"]}
    states: dict[int, _State] = {}
    conditional: list[str] = []
    required: list[str] = []
    optional: list[str] = []
    for number in CLASSES:
        required += _names(number, "required")
        optional += _names(number, "optional")
        state = states[number] = _State()
        for name in [*required, *optional]:
            into = state.included if name in required else state.optional
            if name not in licenses:
                if name in required:
                    state.missing.append(name)
                continue
            stated = licenses[name] or _UNLICENSED
            if is_open(stated):
                into.append(name)
                fits = stated in license_table()["appropriate"][contents[name]]
                if not fits and name not in conditional:
                    conditional.append(name)
            elif stated == _UNLICENSED:
                state.unlicensed.append(name)
            else:
                state.invalid.append(name)
    return states, tuple(conditional)


def _substitute(states: dict[int, _State], licenses: Mapping[str, str | None]) -> None:
    """A research paper, whatever its license, takes the place of a technical report that does not count."""
    report, paper = framework()["substitution"]["absent"], framework()["substitution"]["by"]
    if report in states[3].included or paper not in licenses:
        return
    for state in states.values():
        if report in state.missing:
            state.missing.remove(report)
    for kind in ("included", "invalid", "unlicensed"):
        if paper in getattr(states[1], kind):
            getattr(states[2], kind).append(paper)
            getattr(states[3], kind).append(paper)
            return


def _progress(number: int, states: dict[int, _State]) -> float:
    """Percent of the required components of a class; 0 while a narrower class is incomplete."""
    report, paper = framework()["substitution"]["absent"], framework()["substitution"]["by"]
    total = 0
    for step in CLASSES:
        total += len(_names(step, "required"))
        included = len(states[step].included)
        if step == number:
            break
        if included < total:
            return 0.0
    if number == 1 and report not in states[1].included and paper in states[1].included:
        total -= 1
    return min(included / total * 100, 100.0)
