"""`openness convert`: one format into another, with everything that cannot come along listed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from openness.commands.output import write_whole
from openness.errors import UsageError
from openness.exchange import formats
from openness.exits import Exit
from openness.report.escape import printable

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from openness.exchange.result import Loss

SIZE_LIMIT = 16 * 1024 * 1024
"""Bytes of a file that is read."""

_CARD = "README.md"
_MARKDOWN = (".md", ".markdown")


def run_convert(arguments: argparse.Namespace) -> int:
    """Exit code 0, or 1 with `--strict` when something was lost; raises UsageError for what cannot be converted."""
    source: Path = arguments.source
    target: Path | None = arguments.output
    if arguments.in_place:
        if arguments.to != "huggingface" or target is not None:
            raise UsageError(f"--in-place patches {_CARD} beside the source: it goes with --to huggingface, without -o")
        target = source.parent / _CARD
    card = arguments.to == "huggingface" and target is not None and target.suffix.lower() in _MARKDOWN
    if target is not None and target.is_file() and not card and not arguments.force:
        raise UsageError(f"{target} is there already; --force replaces it")
    text = _read(source)
    converted = formats.read(text, source.as_posix(), arguments.from_ or formats.detect(text, source.as_posix()))
    into = _read(target) if card and target is not None and target.exists() else None
    name = target.as_posix() if target is not None else _CARD
    written = formats.write(converted.manifest, arguments.to, into, name)
    if target is None:
        sys.stdout.write(written.text)
    elif into != written.text:
        write_whole(target, written.text)
    losses = (*converted.losses, *written.losses)
    _tell("not carried", losses)
    _tell("assumed", (*converted.assumed, *written.assumed))
    return Exit.FINDINGS if losses and arguments.strict else Exit.CLEAN


def _tell(label: str, said: tuple[Loss, ...]) -> None:
    for one in dict.fromkeys(str(loss) for loss in said):
        sys.stderr.write(f"{label}: {printable(one)}\n")


def _read(path: Path) -> str:
    """The text of a file, byte-order mark and newlines included."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UsageError(f"cannot read {path}: it is no regular file")
        with path.open("rb") as handle:
            body = handle.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if len(body) > SIZE_LIMIT:
        raise UsageError(f"{path}: the file is larger than {SIZE_LIMIT // 1024 // 1024} MB")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: the file is not UTF-8 text (byte {error.start})") from error
