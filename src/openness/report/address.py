"""Paths of a repository as parts of addresses."""

from __future__ import annotations

from urllib.parse import quote


def address_of(path: str, safe: str = "/") -> str:
    """The path as part of an address; bytes that are no UTF-8 stand as they are in the file's name.

    Characters in `safe` stay as they are.
    """
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # Half a surrogate pair: no file has such a name, but a report can say so.
        name = path.encode("utf-8", "replace")
    return quote(name, safe=safe)
