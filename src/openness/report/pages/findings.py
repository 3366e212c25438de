"""Findings as a page shows them, sorted by what a reader does about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.report.pages.places import Excerpt, Place, Seen, Sources

Json = dict[str, Any]

MOST = 500
"""Findings of a kind shown on one page."""
_QUOTED = compiled("“[^”]*”")


class Occurrence(NamedTuple):
    """Where a finding stands; `fix` is the text to put in place of the marked words, where that is known."""

    anchor: str
    place: Place | None
    excerpt: Excerpt | None
    fix: str | None


class FindingView(NamedTuple):
    """One finding, or several that say the same of several places."""

    severity: str
    rule: str
    name: str
    message: str
    help: str
    places: list[Occurrence]
    evidence: list[Seen]
    binding: bool
    accepted: str | None


class FindingsView(NamedTuple):
    """The findings of a report: those to look at, the worst first, those known before, those accepted with a reason."""

    shown: list[FindingView]
    known: list[FindingView]
    accepted: list[FindingView]
    counts: dict[str, int]
    left_out: int


def findings_view(report: Json, sources: Sources) -> FindingsView:
    """Everything that the page says of findings."""
    numbered = list(enumerate(report["findings"], 1))
    standing = [(number, one) for number, one in numbered if one["suppressed"] is None]
    groups = (
        [pair for pair in standing if pair[1]["new"]],
        [pair for pair in standing if not pair[1]["new"]],
        [pair for pair in numbered if pair[1]["suppressed"] is not None],
    )
    shown, known, accepted = (_views(group, sources) for group in groups)
    counts: dict[str, int] = {
        severity: sum(one["severity"] == severity for _, one in groups[0]) for severity in SEVERITIES
    }
    return FindingsView(shown, known, accepted, counts, sum(max(len(group) - MOST, 0) for group in groups))


def _views(group: Sequence[tuple[int, Json]], sources: Sources) -> list[FindingView]:
    """The worst first; those that differ in the quoted words only stand together."""
    same: dict[str, list[tuple[int, Json]]] = {}
    for pair in sorted(group, key=_worst_first)[:MOST]:
        same.setdefault(_sense(pair[1]), []).append(pair)
    return [_view(pairs, sources) for pairs in same.values()]


def _worst_first(pair: tuple[int, Json]) -> tuple[bool, int, bool, int]:
    number, finding = pair
    return not finding.get("binding", True), SEVERITIES.index(finding["severity"]), finding["path"] is None, number


def _sense(finding: Json) -> str:
    """What a finding says, the same for those that a reader would call the same."""
    said = [finding[key] for key in ("rule", "severity", "help", "suppressed", "evidence")]
    return repr((_QUOTED.sub("", finding["message"]), finding.get("binding", True), said))


def _view(pairs: Sequence[tuple[int, Json]], sources: Sources) -> FindingView:
    finding = pairs[0][1]
    return FindingView(
        severity=finding["severity"],
        rule=finding["rule"],
        name=finding["name"],
        message=" ".join(finding["message"].split()),
        help=" ".join(finding["help"].split()),
        places=list(_occurrences(pairs, sources)),
        evidence=sources.seen(finding["evidence"]),
        binding=finding.get("binding", True),
        accepted=finding["suppressed"],
    )


def _occurrences(pairs: Sequence[tuple[int, Json]], sources: Sources) -> Iterator[Occurrence]:
    lines = set()
    for number, one in pairs:
        line = (one["path"], one["line"])
        yield _occurrence(number, one, sources, again=line in lines)
        lines.add(line)


def _occurrence(number: int, finding: Json, sources: Sources, *, again: bool) -> Occurrence:
    path, line, column, fix = (finding[key] for key in ("path", "line", "column", "fix"))
    width = (finding["end_column"] or column + 1) - column if column else 0
    here = fix is not None and (fix["path"], fix["line"], fix["column"]) == (path, line, column)
    return Occurrence(
        anchor(number),
        sources.place(path, line),
        sources.excerpt(path, line, column, width, again=again),
        fix["replacement"] if here else None,
    )


def anchor(number: int) -> str:
    """The address on the page of the n-th finding of a report, from 1."""
    return f"finding-{number}"
