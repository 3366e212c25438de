"""Arguments of `openness hub`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.arguments.org import add_output, add_reading

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    hub = commands.add_parser(
        "hub",
        help="judge the models and data sets of an organization on a Hugging Face hub",
        description="Judge the models and data sets of an organization on a Hugging Face hub (HF_ENDPOINT, HF_TOKEN).",
    )
    steps = hub.add_subparsers(dest="step", required=True, metavar="STEP")
    scan = steps.add_parser("scan", help="read and judge the repositories")
    scan.add_argument("organization", metavar="ORG", help="organization or user")
    add_output(scan)
    add_reading(scan)
