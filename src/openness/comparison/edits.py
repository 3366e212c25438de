"""How much the text around a finding is the same as that around an earlier one: a typo mended, a link replaced."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.read.repository import Repository

    Finding = Mapping[str, Any]
    Scope = Literal["clause", "sentence", "context"]

_BEFORE, _BEHIND = 120, 240
"""Characters looked at before and behind the place of a finding."""

_URL = compiled(r"\]\([^()\s]{0,400}\)|https?://[^\s)>\]]{1,400}")
_END = compiled(r"[。！？]|[.!?](?=\s)|\n\s{0,200}\n|\n\s{0,200}(?=[-*+#>|]\s)")
_CLAUSE = compiled(rf"{_END.pattern}|[,，;；:：、（）()](?=\s|[^\x00-\x7f]|$)")
_SAME = 0.9
_SHORTEST_CLAUSE = 10
_MARKUP = compiled(r"[*_`#>|\[\]<>]+")
_LINE = compiled("\r\n|\r|\n")


class Surroundings:
    """The text around the findings of two states of one repository."""

    def __init__(self, before: Repository, after: Repository, renamed: Mapping[str, str]) -> None:
        """`renamed` gives the earlier path of files that have another one now, as it stands in later findings."""
        self._before = before
        self._after = after
        self._current = {old: new for new, old in renamed.items()}
        self._kept: dict[tuple[bool, str, int, int, Scope], str] = {}

    def sentence(self, earlier: Finding, later: Finding) -> float:
        """0 to 1: how much of the sentence around two findings is the same, markup and addresses aside.

        A clause of some length that is the same as it was counts, whatever the rest of the sentence has become.
        """
        clause = self._alike(earlier, later, "clause")
        return clause if clause >= _SAME else self._alike(earlier, later, "sentence")

    def context(self, earlier: Finding, later: Finding) -> float:
        """0 to 1: how much of the text around two findings is the same, whatever ends there."""
        return self._alike(earlier, later, "context")

    def _alike(self, earlier: Finding, later: Finding, scope: Scope) -> float:
        first, second = self._around(earlier, scope, is_later=False), self._around(later, scope, is_later=True)
        if not first or not second or (scope == "clause" and len(first) < _SHORTEST_CLAUSE):
            return 0.0
        return SequenceMatcher(None, first, second, autojunk=False).ratio()

    def _around(self, finding: Finding, scope: Scope, *, is_later: bool) -> str:
        path: str = finding["path"] or ""
        line, column = finding["line"], finding["column"] or 1
        if not path or not line:
            return ""
        key = (is_later, path, line, column, scope)
        if key not in self._kept:
            place = self._current.get(path, path) if is_later else path
            text = (self._after if is_later else self._before).text(place)
            self._kept[key] = _around(text, line, column, scope) if text else ""
        return self._kept[key]


def _around(text: str, line: int, column: int, scope: Scope) -> str:
    at = _offset(text, line) + column - 1
    left, right = text[max(0, at - _BEFORE) : at], text[at : at + _BEHIND]
    if scope != "context":
        border = _CLAUSE if scope == "clause" else _END
        start = max((end.end() for end in border.finditer(left)), default=0)
        stop = border.search(right)
        left, right = left[start:], right[: stop.start()] if stop else right
    return " ".join(_MARKUP.sub(" ", _URL.sub(" ", left + right)).split()).casefold()


def _offset(text: str, line: int) -> int:
    """Index of the first character of a line, lines counted as editors do."""
    place = 0
    for number, end in enumerate(_LINE.finditer(text), start=2):
        if number > line:
            break
        place = end.end()
    return place
