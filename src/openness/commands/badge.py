"""`openness badge`: a badge from a report, or from a repository that is judged for it."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any

from openness.commands.output import write_whole
from openness.errors import UsageError
from openness.exits import Exit
from openness.report.badge import endpoint, make_badge, markdown, svg

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

Json = dict[str, Any]

_MOST_BYTES = 64_000_000
_SCHEMA = "openness-report-v1.schema.json"


def run_badge(arguments: argparse.Namespace) -> int:
    """Exit code; both files are written before the line for a README is printed."""
    target: Path = arguments.target
    is_report = target.suffix.lower() == ".json" and not target.is_dir()
    report = _written(target) if is_report else _judged(target)
    badge = make_badge(report, arguments.date or _day(report, target), arguments.link)
    write_whole(arguments.svg, svg(badge))
    write_whole(arguments.endpoint, endpoint(badge))
    print(markdown(badge, arguments.svg.as_posix()))  # noqa: T201
    return Exit.CLEAN


def _day(report: Json, target: Path) -> date:
    """The day of the judging; raises UsageError for a report that does not know it."""
    try:
        return date.fromisoformat(report["judged_on"])
    except KeyError:
        raise UsageError(f"{target} does not say on which day it was made: give --date YYYY-MM-DD") from None
    except ValueError:
        raise UsageError(f"{target}: `judged_on` is not a day of the calendar: give --date YYYY-MM-DD") from None


def _judged(target: Path) -> Json:
    """The report on a directory or a manifest as it is now."""
    from openness.commands.judging import judge_change  # noqa: PLC0415 - a report that is there needs no judging

    today = datetime.now(timezone.utc).date()
    root, manifest = (target.parent, target.name) if target.is_file() else (target, None)
    return judge_change(root, None, None, today=today, manifest_path=manifest).report


def _written(path: Path) -> Json:
    """The report in a file; raises UsageError for anything else."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{path} is larger than {_MOST_BYTES:,} bytes: no report is")
    try:
        report = json.loads(content)
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{path}{place} is not JSON") from error
    wrong = _problem(report)
    if wrong:
        raise UsageError(f"{path} is not a report of `openness check --format json`: {wrong}")
    wanted: Json = report
    return wanted


def _problem(report: object) -> str | None:
    """What keeps a value from being a report, or None."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - a repository that is judged needs no validation
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    from openness.manifest.schema import schema_text  # noqa: PLC0415

    try:
        error = best_match(Draft202012Validator(json.loads(schema_text(_SCHEMA))).iter_errors(report))
    except RecursionError:
        return "it is nested too deeply"
    if error is None:
        return None
    return f"{error.json_path}: {error.message[:200]}"
