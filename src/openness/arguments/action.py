"""Arguments of `openness action`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    commands.add_parser(
        "action",
        help="the GitHub Action: check, and tell the pull request",
        description="The entry point of the GitHub Action. Its inputs are the environment variables OPENNESS_*, "
        "as action.yml sets them; the event is the one that GITHUB_EVENT_NAME and GITHUB_EVENT_PATH name.",
    )
