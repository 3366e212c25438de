"""What a header says, or why it was not read."""

from __future__ import annotations

from openness.values import NamedTuple

SHOWN = 300
"""Characters of a text from a header that are kept."""

Pairs = tuple[tuple[str, str], ...]


class WeightHeader(NamedTuple):
    """What the header of one weight file says.

    `parameters` counts elements of tensors, None when it cannot be told; `dtypes` pairs each element type with its
    elements, most first. `licenses`, `base_models` and `metadata` are (key, value) as written in the file, cleaned by
    `clean`. `shard` is (number, of how many), from 1. `imports` are names that loading the file would import although
    no tensor needs them, `code_objects` classes of models saved whole. `external` are paths of files that hold the
    tensors. `problems` are faults that do not keep the header from being read. `bytes_read` counts bytes fetched.
    """

    format: str
    parameters: int | None = None
    tensors: int | None = None
    dtypes: tuple[tuple[str, int], ...] = ()
    architecture: str | None = None
    licenses: Pairs = ()
    base_models: Pairs = ()
    metadata: Pairs = ()
    shard: tuple[int, int] | None = None
    imports: tuple[str, ...] = ()
    code_objects: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    bytes_read: int = 0


class Unreadable(NamedTuple):
    """Why a header was not read, in words that complete "the file …".

    `malformed` is False when nothing is known to be wrong with the file: its content is not here, or the format is
    one that is recognized only. `too_large` says that the header is larger than what is read, and may be sound.
    """

    reason: str
    malformed: bool = True
    too_large: bool = False
    bytes_read: int = 0


def clean(text: str, limit: int = SHOWN) -> str:
    """Text from a file as it may be shown: at most `limit` characters, none of them invisible or a lone surrogate."""
    kept = text[: limit + 1]
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in kept[:limit])
    return shown + "…" if len(kept) > limit else shown
