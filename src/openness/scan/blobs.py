"""The contents of small text files of many repositories, each content once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.scan.objects import Wish, ask
from openness.scan.pace import Pace, sweep
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openness.scan.transport import Transport

HEAVIEST = 5_000_000
"""Bytes of the files of one request."""

_FIRST, _MOST = 300, 600
_OVERHEAD = 200
_SELECTION = "fragment F on GitObject { ... on Blob { text isBinary isTruncated byteSize } }"
BINARY = "binary: the API gives no text of it"


class Body(NamedTuple):
    """What the host gives of a file: its text, or why there is none. `cut` says that the text is not all of it."""

    text: str | None
    why: str = ""
    cut: bool = False


class Blobs:
    """Texts by object id."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._pace = Pace(_FIRST, _MOST, heaviest=HEAVIEST)

    def read(self, wishes: Iterable[Wish], keep: Callable[[str, Body], None]) -> dict[str, str]:
        """Give every content that could be read to `keep`; returns reasons for the others. Raises StoppedError."""
        refused: dict[str, str] = {}

        def send(batch: Sequence[Wish], attempts: int) -> list[Wish]:
            answered = ask(self._transport, batch, _SELECTION, attempts)
            for oid, node in answered.nodes.items():
                keep(oid, _body(node))
            refused.update(answered.refused)
            return answered.heavy

        unique = list({wish.oid: wish for wish in wishes}.values())
        for failure in sweep(unique, send, self._pace, lambda wish: wish.size + _OVERHEAD):
            refused[failure.item.oid] = failure.why
        return refused


def _body(node: dict[str, Any]) -> Body:
    text = node.get("text")
    if node.get("isBinary") is True or not isinstance(text, str):
        return Body(None, BINARY)
    return Body(text, cut=node.get("isTruncated") is True)
