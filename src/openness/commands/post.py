"""`openness post`: tells a pull request what an earlier run found that was not allowed to write.

Runs with a token that may write, so nothing is checked out, the findings are data that is validated and rendered here,
and the pull request is the one that GitHub names for the earlier run's commit.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openness.action.comment import render_comment
from openness.action.context import Context
from openness.action.decision import decide_post
from openness.action.event import read_event
from openness.action.handed import LARGEST as LARGEST_HANDOVER
from openness.action.handover import Handover, read_handover
from openness.action.payload import LARGEST, parse
from openness.action.places import Site
from openness.action.shape import ShapeError
from openness.action.sticky import news
from openness.commands.action_inputs import ActionInputs, read_inputs
from openness.commands.runner import HANDOVER_NAME, Runner
from openness.errors import OpennessError, UsageError
from openness.exits import Exit
from openness.report.relocated import relocated
from openness.values import NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from openness.action.decision import PostPlan
    from openness.action.event import Event

_MOST_FILES, _MOST_FOLDERS, _MOST_PULLS = 10, 200, 3


class _Post(NamedTuple):
    """What a run is about: the earlier run's commit, and where the words go."""

    runner: Runner
    environment: Mapping[str, str]
    inputs: ActionInputs
    event: Event
    plan: PostPlan


def run_post(_arguments: argparse.Namespace) -> int:
    """0 whatever could be told; 2 where an input cannot be followed."""
    environment = dict(os.environ)
    runner = Runner(environment)
    try:
        inputs = read_inputs(environment)
        if not inputs.findings:
            raise UsageError("the input findings is empty: give the file or folder that the earlier run handed over")
        event = read_event(environment.get("GITHUB_EVENT_NAME", ""), parse(runner.event(LARGEST)), environment)
        _post(_Post(runner, environment, inputs, event, decide_post(event)))
    except UsageError as error:
        runner.say("error", str(error))
        return Exit.USAGE
    return Exit.CLEAN


def _post(run: _Post) -> None:
    if run.plan.run is None or not run.event.repository:
        run.runner.log(f"openness: nothing to tell, {run.plan.why}")
        return
    handed = list(_handed_over(run.runner, run.runner.workspace / run.inputs.findings))
    if not handed:
        run.runner.log("openness: nothing to tell, the earlier run handed nothing over")
        return
    from openness.commands.telling import say_requests  # noqa: PLC0415 - brings the network along
    from openness.github.client import connect  # noqa: PLC0415

    client = connect(run.environment)
    try:
        from openness.publish.pull_requests import find_pull_requests  # noqa: PLC0415 - as above

        found = find_pull_requests(client, run.event.repository, str(run.plan.head_repository), str(run.plan.head_sha))
    except OpennessError as error:
        run.runner.say("warning", f"The pull request of the earlier run could not be looked up: {error}")
        found = ()
    else:
        if not found:
            run.runner.log("openness: nothing to tell, no open pull request is at the commit that was judged")
    url = None
    for pull in found[:_MOST_PULLS]:
        for one in handed:
            told = run.runner.attempt("the comment", partial(_tell, run, pull.number, one, client))
            url = told or url
    run.runner.output(comment_url=url)
    say_requests(run.runner, client)


def _tell(run: _Post, number: int, handed: Handover, client: object) -> str | None:
    from openness.commands.telling import Review, tell  # noqa: PLC0415 - as above
    from openness.github.client import GitHubClient  # noqa: PLC0415
    from openness.publish.comments import Wanted  # noqa: PLC0415
    from openness.publish.reviews import Pull  # noqa: PLC0415

    assert isinstance(client, GitHubClient)
    repository, commit = str(run.event.repository), str(run.plan.head_sha)
    context = Context(
        identity=run.inputs.comment_id or handed.identity,
        site=Site(run.event.server_url, repository, commit, handed.folder),
        least=run.inputs.show,
        run_url=f"{run.event.server_url}/{repository}/actions/runs/{run.plan.run}",
        relayed=True,
        incomplete=handed.incomplete,
        run=run.plan.run,
    )
    said = news(handed.report, run.inputs.show, handed.incomplete)
    wanted = Wanted(context.identity, render_comment(handed.report, context), run.inputs.comment, said)
    review = None
    if run.inputs.comment != "never" if run.inputs.suggestions is None else run.inputs.suggestions:
        review = Review(relocated(handed.report, handed.folder), partial(_line, handed), run.inputs.show)
    return tell(run.runner, client, Pull(repository, number, commit), wanted, review)


def _line(handed: Handover, path: str, number: int) -> str | None:
    """The line as the first run judged it, by its path in the repository; the diff decides whether it is there."""
    prefix = f"{handed.folder.strip('/')}/" if handed.folder.strip("/.") else ""
    return handed.lines.get((path.removeprefix(prefix), number)) if path.startswith(prefix) else None


def _handed_over(runner: Runner, place: Path) -> Iterator[Handover]:
    """What the files hold that were handed over, one for each comment."""
    seen = set()
    for path in _files(place):
        handed = _read(runner, path)
        if handed is not None and handed.identity not in seen:
            seen.add(handed.identity)
            yield handed


def _read(runner: Runner, path: Path) -> Handover | None:
    """None for a file that is not what a first run hands over, which is said."""
    try:
        with path.open("rb") as file:
            return read_handover(file.read(LARGEST_HANDOVER + 1))
    except ShapeError as error:
        runner.say("warning", f"{path.name} is not what `openness action` hands over, and was not told: {error}")
    except OSError as error:
        runner.say("warning", f"{path.name} cannot be read: {error.strerror or error}")
    return None


def _files(place: Path) -> list[Path]:
    """The file itself, or those of its name in a folder, as a downloaded artifact makes it."""
    if place.is_file():
        return [place]
    found: list[Path] = []
    for number, (folder, folders, names) in enumerate(os.walk(place)):
        folders.sort()
        if HANDOVER_NAME in names:
            found.append(Path(folder) / HANDOVER_NAME)
        if number >= _MOST_FOLDERS or len(found) >= _MOST_FILES:
            break
    return found
