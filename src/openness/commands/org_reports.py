"""Reports on many repositories as files: read back, rendered, written."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from openness.commands.output import paired_outputs, write_whole
from openness.errors import UsageError
from openness.exits import Exit
from openness.org.change import with_change
from openness.org.merge import check_document
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

Json = dict[str, Any]

_MODULES = {
    "text": "text",
    "json": "json",
    "csv": "table",
    "sarif": "sarif",
    "markdown": "markdown",
    "html": "dashboard",
}
_MOST_BYTES = 512_000_000


def load_json(path: Path) -> object:
    """The value of a JSON file; raises UsageError naming the file and what is wrong with it."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path} is larger than {_MOST_BYTES:,} bytes: no report is")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not JSON: {str(error)[:200]}") from error


def load_document(path: Path) -> Json:
    """An organization's report; raises UsageError."""
    return check_document(load_json(path), str(path))


def earlier(path: Path | None) -> Json | None:
    """The report to compare with; one that is not there yet is none: the first scan has no earlier one."""
    if path is None:
        return None
    if not path.exists():
        print(f"openness: {path} does not exist: no change is computed", file=sys.stderr)  # noqa: T201
        return None
    return load_document(path)


def publish(document: Json, before: Json | None, arguments: argparse.Namespace) -> int:
    """Write every output that was asked for; returns the exit code."""
    outputs = paired_outputs(arguments.format, arguments.output)
    document = with_change(before, document)
    for name, target in outputs:
        # Each format loads only when asked for.
        rendered: str = import_module(f"openness.org.{_MODULES[name]}").render(document)
        if target is None:
            sys.stdout.write(rendered)
        else:
            write_whole(target, rendered)
    return exit_code(document, arguments.fail_on)


def exit_code(document: Json, fail_on: str) -> int:
    """Findings that bind first, then what is missing. A shard that came to its own end is whole."""
    if fail_on != "never":
        counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        findings = (one for row in document["repositories"] for one in row["findings"])
        if any(one["severity"] in counted and one["binding"] and one["suppressed"] is None for one in findings):
            return Exit.FINDINGS
    if any(not one["complete"] for one in document["parts"]):
        return Exit.INCOMPLETE
    return Exit.CLEAN
