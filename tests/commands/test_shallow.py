"""Checkouts of one commit, as actions/checkout makes them: the base is brought in, and nothing else is done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commands.action_runs import CLAIMING, HONEST, MODEL, REPOSITORY, ActionRuns, runs
from openness.commands.shallow import bring, changed_paths, has_commit
from rig import events
from support import GitRepository

if TYPE_CHECKING:
    from pathlib import Path

    from rig.state import Pull

__all__ = ("runs",)

UNRELATED = {"OTHER.md": "Something that came to main meanwhile.\n"}


def merged(runs: ActionRuns) -> tuple[Pull, str]:
    """A pull request, and the merge that GitHub makes of it with a main that went on."""
    pull = runs.pull_request(
        {**MODEL, "OLD.md": "Tern-1B is an open-source language model.\n"}, {"README.md": CLAIMING}
    )
    runs.git.git("switch", "--quiet", "main")
    runs.commit(UNRELATED)
    runs.git.git("merge", "--quiet", "--no-ff", "--message", "merge", "change")
    merge = runs.git.git("rev-parse", "HEAD")
    runs.git.git("update-ref", "refs/pull/1/merge", merge)
    runs.git.git("reset", "--quiet", "--hard", "HEAD^1")
    return pull, merge


def clone_of_one_commit(runs: ActionRuns, tmp_path: Path, reference: str) -> GitRepository:
    """What actions/checkout leaves with its default depth."""
    origin = runs.git.root.as_uri()
    clone = GitRepository(tmp_path / "shallow")
    clone.git("remote", "add", "origin", origin)
    runs.git.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone.git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", f"+{reference}:refs/remotes/pull/1/merge")
    clone.git("checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge")
    return clone


def test_the_base_of_a_merge_is_brought_into_a_clone_of_one_commit(runs: ActionRuns, tmp_path: Path) -> None:
    pull, merge = merged(runs)
    clone = clone_of_one_commit(runs, tmp_path, "refs/pull/1/merge")
    before = runs.git.git("rev-parse", "refs/heads/main")
    assert not has_commit(clone.root, before)
    event = events.pull_request(runs.server, pull)
    runs.git, origin = clone, runs.git
    outcome = runs.run(event._replace(environment={**event.environment, "GITHUB_SHA": merge}), comment="never")
    assert (outcome.outputs["new"], outcome.said("warning title")) == ("1", [])
    assert has_commit(clone.root, before)
    assert clone.git("status", "--porcelain") == ""
    assert clone.git("rev-parse", "HEAD") == merge
    assert origin.git("rev-parse", "refs/heads/main") == before


def test_what_came_to_the_base_meanwhile_is_no_change_of_a_head_that_is_checked_out(
    runs: ActionRuns, tmp_path: Path
) -> None:
    runs.pull_request({**MODEL, "OLD.md": "Tern-1B is an open-source model.\n"}, {"README.md": CLAIMING})
    runs.git.git("switch", "--quiet", "main")
    runs.commit(UNRELATED, gone=("OLD.md",))
    clone = clone_of_one_commit(runs, tmp_path, "refs/heads/change")
    runs.server.add_repository("acme", "tern", runs.git.root)
    event = events.pull_request(runs.server, runs.server.add_pull_request(REPOSITORY, head="change", number=1))
    runs.git = clone
    merge = "b" * 40
    outcome = runs.run(event._replace(environment={**event.environment, "GITHUB_SHA": merge}), comment="never")
    # The claim in OLD.md, which main has lost since, is as old as the pull request's own beginning.
    assert (outcome.outputs["new"], outcome.outputs["warnings"]) == ("1", "2")
    assert len(runs.server.requests("GET", ".*/compare/.*")) == 1


def test_a_head_is_judged_without_being_checked_out(runs: ActionRuns, tmp_path: Path) -> None:
    pull = runs.pull_request(MODEL, {"README.md": CLAIMING}, fork="robin/tern")
    clone = clone_of_one_commit(runs, tmp_path, "refs/heads/main")
    event = events.pull_request(runs.server, pull, name="pull_request_target")
    runs.git = clone
    outcome = runs.run(event)
    assert (outcome.outputs["new"], outcome.said("warning title")) == ("1", [])
    assert "OM401" in runs.bodies()[0]
    assert [(one.path, one.line) for one in pull.comments] == [("README.md", 3)]
    assert (clone.root / "README.md").read_text(encoding="utf-8") == HONEST
    assert clone.git("status", "--porcelain") == ""


def test_a_commit_that_a_whole_clone_lacks_is_brought_without_cutting_it_off(runs: ActionRuns, tmp_path: Path) -> None:
    runs.commit({"README.md": HONEST})
    runs.commit({"README.md": CLAIMING})
    clone = GitRepository(tmp_path / "whole")
    clone.git("remote", "add", "origin", runs.git.root.as_uri())
    clone.git("fetch", "--quiet", "--no-tags", "origin", "main")
    clone.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    runs.git.git("config", "uploadpack.allowAnySHA1InWant", "true")
    wanted = runs.commit({"NOTES.md": "Of a fork.\n"})
    assert bring(clone.root, wanted) == wanted
    assert clone.git("rev-list", "--count", "HEAD") == "2"
    assert clone.git("rev-parse", "--is-shallow-repository") == "false"


def test_without_a_remote_everything_counts_and_the_run_says_what_to_do(runs: ActionRuns, tmp_path: Path) -> None:
    pull, merge = merged(runs)
    clone = clone_of_one_commit(runs, tmp_path, "refs/pull/1/merge")
    clone.git("remote", "remove", "origin")
    event = events.pull_request(runs.server, pull)
    runs.git = clone
    outcome = runs.run(event._replace(environment={**event.environment, "GITHUB_SHA": merge}), comment="never")
    assert int(outcome.outputs["new"]) > 1
    (said,) = [line for line in outcome.log if line.startswith("::warning title=openness::")]
    assert "fetch-depth: 0" in said


def test_a_branch_of_the_remote_is_brought(runs: ActionRuns, tmp_path: Path) -> None:
    merged(runs)
    clone = clone_of_one_commit(runs, tmp_path, "refs/heads/change")
    name = bring(clone.root, "refs/remotes/origin/main")
    assert name == "refs/remotes/origin/main"
    assert clone.git("rev-parse", name) == runs.git.git("rev-parse", "main")


@pytest.mark.parametrize(
    "revision", ["0" * 40, "a" * 40, "--upload-pack=touch x", "refs/remotes/origin/../x", "HEAD^1", "ext::sh -c x", ""]
)
def test_what_cannot_be_had_is_none(runs: ActionRuns, tmp_path: Path, revision: str) -> None:
    runs.commit({"README.md": HONEST})
    clone = clone_of_one_commit(runs, tmp_path, "refs/heads/main")
    assert bring(clone.root, revision) is None
    assert {path.name for path in clone.root.iterdir()} == {".git", "README.md"}


def test_a_remote_that_names_a_program_is_not_run(runs: ActionRuns, tmp_path: Path) -> None:
    runs.commit({"README.md": HONEST})
    wanted = runs.commit({"README.md": CLAIMING})
    runs.git.git("update-ref", "refs/heads/old", f"{wanted}^")
    clone = clone_of_one_commit(runs, tmp_path, "refs/heads/main")
    clone.git("remote", "set-url", "origin", f"ext::sh -c touch% {tmp_path / 'ran'}")
    assert bring(clone.root, f"{wanted}^1") is None
    assert not (tmp_path / "ran").exists()


def test_the_paths_of_a_change_are_those_below_the_folder(runs: ActionRuns, tmp_path: Path) -> None:
    before = runs.commit({"a/README.md": HONEST, "b/README.md": HONEST})
    runs.commit({"a/README.md": CLAIMING, "a/new é.md": "New.\n", "b/README.md": CLAIMING})
    assert changed_paths(runs.git.root / "a", before, None) == frozenset({"README.md", "new é.md"})
    assert changed_paths(runs.git.root, "c" * 40, None) is None
    assert changed_paths(tmp_path, before, None) is None


def test_a_folder_without_a_repository_has_no_commits(tmp_path: Path) -> None:
    assert bring(tmp_path, "a" * 40) is None
