"""Files whose content is kept elsewhere: what git-annex keys and DVC files say of it.

Git LFS pointers are read by `openness.read.lfs`. Sources: https://git-annex.branchable.com/internals/key_format/ and
https://dvc.org/doc/user-guide/project-structure/dvc-files, read 2026-11.
"""

from __future__ import annotations

import re

from openness.patterns import compiled
from openness.values import NamedTuple

DVC_LIMIT = 64 * 1024
"""Bytes of the longest DVC file that is read."""

ANNEX_LIMIT = 4096
_ANNEX = compiled(
    r"(?:^|/)annex/objects/(?:[^/\n]{1,400}/){0,4}([A-Z0-9_]{2,20})((?:-[smSC]\d{1,18})*)--([^/\n]{1,400})"
)
_SIZE = compiled(r"-s(\d{1,18})")
_HEX = compiled(r"[0-9a-f]{64}(?=\.|$)")
_OUTS = compiled(r"^outs:[ \t]*$")
_ITEM = compiled(r"^[ ]{0,8}-[ ]{1,4}(?=\S)")
_PAIR = compiled(r"^\s{0,12}(md5|size|nfiles|path|hash):[ \t]{0,8}(\S[^\n]{0,400}?)[ \t]*$")
_OUTS_LIMIT = 1000


class Remote(NamedTuple):
    """A file kept elsewhere: `size` in bytes and `sha256`, each None when the key does not say."""

    size: int | None
    sha256: str | None


class DvcOutput(NamedTuple):
    """One output of a DVC file; `path` is as written, `files` counts those of a directory, None for a file."""

    path: str
    size: int | None
    md5: str | None
    files: int | None


def annex_key(text: str) -> Remote | None:
    """What a git-annex link target or pointer says; None for any other text."""
    match = _ANNEX.search(text[:ANNEX_LIMIT])
    if match is None:
        return None
    backend, facts, name = match.groups()
    size = _SIZE.search(facts)
    digest = _HEX.match(name) if backend in ("SHA256", "SHA256E") else None
    return Remote(int(size[1]) if size else None, digest[0] if digest else None)


def dvc_outputs(text: str) -> list[DvcOutput]:
    """The outputs of a `.dvc` file, read line by line: such files are written by a program and hold no nesting."""
    outputs: list[dict[str, str]] = []
    inside = False
    for line in text[:DVC_LIMIT].splitlines():
        if line[:1].isalpha():
            inside = _OUTS.match(line) is not None
            continue
        if not inside:
            continue
        item = _ITEM.match(line)
        if item:
            outputs.append({})
            line = line[item.end() :]  # noqa: PLW2901 - the rest of the line is a pair like those below it
        pair = _PAIR.match(line)
        if pair and outputs and len(outputs) <= _OUTS_LIMIT:
            outputs[-1].setdefault(pair[1], pair[2].strip("'\""))
    return [_output(one) for one in outputs if one.get("path")]


def _output(pairs: dict[str, str]) -> DvcOutput:
    md5 = pairs.get("md5", "")
    plain = re.fullmatch(r"[0-9a-f]{32}(?:\.dir)?", md5)
    return DvcOutput(pairs["path"], _number(pairs.get("size")), md5 if plain else None, _number(pairs.get("nfiles")))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
