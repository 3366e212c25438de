"""A server on loopback that answers each path as told, byte by byte where need be."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def reply(status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
    """A whole answer; its length is stated unless the headers say something of it."""
    named = {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class ScriptedServer:
    """Answers of `script[path]` in turn, the last one again and again; a callable talks to the socket itself."""

    def __init__(self, script: dict[str, list[bytes | Callable[[socket.socket, Asked], None]]]) -> None:
        self.script = script
        self.journal: list[Asked] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        # A thread that blocks in `accept` outlives `close`, and takes connections of the next socket of that number.
        self._listening.settimeout(0.05)
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        """The root."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def trusted(self) -> frozenset[tuple[str, int]]:
        """What a client must trust to be allowed here."""
        return frozenset({("127.0.0.1", self.port)})

    def __enter__(self) -> Self:
        self._serving.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._serving.join(5)
        self._listening.close()

    def _serve(self) -> None:
        while not self.stopping.is_set():
            try:
                taken, _ = self._listening.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            threading.Thread(target=self._talk, args=(taken,), daemon=True).start()

    def _talk(self, taken: socket.socket) -> None:
        with taken, contextlib.suppress(OSError):
            asked = self._read(taken)
            self.journal.append(asked)
            answers = self.script.get(asked.path) or [reply(404)]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if callable(answer):
                answer(taken, asked)
            else:
                head, _, body = answer.partition(b"\r\n\r\n")
                taken.sendall(head + b"\r\n\r\n" + (b"" if asked.method == "HEAD" else body))

    @staticmethod
    def _read(taken: socket.socket) -> Asked:
        taken.settimeout(10)
        held = b""
        while b"\r\n\r\n" not in held:
            piece = taken.recv(65_536)
            if not piece:
                raise OSError("gone")
            held += piece
        head, _, body = held.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        while len(body) < int(headers.get("content-length", "0")):
            body += taken.recv(65_536)
        method, path, _ = first.split(" ")
        return Asked(method, path, headers, body)
