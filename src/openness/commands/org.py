"""`openness org`: plan, scan, merge, act."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from openness.commands.org_reports import earlier, load_document, publish
from openness.commands.output import write_whole
from openness.errors import UsageError
from openness.exits import Exit

if TYPE_CHECKING:
    import argparse

    from openness.scan.listing import Inventory
    from openness.scan.progress import Progress


def run_org(arguments: argparse.Namespace) -> int:
    """Exit code of a step."""
    steps = {"scan": _scan, "plan": _plan, "merge": _merge, "act": _act}
    try:
        return steps[arguments.step](arguments)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("github", "requests"):
            raise
        raise UsageError("asking GitHub takes more packages: pip install 'openness[github]'") from error


def _scan(arguments: argparse.Namespace) -> int:
    # A scan loads the client of GitHub's API; merging reports does not.
    code: int = import_module("openness.commands.org_scan").scan_organization(arguments)
    return code


def _act(arguments: argparse.Namespace) -> int:
    code: int = import_module("openness.commands.org_act").act(arguments, load_document(arguments.report))
    return code


def _merge(arguments: argparse.Namespace) -> int:
    from openness.org.merge import merge  # noqa: PLC0415

    documents = [load_document(path) for path in arguments.reports]
    merged = merge(documents)
    for shard in merged["missing_shards"]:
        print(f"openness: the results of shard {shard} are missing", file=sys.stderr)  # noqa: T201
    code = publish(merged, earlier(arguments.since), arguments)
    return Exit.INCOMPLETE if code == Exit.CLEAN and merged["missing_shards"] else code


def _plan(arguments: argparse.Namespace) -> int:
    from openness.org.plan import matrix, share_out  # noqa: PLC0415
    from openness.org.planned import plan_document  # noqa: PLC0415
    from openness.org.selection import select  # noqa: PLC0415
    from openness.scan.progress import Progress  # noqa: PLC0415

    inventory = list_all(arguments, Progress(quiet=arguments.quiet))
    selection = select(inventory.repositories, arguments.include or ())
    parts = share_out(selection.judged, arguments.shards)
    if arguments.output is not None:
        plan = plan_document(inventory.organization, parts, selection.skipped, inventory.gaps)
        write_whole(arguments.output, json.dumps(plan, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(json.dumps(matrix(parts), separators=(",", ":")))  # noqa: T201
    return Exit.CLEAN


def list_all(arguments: argparse.Namespace, progress: Progress) -> Inventory:
    """The organization's list; raises UsageError when it cannot be read to its end."""
    from openness.commands.org_client import connect_with_token  # noqa: PLC0415
    from openness.scan.listing import list_repositories  # noqa: PLC0415
    from openness.scan.transport import StoppedError  # noqa: PLC0415

    client = connect_with_token(float(arguments.max_wait))
    try:
        return list_repositories(client, arguments.organization, progress.listed)
    except StoppedError as stop:
        raise UsageError(str(stop)) from stop
    finally:
        progress.done()
