"""`openness hook`: what the pre-commit hooks run, on the manifests given or on the whole repository."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from openness.errors import IncompleteError, UsageError
from openness.exits import Exit

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from openness.findings.finding import Finding


def run_hook(arguments: argparse.Namespace) -> int:
    """Exit code of the hook: 0 also where there is nothing to check."""
    if arguments.kind == "manifest":
        return _manifests(arguments.files)
    return _repository(arguments)


def _manifests(files: Iterable[Path]) -> int:
    """Problems of manifests by themselves; other files are passed over, so that any file filter is safe."""
    from openness.manifest.find import is_manifest_path  # noqa: PLC0415 - the other hook has no use for it

    wanted = [path for path in files if is_manifest_path(path.as_posix().removeprefix("./"))]
    found = [finding for path in sorted(set(wanted)) for finding in _manifest(path)]
    sys.stdout.write("".join(_line(finding) for finding in found))
    return Exit.FINDINGS if found else Exit.CLEAN


def _manifest(path: Path) -> list[Finding]:
    """Findings in one manifest that it does not accept itself.

    Raises UsageError when the file cannot be read, IncompleteError when it is no text.
    """
    from openness.findings.manifest_alone import judge_manifest  # noqa: PLC0415 - as above
    from openness.manifest.document import SIZE_LIMIT  # noqa: PLC0415
    from openness.manifest.find import is_about_something_else  # noqa: PLC0415
    from openness.read.text import decode  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            text = decode(file.read(SIZE_LIMIT + 1), cut=True)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if text is None:
        raise IncompleteError(f"{path} could not be read as text")
    name = path.as_posix().removeprefix("./")
    if is_about_something_else(name, text):
        return []
    return judge_manifest(text, name, datetime.now(timezone.utc).date())


def _line(finding: Finding) -> str:
    from openness.report.escape import printable  # noqa: PLC0415 - only findings need it

    place = f"{finding.path}:{finding.line}:{finding.column}"
    text = printable(f"{place}: {finding.severity}: {finding.message} ({finding.rule})")
    return f"{text}\n" + (f"    {printable(finding.help)}\n" if finding.help else "")


def _repository(arguments: argparse.Namespace) -> int:
    from openness.commands.check import judge_as_asked, source_line  # noqa: PLC0415 - the other hook stays small
    from openness.commands.output import terminal_width, wants_color  # noqa: PLC0415
    from openness.findings.threshold import exit_code  # noqa: PLC0415
    from openness.report import text  # noqa: PLC0415

    judged = judge_as_asked(arguments, arguments.root, tracked_only=True)
    code = exit_code(judged.findings, arguments.fail_on, judged.facts)
    if any(finding.suppressed is None and finding.new for finding in judged.findings):
        shown = text.render(
            judged.report,
            lambda path, line: source_line(judged.facts.repository, path, line),
            color=wants_color("auto"),
            width=terminal_width(),
            brief=True,
        )
        sys.stdout.write(shown)
    return Exit.CLEAN if code is Exit.NOTHING_TO_CHECK else code
