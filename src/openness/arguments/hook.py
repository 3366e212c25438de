"""Arguments of `openness hook`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openness.arguments.check import FAIL_ON

if TYPE_CHECKING:
    import argparse

_DESCRIPTION = """What the hooks in .pre-commit-hooks.yaml run. Nothing is asked of any server, a repository without a
model passes, and nothing is printed where there is nothing to say."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    hook = commands.add_parser("hook", help="entry points of the pre-commit hooks", description=_DESCRIPTION)
    kinds = hook.add_subparsers(dest="kind", required=True, metavar="KIND")
    manifest = kinds.add_parser("manifest", help="the manifests among the files given, each by itself")
    manifest.add_argument("files", nargs="*", type=Path, metavar="FILE")
    whole = kinds.add_parser("repository", help="the repository, as a commit made now would leave it")
    whole.add_argument("files", nargs="*", metavar="FILE", help="passed over: the whole repository is judged")
    whole.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="a folder of it (default: this one)")
    whole.add_argument(
        "--fail-on", choices=FAIL_ON, default="error", help="lowest severity that fails (default: error)"
    )
    against = whole.add_mutually_exclusive_group()
    against.add_argument(
        "--base", metavar="REV", help="only findings that this commit, branch or tag did not have (HEAD: new ones)"
    )
    against.add_argument("--baseline", type=Path, metavar="FILE", help="findings listed in this file are known")
    whole.add_argument(
        "--policy",
        action="append",
        metavar="POLICY",
        help="judge under a policy: a starter's name or a file; repeat, the outermost first",
    )
    whole.add_argument("--repository", metavar="OWNER/NAME", help="the name by which policies know this repository")
    whole.set_defaults(said=None, online=False, release=None, write_baseline=None)
