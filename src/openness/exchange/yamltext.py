"""Plain data as YAML text that every YAML reader understands alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PLAIN = compiled(r"[A-Za-z][A-Za-z0-9 _./+()-]{0,200}|[0-9]{1,6}(?:\.[0-9]{1,6})?[KMBT]")
_PLACE = compiled(r"(?:hf|gh|https?|arxiv|doi|release):[A-Za-z0-9_./@~?=&%+-]+(?::[A-Za-z0-9_./-]+)?")
_NOT_TEXT = compiled(r"(?:true|false|yes|no|on|off|null|y|n|~|\.nan|\.inf)", re.IGNORECASE)
_FLOW_WIDTH = 110
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(value: object) -> str:
    """A scalar as YAML: text plain where that is safe, else in double quotes."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text == text.strip() and not _NOT_TEXT.fullmatch(text) and "  " not in text:
        return text
    return text if _PLACE.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, everything that cannot be printed escaped."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def block(data: Mapping[str, Any], indent: int = 0, notes: Mapping[str, str] | None = None, at: str = "") -> list[str]:
    """Lines of a mapping in block style; `notes` puts a comment behind the value at a dotted place."""
    lines: list[str] = []
    for key, value in data.items():
        place = f"{at}.{key}" if at else str(key)
        head = f"{' ' * indent}{scalar(key)}:"
        lines += _member(head, value, indent, notes or {}, place)
    return lines


def _member(head: str, value: object, indent: int, notes: Mapping[str, str], place: str) -> list[str]:
    flow = _flow(value)
    noted = any(one == place or one.startswith(f"{place}.") for one in notes)
    fits = len(head) + len(flow) < _FLOW_WIDTH
    if not isinstance(value, (dict, list)) or not value:
        return [_commented(f"{head} {flow}", notes.get(place))]
    if isinstance(value, dict):
        if fits and not noted and indent > 0 and _is_leaf(value):
            return [f"{head} {flow}"]
        return [_commented(head, notes.get(place)), *block(value, indent + 2, notes, place)]
    if fits and not noted and all(not isinstance(item, (dict, list)) for item in value):
        return [f"{head} {flow}"]
    return [_commented(head, notes.get(place)), *_items(value, indent + 2, notes, place)]


def _items(items: list[Any], indent: int, notes: Mapping[str, str], place: str) -> Iterator[str]:
    pad = " " * indent
    for number, item in enumerate(items):
        here = f"{place}.{number}"
        noted = any(one == here or one.startswith(f"{here}.") for one in notes)
        flow = _flow(item)
        if (
            not isinstance(item, dict)
            or not item
            or (not noted and len(flow) + indent < _FLOW_WIDTH and _is_leaf(item))
        ):
            yield f"{pad}- {flow}"
        else:
            lines = block(item, indent + 2, notes, here)
            yield f"{pad}- {lines[0].lstrip()}"
            yield from lines[1:]


def _is_leaf(value: dict[str, Any]) -> bool:
    members = value.values()
    return all(not isinstance(one, dict) and not (isinstance(one, list) and _has_dict(one)) for one in members)


def _has_dict(value: list[Any]) -> bool:
    return any(isinstance(item, (dict, list)) for item in value)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_inner(key)}: {_flow(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _inner(value)


def _inner(value: object) -> str:
    """A scalar inside brackets, where a colon or comma could end it."""
    if isinstance(value, str) and (":" in value or "," in value):
        return quoted(value)
    return scalar(value)


def _commented(line: str, note: str | None) -> str:
    if not note:
        return line
    return f"{line}  # {' '.join(''.join(char if char.isprintable() else ' ' for char in note).split())}"
