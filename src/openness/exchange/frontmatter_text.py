"""The YAML block at the head of a Markdown file as text: found, and patched without touching a byte elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.exchange.result import place_of
from openness.exchange.yamltext import block, scalar
from openness.manifest.document import parse
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.manifest.document import Document

_OPENING = compiled(r"\A\ufeff?---[ \t]*(\r\n|\n|\r)")
_CLOSING = compiled(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_NEWLINE = compiled(r"\r\n|\n|\r")
_ITEM = compiled(r"([ \t]*-[ \t]+)\S")
_BEHIND = compiled(r"\][ \t]*([ \t]#.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """Where the block stands: `start` and `end` bound its YAML, without the dashes; `newline` is that of the file."""

    start: int
    end: int
    newline: str


def find_block(text: str) -> Block | None:
    """The block of a text; None when the text does not start with one."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    newline = opening[1]
    lines = text if newline == "\n" else text.replace("\r", " " if newline == "\r\n" else "\n")
    closing = _CLOSING.search(lines, opening.end())
    return None if closing is None else Block(opening.end(), closing.start(), newline)


def patched(text: str, wanted: Mapping[str, str | list[str] | None], path: str) -> str:
    """The text whose block says what is wanted; a key wanted as None is taken out, other keys stay as they are.

    Lists keep the items that they have. A text without a block gets one. Raises UsageError when the block that is
    there cannot be read.
    """
    found = find_block(text)
    if found is None:
        if _OPENING.match(text):
            raise UsageError(f"{path}: the front matter does not end; close it with `---`")
        return _with_block(text, wanted)
    body = text[found.start : found.end]
    for key, value in wanted.items():
        body = _set(body, key, value, found.newline, path)
    return text[: found.start] + body + text[found.end :]


def _with_block(text: str, wanted: Mapping[str, str | list[str] | None]) -> str:
    newline = next(iter(_NEWLINE.findall(text[:4000])), "\n")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = ["---", *block({key: value for key, value in wanted.items() if value is not None}), "---"]
    head = "".join(f"{line}{newline}" for line in lines)
    return mark + head + (newline if text.removeprefix(mark) else "") + text.removeprefix(mark)


def _set(body: str, key: str, value: str | list[str] | None, newline: str, path: str) -> str:
    document = parse(body, path)
    data = document.data
    if document.problems or not isinstance(data, (dict, type(None))):
        place = place_of(path, document.problems[0], 1) if document.problems else f"{path}:2:1"
        what = document.problems[0].message if document.problems else "it is no list of keys and values"
        raise UsageError(f"{place}: the front matter cannot be changed safely: {what}")
    present = data or {}
    if key not in present:
        longer = body if value is None else body + _lines(key, value, newline)
        if not _says(longer, present, key, value, path):
            raise UsageError(f"{path}:2:1: the front matter cannot be changed safely: write one key to a line")
        return longer
    if _same(present[key], value):
        return body
    rows = _rows(body)
    first, last = _region(document, key, rows)
    for new in (_changed(document, key, value, rows[first:last], newline), _anew(present[key], key, value, newline)):
        patched_body = "".join([*rows[:first], *new, *rows[last:]])
        if _says(patched_body, present, key, value, path):
            return patched_body
    line = document.keys["/" + key].line + 1
    raise UsageError(
        f"{path}:{line}:1: the front matter cannot be changed safely: `{key}` is written in an unusual way"
    )


def _says(body: str, before: dict[str, object], key: str, value: str | list[str] | None, path: str) -> bool:
    """True when the changed text is read as wanted, and every other key as before."""
    document = parse(body, path)
    after = document.data or {}
    if document.problems or not isinstance(after, dict) or {**after, key: None} != {**before, key: None}:
        return False
    return key not in after if value is None else _same(after.get(key), value)


def _anew(present: object, key: str, value: str | list[str] | None, newline: str) -> list[str]:
    """The lines of a key written from the start; a list keeps its items."""
    if value is None:
        return []
    kept = [str(one) for one in present] if isinstance(value, list) and isinstance(present, list) else []
    wanted = value if isinstance(value, str) else list(dict.fromkeys([*kept, *value]))
    return [f"{line}{newline}" for line in block({key: wanted})]


def _same(present: object, value: str | list[str] | None) -> bool:
    held = present if isinstance(present, list) else [present]
    items = value if isinstance(value, list) else [value]
    return [str(one) for one in held] == items if not isinstance(value, list) else set(items) <= {str(x) for x in held}


def _rows(body: str) -> list[str]:
    """The lines with their ends."""
    ends = [found.end() for found in _NEWLINE.finditer(body)]
    starts = [0, *ends]
    rows = [body[start:end] for start, end in zip(starts, [*ends, len(body)], strict=True)]
    return rows if rows[-1] else rows[:-1]


def _region(document: Document, key: str, rows: list[str]) -> tuple[int, int]:
    """First line of a key and the line after its value, counted from zero; comments behind it belong to the next."""
    tops = sorted(span.line for pointer, span in document.keys.items() if pointer.count("/") == 1)
    first = document.keys["/" + key].line
    last = min((line for line in tops if line > first), default=len(rows) + 1) - 1
    while last > first and (not rows[last - 1].strip() or rows[last - 1].startswith("#")):
        last -= 1
    return first - 1, last


def _changed(document: Document, key: str, value: str | list[str] | None, rows: list[str], newline: str) -> list[str]:
    if value is None:
        return []
    span = document.spans["/" + key]
    if isinstance(value, str) and len(rows) == 1 and span.end_column and span.line == document.keys["/" + key].line:
        row = rows[0]
        return [row[: span.column - 1] + scalar(value) + row[span.end_column - 1 :]]
    present = document.data[key] if isinstance(document.data, dict) else None
    if isinstance(value, list) and isinstance(present, list) and len(rows) > 1 and (item := _ITEM.match(rows[-1])):
        held = {str(one) for one in present}
        added = [f"{item[1]}{scalar(one)}{newline}" for one in value if one not in held]
        return [*rows[:-1], rows[-1] if rows[-1].endswith(("\n", "\r")) else rows[-1] + newline, *added]
    if isinstance(value, list) and isinstance(present, list):
        value = [*dict.fromkeys([*(str(one) for one in present), *value])]
    behind = _BEHIND.search(rows[0].rstrip("\r\n")) if len(rows) == 1 else None
    first, *rest = block({key: value})
    return [first + (behind[1] if behind else "") + newline, *(f"{line}{newline}" for line in rest)]


def _lines(key: str, value: str | list[str], newline: str) -> str:
    return "".join(f"{line}{newline}" for line in block({key: value}))
