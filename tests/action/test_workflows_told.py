"""Whole workflows where GitHub refuses, fails or is another one, and on events that are no pull request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rig import events
from rig.github_server import GitHubServer
from rig.models import HONEST, LIBRARY, LOUDER, MODEL, beside_lines, outputs
from rig.stage import EXAMPLES, Stage
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from rig.state import Pull

    Staged = Callable[[Mapping[str, bytes | str]], Stage]

COMMENTS = "/repos/acme/tern/issues/1/comments"


def louder(stage: Stage) -> Pull:
    """A pull request that says more than is true."""
    stage.branch("louder", {"README.md": LOUDER})
    return stage.server.add_pull_request("acme/tern", head="louder")


def test_without_permission_one_sentence_says_which_one(stage: Staged) -> None:
    tern = stage(MODEL)
    run = tern.run_pull_request("pull-request", louder(tern), token="t-read")
    assert run.conclusion == "success"
    (told,) = [one for one in run.annotations if not one.properties.get("file")]
    assert "pull-requests: write" in told.message
    assert len(beside_lines(run)) == 1
    assert "OM401" in run.summary


def test_a_lost_answer_makes_no_second_comment(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.server.faults.add("POST", COMMENTS, status=502, after=True)
    run = tern.run_pull_request("pull-request", louder(tern))
    assert run.conclusion == "success"
    assert len(tern.server.comments("acme/tern", 1)) == 1
    assert len(tern.server.requests("POST", COMMENTS)) == 1


def test_secondary_limits_are_waited_for(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.server.faults.secondary_limit("POST", COMMENTS, retry_after=1)
    tern.server.faults.secondary_limit("GET", COMMENTS, retry_after=0)
    run = tern.run_pull_request("pull-request", louder(tern))
    assert run.conclusion == "success"
    assert [one.message for one in run.annotations if not one.properties.get("file")] == []
    assert len(tern.server.comments("acme/tern", 1)) == 1
    assert len(tern.server.requests("POST", COMMENTS)) == 2


@pytest.mark.parametrize("fault", [{"status": 401}, {"drop": True}])
def test_the_conclusion_does_not_depend_on_being_heard(stage: Staged, fault: dict[str, int]) -> None:
    tern = stage(MODEL)
    tern.server.faults.add("*", ".*", times=1000, status=fault.get("status"), drop=bool(fault.get("drop")))
    workflow = tern.place / "strict.yml"
    text = (EXAMPLES / "pull-request.yml").read_text(encoding="utf-8").rstrip("\n")
    workflow.write_text(f"{text}\n        with:\n          fail-on: warning\n", encoding="utf-8")
    run = tern.run_pull_request(workflow, louder(tern))
    assert (run.conclusion, outputs(run)["conclusion"]) == ("failure", "failure")
    assert "OM401" in run.summary
    assert len([one for one in run.annotations if not one.properties.get("file")]) == 1


def test_an_enterprise_server_is_spoken_to_where_it_is(tmp_path: Path, shipped_action: Path) -> None:
    with GitHubServer(enterprise=True) as server:
        tern = Stage(server, tmp_path, shipped_action, MODEL)
        run = tern.run_pull_request("pull-request", louder(tern))
        assert run.conclusion == "success"
        (comment,) = server.comments("acme/tern", 1)
        assert f"{server.base}/acme/tern/blob/" in comment.body
        assert server.problems() == []


def test_a_release_is_judged_with_its_notes(stage: Staged) -> None:
    tern = stage(MODEL)
    notes = "Tern-1B is now an open-source model!"
    release = tern.server.add_release("acme/tern", "v1", body=notes)
    tern.origin.git("tag", "v1")
    event = events.release(tern.server, tern.repository, release)
    run = tern.run("release", event, tern.origin.git("rev-parse", "v1"), "refs/tags/v1")
    assert run.conclusion == "success"
    assert "release notes" in run.summary
    assert outputs(run)["warnings"] == "1"


def test_the_weekly_run_counts_everything(stage: Staged) -> None:
    tern = stage({**MODEL, "README.md": LOUDER})
    event = events.schedule(tern.server, tern.repository)
    run = tern.run("schedule", event, tern.origin.git("rev-parse", "main"), "refs/heads/main")
    assert run.conclusion == "success"
    assert outputs(run)["warnings"] == "1"


def test_code_scanning_gets_every_finding(stage: Staged) -> None:
    tern = stage({**MODEL, "README.md": LOUDER})
    commit = tern.origin.git("rev-parse", "main")
    event = events.push(tern.server, tern.repository, events.ZEROS, commit)
    run = tern.run("code-scanning", event, commit, "refs/heads/main")
    assert (run.conclusion, beside_lines(run)) == ("success", [])
    sarif = json.loads((run.artifacts / "sarif" / "openness.sarif").read_text(encoding="utf-8"))
    assert "OM401" in [one["ruleId"] for one in sarif["runs"][0]["results"]]


POLICY = """openness_policy: 1
name: acme
mode: enforce
rules:
  open-source-claim-unsupported: error
