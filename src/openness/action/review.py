"""Suggestions in the diff of a pull request: the exact edit of a finding, on the line that it is about.

GitHub refuses a whole review for one comment on a line that the diff does not show, so only lines of the patches it
gave are used, and only where the line there is the very line that was judged.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from openness.action.groups import MARKS, shown
from openness.action.hunks import DiffLine, right_side
from openness.action.marker import identity_of, marker
from openness.report.escape import printable
from openness.report.gfm import fenced, prose
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from openness.vocabulary import Severity

    Json = dict[str, Any]

MOST = 10
"""Suggestions in one review; GitHub takes many at once for abuse."""

_LONGEST_LINE = 5_000
_LONGEST_MESSAGE = 600


_HARMLESS = {ord(character): None for character in "\t\n\u200c\u200d"}
"""Unseen characters that a line may keep: blanks, and the joiners of Persian, Hindi and of emoji."""


class Suggestion(NamedTuple):
    """A comment of a review. `key` is in its marker; `start_line` is None since an edit stays on its line."""

    path: str
    line: int
    body: str
    key: str
    side: str = "RIGHT"
    start_line: int | None = None

    def as_json(self) -> Json:
        """The comment as the REST API takes it (https://docs.github.com/rest/pulls/reviews, read 2026-11)."""
        return {"path": self.path, "line": self.line, "side": self.side, "body": self.body}


class Thread(NamedTuple):
    """A review thread that is there: the author and the text of its first comment."""

    id: str
    author: str
    body: str
    resolved: bool
    outdated: bool


class Review(NamedTuple):
    """What to post and which threads to resolve. `left_out` counts edits that found no place in this review."""

    comments: tuple[Suggestion, ...]
    resolve: tuple[str, ...]
    left_out: int

    @property
    def body(self) -> str:
        """The text above the comments of the review."""
        number = len(self.comments)
        return f"{number} suggestion{'' if number == 1 else 's'} on the openness wording of this pull request."


def plan_review(
    report: Json,
    patches: Mapping[str, str | None],
    source_line: Callable[[str, int], str | None],
    threads: Iterable[Thread],
    authors: Iterable[str],
    *,
    least: Severity = "note",
) -> Review:
    """Suggestions for new findings with an edit, and own threads whose matter is settled.

    `patches` are those of the changed files by path, `source_line` gives the judged text of a line. A suggestion that
    an own thread holds already, open or resolved, is not made again. A thread is settled when nothing asks for its
    edit any more, or when its line has changed.
    """
    accounts = {author.casefold() for author in authors}
    own = [
        (thread, key)
        for thread in threads
        if thread.author.casefold() in accounts and (key := identity_of(thread.body, "suggestion")) is not None
    ]
    wanted, misplaced = _wanted(report, patches, source_line, least)
    keys = {one.key for one in wanted}
    posted = {key for _, key in own}
    fresh = [one for one in wanted if one.key not in posted]
    settled = tuple(thread.id for thread, key in own if not thread.resolved and (thread.outdated or key not in keys))
    return Review(tuple(fresh[:MOST]), settled, misplaced + max(len(fresh) - MOST, 0))


def line_of(text: str, number: int) -> str | None:
    """That line of a text, without its end; None where there is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else None


def _wanted(
    report: Json,
    patches: Mapping[str, str | None],
    source_line: Callable[[str, int], str | None],
    least: Severity,
) -> tuple[list[Suggestion], int]:
    """Every suggestion that has a place in the diff, most severe first, and the number of edits that have none."""
    places: dict[tuple[str, int], list[Json]] = defaultdict(list)
    for finding in sorted(shown(report, least, new=True), key=lambda one: list(MARKS).index(one["severity"])):
        if finding["fix"]:
            places[finding["fix"]["path"], finding["fix"]["line"]].append(finding)
    lines: dict[str, dict[int, DiffLine]] = {}
    made, misplaced = [], 0
    for (path, number), findings in places.items():
        if path not in lines:
            lines[path] = right_side(patches.get(path))
        judged = source_line(path, number)
        at = _place(lines[path], number, judged)
        edited = None if at is None else _edited(at.text, findings)
        if at is None or edited is None:
            misplaced += len(findings)
        else:
            made.append(_suggestion(path, at.number, edited, findings))
    return made, misplaced


def _place(lines: Mapping[int, DiffLine], number: int, judged: str | None) -> DiffLine | None:
    """The line of the diff that is the judged one: the same number, else the only added line with that text.

    The checked-out merge may count lines differently from the head that the diff is of.
    """
    if judged is None:
        return None
    text = judged.rstrip("\r\n")
    here = lines.get(number)
    if here is not None and here.text.rstrip("\r") == text:
        return here
    same = [one for one in lines.values() if one.added and one.text.rstrip("\r") == text]
    return same[0] if len(same) == 1 else None


def _edited(line: str, findings: Iterable[Json]) -> str | None:
    """The line with every edit made, from its end to its start; None where it cannot be shown honestly."""
    taken = len(line) + 2
    edited = line
    for fix in sorted((one["fix"] for one in findings), key=lambda one: -one["column"]):
        start, end = fix["column"] - 1, fix["end_column"] - 1
        if not 0 <= start <= end <= len(line):
            return None
        if end <= taken:
            edited = edited[:start] + fix["replacement"] + edited[end:]
            taken = start
    text = edited.rstrip("\r").translate(_HARMLESS)
    if edited == line or len(edited) > _LONGEST_LINE or printable(text) != text:
        return None
    return edited


def _suggestion(path: str, number: int, edited: str, findings: list[Json]) -> Suggestion:
    digest = hashlib.sha256(f"{path}\0{edited}".encode("utf-8", "surrogatepass"))
    key = digest.hexdigest()[:20]
    said = dict.fromkeys(
        f"{MARKS[one['severity']]} {prose(one['message'][:_LONGEST_MESSAGE])} <sub>{one['rule']}</sub>"
        for one in findings
    )
    body = "\n\n".join((marker("suggestion", key), *said, fenced(edited, "suggestion")))
    return Suggestion(path, number, body, key)
