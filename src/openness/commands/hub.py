"""`openness hub scan`: the models and data sets of an organization on a Hugging Face hub."""

from __future__ import annotations

import os
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from openness.commands.org_reports import earlier, publish
from openness.commands.org_scan import jobs_of, open_cache
from openness.errors import UsageError
from openness.net.client import HttpClient, Limits
from openness.online.settings import settings_from
from openness.org.document import Content, build_document, part
from openness.org.rows import skipped_row
from openness.org.selection import select
from openness.scan.engine import Moment
from openness.scan.hub import HubScan
from openness.scan.hub_api import Hub
from openness.scan.judging import Judges
from openness.scan.progress import Progress
from openness.scan.transport import StoppedError

if TYPE_CHECKING:
    import argparse

_LIMITS = Limits(requests=100_000, total=4_000_000_000, seconds=6 * 3600.0, wait=300.0)


def run_hub(arguments: argparse.Namespace) -> int:
    """Exit code of the scan; every output is written before it is returned."""
    before = earlier(arguments.since)
    progress = Progress(quiet=arguments.quiet)
    settings = settings_from(os.environ)
    hub = Hub(HttpClient(trusted=settings.trusted, limits=_LIMITS), settings)
    began = time.monotonic()
    try:
        inventory = hub.inventory(arguments.organization)
    except StoppedError as stop:
        raise UsageError(str(stop)) from stop
    selection = select(inventory.repositories)
    organization = inventory.organization
    cache = open_cache(arguments, f"{organization.host}-{organization.login}", progress)
    judges = Judges(jobs_of(arguments, len(selection.judged)))
    now = datetime.now(timezone.utc)
    moment = Moment(now.date(), now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    try:
        result = HubScan(hub, cache, judges, moment, progress).run(selection.judged)
        cache.close(tidy=result.stopped is None)
    finally:
        judges.close()
        cache.close()
        progress.done()
    if result.stopped:
        progress.note(result.stopped)
    seconds = round(time.monotonic() - began, 1)
    usage: dict[str, float | int] = {"requests": hub.requests, "seconds": seconds, **result.counts}
    content = Content(
        organization=organization._asdict(),
        parts=(part(shard=(1, 1), scanned_at=moment.now, stopped=result.stopped, usage=usage),),
        repositories=tuple(result.rows),
        skipped=tuple(skipped_row(one) for one in selection.skipped),
    )
    return publish(build_document(content), before, arguments)
