"""Arguments of `openness convert`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

READ_FORMATS = ("openness", "mof", "huggingface", "osai-index", "cyclonedx", "spdx", "croissant")
WRITE_FORMATS = ("openness", "mof", "huggingface", "cyclonedx", "spdx")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    convert = commands.add_parser(
        "convert",
        help="from and to MOF.yml, model cards, CycloneDX, SPDX and others",
        description="Convert a manifest. What cannot be carried is listed on standard error.",
    )
    convert.add_argument("source", type=Path, metavar="SOURCE", help="the file to read; its format is recognized")
    convert.add_argument("--to", choices=WRITE_FORMATS, required=True, help="format to write")
    convert.add_argument("--from", dest="from_", choices=READ_FORMATS, default=None, help="format of SOURCE")
    convert.add_argument(
        "-o", "--output", type=Path, default=None, metavar="FILE", help="file to write; a model card is patched"
    )
    convert.add_argument(
        "--force", action="store_true", help="replace FILE where it is there (a card is patched anyway)"
    )
    convert.add_argument("--in-place", action="store_true", help="patch the README.md beside SOURCE (huggingface)")
    convert.add_argument("--strict", action="store_true", help="exit with 1 when something cannot be carried")
