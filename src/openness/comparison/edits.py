"""How much the text around a finding is the same as that around an earlier one: a typo mended, a link replaced."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openness.read.repository import Repository

    Finding = Mapping[str, Any]

_BEFORE, _BEHIND = 120, 240
"""Characters looked at before and behind the place of a finding."""

_URL = re.compile(r"\]\([^()\s]{0,400}\)|https?://[^\s)>\]]{1,400}")
_END = re.compile(r"[。！？]|[.!?](?=\s)|\n\s*\n|\n\s*(?=[-*+#>|]\s)")
_MARKUP = re.compile(r"[*_`#>|\[\]<>]+")


def likeness(before: Repository, after: Repository, renamed: Mapping[str, str]) -> Callable[[Finding, Finding], float]:
    """A function of an earlier and a later finding: 0 to 1, how much of the sentence around them is the same.

    `renamed` gives the earlier path of files that have another one now, as it stands in later findings.
    """
    current = {old: new for new, old in renamed.items()}

    @lru_cache(maxsize=512)
    def earlier(path: str, line: int, column: int) -> str:
        return _around(before.text(path), line, column)

    @lru_cache(maxsize=512)
    def later(path: str, line: int, column: int) -> str:
        return _around(after.text(current.get(path, path)), line, column)

    def alike(one: Finding, other: Finding) -> float:
        if not (one["path"] and one["line"] and other["path"] and other["line"]):
            return 0.0
        first = earlier(one["path"], one["line"], one["column"] or 1)
        second = later(other["path"], other["line"], other["column"] or 1)
        if not first or not second:
            return 0.0
        return SequenceMatcher(None, first, second, autojunk=False).ratio()

    return alike


def _around(text: str | None, line: int, column: int) -> str:
    """The sentence around a place without markup and addresses; empty where there is none."""
    if text is None:
        return ""
    at = _offset(text, line) + column - 1
    left, right = text[max(0, at - _BEFORE) : at], text[at : at + _BEHIND]
    start = max((end.end() for end in _END.finditer(left)), default=0)
    stop = _END.search(right)
    sentence = left[start:] + (right[: stop.start()] if stop else right)
    return " ".join(_MARKUP.sub(" ", _URL.sub(" ", sentence)).split()).casefold()


def _offset(text: str, line: int) -> int:
    """Index of the first character of a line, lines counted as editors do."""
    place = 0
    for number, end in enumerate(re.finditer("\r\n|\r|\n", text), start=2):
        if number > line:
            break
        place = end.end()
    return place
