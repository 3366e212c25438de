"""A server on the loopback that gives the answers of a script, right or wrong, and keeps what it was asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Reply(NamedTuple):
    """One answer; `drop` closes the connection in place of one."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})
    raw: bytes | None = None
    drop: bool = False


class Asked(NamedTuple):
    method: str
    path: str
    token: str | None
    body: Any


class Script:
    def __init__(self, replies: list[Reply]) -> None:
        self.replies = replies
        self.asked: list[Asked] = []
        self.url = ""

    def __str__(self) -> str:
        return "\n".join(f"{one.method} {one.path}" for one in self.asked)


@contextmanager
def scripted(*replies: Reply) -> Iterator[Script]:
    script = Script(list(replies))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            script.asked.append(
                Asked(self.command, self.path, self.headers.get("Authorization"), json.loads(body) if body else None)
            )
            reply = script.replies.pop(0) if script.replies else Reply(500, {"message": "the script is at its end"})
            if reply.drop:
                # An abrupt end, as of a proxy that dies.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            content = (
                reply.raw if reply.raw is not None else b"" if reply.body is None else json.dumps(reply.body).encode()
            )
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value.replace("{url}", script.url))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

        def finish(self) -> None:
            if not self.connection._closed:
                super().finish()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
