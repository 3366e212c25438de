"""Arguments of `openness init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    init = commands.add_parser("init", help="draft openness.yml from what is found")
    init.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH")
    init.add_argument("--stdout", action="store_true", help="print the draft, write nothing")
    init.add_argument("--force", action="store_true", help="replace an existing openness.yml")
