"""Arguments of `openness policy`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_REFERENCE = "starter's name, file, or owner/repo/path@ref"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    policy = commands.add_parser(
        "policy", help="show, try or start a policy", description="Show, try or start a policy."
    )
    steps = policy.add_subparsers(dest="step", required=True, metavar="STEP")
    _show(steps)
    _test(steps)
    _init(steps)


def _show(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = steps.add_parser("show", help="the settings in force, and where each of them is written")
    show.add_argument("policy", nargs="+", metavar="POLICY", help=f"{_REFERENCE}; several: the outermost first")
    show.add_argument(
        "--checked", type=Path, metavar="PATH", help="a repository whose own policy stands below, as in `check`"
    )
    _identity(show)
    show.add_argument("--format", choices=("text", "json"), default="text")
    show.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def _test(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    test = steps.add_parser(
        "test",
        help="what a policy makes of reports that `openness check --format json` wrote",
        description="Who passes a policy, who fails it and why, by their reports. Exit code 1 when one fails.",
    )
    test.add_argument("policy", metavar="POLICY", help=_REFERENCE)
    test.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="report files, or folders of them")
    test.add_argument(
        "--below",
        action="append",
        default=[],
        metavar="POLICY",
        help="a further layer below; repeat, the next below it",
    )
    test.add_argument("--on", metavar="DAY", help="judge as on this day (YYYY-MM-DD; default: today)")
    test.add_argument("--format", choices=("text", "json"), default="text")
    test.add_argument("-o", "--output", type=Path, metavar="FILE", help="file to write")
    test.add_argument("-v", "--verbose", action="store_true", help="give every reason, and list those that pass")
    test.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def _init(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = steps.add_parser("init", help="write a policy to start from")
    init.add_argument(
        "name", metavar="NAME", help="observe, honest-wording, open-weights-minimum, osaid or eu-provider"
    )
    init.add_argument(
        "-o", "--output", type=Path, default=Path("openness-policy.yml"), metavar="FILE", help="default: %(default)s"
    )
    init.add_argument("--stdout", action="store_true", help="print it, write nothing")
    init.add_argument("--force", action="store_true", help="replace the file")


def _identity(parser: argparse.ArgumentParser) -> None:
    """Arguments that say which repository is meant."""
    parser.add_argument("--repository", metavar="OWNER/NAME", help="for this repository (default: for any)")
    parser.add_argument("--topic", action="append", metavar="TOPIC", help="a topic of it; repeat")
    parser.add_argument("--property", action="append", metavar="NAME=VALUE", help="a custom property of it; repeat")
