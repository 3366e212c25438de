"""What a change changes, in plain words: from the report's `comparison`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from openness.judge.frameworks import shown as frameworks
from openness.rules.phrases import license_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    Json = dict[str, Any]

_NAMES_AT_MOST = 3
_MODIFIED = " (modified)"


class Change(NamedTuple):
    """One thing that differs: what it is, what it was, what it is now. Texts come from the repository as they are."""

    what: str
    before: str
    after: str


def changes(comparison: Json) -> list[Change]:
    """Everything that differs: the level, the frameworks, the components, the license files."""
    level = comparison["level"]
    found = [Change("Level", level["before"] or "unknown", level["after"] or "unknown")] if level else []
    found.extend(
        Change(frameworks.title(one["framework"]), frameworks.words(one["before"]), frameworks.words(one["after"]))
        for one in comparison["frameworks"]
    )
    found.extend(_components(comparison["components"]))
    found.extend(Change(one["path"], _file(one["before"]), _file(one["after"])) for one in comparison["licenses"])
    return found


def compared_with(comparison: Json) -> str:
    """What the comparison is with, for a heading: `main (merge base 1a2b3c4d5e)`."""
    base = comparison["base"]
    if base is None:
        return "the state before"
    if base["kind"] == "baseline":
        return f"the baseline {base['name']}"
    kind = "merge base" if base["kind"] == "merge-base" else "commit"
    return f"{base['name']} ({kind} {(base['commit'] or '')[:10]})"


def is_baseline(comparison: Json) -> bool:
    """True when the comparison is with a file of known findings, which knows nothing of levels and licenses."""
    return comparison["base"] is not None and comparison["base"]["kind"] == "baseline"


def unused(comparison: Json) -> str:
    """One sentence on entries of a baseline that match nothing any more; empty when there are none."""
    number = len(comparison["mended"]) if is_baseline(comparison) else 0
    if not number:
        return ""
    entries = "1 entry of the baseline matches" if number == 1 else f"{number} entries of the baseline match"
    return f"{entries} nothing any more; --write-baseline writes it anew"


def hidden(comparison: Json) -> str:
    """One sentence on the known findings that are not shown, and how to see them; empty when there are none."""
    number = comparison["known"]
    if not number:
        return ""
    option = "--baseline" if is_baseline(comparison) else "--base"
    return f"{number} known finding{'' if number == 1 else 's'} not shown; run without {option} to see all"


def _components(rows: list[Json]) -> Iterator[Change]:
    """A row for each component with another status, then one for each change of license that several share."""
    licenses: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for row in rows:
        before, after = row["before"] or {}, row["after"] or {}
        was, now = before.get("status") or "absent", after.get("status") or "absent"
        if was != now:
            yield Change(row["id"], was, now)
        if before.get("declared") != after.get("declared"):
            yield Change(f"{row['id']}, as declared", before.get("declared") or "-", after.get("declared") or "-")
        if before.get("license") != after.get("license") and "absent" not in (was, now):
            licenses[before.get("license"), after.get("license")].append(row["id"])
    for (earlier, later), names in licenses.items():
        shown = names if len(names) <= _NAMES_AT_MOST else [*names[:2], f"{len(names) - 2} more"]
        yield Change(f"License of {', '.join(shown)}", _license(earlier), _license(later))


def _file(text: str | None) -> str:
    """What a license file holds; several licenses stand with commas between them."""
    return ", ".join(_license(name) for name in text.split(", ")) if text else "no file"


def _license(expression: str | None) -> str:
    if not expression:
        return "none found"
    plain = expression.removesuffix(_MODIFIED)
    return license_name(plain) + expression[len(plain) :]
