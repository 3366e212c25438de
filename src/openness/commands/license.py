"""`openness license`: what license a text is, how it differs, what it restricts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from openness.commands.output import wants_color
from openness.errors import UsageError
from openness.exits import Exit
from openness.licenses.identify import identify
from openness.read.repository import TEXT_LIMIT
from openness.read.text import decode
from openness.report import json as json_report
from openness.report.document import license_entry
from openness.report.licenses import render
from openness.report.style import Style

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from openness.model import LicenseText


def run_license(arguments: argparse.Namespace) -> int:
    """Exit code 0; raises UsageError for a file that cannot be read."""
    found = [(str(path), _identify(path)) for path in arguments.files]
    if arguments.format == "json":
        entries = [license_entry(one) for _, texts in found for one in texts]
        sys.stdout.write(json_report.render({"licenses": entries}))
    else:
        sys.stdout.write(render(found, Style(wants_color(arguments.color))))
    return Exit.CLEAN


def _identify(path: Path) -> tuple[LicenseText, ...]:
    try:
        with path.open("rb") as handle:
            body = handle.read(TEXT_LIMIT)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    text = decode(body)
    return identify(text, str(path)) if text is not None else ()
