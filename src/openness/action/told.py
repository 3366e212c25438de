"""Findings in Markdown: what is said, where, what to do, what was seen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from openness.action.groups import MARKS, REASON, quoted
from openness.action.places import line_link, place
from openness.model import is_spoken
from openness.report.escape import display_width
from openness.report.gfm import inert, prose
from openness.rules.phrases import listed

if TYPE_CHECKING:
    from openness.action.context import Context
    from openness.action.groups import Group

    Json = dict[str, Any]

_MOST_PLACES, _MOST_EVIDENCE = 6, 3
_LONGEST_MESSAGE, _LONGEST_SHORT, _LONGEST_EVIDENCE, _LONGEST_QUOTE = 1_000, 300, 120, 60
_STEM = 6


def whole(group: Group, context: Context, *, again: bool = False) -> str:
    """A list item that says everything of a group of findings; `again`: its reason stands above."""
    first = group.first
    where = _places(group, context)
    if again:
        said = prose(shortened(_without_reason(first), _LONGEST_MESSAGE))
        return f"- {MARKS[first['severity']]} {where}{said}<br>\n  <sub>{first['rule']} {first['name']}</sub>"
    lines = [f"- {MARKS[first['severity']]} {where}{prose(shortened(first['message'], _LONGEST_MESSAGE))}"]
    if first["help"]:
        lines.append(f"  → {prose(shortened(first['help'], _LONGEST_MESSAGE))}")
    seen = [_evidence(one, context) for one in first["evidence"][:_MOST_EVIDENCE]]
    more = len(first["evidence"]) - len(seen)
    evidence = [f"Seen: {'; '.join(seen)}{f' and {more} more' if more else ''}"] if seen else []
    rule = f"{first['rule']} {first['name']}"
    lines.append(f"  <sub>{' · '.join((*evidence, rule))}</sub>")
    return "<br>\n".join(lines)


def _places(group: Group, context: Context) -> str:
    """The places of a group, `path:line` once a file and only the line for further ones."""
    found: dict[tuple[str, int | None], str] = {}
    times: Counter[tuple[str, int | None]] = Counter()
    for one in group.findings:
        if one["path"] is not None:
            found.setdefault((one["path"], one["line"]), quoted(one))
            times[one["path"], one["line"]] += 1
    parts: list[str] = []
    last = None
    for (path, line), words in list(found.items())[:_MOST_PLACES]:
        if line and path == last and not is_spoken(path):
            shown_place = line_link(context.site, path, line)
        else:
            shown_place = place(context.site, path, line)
        alike = _stem(words) == _stem(quoted(group.first))
        # The headline counts every one: a reader who counts the places should come to the same number.
        more = f" ({times[path, line]} times)" if times[path, line] > 1 else ""
        parts.append((shown_place if alike else f"{shown_place} {inert(shortened(words, _LONGEST_QUOTE))}") + more)
        last = path
    if not parts:
        return ""
    left = len(found) - len(parts)
    return f"{listed([*parts, *([f'{left} more'] if left > 0 else [])])}: "


def _stem(words: str) -> str:
    """What forms of the same words have in common: open-source, open-sourced, Open Source."""
    return "".join(filter(str.isalnum, words.casefold()))[:_STEM]


def _evidence(seen: Json, context: Context) -> str:
    what = shortened(seen["what"], _LONGEST_EVIDENCE)
    if display_width(what) > _LONGEST_EVIDENCE:
        what = shortened(what, _LONGEST_EVIDENCE // 2)
    return f"{place(context.site, seen['path'], seen['line'])} {inert(what)}"


def short(group: Group, context: Context, *, again: bool = False) -> str:
    """A list item that says where and what, in brief; `again`: its reason stands above."""
    first = {**group.first, "message": _without_reason(group.first)} if again else group.first
    return f"- {MARKS[first['severity']]} {_places(group, context)}{_brief(first)}"


def past(group: Group, context: Context) -> str:
    """A list item of findings that are gone: their places are named, but there is nothing to link to."""
    return f"- {_places(group, context._replace(site=None))}{_brief(group.first)}"


def _without_reason(finding: Json) -> str:
    return f"{finding['message'].partition(REASON)[0]}, for the same reason."


def _brief(finding: Json) -> str:
    return f"{prose(shortened(finding['message'], _LONGEST_SHORT))} <sub>{finding['rule']}</sub>"


def shortened(text: str, most: int) -> str:
    """The text on one line, of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
