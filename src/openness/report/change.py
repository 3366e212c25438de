"""What a change changes, in plain words: from the report's `comparison`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks import shown as frameworks
from openness.report.differences import differences, some
from openness.rules.phrases import license_name
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.report.differences import Difference

    Json = dict[str, Any]

_MODIFIED = " (modified)"


class Change(NamedTuple):
    """One thing that differs: what it is, what it was, what it is now. Texts come from the repository as they are."""

    what: str
    before: str
    after: str


def changes(comparison: Json) -> list[Change]:
    """Everything that differs: the level, the frameworks, the components, the license files."""
    return [_change(one) for one in differences(comparison)]


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


def _change(one: Difference) -> Change:
    names = some(one.names)
    match one.kind:
        case "level":
            return Change("Level", one.before or "unknown", one.after or "unknown")
        case "framework":
            return Change(frameworks.title(one.names[0]), frameworks.words(one.before), frameworks.words(one.after))
        case "status":
            return Change(names, one.before, one.after)
        case "declared":
            return Change(f"{names}, as declared", one.before or "-", one.after or "-")
        case "license":
            return Change(f"License of {names}", _license(one.before), _license(one.after))
        case "file":
            return Change(one.names[0], _file(one.before), _file(one.after))


def _file(text: str | None) -> str:
    """What a license file holds; several licenses stand with commas between them."""
    return ", ".join(_license(name) for name in text.split(", ")) if text else "no file"


def _license(expression: str | None) -> str:
    if not expression:
        return "none found"
    plain = expression.removesuffix(_MODIFIED)
    return license_name(plain) + expression[len(plain) :]
