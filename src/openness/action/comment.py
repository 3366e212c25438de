"""The comment on a pull request: one line of verdict, what changes, new findings, known ones folded.

GitHub takes at most 65,536 characters and does not say what it counts; this counts UTF-8 bytes, which are never fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.action import told
from openness.action.context import Context
from openness.action.groups import Group, counted, groups, mended, shown, with_repeats
from openness.action.items import Items, folded, size
from openness.action.marker import marker
from openness.action.sticky import CommentAct, Existing, News, decide_comment, news, own_comments
from openness.action.verdict import changes, incomplete, verdict
from openness.model import is_spoken
from openness.report.gfm import code, inert
from openness.report.policy_line import policy_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    Json = dict[str, Any]

__all__ = ("CommentAct", "Context", "Existing", "News", "decide_comment", "news", "own_comments", "render_comment")

LARGEST = 65_000
"""Bytes of a comment, marker included."""

_MOST_NEW, _MOST_FOLDED = 30, 40
_MARKUP = (".md", ".markdown", ".html")
_OF_POLICY = "OM5"
_HASHED = (".py", ".toml", ".yml", ".yaml", ".cfg")


def render_comment(report: Json, context: Context) -> str:
    """The comment's Markdown, the hidden marker first. Every text of the report is treated as hostile."""
    head = [marker("comment", context.identity, context.run), verdict(report, context), *incomplete(context)]
    head.extend(f"Policy {inert(line)}" for line in policy_lines(report))
    if table := changes(report, "This pull request changes"):
        head.append(table)
    tail = [footer] if (footer := _footer(report, context)) else []
    lists = [*_new(report, context), *_mended(report, context), *_known(report, context)]
    room = LARGEST - size(*head, *tail) - sum(one.least for one in lists)
    body = []
    for one in lists:
        body.append(one.within(room + one.least))
        room -= size(body[-1]) - one.least
    return "\n\n".join((*head, *body, *tail)) + "\n"


def _new(report: Json, context: Context) -> Iterable[Items]:
    found = groups(shown(report, context.least, new=True))
    if found:
        yield Items(
            title="#### New in this pull request" if report.get("comparison") is not None else "#### Findings",
            items=(told.whole(group, context, again=again) for group, again in with_repeats(found)),
            weights=[*(len(group.findings) for group in found), report.get("left_out", 0)],
            rest="- and {} more, in the job summary",
            most=_MOST_NEW,
        )


def _mended(report: Json, context: Context) -> Iterable[Items]:
    if gone := mended(report):
        found = groups(gone)
        items = (told.past(group, context) for group in found)
        weights = [len(group.findings) for group in found]
        yield folded(f"✅ Mended here: {counted(gone)}", items, weights, _MOST_FOLDED)


def _known(report: Json, context: Context) -> Iterable[Items]:
    """Known findings that have a place; what is known of the whole repository is left to the summary."""
    known = [one for one in shown(report, context.least, new=False) if one["path"] is not None]
    if known:
        found = groups(known)
        items = (told.short(group, context, again=again) for group, again in with_repeats(found))
        title = f"Known before, not from this pull request: {counted(known)}"
        yield folded(title, items, [len(group.findings) for group in found], _MOST_FOLDED)


def _footer(report: Json, context: Context) -> str:
    parts = []
    found = groups(shown(report, context.least, new=True))
    if found:
        parts.append(_acceptance(found))
    base = (report.get("comparison") or {}).get("base")
    if base and base.get("commit"):
        parts.append(f"Compared with {code(base['commit'][:10])}.")
    elif base and base.get("kind") == "baseline":
        parts.append(f"Compared with {code(told.shortened(base['name'], 100))}.")
    elif report.get("comparison") is None:
        parts.append("There was no base to compare with, so everything is listed.")
    if context.relayed:
        parts.append("Found by a run of the fork's own workflow, and shown as that run tells it.")
    if context.run_url:
        parts.append(f"[Whole report]({context.run_url})")
    return f"<sub>{' '.join(parts)}</sub>" if parts else ""


def _acceptance(found: list[Group]) -> str:
    """How to accept a finding with a reason, by the example of the first that a comment above its line can cover.

    What a policy demands is not for the repository to accept.
    """
    acceptable = [group for group in found if not group.first["rule"].startswith(_OF_POLICY)]
    if not acceptable:
        return "Only an exemption in the policy accepts what it demands."
    for group in acceptable:
        path, line, rule = group.first["path"], group.first["line"], group.first["rule"]
        if not path or not line or is_spoken(path):
            continue
        # Findings of other families in Markdown are about its front matter, which is YAML.
        if path.casefold().endswith(_MARKUP) and rule.startswith("OM4"):
            return f"Right as it stands? `<!-- openness: ignore[{rule}] your reason -->` above the line accepts it."
        if path.casefold().endswith(_HASHED):
            return f"Right as it stands? `# openness: ignore[{rule}] your reason` above the line accepts it."
    rule = acceptable[0].first["rule"]
    return f"Right as it stands? `rule: {rule}` with a `reason` under `exceptions` in openness.yml accepts it."
