"""Arguments of `openness org`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ORGANIZATION_FORMATS = ("text", "json", "csv", "sarif", "markdown", "html")
FAIL_ON = ("error", "warning", "note", "never")
INCLUDE = ("archived", "forks", "templates")

_DESCRIPTION = """Judge every repository of an organization.

  openness org scan acme                                  one machine
  openness org plan acme --shards 4 -o plan.json          several: plan,
  openness org scan acme --plan plan.json --shard 2/4     scan each shard,
  openness org merge shard-*.json --format markdown       put them together
  openness org act report.json                            what issues would be opened

The token is OPENNESS_TOKEN, GITHUB_TOKEN or GH_TOKEN; GITHUB_API_URL names another host than github.com.
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    org = commands.add_parser(
        "org",
        help="judge the repositories of an organization",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    steps = org.add_subparsers(dest="step", required=True, metavar="STEP")
    _add_scan(steps)
    _add_plan(steps)
    _add_merge(steps)
    _add_act(steps)


def add_output(parser: argparse.ArgumentParser) -> None:
    """The formats of a report on many repositories."""
    parser.add_argument(
        "--format",
        action="append",
        choices=ORGANIZATION_FORMATS,
        default=None,
        help="output format (default: text); repeat, each with its own -o",
    )
    parser.add_argument(
        "-o", "--output", action="append", type=Path, default=None, metavar="FILE", help="file to write"
    )
    parser.add_argument("--since", type=Path, default=None, metavar="FILE", help="earlier JSON report to compare with")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, default="never", help="lowest severity that fails (default: never)"
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How much a scan may read, and where it keeps what it read."""
    parser.add_argument(
        "--cache", type=Path, default=None, metavar="FILE", help="file of what earlier scans read (default: per user)"
    )
    parser.add_argument("--no-cache", action="store_true", help="keep nothing")
    parser.add_argument("--jobs", type=_at_least(1), default=None, metavar="N", help="processes that judge")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing of the progress")


def _add_scan(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    scan = steps.add_parser("scan", help="read and judge the repositories")
    scan.add_argument("organization", metavar="ORG", help="organization or user")
    scan.add_argument(
        "--policy",
        action="append",
        default=None,
        metavar="POLICY",
        help="judge under a policy: a starter's name, a file, or owner/repo/path@ref; repeat, the outermost first",
    )
    scan.add_argument(
        "--online", action="store_true", help="ask hubs and linked servers about what the repositories name; slower"
    )
    scan.add_argument("--shard", default=None, metavar="i/N", help="only the i-th of N parts")
    scan.add_argument("--plan", type=Path, default=None, metavar="FILE", help="what `org plan` wrote")
    _add_include(scan)
    add_output(scan)
    add_reading(scan)
    scan.add_argument(
        "--max-wait",
        type=_at_least(0),
        default=900,
        metavar="SECONDS",
        help="time to wait for rate limits in all, before the scan ends with what it has (default: 900)",
    )
    scan.add_argument(
        "--max-points", type=_at_least(1), default=None, metavar="N", help="GraphQL points that the scan may use"
    )


def _add_plan(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plan = steps.add_parser("plan", help="share the repositories out; prints the matrix of a GitHub Actions job")
    plan.add_argument("organization", metavar="ORG", help="organization or user")
    plan.add_argument("--shards", type=_at_least(1), required=True, metavar="N", help="number of parts")
    plan.add_argument("-o", "--output", type=Path, default=None, metavar="FILE", help="plan for `org scan --plan`")
    plan.add_argument("--max-wait", type=_at_least(0), default=900, metavar="SECONDS", help="as for `org scan`")
    plan.add_argument("-q", "--quiet", action="store_true", help="say nothing of the progress")
    _add_include(plan)


def _add_merge(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    merge = steps.add_parser("merge", help="put JSON reports of several scans together")
    merge.add_argument("reports", nargs="+", type=Path, metavar="FILE", help="JSON report of `org scan`")
    add_output(merge)


def _add_act(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    act = steps.add_parser(
        "act",
        help="open, update and close one issue for each repository; without --apply only says what it would do",
    )
    act.add_argument("report", type=Path, metavar="FILE", help="JSON report of `org scan` or `org merge`")
    act.add_argument("--apply", action="store_true", help="write; without it, nothing is written")
    act.add_argument(
        "--issues",
        choices=("policy", "error", "warning", "never"),
        default="policy",
        help="which repositories get an issue: those that the policy says, or those with a finding of a severity",
    )
    act.add_argument("--open-pull-requests", action="store_true", help="also propose a manifest where there is none")
    act.add_argument("--most", type=_at_least(1), default=50, metavar="N", help="writes at most (default: 50)")


def _add_include(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--include", action="append", choices=INCLUDE, default=None, help="judge these too; repeat for several"
    )


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least {least}")

    return number
