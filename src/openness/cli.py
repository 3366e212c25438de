"""The command line: arguments to commands, errors to one line and an exit code."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from openness import __version__
from openness.errors import IncompleteError, OpennessError, UsageError
from openness.exits import Exit
from openness.terminal import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "check",
    "license",
    "init",
    "fix",
    "hook",
    "explain",
    "badge",
    "convert",
    "action",
    "post",
    "org",
    "hub",
    "policy",
)
"""In the order of the help text; each is `openness.arguments.NAME` and `run_NAME` in `openness.commands.NAME`."""

_DESCRIPTION = "Checks whether a repository that releases an AI model is as open as it says it is."
_EXIT_CODES = """exit codes:
  0  nothing at or above the threshold     3  nothing to check (no model, no manifest)
  1  findings                              4  incomplete (something required could not be read)
  2  usage or configuration error          70 internal error
"""


class _Parser(argparse.ArgumentParser):
    """Told how wide the help may be; argparse would find out for every argument, with a library that loads long."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - those of argparse
        shape = settings.pop("formatter_class", argparse.HelpFormatter)
        super().__init__(formatter_class=partial(shape, width=columns(80) - 2), **settings)

    def error(self, message: str) -> NoReturn:
        """One line and an exit code, as for every other mistake."""
        from openness.arguments.mistakes import meant  # noqa: PLC0415 - only where something is wrong

        proposed = meant(self, message)
        said, mark, choices = message.partition(" (choose from ")
        # Python 3.12 and later name them without quotes.
        plain = said if proposed else said + mark + choices.replace("'", "")
        _say(f"{plain}{proposed or ';'} `{self.prog} --help` lists what there is")
        raise SystemExit(Exit.USAGE)


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit code; prints one line for an error that was foreseen."""
    _use_utf8()
    try:
        arguments = _parser(argv).parse_args(argv)
        return int(_run(arguments))
    except UsageError as error:
        _say(str(error))
        return Exit.USAGE
    except IncompleteError as error:
        _say(str(error))
        return Exit.INCOMPLETE
    except OpennessError as error:
        _say(str(error))
        return Exit.INTERNAL
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`openness check | head`); leave without a second error at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except Exception as error:  # noqa: BLE001 - the one place where nothing may get past
        if isinstance(error, OSError) and _is_closed(error):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.CLEAN
        return _internal(error)


def _is_closed(error: OSError) -> bool:
    """True where the reader went away on Windows, which has no error of its own for that."""
    if os.name != "nt" or error.errno != errno.EINVAL:
        return False
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return False


def _say(message: str) -> None:
    """One line on standard error; it may quote a file that nobody vouches for."""
    from openness.report.escape import printable  # noqa: PLC0415 - only errors need it

    print(f"openness: {printable(message)}", file=sys.stderr)  # noqa: T201


def _internal(error: Exception) -> int:
    """One line for an error that nobody foresaw, with the way to the rest of it."""
    if os.environ.get("OPENNESS_DEBUG"):
        raise error
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
    _say(
        f"internal error{place}: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
        " (set OPENNESS_DEBUG=1 for the whole of it, and please report it)"
    )
    return Exit.INTERNAL


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _run(arguments: argparse.Namespace) -> int:
    # Each command is imported only when it runs: starting up is most of a hook's time.
    name: str = arguments.command
    run = getattr(import_module(f"openness.commands.{name}"), f"run_{name}")
    return int(run(arguments))


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="openness",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"openness {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # The arguments of the other commands are of no use to a run that names its own.
    for name in argv[:1] if argv and argv[0] in COMMANDS else COMMANDS:
        import_module(f"openness.arguments.{name}").add(commands)
    return parser
