"""Where output goes: terminal settings and whole files."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from openness.errors import UsageError
from openness.terminal import columns

_STANDARD_OUTPUT, _TAKES_ESCAPES = -11, 0x4
"""`STD_OUTPUT_HANDLE` and `ENABLE_VIRTUAL_TERMINAL_PROCESSING` (https://learn.microsoft.com/windows/console)."""
_WINDOWS = os.name == "nt"
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds between attempts to replace a file that another program has open."""


def wants_color(choice: str) -> bool:
    """True when standard output should be colored (NO_COLOR and FORCE_COLOR are honored: no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and _console_colors()


def _console_colors() -> bool:
    """True where escapes are colors: everywhere but on a console of Windows that will not take them."""
    if not _WINDOWS:
        return True
    import ctypes  # noqa: PLC0415 - Windows only

    system, mode = ctypes.windll.kernel32, ctypes.c_uint()  # type: ignore[attr-defined, unused-ignore]
    console = system.GetStdHandle(_STANDARD_OUTPUT)
    if not system.GetConsoleMode(console, ctypes.byref(mode)):
        return True  # no console, but a terminal that says it is one, such as that of Git Bash
    return bool(system.SetConsoleMode(console, mode.value | _TAKES_ESCAPES))


def terminal_width() -> int:
    """Columns of the terminal, at most 120; 100 when there is none."""
    return min(columns(100), 120)


def paired_outputs(formats: list[str] | None, files: list[Path] | None) -> list[tuple[str, Path | None]]:
    """Formats with their files (None: standard output): the n-th file belongs to the n-th format.

    Without formats there is one, text. Raises UsageError when they do not fit together.
    """
    named: list[str] = formats or ["text"]
    places: list[Path | None] = list(files or [])
    if len(places) > len(named):
        raise UsageError(f"{len(places)} files for {len(named)} formats: give each -o its own --format")
    if len(named) - len(places) > 1:
        raise UsageError("only one format can go to standard output: give the others an -o FILE")
    places.extend([None] * (len(named) - len(places)))
    return list(zip(named, places, strict=True))


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that it is either the old one or the new one, never half of it.

    What is no plain file, such as /dev/null, a terminal or a pipe, is written to and stays what it is.
    Raises UsageError when the place cannot be written.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        _send(path, text.encode("utf-8"))
    else:
        _replace(path, Path(os.path.realpath(path)), text.encode("utf-8"))


def replace_file(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put other content into a file of a repository, whole or not at all; its mode stays.

    Raises UsageError when the place cannot be written, is a link or behind one, or does not hold `before` any more.
    """
    place = Path(os.path.realpath(root)) / path
    try:
        if os.path.realpath(place) != str(place) or not place.is_file():
            raise UsageError(f"{path} is not a plain file inside {root}; it was left alone")
        if place.read_bytes() != before:
            raise UsageError(f"{path} was changed by somebody else meanwhile; run the command again")
        if not os.access(place, os.W_OK):
            raise UsageError(f"cannot write {path}: it is read-only")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    _replace(Path(path), place, after)


def _send(path: Path, body: bytes) -> None:
    try:
        with path.open("wb", buffering=0) as handle:
            while body:
                body = body[handle.write(body) :]
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


def _replace(path: Path, target: Path, body: bytes) -> None:
    import tempfile  # noqa: PLC0415 - slow to load, and most runs write no file

    name = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as handle:
            name = handle.name
            handle.write(body)
            handle.flush()
            os.fsync(handle.fileno())
        Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        _put(name, target)
    except BaseException as error:
        # Also where somebody presses Ctrl-C: what was begun is not left beside the file.
        if name is not None:
            with contextlib.suppress(OSError):
                Path(name).unlink()
        if isinstance(error, OSError):
            raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
        raise


def _put(name: str, target: Path) -> None:
    """Rename a finished file into its place. On Windows that fails while another program, or another run, reads it."""
    for pause in _PAUSES if _WINDOWS else ():
        with contextlib.suppress(PermissionError):
            os.replace(name, target)  # noqa: PTH105
            return
        time.sleep(pause)
    os.replace(name, target)  # noqa: PTH105


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
