"""`openness action`: one run of the GitHub Action, from the event to the conclusion."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openness.action.comment import render_comment
from openness.action.context import Context
from openness.action.decision import Plan, decide
from openness.action.described import said_of_repository
from openness.action.event import Event, read_event
from openness.action.groups import counted, shown
from openness.action.handover import write_handover
from openness.action.payload import LARGEST, parse
from openness.action.places import Site
from openness.action.review import line_of
from openness.action.sticky import news
from openness.action.summary import render_summary
from openness.commands.action_inputs import ActionInputs, read_inputs
from openness.commands.change import Servers, judge_planned, unread
from openness.commands.runner import HANDOVER_NAME, Runner
from openness.commands.shallow import changed_paths
from openness.commands.telling import Review, say_requests, tell
from openness.errors import IncompleteError, OpennessError, UsageError
from openness.exits import Exit
from openness.facts.moment import moment_of
from openness.findings.threshold import exit_code
from openness.report import json as json_report
from openness.report import sarif, workflow_commands
from openness.report.relocated import relocated
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openness.commands.asking import Learn
    from openness.report.judged import Judged

_CONCLUSIONS = {
    Exit.CLEAN: "success",
    Exit.FINDINGS: "failure",
    Exit.INCOMPLETE: "incomplete",
    Exit.NOTHING_TO_CHECK: "nothing-to-check",
}


class _Run(NamedTuple):
    """Everything that a run decided before it looked at the repository."""

    runner: Runner
    environment: Mapping[str, str]
    inputs: ActionInputs
    event: Event
    plan: Plan


def run_action(_arguments: argparse.Namespace) -> int:
    """The exit code of the step: it comes from the check alone, whatever could or could not be written."""
    environment = dict(os.environ)
    runner = Runner(environment)
    try:
        inputs = read_inputs(environment)
        payload = parse(runner.event(LARGEST))
        event = read_event(environment.get("GITHUB_EVENT_NAME", ""), payload, environment)
        plan = decide(event, inputs.deciding)
        plan = plan._replace(said=(*said_of_repository(payload), *plan.said))
        return _check(_Run(runner, environment, inputs, event, plan))
    except IncompleteError as error:
        runner.say("error", str(error))
        runner.output(conclusion=_CONCLUSIONS[Exit.INCOMPLETE])
        return Exit.INCOMPLETE
    except UsageError as error:
        runner.say("error", str(error))
        return Exit.USAGE


def _check(run: _Run) -> int:
    runner = run.runner
    runner.say("debug", f"{run.event.kind}: {run.plan.why}")
    if not run.plan.check:
        runner.log(f"openness: nothing to do, {run.plan.why}")
        runner.output(conclusion=_CONCLUSIONS[Exit.NOTHING_TO_CHECK], errors=0, warnings=0, notes=0, new=0)
        return Exit.CLEAN
    today = datetime.now(timezone.utc).date()
    judged, folder = judge_planned(runner, run.plan, run.inputs, _servers(run), today=today)
    code = exit_code(judged.findings, run.inputs.fail_on or "error", judged.facts)
    files, url = _report(run, judged, folder)
    _say_outputs(runner, judged.report, _CONCLUSIONS[code], files, url)
    runner.log(_last_line(judged.report, _CONCLUSIONS[code]))
    return _ending(run, code, judged)


def _report(run: _Run, judged: Judged, folder: str) -> tuple[dict[str, Path | None], str | None]:
    """The files that were written, and the comment's address; what fails is said, and the rest goes on."""
    runner, context = run.runner, _context(run, folder, unread(judged))
    placed = relocated(judged.report, folder)
    # First, because it needs no token and nothing that follows can take it back.
    runner.attempt("the job summary", lambda: runner.summary(render_summary(judged.report, context)))
    if run.plan.annotate:
        shown = _at_least(placed, run.inputs.show)
        runner.attempt("the annotations", lambda: runner.commands(workflow_commands.render(shown)))
    files = runner.attempt("the reports", lambda: _write_files(run, judged, folder, context))
    url = runner.attempt("the comment", lambda: _tell(run, judged, placed, context))
    return files or {}, url


def _ending(run: _Run, code: Exit, judged: Judged) -> Exit:
    """How the step ends, with the reason where no finding shows it."""
    if code is Exit.NOTHING_TO_CHECK or (code is Exit.INCOMPLETE and run.inputs.fail_on == "never"):
        return Exit.CLEAN
    if code is Exit.INCOMPLETE:
        run.runner.say("error", f"Something that decides could not be read ({unread(judged)})")
    return code


def _servers(run: _Run) -> Servers:
    return Servers(partial(_fork_point, run), partial(_learning, run) if run.inputs.online else None)


