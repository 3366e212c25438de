"""Arguments of `openness badge`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from openness.arguments.addresses import web_address

_DESCRIPTION = """Write a badge from a report: the level that was observed, with the day.

  openness badge report.json --link https://example.org/report.html
  openness badge .

Both an SVG picture and the JSON of a shields.io endpoint are written, and the line for a README is printed.
The day is that of the judging: today for a directory, and what a report says of itself (--date for one that says none).
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    badge = commands.add_parser(
        "badge",
        help="write a badge from a report",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    badge.add_argument(
        "target",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="REPORT.json|PATH",
        help="report of `openness check --format json`, or a directory or manifest to judge now",
    )
    badge.add_argument(
        "--svg", type=Path, default=Path("openness-badge.svg"), metavar="FILE", help="picture (default: %(default)s)"
    )
    badge.add_argument(
        "--endpoint",
        type=Path,
        default=Path("openness-badge.json"),
        metavar="FILE",
        help="JSON for shields.io (default: %(default)s)",
    )
    badge.add_argument("--link", type=web_address, metavar="URL", help="where the report can be read")
    badge.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day of the report")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write YYYY-MM-DD") from None
