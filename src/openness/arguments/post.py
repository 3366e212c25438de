"""Arguments of `openness post`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    commands.add_parser(
        "post",
        help="the second half of the GitHub Action for forks",
        description="Tells a pull request what an earlier run of `openness action` found that was not allowed to "
        "write. Its inputs are the environment variables OPENNESS_*, as post/action.yml sets them.",
    )
