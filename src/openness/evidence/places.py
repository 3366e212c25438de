"""Lines and columns of values in TOML, INI and JSON files, whose standard readers give none.

The values themselves come from the standard readers; a value whose place is not found gets the first place of its
text, or line 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = compiled(r"^\s*\[{1,2}\s*([^\]\n]{1,200}?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = compiled(r"""^\s*("[^"\n]{1,100}"|'[^'\n]{1,100}'|[\w.-]{1,100})\s*=\s*""")
_JSON_TOKEN = compiled(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]')
_MAX_TOKENS = 200_000
_MAX_DEPTH = 100


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of an offset."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def first_place(text: str, value: str) -> tuple[int, int]:
    """Where the value's first line stands first in the text, (1, 1) when it does not."""
    first = value.strip().split("\n", 1)[0]
    offset = text.find(first) if first else -1
    return line_and_column(text, offset) if offset >= 0 else (1, 1)


def toml_keys(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Every `key = value` of a TOML text: (dotted path, index of its array table, line, column of the value).

    The index counts the tables of one name, from 0, so that the entries of `[[annotations]]` can be told apart.
    """
    table, index = "", 0
    seen: dict[str, int] = {}
    for number, row in enumerate(text.splitlines(), 1):
        header = _TABLE.match(row)
        if header and "=" not in row.partition("]")[0]:
            table = ".".join(part.strip().strip("\"'") for part in header.group(1).split("."))
            index = seen.get(table, -1) + 1
            seen[table] = index
            continue
        key = _KEY.match(row)
        if key:
            name = key.group(1).strip("\"'")
            yield (f"{table}.{name}" if table else name), index, number, key.end() + 1


def toml_place(text: str, path: str, value: str, index: int = 0) -> tuple[int, int]:
    """The place of a key's value; for a nested path in an inline table, of the value's text after it."""
    parent = path.rpartition(".")[0]
    for name, at, line, column in toml_keys(text):
        if at != index or name not in (path, parent):
            continue
        if name == path:
            return line, column
        row = text.splitlines()[line - 1]
        inside = row.find(value.split("\n", 1)[0], column - 1)
        return line, inside + 1 if inside >= 0 else column
    return first_place(text, value)


def json_places(text: str) -> dict[str, tuple[int, int]]:
    """The place of the value of every key and of every text in a list, by dotted path: `licenses.0.type`."""
    return dict(_json_places(text))


def _json_places(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    walk = _JsonWalk()
    for count, token in enumerate(_JSON_TOKEN.finditer(text)):
        if count > _MAX_TOKENS or len(walk.stack) > _MAX_DEPTH:
            return
        place = walk.step(token.group(), token.start(), token.end())
        if place is not None:
            while place < len(text) and text[place] in " \t\r\n":
                place += 1
            yield walk.pointer(), line_and_column(text, place)


class _JsonWalk:
    """Where a pass over the tokens stands: one entry for each open object (its key) or list (its index)."""

    def __init__(self) -> None:
        self.stack: list[str | int] = []
        self._expect_key = False
        self._after_colon = False

    def pointer(self) -> str:
        """The dotted path of the value at hand."""
        return ".".join(str(part) for part in self.stack)

    def step(self, mark: str, start: int, end: int) -> int | None:
        """Take one token; the offset where a value begins, if it is known now."""
        if mark == ":":
            self._after_colon = True
            return end
        if mark in "{[":
            self.stack.append("" if mark == "{" else 0)
            self._expect_key = mark == "{"
            self._after_colon = False
            return None
        if mark in "}]":
            if self.stack:
                self.stack.pop()
            self._expect_key = self._after_colon = False
            return None
        if mark == ",":
            self._comma()
            return None
        if self._expect_key and self.stack:
            self.stack[-1] = mark[1:-1]
            self._expect_key = False
            return None
        return start if self._in_list() else None

    def _in_list(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], int)

    def _comma(self) -> None:
        self._after_colon = False
        if self._in_list():
            self.stack[-1] = int(self.stack[-1]) + 1
        else:
            self._expect_key = True
