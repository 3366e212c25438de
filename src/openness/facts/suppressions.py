"""Findings that a maintainer has accepted, with a reason: inline comments and the manifest's `exceptions`.

Inline grammar, the same in Markdown, HTML, YAML, TOML and Python comments:

    <!-- openness: ignore[OM401] reason -->
    # openness: ignore[OM204, license-metadata-contradiction] until=2027-01-31 reason
    <!-- openness: ignore-start[OM401] reason --> … <!-- openness: ignore-end -->

A comment that shares its line with text covers that line; one alone on its line covers the paragraph below it.
In Markdown, one in a code span is text, and one in fenced code reaches no further than its fence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.source import lines_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_MARK = compiled(
    r"(?:<!--|\{/\*|#|//)[ \t]{0,8}openness:[ \t]{0,8}ignore(?P<kind>-start|-end)?"
    r"(?:\[(?P<rules>[^\]\n]{0,200})\])?(?P<rest>[^\n]{0,400})"
)
_UNTIL = compiled(r"^until=(\S{1,20})[ \t]*")
_CLOSERS = ("-->", "*/}")
_MARKDOWN = (".md", ".markdown", ".mdx")
_FENCE = compiled(r"[ \t>]{0,16}(?:[-*+] {1,4}|[0-9]{1,3}[.)] {1,4})?(`{3,}|~{3,})([^`\n]*)$")

MINIMUM_REASON = 10
"""Characters that a reason must have, inline and in the manifest."""


class Suppression(NamedTuple):
    """A request not to count findings of some rules in some lines.

    `rules` holds ids or names as written. `first` to `last` are the lines covered (None: the whole file); `path`
    None covers every file. `problem` says in plain words why the suppression cannot be honored. `shown` is true of one
    in fenced code, where it may be an example: nothing is said of it when it covers nothing.
    """

    rules: tuple[str, ...]
    reason: str
    until: date | None
    covers: str | None
    first: int | None
    last: int | None
    path: str
    line: int
    problem: str | None = None
    shown: bool = False

    def matches(self, rule_id: str, rule_name: str, path: str | None, line: int | None) -> bool:
        """True when a finding of that rule at that place is covered."""
        if self.problem or not {rule_id, rule_name} & set(self.rules):
            return False
        if self.covers is not None and self.covers != path:
            return False
        if self.first is None or self.last is None:
            return True
        return line is not None and self.first <= line <= self.last


@dataclass(frozen=True, slots=True)
class SuppressionUse:
    """What became of a suppression: findings covered, whether it had expired, names that are no rule's."""

    suppression: Suppression
    count: int
    expired: bool
    unknown_rules: tuple[str, ...] = ()


def read_inline(text: str, path: str) -> list[Suppression]:
    """Every inline suppression of a text, in order; malformed ones carry their `problem`."""
    if "openness: ignore" not in text and "openness:ignore" not in text:
        return []
    lines = lines_of(text)
    markdown = path.lower().endswith(_MARKDOWN)
    fences = _fences(lines) if markdown else {}
    found: list[Suppression] = []
    opened: list[tuple[int, re.Match[str]]] = []
    for number, mark in _marks(lines, spans=markdown):
        kind = mark["kind"]
        last = fences.get(number)
        if kind == "-end":
            same = [entry for entry in opened if fences.get(entry[0]) == last]
            if same:
                opened.remove(same[-1])
                start, opening = same[-1]
                found.append(_suppression(opening, path, (start, start, number), shown=last is not None))
        elif kind == "-start":
            opened.append((number, mark))
        else:
            covered = _covered(lines[:last], number, mark)
            found.append(_suppression(mark, path, (number, *covered), shown=last is not None))
    for start, opening in opened:
        problem = "it has no `openness: ignore-end`"
        found.append(_suppression(opening, path, (start, start, len(lines)), problem, shown=start in fences))
    return sorted(found, key=lambda suppression: suppression.line)


def _fences(lines: list[str]) -> dict[int, int]:
    """The last line of the fenced code that a line stands in, for each line in one."""
    inside: dict[int, int] = {}
    start, mark = 0, ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if not mark:
            start, mark = number, fence[1]
        elif fence[1].startswith(mark) and not fence[2].strip():
            inside.update(dict.fromkeys(range(start + 1, number), number - 1))
            mark = ""
    if mark:
        inside.update(dict.fromkeys(range(start + 1, len(lines) + 1), len(lines)))
    return inside


def _marks(lines: list[str], *, spans: bool) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines, 1):
        if "openness:" not in line:
            continue
        for mark in _MARK.finditer(line):
            if not (spans and _in_span(line, mark.start())):
                yield number, mark


def _in_span(line: str, at: int) -> bool:
    """Whether a place in a line stands in a code span: behind an odd number of backticks that one follows."""
    return line.count("`", 0, at) % 2 == 1 and "`" in line[at:]


def _covered(lines: list[str], number: int, mark: re.Match[str]) -> tuple[int, int]:
    line = lines[number - 1]
    rest = mark["rest"]
    after = next((rest.partition(closer)[2] for closer in _CLOSERS if closer in rest), "")
    if (line[: mark.start()] + after).strip():
        return number, number
    last = number
    while last < len(lines) and (lines[last].strip() or last == number):
        last += 1
    return number, last


def _suppression(
    mark: re.Match[str], path: str, covered: tuple[int, int, int], problem: str | None = None, *, shown: bool
) -> Suppression:
    line, first, last = covered
    rest = mark["rest"]
    for closer in _CLOSERS:
        rest = rest.partition(closer)[0]
    rest = rest.strip(" \t:-")
    until, unread = None, None
    if expiry := _UNTIL.match(rest):
        rest = rest[expiry.end() :]
        try:
            until = date.fromisoformat(expiry[1])
        except ValueError:
            unread = f"`until={expiry[1]}` is not a date (YYYY-MM-DD)"
    rules = tuple(part.strip() for part in (mark["rules"] or "").split(",") if part.strip())
    problem = problem or unread
    if not rules:
        problem = "it names no rule; write `ignore[OM401] reason`"
    elif "*" in rules:
        problem = "`*` is not accepted; name the rules"
    elif len(rest) < MINIMUM_REASON:
        problem = f"it gives no reason (at least {MINIMUM_REASON} characters)"
    return Suppression(rules, rest, until, path, first, last, path, line, problem, shown)
