"""`openness org act --open-pull-requests`: a drafted manifest for repositories that release a model and have none."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from openness.facts.gather import gather
from openness.github.errors import ApiError
from openness.org.listed import Listed, read_listed
from openness.publish.proposals import known_proposal, propose
from openness.report.escape import printable
from openness.report.manifest_draft import draft_manifest
from openness.scan.listing import NODE
from openness.scan.single import read_repository
from openness.scan.transport import StoppedError

if TYPE_CHECKING:
    import argparse

    from openness.github.client import GitHubClient

Json = dict[str, Any]


def propose_manifests(client: GitHubClient, arguments: argparse.Namespace, rows: list[Json]) -> int:
    """The number of proposals that could not be made."""
    failed = 0
    wanted = [row for row in rows if row["status"] == "judged" and row["is_model_repository"] and not row["manifest"]]
    for row in wanted[: arguments.most]:
        name = row["name"]
        try:
            said, bad = _propose(client, name, apply=arguments.apply)
        except (ApiError, StoppedError) as error:
            if isinstance(error, StoppedError) or error.kind == "rate-limited":
                raise
            said, bad = f"no manifest could be proposed: {error.message}", True
        failed += bad
        sys.stdout.write(printable(f"{name}: {said}") + "\n")
    return failed


def _propose(client: GitHubClient, name: str, *, apply: bool) -> tuple[str, bool]:
    """What was done about a repository, and whether it failed."""
    earlier = known_proposal(client, name)
    if earlier is not None:
        return f"a manifest was proposed before: {earlier}", False
    if not apply:
        return "would propose a drafted openness.yml in a pull request", False
    one = _now(client, name)
    if one is None or not one.tree:
        return "no manifest could be proposed: the repository is not there any more", True
    repository = read_repository(client, one)
    if isinstance(repository, str):
        return f"no manifest could be proposed: {repository}", True
    facts = gather(repository, today=datetime.now(timezone.utc).date())
    if facts.manifest_path is not None:
        return f"has a manifest by now: {facts.manifest_path}", False
    made = propose(client, name, one.branch, one.commit, draft_manifest(facts))
    return (made.why, True) if made.failed else (f"proposed a drafted openness.yml: {made.url}", False)


def _now(client: GitHubClient, name: str) -> Listed | None:
    """The repository as it is now: the report may be older than its last commit."""
    owner, _, plain = name.partition("/")
    query = f"query($owner: String!, $name: String!) {{ repository(owner: $owner, name: $name) {{ {NODE} }} }}"
    return read_listed(client.graphql(query, {"owner": owner, "name": plain}).data.get("repository"))
