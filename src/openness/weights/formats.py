"""Which weight format a file has, by its first bytes and its name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.weights.data import load_table

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

HEAD = 4096
"""Bytes of a file that are enough to recognize every format."""

Kind = Literal["weights", "payload", "pointer", "tokenizer"]
_HEADER_LIMIT = 100_000_000


class WeightFormat(NamedTuple):
    """A format of `data/weights/formats.json`.

    `certain` is False where only the name speaks for it. `reader` names the module that reads its header, None for
    formats that are recognized only. `pickle` says that loading such a file can run code.
    """

    id: str
    title: str
    kind: Kind
    certain: bool
    reader: str | None = None
    pickle: bool = False


def recognize(path: str, head: bytes) -> WeightFormat | None:
    """The format of a file from its path and its first bytes (HEAD are enough); None when it is none of the known.

    Without bytes, or when they are all zero (content that is not here), the name alone decides.
    """
    known = bool(head.strip(b"\0"))
    name = path.lower()
    if known:
        for row in _rows():
            if row.matches_bytes(head) and (not row.needs_name or row.matches_name(path, name)):
                return row.format(certain=True)
    for row in _rows():
        if row.by_name and row.matches_name(path, name):
            return row.format(certain=False)
    return None


def may_be_weights(path: str) -> bool:
    """Whether a file with this name is worth opening: cheap, for every path of a repository."""
    name = path.rpartition("/")[2]
    extension = name.rpartition(".")[2].lower()
    if extension in _extensions():
        return True
    return extension.rstrip("0123456789of-") in _NAMED_STEMS and _named().search(path) is not None


def is_aside(path: str) -> bool:
    """True for files in folders of tests, examples and third parties, which are no release."""
    return _aside().search(path.lower()) is not None


def is_model_name(path: str) -> bool:
    """True for the names that libraries give to the weights of a model."""
    return _model_names().search(path.lower()) is not None


_NAMED_STEMS = frozenset({"bin", "pb", "pbtxt", "onnx_data", "data", "ocdbt", "_checkpoint_metadata"})
"""Endings, numbers of shards left off, that say little; the whole name must match a pattern too."""


class _Row(NamedTuple):
    """A format with its tests, patterns compiled."""

    body: dict[str, Any]
    magic: tuple[tuple[int, bytes], ...]
    names: re.Pattern[str] | None
    extensions: frozenset[str]

    @property
    def needs_name(self) -> bool:
        return bool(self.body.get("needs_name"))

    @property
    def by_name(self) -> bool:
        return bool(self.body.get("by_name"))

    def matches_bytes(self, head: bytes) -> bool:
        test = _TESTS.get(self.body.get("test", ""))
        if test is not None:
            return test(head)
        return any(head.startswith(text, at) for at, text in self.magic)

    def matches_name(self, path: str, folded: str) -> bool:
        if folded.rpartition(".")[2] in self.extensions:
            return True
        return self.names is not None and self.names.search(path) is not None

    def format(self, *, certain: bool) -> WeightFormat:
        body = self.body
        return WeightFormat(
            body["id"], body["title"], body["kind"], certain, body.get("reader"), bool(body.get("pickle"))
        )


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            body,
            tuple((at, text.encode("latin-1")) for at, text in body.get("magic", ())),
            compiled(body["names"]) if "names" in body else None,
            frozenset(body.get("extensions", ())),
        )
        for body in load_table("formats")["formats"]
    )


@lru_cache(maxsize=1)
def _extensions() -> frozenset[str]:
    rows = load_table("formats")["formats"]
    return frozenset(ending for row in rows if row["kind"] == "weights" for ending in row.get("extensions", ()))


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    rows = load_table("formats")["formats"]
    return compiled("|".join(f"(?:{row['names']})" for row in rows if "names" in row and row["kind"] != "tokenizer"))


@lru_cache(maxsize=1)
def _aside() -> re.Pattern[str]:
    return compiled(load_table("formats")["aside"])


@lru_cache(maxsize=1)
def _model_names() -> re.Pattern[str]:
    return compiled(load_table("formats")["model_names"])


def _is_safetensors(head: bytes) -> bool:
    """A length that is possible, then the brace of a JSON object."""
    return head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") <= _HEADER_LIMIT


def _is_onnx(head: bytes) -> bool:
    """`ir_version` first, then a field that ModelProto has; there is no magic number."""
    return head[:1] == b"\x08" and 1 <= head[1] < 0x80 and head[2:3] in _ONNX_FIELDS if len(head) > 2 else False


def _is_msgpack(head: bytes) -> bool:
    """A map whose first key is text."""
    first = head[:1]
    is_map = b"\x80" < first <= b"\x8f" or first in (b"\xde", b"\xdf")
    at = {0xDE: 3, 0xDF: 5}.get(head[0], 1) if head else 1
    key = head[at : at + 1]
    return is_map and (b"\xa0" <= key <= b"\xbf" or key in (b"\xd9", b"\xda"))


_ONNX_FIELDS = frozenset(bytes([number << 3 | 2]) for number in (2, 3, 4, 6, 7, 8, 14)) | {b"\x28"}
_TESTS: dict[str, Callable[[bytes], bool]] = {
    "safetensors": _is_safetensors,
    "onnx": _is_onnx,
    "msgpack": _is_msgpack,
}
