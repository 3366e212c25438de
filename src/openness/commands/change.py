"""What a run of the Action judges: the checkout or a commit, against the first base that can be had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from openness.commands.judging import judge_change, marked
from openness.commands.shallow import bring, parts_unseen
from openness.errors import BaseUnavailable, UsageError
from openness.model import Spoken
from openness.values import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from openness.action.decision import Plan
    from openness.commands.action_inputs import ActionInputs
    from openness.commands.asking import Learn
    from openness.commands.runner import Runner
    from openness.report.judged import Judged


ForkPoint: TypeAlias = Callable[[str, str], "str | None"]
"""The commit where the histories of a base and of a head parted, as the server knows it; None where it does not."""


class Servers(NamedTuple):
    """What a run may ask of others: where histories parted, and (None: not asked for) whether what is said is there.

    `learning` takes the folder that is judged and the base that it is compared with.
    """

    fork_point: ForkPoint
    learning: Callable[[Path, str | None], Learn] | None = None


def judge_planned(
    runner: Runner, plan: Plan, inputs: ActionInputs, servers: Servers, *, today: date
) -> tuple[Judged, str]:
    """What was judged, and its folder from the root of the checkout (empty for the whole).

    Bases are tried in order, and brought into a shallow clone where they can be; without any, everything counts as
    new and the run says why. Raises UsageError where an input cannot be followed, IncompleteError where the policy
    cannot be read.
    """
    root, folder, manifest = _place(runner.workspace, inputs.path)
    # First of all: without its policy a repository is not judged.
    under = _policy(inputs, runner.workspace)
    spoken = tuple(Spoken(source, text) for source, text in plan.said)
    judge = _Judge(root, plan.head, manifest, spoken, today, under, servers)
    return _judged(runner, plan, inputs, judge), folder


def unread(judged: Judged) -> str:
    """What a check cannot do without and could not be read, with the reason; empty where everything was read."""
    if not judged.facts.incomplete:
        return ""
    manifest = judged.facts.manifest_path
    gaps = [one for one in judged.facts.not_checked if one.what == manifest] or judged.facts.not_checked[:1]
    return "; ".join(f"`{one.what}`: {one.why}" for one in gaps) or "the manifest could not be read"


def _policy(inputs: ActionInputs, workspace: Path) -> Callable[[Judged], Judged]:
    references = [line.strip() for line in inputs.policy.splitlines() if line.strip()]
    if not references:
        return lambda judged: judged
    from openness.commands.policies import policy_for  # noqa: PLC0415 - needed with a policy only

    return policy_for(references, workspace)


class _Judge(NamedTuple):
    """What is judged, whatever it is compared with."""

    root: Path
    head: str | None
    manifest: str | None
    spoken: tuple[Spoken, ...]
    today: date
    under: Callable[[Judged], Judged]
    servers: Servers

    def against(self, base: str | None) -> Judged:
        return judge_change(
            self.root,
            self.head,
            base,
            today=self.today,
            manifest_path=self.manifest,
            spoken=self.spoken,
            under=self.under,
            learn=self.servers.learning(self.root, base) if self.servers.learning else None,
        )


def _judged(runner: Runner, plan: Plan, inputs: ActionInputs, judge: _Judge) -> Judged:
    if judge.head is not None and bring(judge.root, judge.head) is None:
        raise UsageError(f"the commit {judge.head[:12]} to judge is not in this clone and could not be fetched")
    if inputs.baseline:
        return _against_file(judge.against(None), runner.workspace, inputs.baseline)
    problem: UsageError | None = None
    for base in plan.bases:
        try:
            return judge.against(_start(judge, base, plan))
        except UsageError as error:  # noqa: PERF203 - at most two bases
            if inputs.base:
                raise
            runner.say("debug", f"base {base}: {error}")
            problem = problem if isinstance(problem, BaseUnavailable) else error
    judged = judge.against(None)
    if problem is not None:
        runner.say("warning", f"Nothing could be compared, so every finding counts as new: {problem}")
    return judged


def _start(judge: _Judge, base: str, plan: Plan) -> str:
    """The base as it can be compared with.

    In a clone of one commit the base of a pull request that is checked out as its head, and not as the merge, may have
    gone on since; what came to it meanwhile is no change of the pull request.
    """
    here = bring(judge.root, base) or base
    if plan.pull_request is None or plan.report_on is None or base.endswith("^1"):
        return here
    if not parts_unseen(judge.root, here, judge.head):
        return here
    parted = judge.servers.fork_point(base, plan.report_on)
    return (bring(judge.root, parted) if parted else None) or here


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
