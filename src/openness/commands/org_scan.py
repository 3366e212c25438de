"""`openness org scan`: list, read, judge, report."""

from __future__ import annotations

import os
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from openness.commands.org_client import connect_with_token
from openness.commands.org_reports import earlier, load_json, publish
from openness.errors import UsageError
from openness.org.document import Content, Organization, build_document, part
from openness.org.plan import Shard, read_shard, share_out
from openness.org.planned import Plan
from openness.org.rows import skipped_row
from openness.org.selection import select
from openness.scan.cache import Cache
from openness.scan.engine import Moment, Scan, Tools
from openness.scan.judging import Judges
from openness.scan.listing import list_repositories
from openness.scan.progress import Progress
from openness.scan.transport import Metered, StoppedError
from openness.user_cache import user_cache
from openness.values import NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from openness.commands.org_policy import Overseer
    from openness.github.client import GitHubClient
    from openness.model import NotChecked
    from openness.org.listed import Listed
    from openness.org.selection import Skipped

Json = dict[str, Any]

_MOST_JOBS = 8


class Work(NamedTuple):
    """What one run of the scan is to judge."""

    organization: Organization
    shard: Shard
    repositories: Sequence[Listed]
    skipped: Sequence[Skipped]
    gaps: Sequence[NotChecked]


def scan_organization(arguments: argparse.Namespace) -> int:
    """Exit code of the scan; every output is written before it is returned."""
    before = earlier(arguments.since)
    progress = Progress(quiet=arguments.quiet)
    client = connect_with_token(float(arguments.max_wait))
    metered = Metered(client, arguments.max_points)
    began = time.monotonic()
    now = datetime.now(timezone.utc)
    moment = Moment(now.date(), now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    # A policy that cannot be read ends the scan before it begins.
    overseer = _overseer(arguments, client, moment)
    work = _work(arguments, metered, progress)
    cache = open_cache(arguments, f"{work.organization.host}-{work.organization.login}", progress)
    judges = Judges(jobs_of(arguments, len(work.repositories)))
    tools = Tools(metered, cache, judges, progress, online=arguments.online)
    if overseer is not None:
        tools = tools._replace(under=overseer.put_under)
    try:
        result = Scan(tools, moment).run(work.repositories)
        cache.close(tidy=result.stopped is None and work.shard.of == 1)
    finally:
        judges.close()
        cache.close()
        progress.done()
    usage: dict[str, float | int] = {
        "requests": client.requests,
        "points": metered.points,
        "seconds": round(time.monotonic() - began, 1),
        **result.counts,
    }
    gaps = [*work.gaps, *(overseer.unread if overseer is not None else ())]
    shard = (work.shard.number, work.shard.of)
    content = Content(
        organization=work.organization._asdict(),
        parts=(part(shard=shard, scanned_at=moment.now, stopped=result.stopped, usage=usage),),
        repositories=tuple(result.rows),
        skipped=tuple(skipped_row(one) for one in work.skipped),
        not_checked=tuple({"what": gap.what, "why": gap.why} for gap in gaps),
        policy=overseer.described() if overseer is not None else None,
    )
    if result.stopped:
        progress.note(result.stopped)
    return publish(build_document(content), before, arguments)


def _overseer(arguments: argparse.Namespace, client: GitHubClient, moment: Moment) -> Overseer | None:
    if not arguments.policy:
        return None
    from openness.commands.org_policy import Overseer  # noqa: PLC0415 - needed with a policy only

    return Overseer(arguments.policy, client, arguments.organization, moment.today)


def open_cache(arguments: argparse.Namespace, name: str, progress: Progress) -> Cache:
    """The cache that the command line names, or the user's own for this organization."""
    if arguments.no_cache:
        if arguments.cache is not None:
            raise UsageError("--cache and --no-cache contradict each other")
        return Cache(None)
    cache = Cache(arguments.cache or _cache_place(name))
    if cache.started_anew:
        progress.note(f"{cache.path} was not a whole cache; it is kept beside the new one as .broken")
    return cache


def jobs_of(arguments: argparse.Namespace, repositories: int) -> int:
    """Processes that judge: as many as there are cores, fewer for a handful of repositories."""
    wanted: int = arguments.jobs or min(os.cpu_count() or 1, _MOST_JOBS)
    return wanted if repositories > 10 else 1


def _cache_place(name: str) -> Path:
    plain = "".join(one if one.isalnum() or one in ".-_" else "_" for one in name.lower())
    return user_cache(os.environ) / f"{plain}.sqlite"


def _work(arguments: argparse.Namespace, transport: Metered, progress: Progress) -> Work:
    shard = read_shard(arguments.shard) if arguments.shard else Shard(1, 1)
    if arguments.plan is not None:
        plan = Plan(load_json(arguments.plan), str(arguments.plan))
        if plan.organization.login.lower() != arguments.organization.lower():
            raise UsageError(f"{arguments.plan} is a plan for {plan.organization.login}, not {arguments.organization}")
        repositories = plan.part(shard, str(arguments.plan))
        return Work(plan.organization, shard, repositories, plan.skipped, plan.gaps)
    try:
        inventory = list_repositories(transport, arguments.organization, progress.listed)
    except StoppedError as stop:
        raise UsageError(str(stop)) from stop
    selection = select(inventory.repositories, arguments.include or ())
    repositories = share_out(selection.judged, shard.of)[shard.number - 1]
    return Work(inventory.organization, shard, repositories, selection.skipped, inventory.gaps)