"""


def test_a_required_workflow_judges_by_the_policy_of_the_organization(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.server.add_repository("ORGANIZATION", ".github", files={"openness-policy.yml": POLICY})
    run = tern.run_pull_request("organization-required", louder(tern))
    assert run.conclusion == "failure"
    assert [one.level for one in beside_lines(run)] == ["error"]


def test_a_required_workflow_is_green_where_there_is_no_model(stage: Staged) -> None:
    slugs = stage(LIBRARY)
    slugs.server.add_repository("ORGANIZATION", ".github", files={"openness-policy.yml": POLICY})
    slugs.branch("change", {"slugs.py": "x = 2\n"})
    pull = slugs.server.add_pull_request("acme/tern", head="change")
    run = slugs.run_pull_request("organization-required", pull)
    assert (run.conclusion, run.annotations) == ("success", [])


def test_a_pull_request_that_mends_says_so_only_where_it_is_asked_to(stage: Staged) -> None:
    tern = stage({**MODEL, "README.md": LOUDER})
    tern.branch("honest", {"README.md": HONEST})
    pull = tern.server.add_pull_request("acme/tern", head="honest")
    run = tern.run_pull_request("pull-request", pull)
    assert run.conclusion == "success"
    assert tern.server.comments("acme/tern", 1) == []
    assert "Mended" in run.summary


def test_the_weekly_scan_calls_the_reusable_workflow(stage: Staged) -> None:
    home = stage({"README.md": "# Settings of the organization\n"})
    home.server.add_repository("ORGANIZATION", "tern", files={**MODEL, "README.md": LOUDER})
    home.server.add_repository("ORGANIZATION", "slugs", files=LIBRARY)
    example = (EXAMPLES / "organization-scan.yml").read_text(encoding="utf-8")
    workflow = home.place / "organization-scan.yml"
    workflow.write_text(example.replace("shards: 4", "shards: 1"), encoding="utf-8")
    event = events.schedule(home.server, home.repository)
    run = home.run(workflow, event, home.origin.git("rev-parse", "main"), "refs/heads/main")
    assert (run.conclusion, set(run.jobs.values())) == ("success", {"success"})
    report = json.loads((run.artifacts / "openness-organization" / "report.json").read_text(encoding="utf-8"))
    assert (report["complete"], report["summary"]["judged"]) == (True, 2)


def test_a_private_policy_takes_a_token_of_its_own(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.server.add_repository("ORGANIZATION", ".github", files={"openness-policy.yml": POLICY}, private=True)
    pull = louder(tern)
    refused = tern.run_pull_request("organization-required", pull)
    assert refused.conclusion == "failure"
    (told,) = [one for one in refused.annotations if one.level == "error"]
    assert "ORGANIZATION/.github" in told.message
    workflow = tern.place / "required.yml"
    example = (EXAMPLES / "organization-required.yml").read_text(encoding="utf-8").rstrip("\n")
    given = "          policy-token: ${{ secrets.POLICY_TOKEN }}"
    workflow.write_text(f"{example}\n{given}\n", encoding="utf-8")
    run = tern.run_pull_request(workflow, pull, secrets={"POLICY_TOKEN": "t-user"})
    assert [one.level for one in beside_lines(run)] == ["error"]
    assert {one.token for one in tern.server.requests("GET", "/repos/ORGANIZATION/.*")} == {"t-write", "t-user"}
    assert {one.token for one in tern.server.requests("GET", ".*/comments")} == {"t-write"}


def test_this_project_checks_its_examples_with_its_own_action(
    github_server: GitHubServer, tmp_path: Path, shipped_action: Path
) -> None:
    examples = ROOT / "examples" / "repositories"
    files: dict[str, bytes | str] = {
        path.relative_to(top).as_posix(): path.read_bytes()
        for top, folder in ((shipped_action, shipped_action), (ROOT, examples))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }
    here = Stage(github_server, tmp_path, shipped_action, files)
    commit = here.origin.git("rev-parse", "main")
    event = events.push(here.server, here.repository, events.ZEROS, commit)
    run = here.run(ROOT / ".github" / "workflows" / "openness.yml", event, commit, "refs/heads/main")
    assert (run.conclusion, run.jobs) == ("success", {"openness": "success"}), run.log
    assert "examples/repositories/" in run.summary
