"""A Hugging Face hub on loopback: repositories from bytes, answers in the shapes that the hub documents."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from typing_extensions import Self

COMMIT = "b" * 40
_API = re.compile(r"/api/(models|datasets)/([^/]+/[^/]+)(?:/revision/(.+))?")
_FILE = re.compile(r"/(datasets/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)")
_LARGE = (".safetensors", ".gguf", ".bin", ".parquet")


@dataclass
class HubModel:
    """A repository on the hub; `sizes` stretches files beyond their bytes, as sparse as tensors of zeros."""

    name: str
    files: dict[str, bytes]
    dataset: bool = False
    private: bool = False
    disabled: bool = False
    gated: bool | str = False
    card: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    safetensors: dict[str, Any] | None = None
    sizes: dict[str, int] = field(default_factory=dict)
    moved_from: str = ""

    def size(self, path: str) -> int:
        """Bytes of a file as the hub says."""
        return self.sizes.get(path, len(self.files[path]))


@dataclass
class Fault:
    """An answer in the place of the right one, `times` times; `status` 0 drops the connection."""

    path: str
    status: int
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class HubServer:
    """`t-read` is a token that may see everything, any other is invalid. `journal` lists (method, path, headers)."""

    def __init__(self) -> None:
        self.models: dict[str, HubModel] = {}
        self.faults: list[Fault] = []
        self.journal: list[tuple[str, str, dict[str, str]]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

            def do_GET(self) -> None:
                hub.answer(self)

            def do_HEAD(self) -> None:
                hub.answer(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def add(self, name: str, files: dict[str, bytes] | None = None, **facts: Any) -> HubModel:
        """A repository; `facts` are those of HubModel."""
        made = HubModel(name, files or {"README.md": b"# x\n"}, **facts)
        self.models[("datasets/" if made.dataset else "") + name] = made
        return made

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        """One request."""
        path = unquote(urlsplit(call.path).path)
        self.journal.append((call.command, call.path, {name.lower(): value for name, value in call.headers.items()}))
        fault = next((one for one in self.faults if one.times and re.search(one.path, path)), None)
        if fault is not None:
            fault.times -= 1
            if fault.status:
                self._send(call, fault.status, fault.body, fault.headers)
            else:
                call.connection.close()
            return
        token = call.headers.get("Authorization", "")
        if token and token != "Bearer t-read":
            self._send(call, 401, json.dumps({"error": "Invalid user token."}).encode())
            return
        api, file = _API.fullmatch(path), _FILE.fullmatch(path)
        if api is not None:
            self._info(call, ("datasets/" if api[1] == "datasets" else "") + api[2], api[3], bool(token))
        elif file is not None:
            self._file(call, (file[1] or "") + file[2], file[4], bool(token))
        else:
            self._refuse(call, 404, "EntryNotFound", "Entry not found")

    def _info(self, call: BaseHTTPRequestHandler, key: str, revision: str | None, known: bool) -> None:
        moved = next((one for one in self.models.values() if one.moved_from == key), None)
        if moved is not None:
            self._send(call, 307, b"", {"Location": f"/api/models/{moved.name}?blobs=true"})
            return
        held = self.models.get(key)
        if held is None or (held.private and not known):
            # Who is not signed in is not told whether a repository exists.
            self._refuse(call, 404 if known else 401, "RepoNotFound", "Repository not found")
            return
        if held.disabled:
            self._refuse(call, 403, "", "Access to this resource is disabled.")
            return
        if revision not in (None, "main", COMMIT):
            self._refuse(call, 404, "RevisionNotFound", f"Invalid rev id: {revision}")
            return
        body: dict[str, Any] = {
            "_id": "1",
            "id": held.name,
            "sha": COMMIT,
            "private": held.private,
            "gated": held.gated,
            "disabled": held.disabled,
            "tags": held.tags or [f"license:{one}" for one in [held.card.get("license")] if one],
            "cardData": held.card,
            "siblings": [self._sibling(held, path) for path in sorted(held.files)],
        }
        if held.safetensors is not None:
            body["safetensors"] = held.safetensors
        self._send(call, 200, json.dumps(body).encode(), {"Content-Type": "application/json", "ETag": f'"{held.name}"'})

    @staticmethod
    def _sibling(held: HubModel, path: str) -> dict[str, Any]:
        said: dict[str, Any] = {
            "rfilename": path,
            "size": held.size(path),
            "blobId": sha1(held.files[path], usedforsecurity=False).hexdigest(),
        }
        if path.endswith(_LARGE):
            digest = sha256(held.files[path]).hexdigest()
            said["lfs"] = {"sha256": digest, "size": held.size(path), "pointerSize": 134}
        return said

    def _file(self, call: BaseHTTPRequestHandler, key: str, path: str, known: bool) -> None:
        held = self.models.get(key)
        if held is None or path not in held.files:
            self._refuse(call, 404, "EntryNotFound", "Entry not found")
        elif held.gated and not known:
            self._refuse(call, 401, "GatedRepo", "Access to this model is restricted.")
        else:
            body, size = held.files[path], held.size(path)
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", call.headers.get("Range", ""))
            first, last = (int(asked[1]), min(int(asked[2]), size - 1)) if asked else (0, size - 1)
            piece = body[first : last + 1].ljust(last + 1 - first, b"\0")
            headers = {"X-Repo-Commit": COMMIT, "Content-Range": f"bytes {first}-{last}/{size}"}
            self._send(call, 206 if asked else 200, piece, headers)

    def _refuse(self, call: BaseHTTPRequestHandler, status: int, code: str, message: str) -> None:
        named = {"X-Error-Code": code, "X-Error-Message": message} if code else {}
        self._send(call, status, json.dumps({"error": message}).encode(), named)

    @staticmethod
    def _send(call: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        call.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            call.send_header(name, value)
        call.end_headers()
        if call.command != "HEAD":
            call.wfile.write(body)
