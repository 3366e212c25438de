"""Text from a repository in GitHub's Markdown: shown as it is, and nothing else.

GitHub makes mentions, references and links from the text that is left after Markdown is rendered, so a backslash or
an entity before `@` or `#` does not hold them back; an invisible joiner behind the sign does. Rules read 2026-11:
https://github.github.com/gfm/ and https://docs.github.com/get-started/writing-on-github.
"""

from __future__ import annotations

import re

from openness.report.escape import printable

JOINER = "\u2060"
"""WORD JOINER: takes no room, breaks no line, and is part of no name, number or address."""

_ESCAPED = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]<>~|"}
    | {"$": "<span>$</span>", "&": "&amp;", "@": f"@{JOINER}", "#": f"\\#{JOINER}"}
)
_LINKED = re.compile(
    r"(?P<scheme>\b(?:https?|ftp|mailto|xmpp)(?=:))|(?P<www>\bwww(?=\.))|(?P<issue>\bgh(?=-[0-9]))"
    r"|(?P<commit>\b[0-9a-f]{6}(?=[0-9a-f]{1,58}\b))",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^([0-9]{0,9})([-+=.)])")
_FENCES = re.compile(r"`+|~+")


def inert(text: str) -> str:
    """Untrusted text on one line: no links, mentions, references, HTML, emphasis, math, lists or table cells."""
    plain = printable(" ".join(text.split()))
    plain = _LINKED.sub(lambda match: match[0] + JOINER, plain)
    escaped = plain.translate(_ESCAPED)
    return _LIST_MARK.sub(r"\1\\\2", escaped)


def code(text: str, *, in_table: bool = False) -> str:
    """Untrusted text as a code span, with a fence longer than any run of backticks in it."""
    plain = printable(" ".join(text.split()))
    fence = "`" * (longest_run(plain, "`") + 1)
    padding = " " if not plain or plain.startswith("`") or plain.endswith("`") else ""
    span = f"{fence}{padding}{plain}{padding}{fence}"
    return span.replace("|", "\\|") if in_table else span


def fenced(text: str, info: str = "") -> str:
    """Untrusted text as a fenced block, with a fence longer than any run of backticks in it."""
    fence = "`" * max(3, longest_run(text, "`") + 1)
    return f"{fence}{info}\n{text}\n{fence}"


def longest_run(text: str, character: str) -> int:
    """How often the character stands in a row, at most."""
    return max((len(run) for run in _FENCES.findall(text) if run[0] == character), default=0)