def _learning(run: _Run, root: Path, base: str | None) -> Learn:
    """What asks servers about the places that the repository names, as much as the occasion is worth."""
    from openness.commands.asking import asker  # noqa: PLC0415 - the network loads only where asked for

    release = run.event.release
    return asker(
        root,
        moment_of(run.event.kind),
        release=release.tag if release else None,
        changed=changed_paths(root, base, run.plan.head) if base else None,
        environment={**run.environment, "GITHUB_TOKEN": run.environment.get("OPENNESS_TOKEN", "")},
    )


def _fork_point(run: _Run, base: str, head: str) -> str | None:
    """Where base and head parted, as GitHub knows it."""
    from openness.github.client import connect  # noqa: PLC0415 - brings the network along

    client = connect(run.environment)
    try:
        compared = client.get(f"/repos/{run.event.repository}/compare/{quote(base, safe='')}...{head}", per_page=1)
        parted = compared["merge_base_commit"]["sha"]
    except (OpennessError, KeyError, TypeError):
        parted = None
    say_requests(run.runner, client)
    return parted if isinstance(parted, str) else None


def _context(run: _Run, folder: str, incomplete: str) -> Context:
    event, plan = run.event, run.plan
    site = None
    if event.repository and plan.report_on:
        site = Site(event.server_url, event.repository, plan.report_on, folder)
    identity = run.inputs.comment_id or run.inputs.path or "."
    return Context(
        identity=identity,
        site=site,
        least=run.inputs.show,
        run_url=event.run_url,
        incomplete=incomplete,
        run=event.run,
    )


def _says_nothing(report: dict[str, Any]) -> bool:
    return report["is_model_repository"] is False and report["manifest"] is None and not report["findings"]


def _at_least(report: dict[str, Any], least: str) -> dict[str, Any]:
    counted_in = SEVERITIES[: [*SEVERITIES].index(least) + 1]  # type: ignore[arg-type]
    return {**report, "findings": [one for one in report["findings"] if one["severity"] in counted_in]}


def _write_files(run: _Run, judged: Judged, folder: str, context: Context) -> dict[str, Path | None]:
    report = judged.report
    placed = relocated(report, folder)
    files = {
        "report": run.runner.file("openness-report.json", json_report.render(report)),
        "sarif": run.runner.file("openness.sarif", sarif.render(placed, folder=folder)),
    }
    if run.plan.handover:
        handed = write_handover(report, context.identity, folder, context.incomplete, judged.facts.repository.text)
        files["handover"] = run.runner.file(HANDOVER_NAME, handed.decode("utf-8"))
    return files


def _tell(run: _Run, judged: Judged, placed: dict[str, Any], context: Context) -> str | None:
    """The address of the comment; the network is loaded only where something may be written."""
    plan, event, inputs = run.plan, run.event, run.inputs
    if plan.pull_request is None or not (plan.comment or plan.review) or not event.repository:
        return None
    if not run.environment.get("OPENNESS_TOKEN"):
        run.runner.say("debug", "there is no token to write with")
        return None
    from openness.github.client import connect  # noqa: PLC0415 - brings the network along
    from openness.publish.comments import Wanted  # noqa: PLC0415
    from openness.publish.reviews import Pull  # noqa: PLC0415

    report = judged.report
    wanted = None
    if plan.comment:
        said = news(report, inputs.show, context.incomplete)
        wanted = Wanted(context.identity, render_comment(report, context), inputs.comment, said)
    review = Review(placed, _lines(judged, context), inputs.show) if plan.review and not _says_nothing(report) else None
    client = connect(run.environment)
    pull = Pull(event.repository, plan.pull_request, plan.report_on or "")
    url = tell(run.runner, client, pull, wanted, review)
    say_requests(run.runner, client)
    return url


def _lines(judged: Judged, context: Context) -> Callable[[str, int], str | None]:
    """The judged text of a line, by the path in the repository."""
    folder = context.site.folder if context.site else ""
    prefix = f"{folder}/" if folder else ""

    def line(path: str, number: int) -> str | None:
        text = judged.facts.repository.text(path.removeprefix(prefix)) if path.startswith(prefix) else None
        return None if text is None else line_of(text, number)

    return line


def _say_outputs(
    runner: Runner, report: dict[str, Any], conclusion: str, files: dict[str, Path | None], url: str | None
) -> None:
    open_findings = [one for one in report["findings"] if one["suppressed"] is None]
    numbers = {f"{level}s": sum(one["severity"] == level for one in open_findings) for level in SEVERITIES}
    runner.output(
        conclusion=conclusion,
        level=report["level"]["observed"],
        new=sum(one["new"] for one in open_findings),
        comment_url=url,
        **numbers,
        **files,
    )


def _last_line(report: dict[str, Any], conclusion: str) -> str:
    if _says_nothing(report):
        return "openness: no model is released here, so there is nothing to judge"
    found = counted(shown(report, "note", new=True), word="new " if report.get("comparison") else "")
    return f"openness: level {report['level']['observed'] or 'unknown'}, {found or 'nothing to report'}: {conclusion}"
