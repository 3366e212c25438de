"""The comment on a pull request: one line of verdict, what changes, new findings, known ones folded.

GitHub takes at most 65,536 characters and does not say what it counts; this counts UTF-8 bytes, which are never fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from openness.action.changes import Row, rows
from openness.action.groups import QUOTED, Group, counted, groups, shown
from openness.action.marker import marker
from openness.action.places import Site, line_link, place
from openness.action.sticky import (
    CommentAct,
    Existing,
    News,
    decide_comment,
    news,
    own_comments,
)
from openness.model import is_spoken
from openness.report.gfm import code, inert, prose
from openness.rules.phrases import listed
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openness.vocabulary import Severity

    Json = dict[str, Any]

__all__ = ("CommentAct", "Context", "Existing", "News", "decide_comment", "news", "own_comments", "render_comment")

LARGEST = 65_000
"""Bytes of a comment, marker included."""

MARKS = {"error": "❌", "warning": "⚠️", "note": "ℹ️"}
_MOST_ROWS, _MOST_PLACES, _MOST_EVIDENCE, _MOST_FOLDED = 15, 6, 3, 40
_LONGEST_MESSAGE, _LONGEST_EVIDENCE = 1_000, 160
_ROOTS = frozenset({"", ".", "openness.yml", "openness.yaml", "MOF.yml", "mof.yml"})
_MARKUP = (".md", ".markdown", ".html", ".mdx")


class Context(NamedTuple):
    """What the comment needs besides the report. `site` None: nothing is linked; `least`: lesser findings are left out.

    `identity` is the path of the manifest, or the folder that was judged. `relayed`: the report was made by a run
    that another repository controls.
    """

    identity: str = "."
    site: Site | None = None
    least: Severity = "note"
    run_url: str | None = None
    relayed: bool = False


def render_comment(report: Json, context: Context) -> str:
    """The comment's Markdown, the hidden marker first. Every text of the report is treated as hostile."""
    head = [marker("comment", context.identity), _verdict(report, context)]
    tail = [_footer(report, context)]
    lists = [*_new(report, context), *_mended(report), *_known(report, context)]
    body = [table] if (table := _changes(report)) else []
    room = LARGEST - _size(*head, *tail, *body) - sum(one.least for one in lists)
    for one in lists:
        fitted = one.within(room + one.least)
        room -= _size(fitted) - one.least
        body.append(fitted)
    return "\n\n".join((*head, *body, *tail)) + "\n"


class _List(NamedTuple):
    """Items below a title; `rest` is said of what is not shown, with its number in place of `{}`."""

    title: str
    items: Sequence[str]
    weights: Sequence[int]
    rest: str
    end: str = ""
    most: int = 100

    @property
    def least(self) -> int:
        """Bytes that are taken when no item fits."""
        return _size(self.title, self.rest, self.end) + 20

    def within(self, room: int) -> str:
        """The title and as many items as fit, with the number of the others."""
        room -= self.least
        taken: list[str] = []
        for item in self.items[: self.most]:
            room -= _size(item)
            if room < 0:
                break
            taken.append(item)
        left = sum(self.weights[len(taken) :])
        more = [self.rest.format(f"{left:,}")] if left else []
        return "\n\n".join(filter(None, (self.title, "\n".join((*taken, *more)), self.end)))


def _size(*texts: str) -> int:
    return sum(len(text.encode("utf-8", "surrogatepass")) + 2 for text in texts)


def _verdict(report: Json, context: Context) -> str:
    found = shown(report, context.least, new=True)
    compared = report.get("comparison") is not None
    of = "" if context.identity in _ROOTS else f" of {code(context.identity)}"
    if found:
        text = counted(found, word="new " if compared else "")
        mark = MARKS[groups(found)[0].first["severity"]]
    else:
        text = "nothing new to report" if compared else "nothing to report"
        mark = MARKS["warning"] if news(report, context.least) == "lowered" else "✅"
    return f"### {mark} Openness{of}: {text}, {_level(report)}"


def _level(report: Json) -> str:
    change = (report.get("comparison") or {}).get("level")
    now = report["level"]["observed"]
    if not change:
        if report["is_model_repository"] is False and report["manifest"] is None:
            return "no model is released here"
        return f"level {now}" if now else "level unknown"
    before, after = change["before"], change["after"]
    if before in LEVELS and after in LEVELS:
        direction = "rises" if LEVELS.index(after) > LEVELS.index(before) else "falls"
        return f"level {direction} from {before} to {after}"
    return f"level {before or 'unknown'} becomes {after or 'unknown'}"


def _changes(report: Json) -> str:
    found = rows(report.get("comparison"))
    if not found:
        return ""
    lines = ["| This pull request changes | before | after |", "| :-- | :-- | :-- |"]
    lines.extend(_row(row) for row in found[:_MOST_ROWS])
    if len(found) > _MOST_ROWS:
        lines.append(f"| and {len(found) - _MOST_ROWS} more, in the job summary | | |")
    return "\n".join(lines)


def _row(row: Row) -> str:
    return f"| {row.what} | {row.before} | {row.after} |"


