"""What a change changes, as rows to show: from the report's `comparison`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks import shown as frameworks
from openness.report.differences import differences, level_difference, some
from openness.report.gfm import code, inert
from openness.rules.phrases import license_name
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.report.differences import Difference

    Json = dict[str, Any]

_NONE = "none"
_NOT_APPLIED = "not applied"
_LONGEST_NAME = 80


class Row(NamedTuple):
    """One thing that differs; the texts are Markdown for a table cell. `lowered` is None where no order is known."""

    what: str
    before: str
    after: str
    lowered: bool | None = None


def rows(comparison: Json | None) -> tuple[Row, ...]:
    """Everything that differs: the level, the frameworks, the components, the license files."""
    return tuple(_row(one) for one in differences(comparison)) if comparison else ()


def level_lowered(comparison: Json | None) -> bool:
    """True when the observed level, known before and after, is lower than it was."""
    return any(one.lowered for one in level_difference(comparison)) if comparison else False


def license_words(expression: str | None) -> str:
    """The license for a table cell: its SPDX id, or the name of one that has none."""
    if expression is None:
        return _NONE
    name = license_name(expression).removeprefix("the ")
    return inert(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…")


def _row(one: Difference) -> Row:
    names = inert(some(one.names))
    match one.kind:
        case "level":
            return Row("Openness level", one.before or "unknown", f"**{one.after or 'unknown'}**", one.lowered)
        case "framework":
            was, now = (inert(frameworks.words(value, none=_NOT_APPLIED)) for value in (one.before, one.after))
            return Row(inert(frameworks.title(one.names[0])), was, now, one.lowered)
        case "status":
            return Row(names, one.before, one.after)
        case "declared":
            return Row(f"{names}, as declared", one.before or _NONE, one.after or _NONE)
        case "license":
            return Row(f"License of {names}", license_words(one.before), license_words(one.after))
        case "file":
            return Row(code(one.names[0], in_table=True), _file(one.before), _file(one.after))


def _file(text: str | None) -> str:
    """What a license file holds; the names of several licenses are listed with commas."""
    if text is None:
        return "no file"
    return ", ".join(license_words(name) for name in text.split(", "))
