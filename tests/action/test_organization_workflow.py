"""The reusable workflow for an organization, run by act: planned, scanned in shards, merged, acted upon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from org_support import HONEST, PLAIN, WASHED
from support import ROOT, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from rig.act import Run
    from rig.github_server import GitHubServer

CALLER = """name: weekly
on:
  workflow_dispatch:
jobs:
  openness:
    uses: ./.github/workflows/org-scan.yml
    with:
      organization: acme
      shards: 2
      policy: open-weights-minimum
      issues: policy
      apply: {apply}
    secrets:
      token: ${{{{ secrets.GITHUB_TOKEN }}}}
"""


@pytest.fixture
def acme(github_server: GitHubServer) -> GitHubServer:
    for name, files in {"tern": WASHED, "wren": HONEST, "tools": PLAIN, "owl": WASHED}.items():
        github_server.add_repository("acme", name, files={**files, "name.txt": name})
    github_server.add_repository("acme", "old", files=HONEST, archived=True)
    return github_server


def run(server: GitHubServer, place: Path, action: Path, number: int, *, apply: bool = False) -> Run:
    """Run the caller in a checkout of its own; artifacts and caches stay from run to run."""
    from rig import act  # noqa: PLC0415 - only tests that need it load it
    from rig.events import Event  # noqa: PLC0415

    checkout = place / f"checkout-{number}"
    reusable = (ROOT / ".github" / "workflows" / "org-scan.yml").read_text(encoding="utf-8")
    files = {
        ".github/workflows/weekly.yml": CALLER.format(apply=str(apply).lower()),
        ".github/workflows/org-scan.yml": reusable,
    }
    from support import GitRepository  # noqa: PLC0415

    GitRepository(write_files(checkout, files), files)
    event = Event("workflow_dispatch", {"repository": {"full_name": "acme/.github"}}, {})
    workflow = checkout / ".github" / "workflows" / "weekly.yml"
    kept = place / "kept"
    return act.run_workflow(
        checkout, workflow, event, server, action=action, scratch=place / f"run-{number}", artifacts=kept
    )


def report(done: Run) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((done.artifacts / "openness-organization" / "report.json").read_text("utf-8"))
    return read


def test_an_organization_is_judged_in_shards_and_the_second_run_reads_nothing_again(
    acme: GitHubServer, tmp_path: Path, shipped_action: Path
) -> None:
    first = run(acme, tmp_path, shipped_action, 1)
    assert first.conclusion == "success", first.log
    told = report(first)
    assert (told["complete"], told["summary"]["judged"], told["summary"]["skipped"]) == (True, 4, {"archived": 1})
    assert "Look at these first" in first.summary
    assert "would create an issue" in first.log
    assert [one for one in acme.journal if one.method not in ("GET", "POST") or "/issues" in one.path] == []
    before = len(acme.journal)
    second = run(acme, tmp_path, shipped_action, 2, apply=True)
    assert second.conclusion == "success", second.log
    told = report(second)
    assert sum(part["usage"]["unchanged"] for part in told["parts"]) == 4
    assert told["change"]["new_findings"] == 0
    reads = [one for one in acme.journal[before:] if "object(oid" in one.body]
    assert reads == []
    (issue,) = acme.state.repository("acme/tern").issues.values()  # type: ignore[union-attr]
    assert "`level`: open-weights is asked for, weights-available was found" in issue.body
