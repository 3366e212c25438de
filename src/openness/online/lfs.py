"""Whether a Git LFS server has the content behind pointers (Git LFS Batch API); nothing is downloaded."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from openness.evidence.remote import LfsObject
from openness.net.client import Request
from openness.online.plain import fields, items, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.net.client import HttpClient
    from openness.online.wanted import Pointer

AT_ONCE = 100
"""Objects in one request; servers refuse larger ones."""

_TYPE = "application/vnd.git-lfs+json"


def ask_lfs(client: HttpClient, repository: str, token: str | None, pointers: Sequence[Pointer]) -> list[LfsObject]:
    """The state of each pointer's content; `repository` is the address that a clone uses, ending in `.git` or not."""
    root = repository.removesuffix("/")
    root = root if root.endswith(".git") else f"{root}.git"
    found: list[LfsObject] = []
    for start in range(0, len(pointers), AT_ONCE):
        found += _batch(client, f"{root}/info/lfs/objects/batch", token, pointers[start : start + AT_ONCE])
    return found


def _batch(client: HttpClient, url: str, token: str | None, pointers: Sequence[Pointer]) -> list[LfsObject]:
    unique = {one.sha256: one.size for one in pointers}
    body = {
        "operation": "download",
        "transfers": ["basic"],
        "objects": [{"oid": oid, "size": size} for oid, size in unique.items()],
        "hash_algo": "sha256",
    }
    answer = client.ask(
        Request(
            url,
            "POST",
            (("Accept", _TYPE), ("Content-Type", _TYPE)),
            json.dumps(body).encode(),
            token=_basic(token),
            trusted=True,
            cached=False,
        )
    )
    if answer.outcome != "ok":
        return [LfsObject(one.path, one.sha256, "unknown", answer.why) for one in pointers]
    said = {one.get("oid"): one for one in items(fields(answer.json()).get("objects"), AT_ONCE)}
    return [_state(one, said.get(one.sha256)) for one in pointers]


def _state(pointer: Pointer, said: dict[str, object] | None) -> LfsObject:
    if said is None:
        return LfsObject(pointer.path, pointer.sha256, "unknown", "the server does not speak of it")
    code = number(fields(said.get("error")).get("code"))
    if code in (404, 410):
        return LfsObject(pointer.path, pointer.sha256, "dead", f"the server answers {code}")
    if code is None and "download" in fields(said.get("actions")):
        return LfsObject(pointer.path, pointer.sha256, "there")
    return LfsObject(pointer.path, pointer.sha256, "unknown", f"the server answers {code or 'without a way to it'}")


def _basic(token: str | None) -> str | None:
    """GitHub's LFS server takes a token as the password of any name."""
    return "Basic " + base64.b64encode(f"x-access-token:{token}".encode()).decode() if token else None
