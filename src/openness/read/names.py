"""Names of files as bytes, as the operating system's strings, and as text that can be shown."""

from __future__ import annotations


def shown(name: str) -> str:
    """The name with every byte that is not UTF-8 escaped, so that it can be written anywhere."""
    if name.isascii():
        return name
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return name


def stays_inside(path: str) -> bool:
    """True for a path that names something below the root: relative, no empty, `.`, `..` or `.git` part.

    Git refuses other paths in an index, but not in a tree object that somebody made by hand.
    """
    return not any(part in _SPECIAL_PARTS for part in path.split("/"))


_SPECIAL_PARTS = frozenset({"", ".", "..", ".git"})
