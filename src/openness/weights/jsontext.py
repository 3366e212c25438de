"""Small JSON files beside weights, read within bounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness.errors import UnreadableError

if TYPE_CHECKING:
    from openness.read.repository import Repository

INDEX_LIMIT = 16 * 1024 * 1024
"""Bytes of the largest index of shards that is read; one of 92,000 tensors has 10 MB."""

CONFIG_LIMIT = 1024 * 1024
_CROWD = 400_000


def read_object(repository: Repository, path: str, limit: int = CONFIG_LIMIT) -> dict[str, Any] | None:
    """The JSON object that a file holds; None when it is absent, too large, not JSON, or no object."""
    entry = repository.by_path.get(path)
    if entry is None or not 2 <= entry.size <= limit:
        return None
    try:
        body = repository.tree.read(path, 0, limit)
    except UnreadableError:
        return None
    if body.lstrip()[:1] != b"{" or body.count(b"{") + body.count(b"[") + body.count(b",") > _CROWD:
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
