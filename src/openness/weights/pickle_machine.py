"""The shadow of an unpickler: it follows names, numbers and short tuples, and makes nothing.

Handlers exist for the opcodes that import, call, remember or push something telling; all others only change the height
of the stack.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openness.weights.header import clean
from openness.weights.source import HeaderError

if TYPE_CHECKING:
    from collections.abc import Callable

_MEMO_LIMIT = 200_000
_DROP_LIMIT = 5000
_TUPLE_LIMIT = 16
_COMPUTED = "a name that is computed"
_MARK = object()


class Storage(str):
    """The key of a tensor storage."""

    __slots__ = ()


class Global(str):
    """The `module.name` of something imported."""

    __slots__ = ()


@dataclass(slots=True)
class Scan:
    """What was seen.

    `imports` are in order of appearance; `storages` give class and elements (bytes for storages without a type) by key,
    `types` the element type of storages without one; `keys` are the texts that serve as keys of dictionaries.
    """

    imports: dict[str, None] = field(default_factory=dict)
    storages: dict[str, tuple[str, int]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    tensors: int = 0
    keys: set[str] = field(default_factory=set)
    opcodes: int = 0
    drops: int = 0


class Machine:
    """The shadow of an unpickler: a stack of texts, numbers, names and short tuples; None for anything else."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.stack: list[object] = []
        self.memo: dict[int, object] = {}

    def pop(self) -> object:
        """The top of the stack; raises HeaderError when it is empty."""
        if not self.stack:
            raise HeaderError("holds a pickle that takes more from its stack than is there")
        return self.stack.pop()

    def pop_to_mark(self) -> list[object]:
        """What stands above the last mark, which is taken away too."""
        stack = self.stack
        for place in range(len(stack) - 1, -1, -1):
            if stack[place] is _MARK:
                above = stack[place + 1 :]
                del stack[place:]
                return above
        raise HeaderError("holds a pickle with an end that has no beginning")

    def imported(self, name: str) -> None:
        """Note an import and push it."""
        kept = Global(clean(name, 160))
        self.scan.imports[kept] = None
        self.stack.append(kept)

    def remember(self, key: int) -> None:
        """Keep the top of the stack in the memo."""
        if len(self.memo) >= _MEMO_LIMIT:
            raise HeaderError(f"holds a pickle that memorizes more than {_MEMO_LIMIT:,} things")
        if self.stack:
            self.memo[key] = self.stack[-1]


def _push_text(machine: Machine, argument: bytes | None) -> None:
    machine.stack.append(None if argument is None else argument.decode("utf-8", "replace"))


def _push_quoted(machine: Machine, argument: bytes | None) -> None:
    text = (argument or b"").strip()
    plain = len(text) >= 2 and text[:1] == text[-1:] and text[:1] in (b"'", b'"') and b"\\" not in text
    machine.stack.append(text[1:-1].decode("latin-1") if plain else None)


def _push_number(machine: Machine, argument: bytes | None) -> None:
    machine.stack.append(None if argument is None else int.from_bytes(argument[:16], "little", signed=False))


def _push_int4(machine: Machine, argument: bytes | None) -> None:
    machine.stack.append(struct.unpack("<i", argument or bytes(4))[0])


def _push_line(machine: Machine, argument: bytes | None) -> None:
    text = (argument or b"").strip().rstrip(b"L")
    machine.stack.append(int(text) if text.isdigit() and len(text) < 20 else None)


def _global(machine: Machine, argument: bytes | None) -> None:
    machine.imported((argument or b"").decode("utf-8", "replace"))


def _stack_global(machine: Machine, _: bytes | None) -> None:
    name, module = machine.pop(), machine.pop()
    told = type(name) is str and type(module) is str
    machine.imported(f"{module}.{name}" if told else _COMPUTED)


def _extension(machine: Machine, _: bytes | None) -> None:
    machine.imported("copyreg extension registry")


def _persistent(machine: Machine, _: bytes | None) -> None:
    """A storage of PyTorch: ("storage", class, key, place, elements), in old files with a sixth part."""
    told = machine.pop()
    made: Storage | None = None
    if type(told) is tuple and len(told) in (5, 6) and told[0] == "storage" and type(told[1]) is Global:
        key, elements = told[2], told[4]
        if type(key) is str and type(elements) is int:
            made = Storage(key)
            machine.scan.storages[key] = (str(told[1]), elements)
    machine.stack.append(made)


def _tuple_of(count: int | None) -> Callable[[Machine, bytes | None], None]:
    def build(machine: Machine, _: bytes | None) -> None:
        parts = machine.pop_to_mark() if count is None else [machine.pop() for _ in range(count)][::-1]
        # Tuples inside of tuples are of no use here and could grow without bound.
        flat = len(parts) <= _TUPLE_LIMIT
        machine.stack.append(tuple(None if type(part) is tuple else part for part in parts) if flat else None)

    return build


