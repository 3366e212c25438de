"""Fields of an event payload, which is hostile: anybody who opens a pull request writes most of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

LARGEST = 32 * 2**20
"""Bytes of a payload; GitHub delivers none above 25 MB (https://docs.github.com/webhooks, read 2026-11)."""

_SHA = compiled(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REPOSITORY = compiled(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})/[A-Za-z0-9._-]{1,100}")
_REF = compiled(r"[^\x00-\x20\x7f~^:?*\[\\\ud800-\udfff]{1,1000}")
_LOGIN = compiled(r"[A-Za-z0-9_-]{1,100}(?:\[bot\])?")
_HOST = compiled(r"https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]{1,100}){0,5}")
_LARGEST_NUMBER = 2**53


def parse(body: bytes) -> dict[str, Any]:
    """The payload as an object; anything that is not one, too large or too deep is an empty object."""
    if len(body) > LARGEST:
        return {}
    try:
        value = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def inside(value: object, *keys: str) -> object:
    """The value below these keys, None where there is none."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def sha(value: object) -> str | None:
    """A full commit name in small letters (SHA-1 or SHA-256); None for anything else and for the all-zero name."""
    found = _matching(value, _SHA, str.lower)
    return None if found is None or not found.strip("0") else found


def repository(value: object) -> str | None:
    """An `owner/name` as GitHub allows it."""
    found = _matching(value, _REPOSITORY)
    return None if found is None or found.split("/")[1] in (".", "..") else found


def ref(value: object) -> str | None:
    """A branch, tag or full reference that Git accepts and that cannot be taken for an option."""
    found = _matching(value, _REF)
    if found is None or ".." in found or "@{" in found or found.startswith(("-", "/")) or found.endswith(("/", ".")):
        return None
    return found


def login(value: object) -> str | None:
    """The name of an account."""
    return _matching(value, _LOGIN)


def server(value: object) -> str | None:
    """The address of a GitHub server, without a slash at its end."""
    return _matching(value, _HOST, lambda text: text.rstrip("/"))


def number(value: object) -> int | None:
    """A positive number, given as one."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_NUMBER:
        return None
    return value


def text(value: object, most: int) -> str:
    """A text of at most `most` characters; anything else is empty."""
    return value[:most].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def flag(value: object) -> bool:
    """True only for a JSON `true`."""
    return value is True


def _matching(value: object, pattern: re.Pattern[str], change: Callable[[str], str] = str) -> str | None:
    if not isinstance(value, str):
        return None
    changed = change(value)
    return changed if pattern.fullmatch(changed) else None
