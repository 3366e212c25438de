"""`openness fix`: make the changes that are certain, say what was left alone."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from openness.commands.output import replace_file
from openness.exits import Exit
from openness.fixes.diff import unified
from openness.fixes.plan import describe, plan_fixes
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.report.escape import printable

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from openness.fixes.plan import Plan

_SHOWN = 20


def run_fix(arguments: argparse.Namespace) -> int:
    """Exit code 0; 1 with `--check` where there is something to fix.

    Raises UsageError when a file cannot be written.
    """
    root: Path = arguments.path
    manifest_path = None
    if root.is_file():
        manifest_path, root = root.name, root.parent
    repository = Repository(open_tree(root))
    plan = plan_fixes(repository, today=datetime.now(timezone.utc).date(), manifest_path=manifest_path)
    only_shown = arguments.diff or arguments.check
    if arguments.diff:
        sys.stdout.write("".join(_safe(unified(*file)) for file in plan.files))
    if not only_shown:
        for file in plan.files:
            replace_file(root, file.path, file.before, file.after)
    # A diff is for programs too: what else there is to say goes beside it.
    out = sys.stderr if arguments.diff else sys.stdout
    out.write("".join(f"{printable(line)}\n" for line in _told(plan, written=not only_shown)))
    return Exit.FINDINGS if arguments.check and plan.files else Exit.CLEAN


def _safe(diff: str) -> str:
    """The diff as it is for a program, harmless for a terminal."""
    if not sys.stdout.isatty():
        return diff
    return "".join(f"{printable(line)}\n" for line in diff.split("\n")[:-1])


def _told(plan: Plan, *, written: bool) -> list[str]:
    lines = describe(plan.made)
    if plan.doubts:
        lines += ["", "Left alone, because it takes a person to know:"]
        lines += [f"  {one.path}:{one.line}: {one.why}" for one in plan.doubts[:_SHOWN]]
        if len(plan.doubts) > _SHOWN:
            lines.append(f"  and {len(plan.doubts) - _SHOWN} more")
    number, files = len(plan.made), len(plan.files)
    if lines:
        lines.append("")
    done = "Fixed" if written else "To fix:"
    lines.append(f"{done} {_count(number, 'place')} in {_count(files, 'file')}." if number else "Nothing to fix.")
    if plan.findings:
        stay = "stays" if len(plan.findings) == 1 else "stay"
        lines.append(f"{_count(len(plan.findings), 'finding')} {stay}: see `openness check`.")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
