"""`openness check`: read a repository, judge it, print or write the report."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timezone
from importlib import import_module
from typing import TYPE_CHECKING, Any

from openness.commands.judging import judge_change, marked
from openness.commands.output import paired_outputs, terminal_width, wants_color, write_whole
from openness.findings.threshold import exit_code
from openness.report import text as text_report

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from openness.commands.asking import Learn
    from openness.model import Spoken
    from openness.read.repository import Repository
    from openness.report.judged import Judged

_MODULES = {"json": "json", "sarif": "sarif", "junit": "junit", "markdown": "markdown", "github": "workflow_commands"}


def run_check(arguments: argparse.Namespace) -> int:
    """Exit code of the check; every output is written before it is returned."""
    outputs = paired_outputs(arguments.format, arguments.output)
    path: Path = arguments.path
    manifest_path = None
    if path.is_file():
        manifest_path, path = path.name, path.parent
    judged = judge_as_asked(arguments, path, manifest_path)
    for name, target in outputs:
        rendered = _render(name, judged.report, judged.facts.repository, arguments, to_terminal=target is None)
        if target is None:
            sys.stdout.write(rendered)
        else:
            write_whole(target, rendered)
    return exit_code(judged.findings, arguments.fail_on, judged.facts)


def _policy(arguments: argparse.Namespace, root: Path) -> Callable[[Judged], Judged]:
    """What puts a judged repository under the policy that the command line names; it is read before anything else."""
    if not arguments.policy:
        return lambda judged: judged
    from openness.commands.policies import policy_for  # noqa: PLC0415 - needed with a policy only

    return policy_for(arguments.policy, root, arguments.repository)


def judge_as_asked(
    arguments: argparse.Namespace, root: Path, manifest_path: str | None = None, *, tracked_only: bool = False
) -> Judged:
    """The repository judged under the policy and against the earlier state that the command line names."""
    policy = _policy(arguments, root)
    spoken = _said(arguments.said) if arguments.said is not None else ()
    today = datetime.now(timezone.utc).date()
    judged = judge_change(
        root,
        None,
        arguments.base,
        today=today,
        manifest_path=manifest_path,
        spoken=spoken,
        under=policy,
        learn=_learn(arguments, root),
        tracked_only=tracked_only,
    )
    written: Path | None = arguments.write_baseline
    if arguments.baseline is None and written is None:
        return judged
    from openness.commands.inputs import load_baseline  # noqa: PLC0415 - needed with a baseline only
    from openness.comparison.baseline import against_baseline, write_baseline  # noqa: PLC0415
    from openness.comparison.compare import Base  # noqa: PLC0415

    if written is not None:
        write_whole(written, write_baseline(judged.report))
    name = str(written or arguments.baseline)
    comparison = against_baseline(judged.report, load_baseline(written or arguments.baseline))
    return marked(judged, comparison, Base("baseline", name))


def _learn(arguments: argparse.Namespace, root: Path) -> Learn | None:
    """What asks servers, where the command line wants them asked."""
    if not arguments.online and arguments.release is None:
        return None
    from openness.commands.asking import asker  # noqa: PLC0415 - the network loads only where asked for

    return asker(root, "manual" if arguments.release is None else "release", release=arguments.release)


def _said(path: Path) -> tuple[Spoken, ...]:
    from openness.commands.inputs import load_said  # noqa: PLC0415 - rarely asked for

    return load_said(path)


def _render(
    name: str, report: dict[str, Any], repository: Repository, arguments: argparse.Namespace, *, to_terminal: bool
) -> str:
    if name == "text":
        return _render_text(report, repository, arguments, to_terminal=to_terminal)
    if name == "html":
        return _render_page(report, repository, arguments)
    # Each format loads only when asked for.
    renderer = import_module(f"openness.report.{_MODULES[name]}")
    rendered: str = renderer.render(report)
    return rendered


def _render_text(
    report: dict[str, Any], repository: Repository, arguments: argparse.Namespace, *, to_terminal: bool
) -> str:
    return text_report.render(
        report,
        lambda path, line: source_line(repository, path, line),
        color=to_terminal and wants_color(arguments.color),
        width=terminal_width(),
        verbose=arguments.verbose,
        frameworks=arguments.frameworks,
    )


def _render_page(report: dict[str, Any], repository: Repository, arguments: argparse.Namespace) -> str:
    from openness.commands.pages import source_lines  # noqa: PLC0415 - templates load only where asked for
    from openness.report.pages.repository import render  # noqa: PLC0415

    return render(report, source_lines(repository), address=arguments.files_at)


def source_line(repository: Repository, path: str, line: int) -> str | None:
    """The line of a file as editors and GitHub count them; None where there is none."""
    text = repository.text(path)
    if text is None:
        return None
    # Not str.splitlines(): it also splits at form feeds and at U+2028, where no editor counts a new line.
    lines = re.split("\r\n|\r|\n", text)
    return lines[line - 1] if 0 < line <= len(lines) else None
