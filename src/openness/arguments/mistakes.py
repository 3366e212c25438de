"""What was probably meant by an argument that the command line does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_CHOICE = re.compile(r"invalid choice: '([^']{1,80})'")
_UNKNOWN = re.compile(r"unrecognized arguments: (\S{1,80})")


def meant(parser: argparse.ArgumentParser, message: str) -> str:
    """The end of argparse's message that proposes an option or a choice; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    choice, unknown = _CHOICE.search(message), _UNKNOWN.search(message)
    known: list[str] = []
    if choice:
        known = re.findall(r"[\w.-]+", message[choice.end() :].partition("choose from")[2])
    elif unknown:
        known = list(_options(parser))
    found = choice or unknown
    near = get_close_matches(found[1].partition("=")[0], known, n=1, cutoff=0.6) if found else []
    return f"; did you mean `{near[0]}`?" if near else ""


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Long options of the parser and of the commands below it that this run knows."""
    for action in parser._actions:
        yield from (one for one in action.option_strings if one.startswith("--"))
        below = action.choices if action.nargs == "A..." else None
        for one in below.values() if isinstance(below, dict) else ():
            yield from _options(one)
