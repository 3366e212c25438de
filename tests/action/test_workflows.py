"""Whole workflows as users copy them: the real Action, run by act, against a server that knows GitHub's schemas."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from rig import events
from rig.models import HONEST, LIBRARY, LOUDER, MISLABELED, MODEL, beside_lines, outputs
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rig.act import Run
    from rig.stage import Stage

    Staged = Callable[[Mapping[str, bytes | str]], Stage]


def test_a_clean_pull_request_is_left_alone(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("typo", {"README.md": HONEST.replace("Download", "Get")})
    pull = tern.server.add_pull_request("acme/tern", head="typo")
    run = tern.run_pull_request("pull-request", pull)
    assert (run.conclusion, outputs(run)["level"], outputs(run)["new"]) == ("success", "open-weights", "0")
    assert tern.server.comments("acme/tern", 1) == []
    assert pull.reviews == []
    assert beside_lines(run) == []
    assert "open-weights" in run.summary
    assert len(tern.server.journal) <= 4


def test_a_pull_request_is_told_of_once_then_updated_then_turns_green(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("louder", {"README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder", title="Say it louder")

    opened = tern.run_pull_request("pull-request", pull)
    assert opened.conclusion == "success"
    (comment,) = tern.server.comments("acme/tern", 1)
    assert "README.md" in comment.body
    assert "OM401" in comment.body
    assert outputs(opened)["comment-url"].endswith(f"#issuecomment-{comment.id}")
    assert [one.properties["line"] for one in beside_lines(opened)] == ["3"]

    (suggestion,) = pull.comments
    assert (suggestion.path, suggestion.line) == ("README.md", 3)
    assert "```suggestion\nTern-1B is an open-weight language model, under Apache-2.0.\n```" in suggestion.body

    tern.branch("louder", {"docs/more.md": "More.\n"})
    tern.run_pull_request("pull-request", pull, "synchronize")
    assert [one.id for one in tern.server.comments("acme/tern", 1)] == [comment.id]
    assert pull.comments == [suggestion]

    tern.branch("louder", {"README.md": HONEST})
    mended = tern.run_pull_request("pull-request", pull, "synchronize")
    assert mended.conclusion == "success"
    (last,) = tern.server.comments("acme/tern", 1)
    assert last.id == comment.id
    assert "OM401" not in last.body
    assert "✅" in last.body


def test_an_error_fails_the_job_and_says_where(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("mislabel", {"README.md": MISLABELED})
    pull = tern.server.add_pull_request("acme/tern", head="mislabel")
    run = tern.run_pull_request("pull-request", pull)
    assert run.conclusion == "failure"
    assert int(outputs(run)["errors"]) > 0
    assert any(one.level == "error" for one in beside_lines(run))
    assert len(tern.server.comments("acme/tern", 1)) == 1


def test_two_runs_at_once_leave_one_comment(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("louder", {"README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder")
    tern.server.faults.add("GET", "/repos/acme/tern/issues/1/comments", meet=2)
    merge = tern.merge(pull)
    event = events.pull_request(tern.server, pull)
    reference = "refs/pull/1/merge"
    runs: list[Run] = []

    def one() -> None:
        runs.append(tern.run("pull-request", event, merge, reference, depth=2))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.conclusion for run in runs] == ["success", "success"]
    assert len(tern.server.comments("acme/tern", 1)) == 1


@pytest.mark.parametrize(("fork", "login"), [("visitor/tern", "visitor"), (None, "dependabot[bot]")])
def test_who_may_not_write_is_told_by_the_second_half(stage: Staged, fork: str | None, login: str) -> None:
    tern = stage(MODEL)
    tern.branch("louder", {"README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder", fork=fork, login=login)

    first = tern.run_pull_request("forks", pull, token="t-read")
    assert first.conclusion == "success"
    assert tern.server.comments("acme/tern", 1) == []
    assert [one.method for one in tern.server.journal if one.method != "GET"] == []
    assert [one.properties["line"] for one in beside_lines(first)] == ["3"]
    assert "OM401" in first.summary
    (handed,) = (tern.artifacts / "openness-handover").iterdir()
    assert json.loads(handed.read_text(encoding="utf-8"))

    main = tern.origin.git("rev-parse", "main")
    event = events.workflow_run(tern.server, pull, 77)
    second = tern.run("forks-tell", event, main, "refs/heads/main")
    assert second.conclusion == "success"
    (comment,) = tern.server.comments("acme/tern", 1)
    assert "OM401" in comment.body
    (suggestion,) = pull.comments
    assert "```suggestion\nTern-1B is an open-weight language model, under Apache-2.0.\n```" in suggestion.body


def test_findings_for_another_commit_are_told_nowhere(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("louder", {"README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder", fork="visitor/tern", login="visitor")
    tern.run_pull_request("forks", pull, token="t-read")
    event = events.workflow_run(tern.server, pull, 77)
    tern.branch("louder", {"docs/more.md": "More.\n"})
    run = tern.run("forks-tell", event, tern.origin.git("rev-parse", "main"), "refs/heads/main")
    assert run.conclusion == "success"
    assert tern.server.comments("acme/tern", 1) == []


def test_without_findings_the_second_half_is_green_and_silent(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("typo", {"README.md": HONEST.replace("Download", "Get")})
    pull = tern.server.add_pull_request("acme/tern", head="typo")
    tern.run_pull_request("forks", pull)
    event = events.workflow_run(tern.server, pull, 77)
    run = tern.run("forks-tell", event, tern.origin.git("rev-parse", "main"), "refs/heads/main")
    assert run.conclusion == "success"
    assert tern.server.comments("acme/tern", 1) == []


def test_a_push_tells_what_is_new_since_the_push_before(stage: Staged) -> None:
    tern = stage(MODEL)
    before = tern.origin.git("rev-parse", "main")
    (tern.origin.root / "README.md").write_text(LOUDER, encoding="utf-8")
    after = tern.origin.commit("louder")
    event = events.push(tern.server, tern.repository, before, after)
    run = tern.run("pull-request", event, after, "refs/heads/main", depth=2)
    assert run.conclusion == "success"
    assert outputs(run)["new"] != "0"
    assert len(tern.server.journal) == 0


def test_a_merge_queue_gets_its_answer_and_nothing_is_written(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("louder", {"README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder")
    head = tern.merge(pull)
    event = events.merge_group(tern.server, tern.repository, head, tern.origin.git("rev-parse", "main"))
    workflow = tern.place / "queue.yml"
    required = (ROOT / "examples" / "workflows" / "organization-required.yml").read_text(encoding="utf-8")
    workflow.write_text(required.partition("        with:\n          # The policy's")[0], encoding="utf-8")
    run = tern.run(workflow, event, head, "refs/heads/gh-readonly-queue/main/pr-1", depth=2)
    assert run.conclusion == "success"
    assert [one.method for one in tern.server.journal if one.method != "GET"] == []


@pytest.mark.parametrize("workflow", ["pull-request", "evaluate-first"])
def test_a_repository_without_a_model_is_green_and_quiet(stage: Staged, workflow: str) -> None:
    slugs = stage(LIBRARY)
    slugs.branch("change", {"slugs.py": "x = 2\n"})
    pull = slugs.server.add_pull_request("acme/tern", head="change")
    run = slugs.run_pull_request(workflow, pull)
    assert (run.conclusion, run.annotations) == ("success", [])
    assert slugs.server.comments("acme/tern", 1) == []
    assert outputs(run)["conclusion"] == "nothing-to-check"


def test_evaluating_first_neither_fails_nor_writes(stage: Staged) -> None:
    tern = stage(MODEL)
    tern.branch("louder", {"README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder")
    run = tern.run_pull_request("evaluate-first", pull, token="t-read")
    assert (run.conclusion, run.annotations) == ("success", [])
    assert "OM401" in run.summary
    assert tern.server.journal == []


def test_each_folder_of_a_monorepo_has_its_own_comment(stage: Staged) -> None:
    files = {f"models/{name}/{file}": text for name in ("small", "large") for file, text in MODEL.items()}
    tern = stage({"README.md": "# Models\n", **files})
    tern.branch("louder", {"models/small/README.md": LOUDER, "models/large/README.md": LOUDER})
    pull = tern.server.add_pull_request("acme/tern", head="louder")
    run = tern.run_pull_request("monorepo", pull)
    assert run.conclusion == "success"
    bodies = [one.body for one in tern.server.comments("acme/tern", 1)]
    assert len(bodies) == 2
    assert sorted("models/small/README.md" in body for body in bodies) == [False, True]
