"""The files of a pull request with their patches, as GitHub lists them, and the lines that a comment may stand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rig.objects import GitObjects

if TYPE_CHECKING:
    from rig.state import Pull

_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_STATUS = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied", "T": "changed"}


def changed_files(pull: Pull) -> list[dict[str, Any]]:
    """Path, status, patch and counts of every file that the pull request changes since it left its base."""
    if pull.files is not None:
        return pull.files
    objects = pull.head_objects
    if not isinstance(objects, GitObjects):
        return []
    base, head = pull.base_sha, pull.head_sha
    merge_base = (objects.git("merge-base", base, head) or b"").decode().strip() or base
    return diff(objects, merge_base, head)


def diff(objects: GitObjects, before: str, after: str) -> list[dict[str, Any]]:
    """What Git says changed between two commits."""
    raw = objects.git("diff", "--raw", "-z", "--abbrev=40", "-M", before, after)
    fields = (raw or b"").decode().split("\0")
    files = []
    while len(fields) > 1:
        _, _, _, oid, status = fields.pop(0).lstrip(":").split()
        previous = fields.pop(0) if status[0] in "RC" else None
        path = fields.pop(0)
        files.append(_file(objects, before, after, path=path, previous=previous, status=_STATUS[status[0]], oid=oid))
    return files


def _file(
    objects: GitObjects, before: str, after: str, *, path: str, previous: str | None, status: str, oid: str
) -> dict[str, Any]:
    names = [path] if previous is None else [previous, path]
    text = (objects.git("diff", "--no-color", "-M", before, after, "--", *names) or b"").decode(errors="replace")
    start = text.find("\n@@ ")
    patch = text[start + 1 :].removesuffix("\n") if start >= 0 else None
    lines = patch.split("\n") if patch else []
    file: dict[str, Any] = {
        "filename": path,
        "status": status,
        "sha": oid if set(oid) != {"0"} else None,
        "additions": sum(line.startswith("+") for line in lines),
        "deletions": sum(line.startswith("-") for line in lines),
    }
    file["changes"] = file["additions"] + file["deletions"]
    if patch is not None:
        file["patch"] = patch
    if previous is not None:
        file["previous_filename"] = previous
    return file


def lines_of(patch: str) -> dict[tuple[str, int], tuple[int, str]]:
    """Hunk number and text of every line that a patch shows, by side (`LEFT`, `RIGHT`) and line number."""
    shown: dict[tuple[str, int], tuple[int, str]] = {}
    old = new = hunk = 0
    for line in patch.split("\n"):
        header = _HUNK.match(line)
        if header:
            old, new, hunk = int(header[1]), int(header[2]), hunk + 1
            continue
        if line[:1] in ("-", " "):
            shown["LEFT", old] = (hunk, line[1:])
            old += 1
        if line[:1] in ("+", " "):
            shown["RIGHT", new] = (hunk, line[1:])
            new += 1
    return shown


def line_text(pull: Pull, path: str, side: str, line: int) -> tuple[int, str] | None:
    """Hunk and text of a line of the diff, or None where GitHub would refuse a comment."""
    for file in changed_files(pull):
        if file["filename"] == path:
            return lines_of(file.get("patch", "")).get((side, line))
    return None
