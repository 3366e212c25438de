"""What differs between two states of a repository, one entry for all that share it: from the report's `comparison`.

Every output that shows changes words them itself; what is a change worth a line is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Literal

from openness.judge.frameworks import shown as frameworks
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    Json = dict[str, Any]

Kind = Literal["level", "framework", "status", "declared", "license", "file"]
_VERDICTS = ("does-not-conform", "undecidable", "conforms")
_NARROWEST = 4
"""Behind the widest class of the Model Openness Framework: 0 means none of its three."""


class Difference(NamedTuple):
    """One thing that differs, of one or several components (`names`; else of what `names` holds alone).

    `before` and `after` are the report's own values. `lowered` is None where no order is known.
    """

    kind: Kind
    names: tuple[str, ...]
    before: Any
    after: Any
    lowered: bool | None = None


def differences(comparison: Json) -> tuple[Difference, ...]:
    """Everything that differs: the level, the frameworks, the components, the license files, in this order."""
    return (
        *level_difference(comparison),
        *_frameworks(comparison),
        *_components(comparison),
        *(Difference("file", (one["path"],), one["before"], one["after"]) for one in comparison["licenses"]),
    )


def level_difference(comparison: Json) -> Iterator[Difference]:
    """The change of the observed level, if there is one."""
    if change := comparison["level"]:
        before, after = change["before"], change["after"]
        known = before in LEVELS and after in LEVELS
        lowered = LEVELS.index(after) < LEVELS.index(before) if known else None
        yield Difference("level", ("level",), before, after, lowered)


def _frameworks(comparison: Json) -> Iterator[Difference]:
    changed = {one["framework"]: one for one in comparison["frameworks"]}
    for key in frameworks.in_order(changed):
        before, after = changed[key]["before"], changed[key]["after"]
        lowered = None
        if isinstance(before, int) and isinstance(after, int):
            # Class I is the widest.
            lowered = (before or _NARROWEST) < (after or _NARROWEST)
        elif before in _VERDICTS and after in _VERDICTS:
            lowered = _VERDICTS.index(after) < _VERDICTS.index(before)
        yield Difference("framework", (key,), before, after, lowered)


def _components(comparison: Json) -> Iterator[Difference]:
    """Changes of status, then of declaration, then of license; what was absent and is now unknown is no change."""
    shared: dict[Kind, dict[tuple[str | None, str | None], list[str]]] = {
        "status": defaultdict(list),
        "declared": defaultdict(list),
        "license": defaultdict(list),
    }
    for change in comparison["components"]:
        before, after = change["before"] or {}, change["after"] or {}
        was, now = before.get("status") or "absent", after.get("status") or "absent"
        if was != now and {was, now} != {"absent", "unknown"}:
            shared["status"][was, now].append(change["id"])
        if before.get("declared") != after.get("declared"):
            shared["declared"][before.get("declared"), after.get("declared")].append(change["id"])
        if before.get("license") != after.get("license") and "absent" not in (was, now):
            shared["license"][before.get("license"), after.get("license")].append(change["id"])
    for kind, found in shared.items():
        for (earlier, later), names in found.items():
            yield Difference(kind, tuple(names), earlier, later)


def some(names: tuple[str, ...], most: int = 4) -> str:
    """The names with commas; where they are many, the first ones and how many more."""
    if len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
