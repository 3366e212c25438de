"""What a run of the Action judges: the checkout or a commit, against the first base that can be had."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from openness.commands.judging import judge_change, marked
from openness.commands.shallow import bring
from openness.errors import BaseUnavailable, UsageError
from openness.model import Spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from openness.action.decision import Plan
    from openness.commands.action_inputs import ActionInputs
    from openness.commands.runner import Runner
    from openness.report.judged import Judged


def judge_planned(runner: Runner, plan: Plan, inputs: ActionInputs, *, today: date) -> tuple[Judged, str]:
    """What was judged, and its folder from the root of the checkout (empty for the whole).

    Bases are tried in order, and brought into a shallow clone where they can be; without any, everything counts as
    new and the run says why. Raises UsageError where an input cannot be followed, IncompleteError
    where the policy cannot be read.
    """
    root, folder, manifest = _place(runner.workspace, inputs.path)
    # First of all: without its policy a repository is not judged.
    under = _policy(inputs, runner.workspace)
    judged = _judged(runner, plan, inputs, root=root, manifest=manifest, today=today)
    return (judged if under is None else under(judged)), folder


def _policy(inputs: ActionInputs, workspace: Path) -> Callable[[Judged], Judged] | None:
    references = [line.strip() for line in inputs.policy.splitlines() if line.strip()]
    if not references:
        return None
    from openness.commands.policies import policy_for  # noqa: PLC0415 - needed with a policy only

    return policy_for(references, workspace)


def _judged(
    runner: Runner, plan: Plan, inputs: ActionInputs, *, root: Path, manifest: str | None, today: date
) -> Judged:
    spoken = [Spoken(source, text) for source, text in plan.said]
    head = plan.head
    if head is not None and bring(root, head) is None:
        raise UsageError(f"the commit {head[:12]} to judge is not in this clone and could not be fetched")

    def judge(base: str | None) -> Judged:
        return judge_change(root, head, base, today=today, manifest_path=manifest, spoken=spoken)

    if inputs.baseline:
        return _against_file(judge(None), runner.workspace, inputs.baseline)
    problem: UsageError | None = None
    for base in plan.bases:
        try:
            return judge(bring(root, base) or base)
        except UsageError as error:  # noqa: PERF203 - at most two bases
            if inputs.base:
                raise
            runner.say("debug", f"base {base}: {error}")
            problem = problem if isinstance(problem, BaseUnavailable) else error
    judged = judge(None)
    if problem is not None:
        runner.say("warning", f"Nothing could be compared, so every finding counts as new: {problem}")
    return judged


def _place(workspace: Path, given: str) -> tuple[Path, str, str | None]:
    """Where to judge, its folder from the checkout's root, and the manifest's name where the input names one."""
    target = (workspace / given).resolve() if given else workspace.resolve()
    try:
        inside = target.relative_to(workspace.resolve())
    except ValueError as error:
        raise UsageError(f"the input path leads out of the checkout: {given[:200]!r}") from error
    if target.is_file():
        return target.parent, _posix(inside.parent), target.name
    if not target.is_dir():
        raise UsageError(f"the input path is neither a folder nor a file of the checkout: {given[:200]!r}")
    return target, _posix(inside), None


def _posix(path: Path) -> str:
    text = PurePosixPath(path.as_posix()).as_posix()
    return "" if text == "." else text


def _against_file(judged: Judged, workspace: Path, given: str) -> Judged:
    from openness.commands.inputs import load_baseline  # noqa: PLC0415 - needed with a baseline only
    from openness.comparison.baseline import against_baseline  # noqa: PLC0415
    from openness.comparison.compare import Base  # noqa: PLC0415

    comparison = against_baseline(judged.report, load_baseline(workspace / given))
    return marked(judged, comparison, Base("baseline", given))