def _reduce(machine: Machine, _: bytes | None) -> None:
    arguments, made = machine.pop(), machine.pop()
    machine.stack.append(None)
    if type(made) is Global and made.startswith("torch._utils._rebuild_tensor"):
        machine.scan.tensors += 1
        if type(arguments) is tuple and len(arguments) == 7 and type(arguments[0]) is Storage:
            # The third form of the function has the type as its last argument.
            machine.scan.types[str(arguments[0])] = str(arguments[6])


def _set_item(machine: Machine, _: bytes | None) -> None:
    machine.pop()
    _keep_key(machine, machine.pop())
    if not machine.stack:
        raise HeaderError("holds a pickle that takes more from its stack than is there")


def _set_items(machine: Machine, _: bytes | None) -> None:
    for key in machine.pop_to_mark()[::2]:
        _keep_key(machine, key)


def _keep_key(machine: Machine, key: object) -> None:
    if type(key) is str and len(machine.scan.keys) < 100_000 and len(key) <= 40:
        machine.scan.keys.add(key)


def _instance(machine: Machine, argument: bytes | None) -> None:
    machine.pop_to_mark()
    machine.imported((argument or b"").decode("utf-8", "replace"))


def _object(machine: Machine, _: bytes | None) -> None:
    machine.pop_to_mark()
    machine.stack.append(None)


def _mark(machine: Machine, _: bytes | None) -> None:
    machine.stack.append(_MARK)


def _pop(machine: Machine, _: bytes | None) -> None:
    """Drop the top; pickles that a program wrote hardly ever do."""
    machine.scan.drops += 1
    if machine.scan.drops > _DROP_LIMIT:
        raise HeaderError(f"holds a pickle that drops more than {_DROP_LIMIT:,} things it has made")
    machine.pop()


def _pop_mark(machine: Machine, _: bytes | None) -> None:
    machine.pop_to_mark()


def _duplicate(machine: Machine, _: bytes | None) -> None:
    top = machine.pop()
    machine.stack += [top, top]


def _get(machine: Machine, argument: bytes | None) -> None:
    machine.stack.append(machine.memo.get(_index(argument)))


def _put(machine: Machine, argument: bytes | None) -> None:
    machine.remember(_index(argument))


def _get_line(machine: Machine, argument: bytes | None) -> None:
    machine.stack.append(machine.memo.get(_line_index(argument)))


def _put_line(machine: Machine, argument: bytes | None) -> None:
    machine.remember(_line_index(argument))


def _memorize(machine: Machine, _: bytes | None) -> None:
    machine.remember(len(machine.memo))


def _index(argument: bytes | None) -> int:
    return int.from_bytes(argument or b"", "little")


def _line_index(argument: bytes | None) -> int:
    text = (argument or b"").strip()
    if not text.isdigit() or len(text) > 18:
        raise HeaderError("holds a pickle with a damaged memo index")
    return int(text)


HANDLERS = {
    "GLOBAL": _global,
    "STACK_GLOBAL": _stack_global,
    "INST": _instance,
    "OBJ": _object,
    "EXT1": _extension,
    "EXT2": _extension,
    "EXT4": _extension,
    "BINPERSID": _persistent,
    "TUPLE": _tuple_of(None),
    "EMPTY_TUPLE": _tuple_of(0),
    "TUPLE1": _tuple_of(1),
    "TUPLE2": _tuple_of(2),
    "TUPLE3": _tuple_of(3),
    "REDUCE": _reduce,
    "SETITEM": _set_item,
    "SETITEMS": _set_items,
    "MARK": _mark,
    "POP": _pop,
    "POP_MARK": _pop_mark,
    "DUP": _duplicate,
    "GET": _get_line,
    "BINGET": _get,
    "LONG_BINGET": _get,
    "PUT": _put_line,
    "BINPUT": _put,
    "LONG_BINPUT": _put,
    "MEMOIZE": _memorize,
    "UNICODE": _push_text,
    "STRING": _push_quoted,
    "BINSTRING": _push_text,
    "SHORT_BINSTRING": _push_text,
    "SHORT_BINUNICODE": _push_text,
    "BINUNICODE": _push_text,
    "BINUNICODE8": _push_text,
    "BININT": _push_int4,
    "BININT1": _push_number,
    "BININT2": _push_number,
    "LONG1": _push_number,
    "LONG4": _push_number,
    "INT": _push_line,
    "LONG": _push_line,
}
