"""A Git LFS server on loopback that speaks the batch API and has some objects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rig.scripted import Asked, ScriptedServer, reply

if TYPE_CHECKING:
    import socket

TYPE = "application/vnd.git-lfs+json"


class LfsServer(ScriptedServer):
    """Answers `/NAME.git/info/lfs/objects/batch` for the repositories named; `objects` are those that it has."""

    def __init__(self, *repositories: str, objects: frozenset[str] = frozenset()) -> None:
        self.objects = objects
        self.batches: list[dict[str, Any]] = []
        super().__init__({f"/{name}.git/info/lfs/objects/batch": [self._batch] for name in repositories})

    def _batch(self, taken: socket.socket, asked: Asked) -> None:
        assert asked.method == "POST"
        assert asked.headers["accept"] == TYPE
        assert asked.headers["content-type"] == TYPE
        body = json.loads(asked.body)
        assert body["operation"] == "download"
        assert body["transfers"] == ["basic"]
        self.batches.append(body)
        answer = {"transfer": "basic", "hash_algo": "sha256", "objects": [self._said(one) for one in body["objects"]]}
        taken.sendall(reply(200, json.dumps(answer).encode(), {"Content-Type": TYPE}))

    def _said(self, wanted: dict[str, Any]) -> dict[str, Any]:
        assert set(wanted) == {"oid", "size"}
        if wanted["oid"] in self.objects:
            return {**wanted, "authenticated": True, "actions": {"download": {"href": f"{self.url}/{wanted['oid']}"}}}
        return {**wanted, "error": {"code": 404, "message": "Object does not exist"}}
