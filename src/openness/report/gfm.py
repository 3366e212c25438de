"""Text from a repository in GitHub's Markdown: shown as it is, and nothing else.

GitHub makes mentions, references and links from the text that is left after Markdown is rendered, so a backslash or
an entity before `@` or `#` does not hold them back; an invisible joiner behind the sign does. Rules read 2026-11:
https://github.github.com/gfm/ and https://docs.github.com/get-started/writing-on-github.
"""

from __future__ import annotations

import re

from openness.patterns import compiled
from openness.report.escape import printable

JOINER = "\u2060"
"""WORD JOINER: takes no room, breaks no line, and is part of no name, number or address."""

_ESCAPED = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]<>~|"}
    | {"$": "<span>$</span>", "&": "&amp;", "@": f"@{JOINER}", "#": f"\\#{JOINER}"}
)
_LINKED = compiled(r"https?(?=:)|ftp(?=:)|mailto(?=:)|xmpp(?=:)|www(?=\.)|gh(?=-[0-9])", re.IGNORECASE)
_COMMIT = compiled(r"[0-9a-f]{7,}", re.IGNORECASE)
_SHORTEST_COMMIT = 7
_LIST_MARK = compiled(r"^([0-9]{0,9})([-+=.)])")
_FENCES = compiled(r"`+|~+")


def inert(text: str) -> str:
    """Untrusted text on one line: no links, mentions, references, HTML, emphasis, math, lists or table cells."""
    plain = printable(" ".join(text.split()))
    plain = _LINKED.sub(lambda match: match[0] + JOINER, plain)
    plain = _COMMIT.sub(_unlinked, plain)
    escaped = plain.translate(_ESCAPED)
    return _LIST_MARK.sub(r"\1\\\2", escaped)


def _unlinked(match: re.Match[str]) -> str:
    """Digits that could name a commit, with joiners that keep them from being taken for one."""
    step = _SHORTEST_COMMIT - 1
    return JOINER.join(match[0][at : at + step] for at in range(0, len(match[0]), step))


def code(text: str, *, in_table: bool = False) -> str:
    """Untrusted text as a code span, with a fence longer than any run of backticks in it."""
    plain = printable(" ".join(text.split()))
    fence = "`" * (longest_run(plain, "`") + 1)
    padding = " " if not plain or plain.startswith("`") or plain.endswith("`") else ""
    span = f"{fence}{padding}{plain}{padding}{fence}"
    return span.replace("|", "\\|") if in_table else span


def prose(text: str) -> str:
    """A message as Markdown: what stands between a pair of backticks is a code span, the rest is inert."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return inert(text)
    shown = [code(part) if number % 2 else _within(part) for number, part in enumerate(parts)]
    return "".join(shown).strip()


def _within(part: str) -> str:
    """Inert text that keeps the blanks at its ends, since a code span follows or stands before it."""
    if not part.strip():
        return " " if part else ""
    before = " " if part[0].isspace() else ""
    after = " " if part[-1].isspace() else ""
    return f"{before}{inert(part)}{after}"


def fenced(text: str, info: str = "") -> str:
    """Untrusted text as a fenced block, with a fence longer than any run of backticks in it."""
    fence = "`" * max(3, longest_run(text, "`") + 1)
    return f"{fence}{info}\n{text}\n{fence}"


def longest_run(text: str, character: str) -> int:
    """How often the character stands in a row, at most."""
    return max((len(run) for run in _FENCES.findall(text) if run[0] == character), default=0)
