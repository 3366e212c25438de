"""Headers of weight files elsewhere, read with the same readers as those here, by ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.read.tree import Entry
from openness.weights.formats import HEAD, recognize
from openness.weights.header import WeightHeader
from openness.weights.headers import read_header
from openness.weights.source import ByteSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.model import NotChecked
    from openness.net.client import HttpClient, Request

WINDOW = 100_000
"""Bytes of the first range: 97 % of the headers of published safetensors are smaller."""

HEADER_LIMIT = 8_000_000
_RANGE = "bytes {}-{}/"


class RemoteFileTree:
    """One file on a server as a tree; neighboring reads are answered from what was fetched last."""

    def __init__(self, client: HttpClient, request: Request, size: int) -> None:
        self._client = client
        self._request = request
        self._size = size
        self._start = 0
        self._held = b""

    @property
    def name(self) -> str:
        """The address."""
        return self._request.url

    def entries(self) -> Sequence[Entry]:
        """The one file."""
        return [Entry("", self._size)]

    def read(self, path: str, start: int = 0, length: int | None = None) -> bytes:  # noqa: ARG002 - there is one file
        """Bytes of the file; raises UnreadableError when the server gives others or none."""
        wanted = self._size - start if length is None else length
        end = min(start + wanted, self._size)
        if not (self._start <= start and end <= self._start + len(self._held)):
            self._fetch(start, max(wanted, min(WINDOW, self._size - start)))
        return self._held[start - self._start : end - self._start]

    def gaps(self) -> Sequence[NotChecked]:
        """Nothing is listed that could be missing."""
        return ()

    def _fetch(self, start: int, count: int) -> None:
        last = min(start + count, self._size) - 1
        headers = (*self._request.headers, ("Range", f"bytes={start}-{last}"))
        answer = self._client.ask(self._request._replace(headers=headers, limit=last - start + 1, cached=False))
        if answer.outcome != "ok":
            raise UnreadableError(answer.why)
        whole = answer.status == 200 and start == 0 and len(answer.body) == self._size
        if not whole and not answer.headers.get("content-range", "").startswith(_RANGE.format(start, last)):
            raise UnreadableError("the server does not answer in ranges")
        if len(answer.body) != last - start + 1:
            raise UnreadableError("the server sent another range than asked for")
        self._start, self._held = start, answer.body


def read_remote_header(client: HttpClient, request: Request, path: str, size: int) -> WeightHeader | None:
    """The header of a weight file at an address; None when it cannot be read."""
    tree = RemoteFileTree(client, request, size)
    try:
        form = recognize(path, tree.read("", 0, min(HEAD, size)))
    except UnreadableError:
        return None
    if form is None or form.reader not in ("safetensors", "gguf"):
        return None
    read = read_header(ByteSource(tree, "", size, byte_limit=HEADER_LIMIT), form)
    return read if isinstance(read, WeightHeader) else None
