"""`openness check`: read a repository, judge it, print or write the report."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timezone
from importlib import import_module
from typing import TYPE_CHECKING, Any

from openness.commands.output import terminal_width, wants_color, write_whole
from openness.errors import UsageError
from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.findings.threshold import exit_code
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.report import text as text_report
from openness.report.document import build_report

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_MODULES = {"json": "json", "sarif": "sarif", "junit": "junit", "markdown": "markdown", "github": "workflow_commands"}


def run_check(arguments: argparse.Namespace) -> int:
    """Exit code of the check; every output is written before it is returned."""
    outputs = _outputs(arguments)
    path: Path = arguments.path
    manifest_path = None
    if path.is_file():
        manifest_path, path = path.name, path.parent
    repository = Repository(open_tree(path))
    facts = gather(repository, today=datetime.now(timezone.utc).date(), manifest_path=manifest_path)
    findings = run_rules(facts)
    report = build_report(facts, findings)
    for name, target in outputs:
        rendered = _render(name, report, repository, arguments, to_terminal=target is None)
        if target is None:
            sys.stdout.write(rendered)
        else:
            write_whole(target, rendered)
    return exit_code(findings, arguments.fail_on, facts)


def _outputs(arguments: argparse.Namespace) -> list[tuple[str, Path | None]]:
    """Formats with their files: the n-th `-o` belongs to the n-th `--format`."""
    formats: list[str] = arguments.format or ["text"]
    files: list[Path | None] = list(arguments.output or [])
    if len(files) > len(formats):
        raise UsageError(f"{len(files)} files for {len(formats)} formats: give each -o its own --format")
    if len(formats) - len(files) > 1:
        raise UsageError("only one format can go to standard output: give the others an -o FILE")
    files.extend([None] * (len(formats) - len(files)))
    return list(zip(formats, files, strict=True))


def _render(
    name: str, report: dict[str, Any], repository: Repository, arguments: argparse.Namespace, *, to_terminal: bool
) -> str:
    if name == "text":
        return _render_text(report, repository, arguments, to_terminal=to_terminal)
    # Each format loads only when asked for.
    renderer = import_module(f"openness.report.{_MODULES[name]}")
    rendered: str = renderer.render(report)
    return rendered


def _render_text(
    report: dict[str, Any], repository: Repository, arguments: argparse.Namespace, *, to_terminal: bool
) -> str:
    return text_report.render(
        report,
        lambda path, line: _source_line(repository, path, line),
        color=to_terminal and wants_color(arguments.color),
        width=terminal_width(),
        verbose=arguments.verbose,
        frameworks=arguments.frameworks,
    )


def _source_line(repository: Repository, path: str, line: int) -> str | None:
    text = repository.text(path)
    if text is None:
        return None
    # Not str.splitlines(): it also splits at form feeds and at U+2028, where no editor counts a new line.
    lines = re.split("\r\n|\r|\n", text)
    return lines[line - 1] if 0 < line <= len(lines) else None
