"""Arguments of `openness explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    explain = commands.add_parser("explain", help="explain a rule, a license, a level, a framework or a component")
    explain.add_argument(
        "name", nargs="?", default="rules", metavar="NAME", help="OM401, apache-2.0, open-weights, mof, …"
    )
    explain.add_argument("--color", choices=("auto", "always", "never"), default="auto")
