"""Arguments of `openness init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_DESCRIPTION = """Drafts openness.yml from what the repository shows, each guess with its source. On a terminal it asks
what it cannot know; elsewhere the questions stay in the draft as comments."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    init = commands.add_parser("init", help="draft openness.yml from what is found", description=_DESCRIPTION)
    init.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH")
    init.add_argument("--stdout", action="store_true", help="print the draft, write nothing")
    init.add_argument("--force", action="store_true", help="replace files that are there")
    init.add_argument("--yes", action="store_true", help="ask nothing; take every guess")
    init.add_argument("--workflow", action="store_true", help="also write .github/workflows/openness.yml")
    init.add_argument("--hook", action="store_true", help="also add the hook to .pre-commit-config.yaml")
    init.add_argument(
        "--no-schema",
        action="store_true",
        help="leave out .openness.schema.json, by which editors check the manifest while it is written",
    )
    init.add_argument(
        "--from",
        dest="source",
        metavar="OWNER/REPO",
        help="where workflow and hook get openness from on GitHub (default: where this one was released)",
    )
