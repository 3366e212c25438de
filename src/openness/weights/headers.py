"""One call for every format that has a reader."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from openness.weights.header import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.weights.formats import WeightFormat
    from openness.weights.header import WeightHeader
    from openness.weights.source import ByteSource

_FAULTS = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError, MemoryError)
READERS = ("safetensors", "gguf", "pytorch", "onnx", "npz")


def read_header(source: ByteSource, form: WeightFormat) -> WeightHeader | Unreadable:
    """What the file's header says, or why it was not read."""
    if form.reader is None:
        return Unreadable(f"is recognized as {form.title}, whose header is not read", malformed=False)
    assert form.reader in READERS
    read: Callable[[ByteSource], WeightHeader | Unreadable] = import_module(f"openness.weights.{form.reader}").read
    try:
        return read(source)
    except _FAULTS as error:
        # A reader that fails is at fault itself, but one file must not keep the rest of the repository from being read.
        reason = f"has a header that could not be made sense of ({type(error).__name__})"
        return Unreadable(reason, bytes_read=source.bytes_read)
