"""`openness org act`: one issue for each repository that needs one, and a drafted manifest where asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from openness.commands.org_client import connect_with_token
from openness.errors import UsageError
from openness.exits import Exit
from openness.github.errors import ApiError
from openness.org.figures import counted
from openness.org.issue import Act, decide, offends
from openness.publish.issues import Writer, find_issues
from openness.report.escape import printable
from openness.scan.transport import StoppedError

if TYPE_CHECKING:
    import argparse

    from openness.github.client import GitHubClient

Json = dict[str, Any]

_WAIT = 300.0


def act(arguments: argparse.Namespace, document: Json) -> int:
    """Exit code 0 when everything was done, or would be; 4 when some of it could not be done."""
    _refuse(arguments, document)
    client = connect_with_token(_WAIT)
    rows = [row for row in document["repositories"] if row["kind"] == "repository"]
    try:
        failed = _issues(client, arguments, rows) if arguments.issues != "never" else 0
        if arguments.open_pull_requests:
            from openness.commands.org_propose import propose_manifests  # noqa: PLC0415 - rarely asked for

            failed += propose_manifests(client, arguments, rows)
    except (ApiError, StoppedError) as error:
        raise UsageError(f"{error}; run the same command again to go on") from error
    if not arguments.apply:
        _say("Nothing was written. Add --apply to do it.")
    return Exit.INCOMPLETE if failed else Exit.CLEAN


def _refuse(arguments: argparse.Namespace, document: Json) -> None:
    """A report without the policy's verdict has nothing to say about the policy."""
    if arguments.issues == "policy" and not arguments.open_pull_requests and document["policy"] is None:
        raise UsageError(
            f"{arguments.report} was made without a policy: scan with --policy, or say --issues error or warning"
        )


def _issues(client: GitHubClient, arguments: argparse.Namespace, rows: list[Json]) -> int:
    found, refused = find_issues(client, [row["name"] for row in rows])
    planned: list[tuple[str, Act]] = []
    failed = 0
    for row in rows:
        name = row["name"]
        if name in refused:
            if offends(row, arguments.issues):
                _say(f"{name}: no issue: {refused[name]}")
                failed += 1
            continue
        what = decide(row, found[name], arguments.issues)
        if what.kind != "none" or what.duplicates:
            planned.append((name, what))
    writer = Writer(client)
    for name, what in planned[: arguments.most]:
        failed += _carry_out(writer, name, what, apply=arguments.apply)
    if len(planned) > arguments.most:
        left = len(planned) - arguments.most
        _say(f"{counted(left, 'repository')} left for the next run: --most {arguments.most}")
    if not planned:
        _say("No issue to open, update or close.")
    return failed


def _carry_out(writer: Writer, name: str, what: Act, *, apply: bool) -> bool:
    """True when it could not be done."""
    place = f"#{what.number}" if what.number else "an issue"
    if not apply:
        _say(f"{name}: would {what.kind} {place}: {what.why}")
        return False
    done = writer.carry_out(name, what)
    if done.failed:
        _say(f"{name}: could not {what.kind} {place}: {done.failed}")
    else:
        _say(f"{name}: {what.kind} {place}: {what.why} {done.url}".rstrip())
    return bool(done.failed)


def _say(text: str) -> None:
    sys.stdout.write(printable(text) + "\n")
