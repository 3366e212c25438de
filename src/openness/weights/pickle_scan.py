"""What a pickle would import and which tensors it describes, told from its opcodes; nothing is ever loaded.

The table of opcodes is `pickletools`'. A shadow of the unpickler's stack follows names and numbers only, so that an
import whose name is put together from memorized texts is named as well. An import whose name cannot be told that
way is itself a finding.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from openness.weights.pickle_machine import HANDLERS, Machine, Scan
from openness.weights.source import BudgetError, HeaderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.weights.source import Cursor

    _Row = tuple[int, "Callable[[Machine, bytes | None], None] | None", bool, int, list[None]]

__all__ = ["OPCODE_LIMIT", "Scan", "scan_pickle"]

OPCODE_LIMIT = 250_000
"""Opcodes that are walked in one file; a state dict takes about 40 for each tensor."""

_STACK_LIMIT = 50_000
_STOP = ord(".")
_TEXT_LIMIT = 4096
_LINE_LIMIT = 4096
_NEWLINE, _COUNT1, _COUNT4, _COUNT4U, _COUNT8, _TWO_LINES = -1, -2, -3, -4, -5, -6
_WIDTHS = {_COUNT1: 1, _COUNT4: 4, _COUNT4U: 4, _COUNT8: 8}


@lru_cache(maxsize=1)
def _table() -> tuple[_Row | None, ...]:
    """For each byte: size of the argument (or how it is found), handler, whether a mark is popped, pops, pushes."""
    import pickletools  # noqa: PLC0415 - a large module that only pickles need

    rows: list[_Row | None] = [None] * 256
    for opcode in pickletools.opcodes:
        before = opcode.stack_before
        marked = pickletools.markobject in before
        below = before.index(pickletools.markobject) if marked else len(before)
        size = opcode.arg.n if opcode.arg is not None else 0
        if opcode.name in ("GLOBAL", "INST"):
            size = _TWO_LINES
        rows[ord(opcode.code)] = (size, HANDLERS.get(opcode.name), marked, below, [None] * len(opcode.stack_after))
    return tuple(rows)


def scan_pickle(cursor: Cursor, scan: Scan) -> None:
    """Walk one pickle up to its end, adding what it does to `scan`; raises HeaderError when it is malformed."""
    table = _table()
    machine = Machine(scan)
    stack = machine.stack
    next_byte = cursor.byte
    while True:
        scan.opcodes += 1
        if scan.opcodes > OPCODE_LIMIT:
            raise BudgetError(f"holds a pickle of more than {OPCODE_LIMIT:,} opcodes")
        if len(stack) > _STACK_LIMIT:
            raise HeaderError(f"holds a pickle that stacks more than {_STACK_LIMIT:,} things")
        code = next_byte()
        row = table[code]
        if row is None:
            raise HeaderError(f"holds a pickle with an unknown opcode at byte {cursor.offset - 1:,}")
        size, handler, marked, pops, pushes = row
        argument = _argument(cursor, size) if size else None
        if handler is not None:
            handler(machine, argument)
            continue
        if code == _STOP:
            return
        if marked:
            machine.pop_to_mark()
        for _ in range(pops):
            machine.pop()
        stack += pushes


def _argument(cursor: Cursor, size: int) -> bytes | None:
    """The bytes of an opcode's argument, without its length; None when it is too long to matter."""
    if size > 0:
        return cursor.take(size)
    if size == _NEWLINE:
        return cursor.line(_LINE_LIMIT)
    if size == _TWO_LINES:
        return cursor.line(_LINE_LIMIT) + b"." + cursor.line(_LINE_LIMIT)
    length = int.from_bytes(cursor.take(_WIDTHS[size]), "little")
    if length <= _TEXT_LIMIT:
        return cursor.take(length)
    cursor.skip(length)
    return None