def _new(report: Json, context: Context) -> Iterable[_List]:
    found = groups(shown(report, context.least, new=True))
    if found:
        yield _List(
            title="#### New in this pull request" if report.get("comparison") is not None else "#### Findings",
            items=[_finding(group, context) for group in found],
            weights=[len(group.findings) for group in found],
            rest="- and {} more, in the job summary",
            most=30,
        )


def _finding(group: Group, context: Context) -> str:
    first = group.first
    where = _places(group, context)
    lines = [f"- {MARKS[first['severity']]} {where}{prose(first['message'][:_LONGEST_MESSAGE])}"]
    if first["help"]:
        lines.append(f"  → {prose(first['help'][:_LONGEST_MESSAGE])}")
    seen = [_evidence(one, context) for one in first["evidence"][:_MOST_EVIDENCE]]
    more = len(first["evidence"]) - len(seen)
    evidence = [f"Seen: {'; '.join(seen)}{f' and {more} more' if more else ''}"] if seen else []
    rule = f"{first['rule']} {first['name']}"
    lines.append(f"  <sub>{' · '.join((*evidence, rule))}</sub>")
    return "<br>\n".join(lines)


def _places(group: Group, context: Context) -> str:
    """The places of a group, `path:line` once a file and only the line for further ones."""
    found = {(one["path"], one["line"]): _quoted(one) for one in group.findings if one["path"] is not None}
    parts: list[str] = []
    last = None
    for (path, line), words in list(found.items())[:_MOST_PLACES]:
        same = path == last and line and not is_spoken(path)
        shown_place = line_link(context.site, path, line) if same else place(context.site, path, line)
        parts.append(shown_place if words == _quoted(group.first) else f"{shown_place} {inert(words)}")
        last = path
    if not parts:
        return ""
    left = len(found) - len(parts)
    return f"{listed([*parts, *([f'{left} more'] if left > 0 else [])])}: "


def _quoted(finding: Json) -> str:
    """The words that the message quotes, with their quotation marks."""
    found = QUOTED.search(finding["message"])
    return found[0][:60] if found else ""


def _evidence(seen: Json, context: Context) -> str:
    what = " ".join(seen["what"].split())
    shortened = what if len(what) <= _LONGEST_EVIDENCE else f"{what[: _LONGEST_EVIDENCE - 1]}…"
    return f"{place(context.site, seen['path'], seen['line'])} {inert(shortened)}"


def _mended(report: Json) -> Iterable[_List]:
    mended = (report.get("comparison") or {}).get("mended") or []
    if mended:
        title = f"<details>\n<summary>✅ Mended here: {counted(mended)}</summary>"
        yield _folded(title, [(_short(one, None), 1) for one in mended])


def _known(report: Json, context: Context) -> Iterable[_List]:
    known = [one for one in shown(report, context.least, new=False) if one["path"] is not None]
    if known:
        title = f"<details>\n<summary>Known before, not from this pull request: {counted(known)}</summary>"
        found = groups(known)
        yield _folded(title, [(_short(group.first, context, group), len(group.findings)) for group in found])


def _folded(title: str, items: list[tuple[str, int]]) -> _List:
    return _List(
        title, [one for one, _ in items], [weight for _, weight in items], "- and {} more", "</details>", _MOST_FOLDED
    )


def _short(finding: Json, context: Context | None, group: Group | None = None) -> str:
    message = finding["message"]
    shortened = message if len(message) <= 300 else f"{message[:299]}…"
    if group is not None and context is not None:
        where = f"{MARKS[finding['severity']]} {_places(group, context)}"
    else:
        where = f"{place(None, finding['path'], finding['line'])}: " if finding["path"] else ""
    return f"- {where}{prose(shortened)} <sub>{finding['rule']}</sub>"


def _footer(report: Json, context: Context) -> str:
    parts = []
    found = groups(shown(report, context.least, new=True))
    if found:
        parts.append(_acceptance(found))
    base = (report.get("comparison") or {}).get("base")
    if base and base.get("commit"):
        parts.append(f"Compared with {code(base['commit'][:10])}.")
    elif report.get("comparison") is None:
        parts.append("There was no base to compare with, so everything is listed.")
    if context.relayed:
        parts.append("Found by a run of the fork's own workflow, and shown as that run tells it.")
    if context.run_url:
        parts.append(f"[Whole report]({context.run_url})")
    return f"<sub>{' '.join(parts)}</sub>" if parts else ""


def _acceptance(found: list[Group]) -> str:
    """How to accept a finding with a reason, by the example of the first that stands on a line."""
    for group in found:
        path, line, rule = group.first["path"], group.first["line"], group.first["rule"]
        if path and line and not is_spoken(path):
            if path.casefold().endswith(_MARKUP):
                return f"Right as it stands? `<!-- openness: ignore[{rule}] your reason -->` above the line accepts it."
            return f"Right as it stands? `# openness: ignore[{rule}] your reason` above the line accepts it."
    rule = found[0].first["rule"]
    return f"Right as it stands? `rule: {rule}` with a `reason` under `exceptions` in openness.yml accepts it."
