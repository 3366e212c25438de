"""What a change changes, as rows to show: from the report's `comparison`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from openness.judge.frameworks import shown as frameworks
from openness.report.gfm import code, inert
from openness.rules.phrases import license_name
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    Json = dict[str, Any]

_VERDICTS = ("does-not-conform", "undecidable", "conforms")
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
    if comparison is None:
        return ()
    found = [*_level(comparison), *_frameworks(comparison), *_components(comparison), *_licenses(comparison)]
    return tuple(found)


def level_lowered(comparison: Json | None) -> bool:
    """True when the observed level, known before and after, is lower than it was."""
    return any(row.lowered for row in _level(comparison)) if comparison else False


def license_words(expression: str | None) -> str:
    """The license for a table cell: its SPDX id, or the name of one that has none."""
    if expression is None:
        return _NONE
    name = license_name(expression).removeprefix("the ")
    return inert(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…")


def _level(comparison: Json) -> Iterator[Row]:
    change = comparison["level"]
    if change:
        before, after = change["before"], change["after"]
        known = before in LEVELS and after in LEVELS
        lowered = LEVELS.index(after) < LEVELS.index(before) if known else None
        yield Row("Openness level", before or "unknown", f"**{after or 'unknown'}**", lowered)


def _frameworks(comparison: Json) -> Iterator[Row]:
    order = list(frameworks.data_files())
    known = [change for change in comparison["frameworks"] if change["framework"] in order]
    for change in sorted(known, key=lambda one: order.index(one["framework"])):
        before, after = change["before"], change["after"]
        lowered = None
        if isinstance(before, int) and isinstance(after, int):
            lowered = (before or 4) < (after or 4)
        elif before in _VERDICTS and after in _VERDICTS:
            lowered = _VERDICTS.index(after) < _VERDICTS.index(before)
        was, now = (inert(frameworks.words(value, none=_NOT_APPLIED)) for value in (before, after))
        yield Row(frameworks.title(change["framework"]), was, now, lowered)


def _components(comparison: Json) -> Iterator[Row]:
    """Rows for the changes of status, of declaration and of license, each for all components that share it."""
    shared: dict[tuple[str, str | None, str | None], list[str]] = defaultdict(list)
    for change in comparison["components"]:
        before, after = change["before"] or {}, change["after"] or {}
        was, now = before.get("status") or "absent", after.get("status") or "absent"
        name = inert(change["id"])
        if was != now and {was, now} != {"absent", "unknown"}:
            shared["{}", was, now].append(name)
        if before.get("declared") != after.get("declared"):
            shared["{}, as declared", before.get("declared"), after.get("declared")].append(name)
        if before.get("license") != after.get("license") and "absent" not in (was, now):
            shared["License of {}", before.get("license"), after.get("license")].append(name)
    for title in ("{}", "{}, as declared", "License of {}"):
        words = license_words if title.startswith("License") else _status
        for (found, earlier, later), names in shared.items():
            if found == title:
                yield Row(title.format(_some(names)), words(earlier), words(later))


def _status(status: str | None) -> str:
    return status or _NONE


def _some(names: list[str], most: int = 4) -> str:
    if len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _licenses(comparison: Json) -> Iterator[Row]:
    for change in comparison["licenses"]:
        yield Row(code(change["path"], in_table=True), _file(change["before"]), _file(change["after"]))


def _file(text: str | None) -> str:
    """What a license file holds; the names of several licenses are listed with commas."""
    if text is None:
        return "no file"
    return ", ".join(license_words(name) for name in text.split(", "))
