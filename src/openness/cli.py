"""The command line: arguments to commands, errors to one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from openness import __version__
from openness.errors import OpennessError, UsageError
from openness.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

FAIL_ON = ("error", "warning", "note", "never")
CHECK_FORMATS = ("text", "json", "sarif", "junit", "markdown", "github")

_DESCRIPTION = "Checks whether a repository that releases an AI model is as open as it says it is."
_EXIT_CODES = """exit codes:
  0  nothing at or above the threshold     3  nothing to check (no model, no manifest)
  1  findings                              4  incomplete (something required could not be read)
  2  usage or configuration error          70 internal error
"""


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit code; prints one line for an error that was foreseen."""
    _use_utf8()
    try:
        arguments = _parser().parse_args(argv)
        return int(_run(arguments))
    except UsageError as error:
        print(f"openness: {error}", file=sys.stderr)  # noqa: T201
        return Exit.USAGE
    except OpennessError as error:
        print(f"openness: {error}", file=sys.stderr)  # noqa: T201
        return Exit.INTERNAL
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`openness check | head`); leave without a second error at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except Exception as error:  # noqa: BLE001 - the one place where nothing may get past
        return _internal(error)


def _internal(error: Exception) -> int:
    """One line for an error that nobody foresaw, with the way to the rest of it."""
    if os.environ.get("OPENNESS_DEBUG"):
        raise error
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
    print(  # noqa: T201
        f"openness: internal error{place}: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
        " (set OPENNESS_DEBUG=1 for the whole of it, and please report it)",
        file=sys.stderr,
    )
    return Exit.INTERNAL


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _run(arguments: argparse.Namespace) -> int:
    # Each command is imported only when it runs: starting up is most of a hook's time.
    match arguments.command:
        case "check":
            from openness.commands.check import run_check  # noqa: PLC0415

            return run_check(arguments)
        case "license":
            from openness.commands.license import run_license  # noqa: PLC0415

            return run_license(arguments)
        case "init":
            from openness.commands.init import run_init  # noqa: PLC0415

            return run_init(arguments)
        case _:
            from openness.commands.explain import run_explain  # noqa: PLC0415

            return run_explain(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openness",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"openness {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_license(commands)
    _add_init(commands)
    _add_explain(commands)
    return parser


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    check.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="color the text output")
    check.add_argument("--frameworks", action="store_true", help="give the reasons of every framework's verdict")
    check.add_argument("-v", "--verbose", action="store_true", help="list every component and everything not checked")


def _add_license(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    license_command = commands.add_parser(
        "license", help="say what license a text is, how it differs, what it restricts"
    )
    license_command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    license_command.add_argument("--format", choices=("text", "json"), default="text")
    license_command.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = commands.add_parser("init", help="draft openness.yml from what is found")
    init.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH")
    init.add_argument("--stdout", action="store_true", help="print the draft, write nothing")
    init.add_argument("--force", action="store_true", help="replace an existing openness.yml")


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser("explain", help="explain a rule, a license, a level, a framework or a component")
    explain.add_argument(
        "name", nargs="?", default="rules", metavar="NAME", help="OM401, apache-2.0, open-weights, mof, …"
    )
    explain.add_argument("--color", choices=("auto", "always", "never"), default="auto")
