"""Arguments of `openness fix`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_DESCRIPTION = """Makes the changes that need no judgment: misspelled keys and license ids of the manifest, digests of
Git LFS files, words about openness that the license contradicts. Everything else in the files stays as it is."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    fix = commands.add_parser("fix", help="make the changes that are certain", description=_DESCRIPTION)
    fix.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH", help="directory or manifest file")
    fix.add_argument("--diff", action="store_true", help="print the changes, write nothing")
    fix.add_argument("--check", action="store_true", help="write nothing; exit code 1 where there is something to fix")
