"""Findings that say the same of several places, put together, so that it is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.vocabulary import Severity

    Json = dict[str, Any]

REASON = ", but "
"""What stands between what is said and what speaks against it in a message on wording."""
QUOTED = compiled("“[^”]*”")
"""Words of the repository in a message."""


MARKS = {"error": "❌", "warning": "⚠️", "note": "ℹ️"}
"""What stands before a finding of each severity."""


class Group(NamedTuple):
    """Findings of one rule that give the same reason; the first speaks for all."""

    findings: tuple[Json, ...]

    @property
    def first(self) -> Json:
        """The finding whose words are shown."""
        return self.findings[0]


def groups(findings: Iterable[Json]) -> list[Group]:
    """Groups, errors first, in reading order."""
    found: dict[tuple[object, ...], list[Json]] = {}
    for finding in findings:
        seen = tuple((one["path"], one["line"], one["what"]) for one in finding.get("evidence", ()))
        said = QUOTED.sub("“”", finding["message"])
        found.setdefault((finding["rule"], finding["severity"], said, seen, finding.get("help")), []).append(finding)
    made = [Group(tuple(members)) for members in found.values()]
    return sorted(made, key=lambda group: SEVERITIES.index(group.first["severity"]))


def with_repeats(found: Iterable[Group]) -> list[tuple[Group, bool]]:
    """The groups, each with whether its reason is that of an earlier one, so that it need not be said again."""
    said: set[tuple[object, ...]] = set()
    made = []
    for group in found:
        reason = group.first["message"].partition(REASON)[2]
        key = reason, group.first.get("help")
        made.append((group, bool(reason) and key in said))
        said.add(key)
    return made


def shown(report: Json, least: Severity, *, new: bool) -> list[Json]:
    """Findings that are not accepted, at least that severe, and new or known as asked."""
    counted = SEVERITIES[: SEVERITIES.index(least) + 1]
    return [
        one
        for one in report["findings"]
        if one["suppressed"] is None and one["new"] is new and one["severity"] in counted
    ]


def mended(report: Json) -> list[Json]:
    """Findings of the base that are gone, without those whose words are now found wanting for another reason."""
    now = {_words(one) for one in report["findings"] if one["suppressed"] is None and one["new"]}
    gone = (report.get("comparison") or {}).get("mended") or []
    return [one for one in gone if _words(one) not in now]


def quoted(finding: Json) -> str:
    """The words of the repository that a message quotes, with their quotation marks."""
    found = QUOTED.search(finding["message"])
    return found[0] if found else ""


def _words(finding: Json) -> tuple[object, ...]:
    return finding["rule"], finding["path"], quoted(finding) or finding["message"]


def counted(findings: Iterable[Json], *, word: str = "") -> str:
    """How many of each severity: `2 new errors and 1 new note`; empty without any."""
    members = list(findings)
    parts = []
    for severity in SEVERITIES:
        number = sum(one["severity"] == severity for one in members)
        if number:
            parts.append(f"{number:,} {word}{severity}{'' if number == 1 else 's'}")
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
