"""Arguments of `openness check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openness.arguments.addresses import web_address

if TYPE_CHECKING:
    import argparse

FAIL_ON = ("error", "warning", "note", "never")
CHECK_FORMATS = ("text", "json", "sarif", "junit", "markdown", "html", "github")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    check = commands.add_parser("check", help="judge a repository", description="Judge a repository or a manifest.")
    check.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH", help="directory or manifest file")
    check.add_argument(
        "--format",
        action="append",
        choices=CHECK_FORMATS,
        default=None,
        help="output format (default: text); repeat, each with its own -o",
    )
    check.add_argument("-o", "--output", action="append", type=Path, default=None, metavar="FILE", help="file to write")
    check.add_argument(
        "--fail-on", choices=FAIL_ON, default="error", help="lowest severity that fails (default: error)"
    )
    check.add_argument(
        "--online", action="store_true", help="ask hubs, GitHub and linked servers whether what is declared is there"
    )
    check.add_argument(
        "--release", metavar="TAG", help="check a release on GitHub, a draft too, before it is published (online)"
    )
    against = check.add_mutually_exclusive_group()
    against.add_argument(
        "--base", metavar="REV", help="compare with a commit, branch or tag: only new findings are shown and count"
    )
    against.add_argument(
        "--baseline", type=Path, metavar="FILE", help="findings listed in this file are known: only new ones count"
    )
    against.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="list the findings of today in FILE, for --baseline"
    )
    check.add_argument(
        "--said",
        type=Path,
        metavar="FILE",
        help="JSON object of texts to judge too: repository description, topics, release notes, pull request title, "
        "pull request body",
    )
    check.add_argument(
        "--policy",
        action="append",
        metavar="POLICY",
        help="judge under a policy: a starter's name, a file, or owner/repo/path@ref; repeat, the outermost first",
    )
    check.add_argument(
        "--repository",
        metavar="OWNER/NAME",
        help="the name by which policies know this repository (default: $GITHUB_REPOSITORY, or the folder's name)",
    )
    check.add_argument(
        "--files-at",
        type=web_address,
        metavar="URL",
        help="where the files can be read, for links in the HTML page: https://github.com/OWNER/NAME/blob/COMMIT",
    )
    check.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="color the text output")
    check.add_argument("--frameworks", action="store_true", help="give the reasons of every framework's verdict")
    check.add_argument("-v", "--verbose", action="store_true", help="list every component and everything not checked")
