"""Regular expressions that are the same in every run, compiled once and restored in later runs.

A run needs several hundred of them. Python translates each into a program for its matcher, in Python, which takes
longer than everything that they are then used for; the program itself is a short list of numbers. `programs()` gives
these lists and `restore()` takes them back, so that whoever starts the process can keep them.

Python has no public way to do so. What is used here of `re` has been the same since Python 3.6; where it is absent or
answers otherwise than expected, a pattern is compiled as usual.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 4000
"""Patterns in a store; the package has fewer than a thousand."""

Key = tuple[str, int]
"""A pattern and the flags that it was asked for with."""


class Program(NamedTuple):
    """What Python made of a pattern: its own flags, the number of groups, the names of groups, and the code."""

    flags: int
    groups: int
    names: Mapping[str, int]
    code: Sequence[int]


_known: Mapping[Key, Program] = {}
_asked: dict[Key, None] = {}


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` for patterns of the package itself; what a repository says has no place in one."""
    key = (source, int(flags))
    program = _known.get(key)
    if program is not None:
        found = _assembled(source, program)
        if found is not None:
            return found
    _asked[key] = None
    return re.compile(source, flags)


def restore(programs: Mapping[Key, Program]) -> None:
    """Use these programs for the patterns that they belong to; each is looked up when its pattern is asked for."""
    global _known  # noqa: PLW0603 - one process has one store
    _known = programs


def is_complete() -> bool:
    """True when every pattern that was asked for so far had been restored."""
    return not _asked


def programs() -> dict[Key, Program]:
    """Programs of the patterns restored or asked for so far; empty where this Python does not tell them."""
    kept: dict[Key, Program] = {}
    if len(_known) + len(_asked) <= MOST:
        kept = {key: program for key in _known if (program := _known.get(key)) is not None}
    for source, flags in _asked:
        program = _program(source, flags)
        if program is None:
            return {}
        kept[source, flags] = program
    return kept


def version() -> int | None:
    """The version of the matcher's programs; None where this Python does not tell."""
    try:
        import _sre  # type: ignore[import-not-found]  # noqa: PLC0415 - absent from other implementations
    except ImportError:
        return None
    magic = getattr(_sre, "MAGIC", None)
    return magic if isinstance(magic, int) else None


def _assembled(source: str, program: Program) -> re.Pattern[str] | None:
    names: list[str | None] = [None] * (program.groups + 1)
    try:
        import _sre  # noqa: PLC0415

        for name, number in program.names.items():
            names[number] = name
        # The matcher verifies every program before it takes it.
        found = _sre.compile(
            source, program.flags, list(program.code), program.groups, dict(program.names), tuple(names)
        )
    except (ImportError, AttributeError, TypeError, ValueError, IndexError, OverflowError, RuntimeError):
        return None
    return found if isinstance(found, re.Pattern) else None


def _program(source: str, flags: int) -> Program | None:
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415
    except ImportError:  # Python 3.10
        try:
            import sre_compile as _compiler  # noqa: PLC0415
            import sre_parse as _parser  # noqa: PLC0415
        except ImportError:
            return None
    try:
        parsed = _parser.parse(source, flags)
        code = [int(one) for one in _compiler._code(parsed, flags)]
        state = parsed.state
        return Program(int(flags | state.flags), state.groups - 1, dict(state.groupdict), code)
    except (AttributeError, TypeError, ValueError):
        return None
