"""Arguments of `openness license`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    license_command = commands.add_parser(
        "license", help="say what license a text is, how it differs, what it restricts"
    )
    license_command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    license_command.add_argument("--format", choices=("text", "json"), default="text")
    license_command.add_argument("--color", choices=("auto", "always", "never"), default="auto")
